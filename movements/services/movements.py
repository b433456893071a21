"""Movements: launching, correcting, targets and their results, ending. Lock, may you, is it possible, change,
remember."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from movements import events_register as events
from movements import policies_register as policies
from movements.enums import MovementForm
from movements.events import labels
from movements.models import Movement, MovementKind, MovementTarget
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Reach, Unit
from organizations.scope import StakeSpec
from steering import citing
from steering.models import DirectingPaper

from .programmes import check_past


@dataclass(frozen=True, kw_only=True)
class MovementFacts:
    """A movement as its paper states it. ``until``: the last day, if one is set."""

    form: str
    kind: MovementKind
    name: str
    launched_on: date
    since: date | None = None
    until: date | None = None
    decision_text: str = ""
    note: str = ""
    papers: Iterable[DirectingPaper] = ()


@dataclass(frozen=True, kw_only=True)
class TargetFacts:
    """A target and, once somebody has said it, its result."""

    text: str
    units: Sequence[Unit] = ()
    planned: int | None = None
    measure: str = ""
    due_on: date | None = None
    achieved: int | None = None
    result: str = ""
    stated_on: date | None = None


@transaction.atomic
def launch(*, body: Body, facts: MovementFacts, by: User) -> Movement:
    """Record a movement. Refused: an end before its beginning; the same one twice."""
    policies.check_can_launch(by, body)
    values = _checked(facts)
    if Movement.objects.filter(launched_by=body, name=values["name"], launched_on=facts.launched_on).exists():
        raise Refused(_("Phong trào này đã được ghi."), field="name")
    movement = Movement.objects.create(launched_by=body, **values)
    citing.cite(movement, facts.papers)
    _keep_stakes(movement)
    _remember(events.LAUNCHED, movement, by, on=ngay(movement.launched_on))
    return movement


@transaction.atomic
def edit(*, movement: Movement, facts: MovementFacts, by: User) -> Movement:
    """Correct what was recorded."""
    movement = _locked(movement, by)
    wanted = _checked(facts)
    changed = [name for name, value in wanted.items() if getattr(movement, name) != value]
    for name in changed:
        setattr(movement, name, wanted[name])
    cited = citing.cite(movement, facts.papers)
    if changed or cited:
        movement.save()
        words = [labels(Movement, changed)] if changed else []
        _remember(events.MOVEMENT_EDITED, movement, by, fields=", ".join([*words, *([_cited()] if cited else [])]))
    return movement


@transaction.atomic
def end(*, movement: Movement, until: date, outcome: str, by: User) -> Movement:
    """Its last day and what came of it as a whole. Refused: a last day before its first."""
    movement = _locked(movement, by)
    movement.valid = _span(movement.valid.lower, until, "until")
    movement.outcome = nfc(outcome)
    movement.save()
    _remember(events.MOVEMENT_ENDED, movement, by, on=ngay(until))
    return movement


@transaction.atomic
def add_target(*, movement: Movement, facts: TargetFacts, by: User) -> MovementTarget:
    """Add a target; without a result it is shown as not stated."""
    movement = _locked(movement, by)
    values = _target(movement, facts)
    last = movement.targets.aggregate(last=Max("order"))["last"] or 0
    target = MovementTarget.objects.create(movement=movement, order=last + 1, **values)
    target.units.set(facts.units)
    _keep_stakes(movement)
    _remember(events.TARGET_ADDED, movement, by, number=target.order, text=target.text)
    return target


@transaction.atomic
def edit_target(*, target: MovementTarget, facts: TargetFacts, by: User) -> MovementTarget:
    """Correct a target or state its result."""
    movement = _locked(target.movement, by)
    target = movement.targets.get(pk=target.pk)
    for name, value in _target(movement, facts).items():
        setattr(target, name, value)
    target.save()
    target.units.set(facts.units)
    _keep_stakes(movement)
    _remember(events.TARGET_EDITED, movement, by, number=target.order, result=_result(target))
    return target


# -- is it possible


def _checked(facts: MovementFacts) -> dict[str, Any]:
    name = clean_line(facts.name)
    if not name:
        raise Refused(_("Cần ghi tên."), field="name")
    if facts.form not in MovementForm.values:
        raise Refused(_("Chọn hình thức."), field="form")
    return {
        "form": facts.form, "kind": facts.kind, "name": name, "launched_on": facts.launched_on,
        "valid": _span(facts.since or facts.launched_on, facts.until, "until"),
        "decision_text": clean_line(facts.decision_text), "note": nfc(facts.note),
    }  # fmt: skip


def _span(since: date, until: date | None, field: str) -> DateRange:
    if until is not None and until < since:
        raise Refused(_("Ngày kết thúc phải từ ngày bắt đầu ({day}).").format(day=ngay(since)), field=field)
    return DateRange(since, until + timedelta(days=1) if until else None, "[)")


def _target(movement: Movement, facts: TargetFacts) -> dict[str, Any]:
    text = clean_line(facts.text)
    if not text:
        raise Refused(_("Cần ghi mục tiêu."), field="text")
    result, measure = clean_line(facts.result), clean_line(facts.measure)
    if facts.achieved is not None and facts.planned is None and not measure:
        raise Refused(_("Số đạt được cần có số đặt ra hoặc đơn vị tính."), field="achieved")
    stated = facts.achieved is not None or bool(result)
    if stated and facts.stated_on is None:
        raise Refused(_("Ghi kết quả tính đến ngày nào."), field="stated_on")
    if not stated and facts.stated_on is not None:
        raise Refused(_("Chưa nêu kết quả thì để trống ngày; không ghi số 0 thay cho chưa nêu."), field="stated_on")
    if facts.stated_on is not None:
        check_past(facts.stated_on, "stated_on")
    check_units(movement.launched_by.unit_id, facts.units)
    return {
        "text": text, "planned": facts.planned, "measure": measure, "due_on": facts.due_on,
        "achieved": facts.achieved, "result": result, "stated_on": facts.stated_on,
    }  # fmt: skip


def check_units(home: int, units: Iterable[Unit], field: str = "units") -> None:
    """Refused: a unit that is neither the body's own nor below it."""
    reached = set(Reach.objects.filter(source=home).values_list("target_id", flat=True)) | {home}
    for unit in units:
        if unit.pk not in reached:
            message = _("{unit} không thuộc đơn vị này hoặc đơn vị cấp dưới.")
            raise Refused(message.format(unit=unit.label), field=field)


# -- change, remember


def _locked(movement: Movement, by: User) -> Movement:
    held = Movement.objects.select_for_update(of=("self",), no_key=True)
    found = held.select_related("launched_by__unit", "kind").get(pk=movement.pk)
    policies.check_can_launch(by, found.launched_by)
    return found


def _keep_stakes(movement: Movement) -> None:
    units = set(movement.targets.filter(units__isnull=False).values_list("units", flat=True))
    wanted = {StakeSpec(unit, None, Why.HOLDER) for unit in units}
    scope.write_stakes(movement, wanted | {StakeSpec.of(movement.launched_by, Why.ORIGIN)})


@in_portal_language
def _cited() -> str:
    return _("căn cứ văn bản chỉ đạo")


@in_portal_language
def _result(target: MovementTarget) -> str:
    return target.result_words


def _remember(kind: str, movement: Movement, by: User, **data: Any) -> None:
    record(kind, by=by, subject=movement, unit_id=movement.launched_by.unit_id, **data)
