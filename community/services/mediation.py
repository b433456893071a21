"""Mediation at the grassroots: teams, and figures of a village for a month or a quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.periods import Kind, Period
from community import checks, events, policies
from community.enums_mediation import CaseResult
from community.models import MediationCount, MediationKind, MediationReport, MediationTeam
from community.models.mediation import LEAST
from community.places import villages_of
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Unit
from organizations.scope import StakeSpec
from steering.events import labels

PREFIX, TEAM_PREFIX = "HG", "TH"

type Figures = Mapping[MediationKind, Mapping[str, int | None]]


@dataclass(frozen=True, kw_only=True)
class TeamWanted:
    """A team as numbers."""

    name: str
    members: int
    women: int
    founded_on: date
    ended_on: date | None = None


@transaction.atomic
def enter_team(*, keeper: Body, village: Unit, wanted: TeamWanted, by: User) -> MediationTeam:
    """A team of a village. Refused: fewer than three members, more women than members, a village of elsewhere."""
    policies.check_can_plan(by, keeper)
    _check_village(keeper, village)
    pk, code = MediationTeam.drawn(TEAM_PREFIX, wanted.founded_on.year)
    made = MediationTeam(
        pk=pk, code=code, keeper=keeper, unit_id=keeper.unit_id, village=village, **_team_values(wanted)
    )
    made.save(force_insert=True)
    _write_stakes(made)

    record(events.TEAM_ENTERED, by=by, subject=made, unit_id=made.unit_id, village=village.label)
    return made


@transaction.atomic
def edit_team(*, team: MediationTeam, wanted: TeamWanted, by: User) -> MediationTeam:
    """Correct the numbers, or say when the team ended."""
    one = locked(team)
    policies.check_can_keep_mediation(by, one)
    values = _team_values(wanted)
    changed = [name for name, value in values.items() if getattr(one, name) != value]
    for name in changed:
        setattr(one, name, values[name])
    one.save()

    if changed:
        fields = labels(MediationTeam, changed)
        record(events.TEAM_EDITED, by=by, subject=one, unit_id=one.unit_id, fields=fields)
    return one


@transaction.atomic
def enter(*, keeper: Body, village: Unit, period: Period, figures: Figures, by: User) -> MediationReport:
    """What a village states for a month or a quarter.

    A zero is typed; a type that is left blank stays missing. Refused: another kind of period, one that has not begun,
    one that shares days with figures entered before; a type of which only some results are filled; nothing at all.
    """
    policies.check_can_plan(by, keeper)
    _check_village(keeper, village)
    if period.kind not in (Kind.MONTH, Kind.QUARTER):
        raise Refused(_("Chỉ nhập số liệu theo tháng hoặc theo quý."), field="period")
    checks.past(period.start, "period")
    days = DateRange(period.start, period.end, "[]")
    if MediationReport.objects.filter(village=village, days__overlap=days).exists():
        message = _("Kỳ này đã có số liệu, hoặc trùng ngày với một kỳ đã nhập của thôn, tổ dân phố.")
        raise Refused(message, field="period")
    pk, code = MediationReport.drawn(PREFIX, period.start.year)
    made = MediationReport(
        pk=pk, code=code, keeper=keeper, unit_id=keeper.unit_id, village=village, period=period.code,
        starts_on=period.start, ends_on=period.end, days=days, typed_by=by, typed_at=clock.now(),
    )  # fmt: skip
    made.save(force_insert=True)
    _write_stakes(made)
    _write_counts(made, figures)

    words = {"village": village.label, "period": period.label}
    record(events.MEDIATION_ENTERED, by=by, subject=made, unit_id=made.unit_id, **words)
    return made


@transaction.atomic
def edit(*, report: MediationReport, figures: Figures, by: User) -> MediationReport:
    """Correct the figures of a period; the rows' history keeps the former ones."""
    one = locked(report)
    policies.check_can_keep_mediation(by, one)
    _write_counts(one, figures)

    record(events.MEDIATION_EDITED, by=by, subject=one, unit_id=one.unit_id, period=one.label)
    return one


def locked[R: (MediationReport, MediationTeam)](one: R) -> R:
    """The record as it is now, locked."""
    rows = type(one)._default_manager.select_for_update(of=("self",), no_key=True)
    found: R = rows.select_related("keeper__unit", "village__kind").get(pk=one.pk)
    return found


def _write_stakes(one: MediationReport | MediationTeam) -> None:
    scope.write_stakes(one, {StakeSpec.of(one.keeper, Why.ORIGIN), StakeSpec(one.village_id, None, Why.HOLDER)})


def _check_village(keeper: Body, village: Unit) -> None:
    if not villages_of(keeper.unit, clock.today()).filter(pk=village.pk).exists():
        message = _("{village} không thuộc {unit}.").format(village=village.label, unit=keeper.unit.label)
        raise Refused(message, field="village")


def _team_values(wanted: TeamWanted) -> dict[str, Any]:
    name = checks.line(wanted.name, _("Cần ghi tên tổ hòa giải."), "name")
    if wanted.members < LEAST:
        raise Refused(_("Tổ hòa giải có từ 03 hòa giải viên trở lên."), field="members")
    if wanted.women > wanted.members:
        raise Refused(_("Số nữ không được quá số hòa giải viên."), field="women")
    checks.past(wanted.founded_on, "founded_on")
    if wanted.ended_on is not None:
        checks.past(wanted.ended_on, "ended_on")
        checks.not_before(wanted.ended_on, wanted.founded_on, "ended_on")
    return vars(wanted) | {"name": name}


def _write_counts(one: MediationReport, figures: Figures) -> None:
    known = {row.kind_id: row for row in one.counts.all()}
    written = 0
    for kind, row in figures.items():
        numbers = {name: row.get(name) for name in CaseResult.values}
        blank = [name for name, number in numbers.items() if number is None]
        if len(blank) == len(numbers):
            if kind.pk in known:
                known[kind.pk].delete()
            continue
        if blank:
            message = _("Nhập đủ ba ô của loại này; không có vụ việc nào thì nhập 0.")
            raise Refused(message, field=f"{blank[0]}_{kind.code.replace('-', '_')}")
        MediationCount.objects.update_or_create(report=one, kind=kind, defaults=numbers)
        written += 1
    if not written:
        raise Refused(_("Chưa có số liệu nào. Không phát sinh vụ việc thì nhập 0; chưa nắm được thì chưa lập kỳ này."))
