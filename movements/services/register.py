"""The register of models: registering one or many, correcting, checking, spreading, ending. Lock, may you, is it
possible, change, remember."""

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
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from movements import events_register as events
from movements import policies_register as policies
from movements.enums import CheckResult
from movements.events import labels
from movements.models import LocalModel, ModelCheck, ModelField, ModelSpread, Movement, MovementKind
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Unit
from organizations.scope import StakeSpec

from .movements import check_units
from .programmes import check_past

MOST_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class ModelFacts:
    """What is registered of a model."""

    name: str
    kind: MovementKind
    field: ModelField
    unit: Unit
    registered_on: date
    owner: str = ""
    movement: Movement | None = None
    decision_text: str = ""
    summary: str = ""


@transaction.atomic
def register(*, registrar: Body, facts: ModelFacts, by: User) -> LocalModel:
    """Enter a model. Refused: ahead of today; a unit out of reach; the same one twice."""
    policies.check_can_register(by, registrar)
    values = _checked(registrar, facts)
    known = LocalModel.objects.filter(
        registrar=registrar, unit=facts.unit, name=values["name"], registered_on=facts.registered_on
    )
    if known.exists():
        raise Refused(_("Mô hình “{name}” đã được đăng ký.").format(name=values["name"]), field="name")
    model = LocalModel.objects.create(registrar=registrar, **values)
    _keep_stakes(model)
    unit, field = model.unit.label, model.field.name_vi
    _remember(events.REGISTERED, model, by, field=field, unit=unit)
    return model


@transaction.atomic
def register_many(*, registrar: Body, names: Sequence[str], facts: ModelFacts, by: User) -> list[LocalModel]:
    """Enter several models of one field and unit at once; all or none. The name in ``facts`` is not used."""
    wanted = [name for name in (clean_line(name) for name in names) if name]
    if not wanted:
        raise Refused(_("Ghi ít nhất một mô hình, mỗi dòng một tên."), field="names")
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(_("Tối đa {limit} mô hình mỗi lần.").format(limit=MOST_AT_ONCE), field="names")
    twice = next((name for name in wanted if wanted.count(name) > 1), None)
    if twice is not None:
        raise Refused(_("Tên “{name}” ghi hai lần.").format(name=twice), field="names")
    made = []
    for name in wanted:
        one = ModelFacts(**{**vars(facts), "name": name})
        try:
            made.append(register(registrar=registrar, facts=one, by=by))
        except Refused as refused:
            raise Refused(str(refused), field="names" if refused.field == "name" else refused.field) from None
    return made


@transaction.atomic
def edit(*, model: LocalModel, facts: ModelFacts, by: User) -> LocalModel:
    """Correct what was registered."""
    model = _locked(model, by)
    wanted = _checked(model.registrar, facts)
    changed = [name for name, value in wanted.items() if getattr(model, name) != value]
    if not changed:
        return model
    for name in changed:
        setattr(model, name, wanted[name])
    model.save()
    _keep_stakes(model)
    _remember(events.MODEL_EDITED, model, by, fields=labels(LocalModel, changed))
    return model


@transaction.atomic
def check(*, model: LocalModel, on: date, result: str, by: User, checked_by: str = "", note: str = "") -> ModelCheck:
    """It was looked at. Refused: ahead of today, before it was registered, twice on a day."""
    model = _locked(model, by)
    _check_day(model, on)
    if result not in CheckResult.values:
        raise Refused(_("Chọn kết quả kiểm tra."), field="result")
    if model.checks.filter(on=on).exists():
        raise Refused(_("Ngày này đã ghi một lần kiểm tra."), field="on")
    made = ModelCheck.objects.create(
        model=model, on=on, result=result, checked_by=clean_line(checked_by), note=clean_line(note), recorded_by=by
    )
    latest = model.checks.order_by("on").last() or made
    model.checked_on, model.check_result = latest.on, latest.result
    model.save()
    _remember(events.CHECKED, model, by, on=ngay(on), result=_result(made))
    return made


@transaction.atomic
def spread(*, model: LocalModel, unit: Unit, on: date, by: User, note: str = "") -> ModelSpread:
    """Another unit took it up. Refused: the model's own unit; a unit that has it already; a unit out of reach."""
    model = _locked(model, by)
    _check_day(model, on)
    if unit.pk == model.unit_id:
        raise Refused(_("Chọn một đơn vị khác với đơn vị đang thực hiện mô hình."), field="unit")
    check_units(model.registrar.unit_id, [unit], "unit")
    if model.spreads.filter(unit=unit).exists():
        raise Refused(_("Đơn vị này đã nhân rộng mô hình."), field="unit")
    made = ModelSpread.objects.create(model=model, unit=unit, on=on, note=clean_line(note))
    _keep_stakes(model)
    _remember(events.SPREAD, model, by, unit=unit.label, on=ngay(on))
    return made


@transaction.atomic
def end(*, model: LocalModel, on: date, reason: str, by: User) -> LocalModel:
    """From that day on it is carried out no longer; it stays in the register."""
    model = _locked(model, by)
    _check_day(model, on)
    if model.ended_on is not None:
        raise Refused(_("Mô hình đã thôi thực hiện."))
    model.ended_why = clean_line(reason)
    if not model.ended_why:
        raise Refused(_("Cần ghi lý do."), field="reason")
    model.ended_on = on
    model.save()
    _remember(events.MODEL_ENDED, model, by, on=ngay(on), reason=model.ended_why)
    return model


# -- is it possible


def _checked(registrar: Body, facts: ModelFacts) -> dict[str, Any]:
    name = clean_line(facts.name)
    if not name:
        raise Refused(_("Cần ghi tên mô hình."), field="name")
    check_past(facts.registered_on, "registered_on")
    check_units(registrar.unit_id, [facts.unit], "unit")
    return {
        "name": name, "kind": facts.kind, "field": facts.field, "unit": facts.unit, "movement": facts.movement,
        "registered_on": facts.registered_on, "owner": clean_line(facts.owner),
        "decision_text": clean_line(facts.decision_text), "summary": nfc(facts.summary),
    }  # fmt: skip


def _check_day(model: LocalModel, on: date) -> None:
    check_past(on)
    if on < model.registered_on:
        message = _("Ngày không được trước ngày đăng ký ({day}).")
        raise Refused(message.format(day=ngay(model.registered_on)), field="on")


# -- change, remember


def _locked(model: LocalModel, by: User) -> LocalModel:
    held = LocalModel.objects.select_for_update(of=("self",), no_key=True)
    found = held.select_related("registrar__unit", "unit__kind", "field", "kind", "movement").get(pk=model.pk)
    policies.check_can_register(by, found.registrar)
    return found


def _keep_stakes(model: LocalModel) -> None:
    units = {model.unit_id, *model.spreads.values_list("unit", flat=True)}
    wanted = {StakeSpec(unit, None, Why.HOLDER) for unit in units}
    scope.write_stakes(model, wanted | {StakeSpec.of(model.registrar, Why.ORIGIN)})


@in_portal_language
def _result(made: ModelCheck) -> str:
    return str(made.state.label)


def _remember(kind: str, model: LocalModel, by: User, **data: Any) -> None:
    record(kind, by=by, subject=model, unit_id=model.registrar.unit_id, **data)
