"""What pages of this room share: who asks, a step as one small page, a page or its results alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.forms import attempt
from community import policies
from community.places import bodies_of
from organizations.models import Body
from steering.views.people import person

__all__ = ["keepers_of", "list_page", "may", "person", "record_form", "take_step"]


def keepers_of(user: User) -> list[Body]:
    """The bodies in whose name the person may begin a record; 403 when there is none."""
    bodies = bodies_of(user, policies.KEEPERS, clock.today())
    if not bodies:
        raise PermissionDenied(_("Chỉ cán bộ xã, Mặt trận hoặc người của thôn, tổ dân phố mới được lập hồ sơ."))
    return bodies


def list_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or for htmx its results."""
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


def may(check: Callable[[], None]) -> bool:
    """A check as a question."""
    try:
        check()
    except PermissionDenied:
        return False
    return True


def take_step(
    request: HttpRequest,
    record: Any,
    *,
    label: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    hint: str = "",
) -> HttpResponse:
    """One small page for a step: a form, a button; then back to the record."""
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: act(form.cleaned_data)) is not None:
        messages.success(request, _("Đã lưu."))
        return redirect(record)
    context = {"record": record, "form": form, "label": label, "hint": hint}
    return render(request, "community/step.html", context)


def record_form(
    request: HttpRequest, form: forms.Form, record: Any, *, title: str, name: str, listed: str
) -> HttpResponse:
    """The page of a new record, or of the correction of one; ``name`` and ``listed`` lead back to its list."""
    context = {"form": form, "record": record, "title": title, "list_url": reverse(name), "list_title": listed}
    return render(request, "community/record_form.html", context)
