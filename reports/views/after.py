"""What comes after issuing: a report is withdrawn, replaced, shown to citizens or hidden again."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.forms import attempt
from common.frame import of as frame_of

from .. import policies, services
from ..enums import ReportStatus
from ..models import Report
from ..step_forms import NothingForm, ReasonForm
from .loading import load


@require_http_methods(["GET", "HEAD", "POST"])
def after(request: HttpRequest, pk: int) -> HttpResponse:
    """Each step has its button; the one that was pressed is taken."""
    report, user = load(request, pk), cast(User, request.user)
    at = policies.held_at(user, report.body)
    policies.check_can_follow_up(user, report, at)
    back = report.get_absolute_url() + frame_of(request).unit_query
    if report.status != ReportStatus.ISSUED:
        messages.warning(request, _("Báo cáo {state}.").format(state=report.state.label))
        return redirect(back)
    verb = request.POST.get("viec", "") if request.method == "POST" else ""
    form = ReasonForm(request.POST if verb == "withdraw" else None)
    if verb == "withdraw" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: services.withdraw(report=report, reason=reason, by=user)):
            messages.success(request, _("Đã thu hồi báo cáo."))
            return redirect(back)
    elif verb in _PLAIN:
        return _take(request, report, verb, back)
    context = {
        "report": report, "form": form, "can_withdraw": bool(at & policies.ENDERS),
        "can_replace": bool(at & policies.WRITERS), "can_publish": bool(at & policies.APPROVERS),
    }  # fmt: skip
    return render(request, "reports/after.html", context)


_PLAIN = {"replace": services.replace, "publish": services.publish, "unpublish": services.unpublish}


def _take(request: HttpRequest, report: Report, verb: str, back: str) -> HttpResponse:
    """A step without questions; a replacement is shown at once."""
    form = NothingForm({})
    form.is_valid()
    made = attempt(form, lambda: _PLAIN[verb](report=report, by=cast(User, request.user)))
    if made is None:
        for error in form.non_field_errors():
            messages.error(request, str(error))
        return redirect(back)
    messages.success(request, _DONE[verb]())
    return redirect(made.get_absolute_url() + frame_of(request).unit_query)


_DONE = {
    "replace": lambda: _("Đã lập báo cáo thay thế. Báo cáo cũ còn hiệu lực đến khi báo cáo này ban hành."),
    "publish": lambda: _("Đã công bố số liệu cho người dân."),
    "unpublish": lambda: _("Đã thôi công bố."),
}
