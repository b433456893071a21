"""What the pages of this room share: one small page for each step, and papers named in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import attempt

NOBODY = gettext_lazy("Ở đơn vị đang xem không có cơ quan nào mà đồng chí được ghi giám sát.")


@dataclass(frozen=True)
class StepPage:
    """A step of a record: its word in the address, how it is asked for and carried out."""

    slug: str
    label: str | Promise
    form: Callable[..., Any]
    act: Callable[..., Any]
    dangerous: bool = False
    hint: str | Promise = ""


def by_slug(*pages: StepPage) -> dict[str, StepPage]:
    """Steps by their words in the address."""
    return {page.slug: page for page in pages}


def step_page(
    request: HttpRequest, record: Any, step: StepPage, form: Any, act: Callable[[], Any], **context: Any
) -> HttpResponse:
    """Show the form of a step, or take it and go back to the record."""
    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã lưu."))
        return redirect(record)
    return form_page(request, form, str(step.label), record=record, dangerous=step.dangerous, hint=step.hint, **context)


def form_page(request: HttpRequest, form: Any, label: str, **context: Any) -> HttpResponse:
    """One form: label; record, crumbs_url, crumbs_label, hint, dangerous – optional."""
    return render(request, "supervision/form.html", {"form": form, "label": label} | context)


def cited_paper(request: HttpRequest) -> int | None:
    """The key of the directing paper that the address names (?van-ban=)."""
    paper = request.GET.get("van-ban", "")
    return int(paper) if paper.isascii() and paper.isdecimal() and len(paper) < 15 else None


def list_or_results(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page, or to htmx its results alone."""
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)
