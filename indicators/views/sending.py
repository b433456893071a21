"""Sending a form down: choose the window, see who will receive it, send."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common import clock
from common.errors import Refused
from common.forms import attempt
from common.pages import page_of
from indicators import form_queries as queries
from indicators import policies
from indicators.forms.defining import SendForm
from indicators.models import ReportingWindow
from indicators.services import sending as services

from .defining import form_or_404
from .people import person
from .shared import typed_in, with_unit

GROUPS = ("nhan", "da-giao", "thieu")


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, code: str) -> HttpResponse:
    """?ky= names the window; without it the likeliest. The preview names every unit before anything is sent."""
    one, user = form_or_404(request, code), person(request)
    policies.check_can_keep_forms(user, one.issuer)
    windows = queries.windows_for(one)
    window = _chosen(request, windows)
    context: dict[str, Any] = {"form": one, "windows": windows, "window": window}
    if window is not None:
        typed = SendForm(typed_in(request), window=window)
        if request.method == "POST" and typed.is_valid():
            sent = attempt(typed, lambda: services.send_down(form=one, window=window, by=user, **typed.cleaned_data))
            if sent:
                messages.success(request, _said(sent))
                return redirect(with_unit(request, one.get_absolute_url()))
        context |= {"typed": typed} | _preview(request, one, window)
    return render(request, "indicators/send.html", context)


def _chosen(request: HttpRequest, windows: list[ReportingWindow]) -> ReportingWindow | None:
    asked = request.GET.get("ky", "")
    named = next((one for one in windows if str(one.pk) == asked), None)
    return named or queries.likeliest(windows, clock.today())


def _preview(request: HttpRequest, form: Any, window: ReportingWindow) -> dict[str, Any]:
    try:
        shown = services.preview(form, window)
    except Refused as refused:
        return {"refused": str(refused)}
    groups = dict(zip(GROUPS, (shown.new, shown.already, shown.nobody), strict=True))
    asked = request.GET.get("nhom", "")
    group = asked if asked in groups else next((name for name in GROUPS if groups[name]), GROUPS[0])
    return {"shown": shown, "group": group, "page": page_of(request, groups[group])}


def _said(sent: services.Sent) -> str:
    """What was done, in the numbers of the preview."""
    made = len(sent.made)
    parts = [
        ngettext("Đã giao biểu cho {count} đơn vị.", "Đã giao biểu cho {count} đơn vị.", made).format(count=made)
        if made
        else _("Các đơn vị đều đã có biểu của kỳ này.")
    ]
    if sent.nobody:
        words = ngettext(
            "{count} đơn vị chưa có cơ quan lập biểu.", "{count} đơn vị chưa có cơ quan lập biểu.", len(sent.nobody)
        )
        parts.append(words.format(count=len(sent.nobody)))
    return " ".join(parts)
