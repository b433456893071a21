"""Reports that the portal begins by itself some days after each period, for a body's people to go on with."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from common import clock
from common.clock import ZONE
from common.errors import Refused
from common.names import in_portal_language
from common.periods import BadPeriod, Kind, Period
from notices import services as notices
from organizations import roles
from organizations.enums import Role
from organizations.models import Body
from reports import batch_policies as policies
from reports.enums import ENDED
from reports.issuers import issuers_of
from reports.models import Report, ReportKind, Schedule, ScheduledRun

from . import files, starting

logger = logging.getLogger(__name__)


@transaction.atomic
def add(*, kind: ReportKind, body: Body, span: str, days_after: int, to: Sequence[Role], by: User) -> Schedule:
    """Let the portal begin a report after each period. Raises Refused with the field that is wrong."""
    policies.check_can_schedule(by, body)
    if span not in kind.periods:
        raise Refused(_("Loại báo cáo này không lập cho loại kỳ đã chọn."), field="span")
    if not issuers_of(kind).filter(pk=body.pk).exists():
        raise Refused(_("Cơ quan này không lập loại báo cáo đã chọn."), field="body")
    if not to:
        raise Refused(_("Chọn ít nhất một vai trò nhận báo cáo."), field="roles")
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    if Schedule.objects.filter(kind=kind, body=body, span=span).exists():
        raise Refused(_("Lịch này đã có."), field="kind")
    schedule = Schedule.objects.create(
        kind=kind, body=body, span=span, days_after=days_after, roles=list(to), made_by=by, made_at=clock.now()
    )
    _remember("reports.schedule_made", schedule, by)
    return schedule


@transaction.atomic
def switch(*, schedule: Schedule, on: bool, by: User) -> Schedule:
    """Stop it, or go on with it; periods that passed in between are not made up for."""
    schedule = _locked(schedule.pk)
    policies.check_can_schedule(by, schedule.body)
    if schedule.is_active != on:
        schedule.is_active, schedule.made_by, schedule.made_at = on, by, clock.now()
        schedule.save(update_fields=["is_active", "made_by", "made_at"])
        _remember("reports.schedule_on" if on else "reports.schedule_off", schedule, by)
    return schedule


def run_due() -> int:
    """Begin every report whose day has come; returns how many. One that fails holds up no other."""
    ran = 0
    for pk in list(Schedule.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True)):
        try:
            ran += run(pk)
        except Exception:
            logger.exception("schedule %s could not be run", pk)
    return ran


@transaction.atomic
def run(pk: int) -> bool:
    """Begin the report of the last period, once, however often the clock strikes; whether it was done now."""
    schedule = _locked(pk)
    period = due_period(schedule, clock.today())
    if not schedule.is_active or period is None:
        return False
    known, is_new = ScheduledRun.objects.get_or_create(
        schedule=schedule, period=period.code, defaults={"ran_at": clock.now()}
    )
    if is_new:
        known.report, trouble = _begun(schedule, period)
        known.save(update_fields=["report"])
        _tell(schedule, period, known, trouble)
    return is_new


def due_period(schedule: Schedule, today: datetime.date) -> Period | None:
    """The last period whose day has come since the schedule was made, if there is one."""
    kind, wait = Kind(schedule.span), datetime.timedelta(days=schedule.days_after)
    try:
        period = Period.containing(today, kind)
    except BadPeriod:  # in the last quarter no nine months run
        period = Period.nine_months(today.year)
    while period.end + wait > today:
        period = period.previous()
    made_on = schedule.made_at.astimezone(ZONE).date()
    return period if period.end + wait >= made_on else None


def _begun(schedule: Schedule, period: Period) -> tuple[Report | None, str]:
    """The report, begun in the name of whoever made the schedule, or the one that is there; else what hindered it."""
    same = Report.objects.filter(body=schedule.body, kind=schedule.kind, period=period.code)
    if (found := same.exclude(status__in=ENDED).first()) is not None:
        return found, ""
    try:
        with transaction.atomic():
            report = starting.start(body=schedule.body, kind=schedule.kind.code, period=period, by=schedule.made_by)
    except (Refused, PermissionDenied) as trouble:
        return None, str(trouble)
    files.enqueue(report, schedule.made_by)
    return report, ""


@in_portal_language
def _tell(schedule: Schedule, period: Period, run: ScheduledRun, trouble: str) -> None:
    """Everybody who holds one of the roles at the body."""
    people = roles.people_of(schedule.body, [Role(role) for role in schedule.roles])
    if not people:
        return
    title = f"{schedule.kind.name_vi} {period.label}"
    subject = _("Cổng đã lập dự thảo: {title}") if run.report else _("Cổng chưa lập được: {title}")
    url = run.report.get_absolute_url() if run.report else reverse("reports:schedules")
    notices.post(
        "reports.scheduled", to=people, subject=subject.format(title=title), text=trouble or schedule.body.name,
        url=url, key=f"reports.scheduled:{run.pk}",
    )  # fmt: skip


def _locked(pk: int) -> Schedule:
    rows = Schedule.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("kind", "body__kind", "body__unit__kind", "made_by").get(pk=pk)


@in_portal_language
def _remember(kind: str, schedule: Schedule, by: User) -> None:
    title = f"{schedule.kind.name_vi}, {schedule.body.name}"
    audit.record(kind, by=by, subject=schedule, unit_id=schedule.body.unit_id, title=title)
