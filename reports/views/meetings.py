"""The papers about one conference: which there are, and a button for each that is not begun."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import Refused
from conferences.models import Conference

from .. import policies, services
from ..enums import ENDED, About
from ..models import Report, ReportKind


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """Plan, invitation, agenda, delegates, minutes, notice: each with its state, or a button that begins it."""
    user = cast(User, request.user)
    seen = Conference.objects.visible_to(user).select_related("host__unit__kind", "host__kind")
    conference = get_object_or_404(seen, code=code)
    kinds = list(ReportKind.objects.filter(about=About.CONFERENCE).select_related("type"))
    if request.method == "POST":
        return _begun(request, conference, {kind.code: kind for kind in kinds})
    made = Report.objects.visible_to(user).filter(conference=conference).exclude(status__in=ENDED)
    by_kind = {report.kind_id: report for report in made.select_related("kind", "document__issuer__kind")}
    context = {
        "conference": conference,
        "papers": [(kind, by_kind.get(kind.code)) for kind in kinds],
        "may": policies.allows(policies.check_can_write, user, conference.host),
    }
    return render(request, "reports/meeting.html", context)


def _begun(request: HttpRequest, conference: Conference, kinds: dict[str, ReportKind]) -> HttpResponse:
    user = cast(User, request.user)
    policies.check_can_write(user, conference.host)
    kind = kinds.get(request.POST.get("loai", ""))
    if kind is None:
        messages.error(request, _("Chọn loại giấy tờ cần lập."))
        return redirect(request.get_full_path())
    try:
        return redirect(services.start_about(conference=conference, kind=kind.code, by=user))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(request.get_full_path())
