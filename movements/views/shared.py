"""One page for every form of this room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common import frame

type Crumb = tuple[str, str]


def form_page(
    request: HttpRequest, form: forms.Form, label: str, crumbs: Sequence[Crumb], **context: Any
) -> HttpResponse:
    """``crumbs``: label and address of the pages above; the last one is also the way back."""
    page = {"form": form, "label": label, "crumbs": crumbs, "back": crumbs[-1][1]}
    return render(request, "movements/form.html", page | context)


def to(request: HttpRequest, url: str) -> HttpResponse:
    """Go to a page with the unit in view kept; a fragment stays behind it."""
    path, mark, fragment = url.partition("#")
    return redirect(path + frame.of(request).unit_query + mark + fragment)
