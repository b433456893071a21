"""Reports that the portal begins by itself."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import Refused
from common.forms import apply_refusal
from common.frame import of as frame_of
from common.pages import page_of
from organizations import roles
from organizations.current import unit_in_view
from organizations.enums import Role
from organizations.models import Body, Reach
from organizations.scope import reach_of

from .. import batch_policies
from ..batch_forms import SPANS, ScheduleForm
from ..models import Schedule, ScheduledRun
from ..services import schedules as services

SPAN_NAMES = dict(SPANS)


@require_http_methods(["GET", "HEAD", "POST"])
def schedules(request: HttpRequest) -> HttpResponse:
    """The schedules within reach, each with its last run; for clerks the form, and a button that stops one."""
    user = cast(User, request.user)
    bodies = Body.objects.filter(pk__in=roles.bodies_of(user, batch_policies.SCHEDULERS)).for_list()
    if request.method == "POST":
        batch_policies.check_may_schedule(user)
        if wanted := request.POST.get("lich"):
            return _switched(request, user, wanted)
    may = bool(roles.held(user) & batch_policies.SCHEDULERS)
    form = ScheduleForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        to = [Role(role) for role in chosen.pop("roles")]
        try:
            services.add(**chosen, to=to, by=user)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            messages.success(request, _("Đã đặt lịch lập báo cáo."))
            return _back(request)
    page = page_of(request, _listed(request, user))
    mine = {body for body, held in roles.at_bodies(user, [one.body for one in page]).items() if held & {Role.CLERK}}
    lines = [(one, SPAN_NAMES.get(one.span, one.span), [Role(r).label for r in one.roles], one.body_id in mine)
             for one in page]  # fmt: skip
    context = {"form": form if may else None, "page": page, "lines": lines}
    return render(request, "reports/schedules.html", context)


def _listed(request: HttpRequest, user: User) -> object:
    found = Schedule.objects.filter(body__unit__in=reach_of(user))
    if unit := unit_in_view(request):
        found = found.filter(body__unit__in=Reach.objects.filter(source=unit).values("target"))
    last = ScheduledRun.objects.order_by("schedule_id", "-pk").distinct("schedule_id").select_related("report")
    related = found.select_related("kind", "body__unit__kind").prefetch_related(Prefetch("runs", last, "last_run"))
    return related.order_by("body__sort_key", "kind__rank", "pk")


def _switched(request: HttpRequest, user: User, wanted: str) -> HttpResponse:
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        raise Http404
    schedule = get_object_or_404(Schedule.objects.filter(body__unit__in=reach_of(user)), pk=int(wanted))
    services.switch(schedule=schedule, on=request.POST.get("dung") == "1", by=user)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(request.path + frame_of(request).unit_query)
