"""Commendations of models, collectives and persons: recording one or many, correcting. Lock, may you, is it possible,
change, remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from movements import events_register as events
from movements import policies_register as policies
from movements.enums import Honoured
from movements.events import labels
from movements.models import Commendation, LocalModel, MovementKind
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Unit, UnitLevel
from organizations.scope import StakeSpec

from .movements import check_units
from .programmes import check_past

MOST_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a decision on commendation states."""

    honoured: str
    kind: MovementKind
    level: UnitLevel
    decided_on: date
    unit: Unit
    decided_by: str = ""
    decision_text: str = ""


@transaction.atomic
def record_many(
    *, registrar: Body, decision: Decision, by: User, names: Sequence[str] = (), unnamed: int = 0
) -> list[Commendation]:
    """Enter those whom a decision commends, by name or (unnamed) by number only. Refused: nobody; too many at once."""
    policies.check_can_commend(by, registrar)
    named = [name for name in (clean_line(name) for name in names) if name]
    if not 0 < len(named) + unnamed <= MOST_AT_ONCE:
        message = _("Ghi từ 1 đến {limit} tên, hoặc số lượng khi không nêu tên.")
        raise Refused(message.format(limit=MOST_AT_ONCE), field="names")
    values = _checked(registrar, decision)
    if named and values["honoured"] == Honoured.UNSTATED:
        raise Refused(_("Đã ghi tên thì phải ghi là mô hình, tập thể hay cá nhân."), field="honoured")
    return [_write(registrar, values | {"name": name}, by) for name in [*named, *[""] * unnamed]]


@transaction.atomic
def commend_model(
    *, model: LocalModel, level: UnitLevel, decided_on: date, by: User, decided_by: str = "", decision_text: str = ""
) -> Commendation:
    """A model of the register is commended. Refused: by one level twice on a day; before it was registered."""
    held = LocalModel.objects.select_for_update(of=("self",), no_key=True)
    model = held.select_related("registrar__unit", "unit__kind", "kind").get(pk=model.pk)
    policies.check_can_commend(by, model.registrar)
    if decided_on < model.registered_on:
        message = _("Ngày không được trước ngày đăng ký ({day}).")
        raise Refused(message.format(day=ngay(model.registered_on)), field="decided_on")
    if model.commendations.filter(level=level, decided_on=decided_on).exists():
        raise Refused(_("Mô hình đã được cấp này khen trong ngày này."), field="level")
    decision = Decision(
        honoured=Honoured.MODEL, kind=model.kind, level=level, decided_on=decided_on, unit=model.unit,
        decided_by=decided_by, decision_text=decision_text,
    )  # fmt: skip
    made = _write(model.registrar, _checked(model.registrar, decision) | {"model": model}, by)
    unit_id = model.registrar.unit_id
    words = {"level": level.name_vi, "on": ngay(decided_on)}
    record(events.MODEL_COMMENDED, by=by, subject=model, unit_id=unit_id, **words)
    return made


@transaction.atomic
def edit(*, commendation: Commendation, decision: Decision, name: str, by: User) -> Commendation:
    """Correct what was recorded; of a model in the register its name and unit stay."""
    held = Commendation.objects.select_for_update(of=("self",), no_key=True)
    one = held.select_related("registrar__unit", "unit", "model").get(pk=commendation.pk)
    policies.check_can_commend(by, one.registrar)
    wanted = _checked(one.registrar, decision) | {"name": clean_line(name)}
    if one.model is not None:
        wanted |= {"honoured": Honoured.MODEL, "name": "", "unit": one.unit, "kind": one.kind}
    if wanted["name"] and wanted["honoured"] == Honoured.UNSTATED:
        raise Refused(_("Đã ghi tên thì phải ghi là mô hình, tập thể hay cá nhân."), field="honoured")
    changed = [field for field, value in wanted.items() if getattr(one, field) != value]
    if not changed:
        return one
    for field in changed:
        setattr(one, field, wanted[field])
    one.save()
    _keep_stakes(one)
    words = labels(Commendation, changed)
    record(events.COMMENDATION_EDITED, by=by, subject=one, unit_id=one.registrar.unit_id, fields=words)
    return one


def _checked(registrar: Body, decision: Decision) -> dict[str, Any]:
    if decision.honoured not in Honoured.values:
        raise Refused(_("Chọn đối tượng được khen."), field="honoured")
    check_past(decision.decided_on, "decided_on")
    check_units(registrar.unit_id, [decision.unit], "unit")
    return {
        "honoured": decision.honoured, "kind": decision.kind, "level": decision.level, "unit": decision.unit,
        "decided_on": decision.decided_on, "decided_by": clean_line(decision.decided_by),
        "decision_text": clean_line(decision.decision_text),
    }  # fmt: skip


def _write(registrar: Body, values: dict[str, Any], by: User) -> Commendation:
    made = Commendation.objects.create(registrar=registrar, **values)
    _keep_stakes(made)
    words = {"level": made.level.name_vi, "on": ngay(made.decided_on)}
    record(events.COMMENDED, by=by, subject=made, unit_id=registrar.unit_id, **words)
    return made


def _keep_stakes(one: Commendation) -> None:
    wanted = [StakeSpec.of(one.registrar, Why.ORIGIN), StakeSpec(one.unit_id, None, Why.HOLDER)]
    scope.write_stakes(one, wanted)
