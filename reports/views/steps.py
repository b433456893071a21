"""The next steps of a report, each a POST that changes it and comes back to it."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from common.errors import Refused
from common.forms import apply_refusal

from .. import policies, services
from ..forms import IssueForm, SendBackForm
from ..models import Report
from .desk import load


@require_POST
def build(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the PDF and show how far it is."""
    report = load(request, pk)
    return redirect(services.request_file(report=report, by=cast(User, request.user)))


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it to the leader."""
    return _step(request, load(request, pk), services.submit, _("Đã trình báo cáo."))


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it."""
    return _step(request, load(request, pk), services.approve, _("Đã duyệt báo cáo."))


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return it with a reason."""
    report, user = load(request, pk), cast(User, request.user)
    policies.check_can_approve(user, report)
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.send_back(report=report, reason=form.cleaned_data["reason"], by=user)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            messages.success(request, _("Đã trả lại báo cáo."))
            return redirect(report)
    context = {"report": report, "form": form, "title": _("Trả lại báo cáo"), "submit": _("Trả lại")}
    return render(request, "reports/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and date; the report is frozen."""
    report, user = load(request, pk), cast(User, request.user)
    policies.check_can_issue(user, report)
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.issue(report=report, by=user, **form.cleaned_data)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            messages.success(request, _("Đã ban hành báo cáo. Tệp PDF đang được dựng."))
            return redirect(report)
    context = {
        "report": report,
        "form": form,
        "title": _("Cấp số, ban hành"),
        "submit": _("Ban hành"),
        "hint": _("Sau khi ban hành, báo cáo được giữ nguyên: số liệu thay đổi về sau không làm đổi báo cáo này."),
    }
    return render(request, "reports/form.html", context)


def _step(request: HttpRequest, report: Report, verb: Callable[..., Report], done: str) -> HttpResponse:
    try:
        verb(report=report, by=cast(User, request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(report)
