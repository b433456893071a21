"""Bodies begin, end, and take over from each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from common import text
from common.errors import Refused
from organizations import closure, events, policies
from organizations.models import Body, BodyKind, BodySuccession, LegalAct, Membership, Reach, Unit
from organizations.timeline import days, lasting

from .ending import end_roles, hand_over
from .units import locked


@transaction.atomic
def create_body(
    *,
    unit: Unit,
    kind: BodyKind,
    name: str,
    on: date,
    act: LegalAct | None,
    by: User,
    short_name: str = "",
    symbol: str = "",
    parent: Body | None = None,
    code: str = "",
) -> Body:
    """Begin a body of a unit; it ends with the unit at the latest."""
    closure.lock()
    unit, parent = locked(unit), _locked(parent) if parent else None
    policies.check_can_change_bodies(by, unit)
    name, short_name = text.clean_line(name), text.clean_line(short_name) or kind.name_vi
    _check_names(name, short_name)
    life = days(on, unit.valid.upper)
    if on not in unit.valid:
        raise Refused(_("Vào ngày đó không có {unit}.").format(unit=events.name_of(unit)), field="on")
    if parent is not None and on not in parent.valid:
        raise Refused(_("Vào ngày đó không có cơ quan cấp trên này."), field="parent")
    body = Body(unit=unit, kind=kind, parent=parent, name=name, short_name=short_name, valid=life, founding_act=act)
    body.symbol, body.code = text.clean_line(symbol), _free_code(code, kind, unit)
    body.save()
    closure.refresh(bodies=[body.pk])
    events.body_created(body, on=on, act=act, by=by)
    return body


@transaction.atomic
def end_body(*, body: Body, on: date, act: LegalAct, by: User, successors: Sequence[Body] = ()) -> Body:
    """End a body, and say who takes over; roles at it end."""
    closure.lock()
    body, successors = _locked(body), [_locked(successor) for successor in successors]
    policies.check_can_change_bodies(by, body.unit)
    if on <= body.valid.lower:
        raise Refused(_("Ngày chấm dứt phải sau ngày thành lập."), field="on")
    if body.valid.upper is not None and body.valid.upper <= on:
        raise Refused(_("Cơ quan đã chấm dứt."), field="on")
    later = body.memberships.filter(valid__startswith__gte=on)
    if later.exists():
        raise Refused(_("Đã có phân công ở cơ quan này bắt đầu từ hoặc sau ngày đó."), field="on")
    for successor in successors:
        _check_successor(body, successor, on)
    body.valid, body.ending_act = days(body.valid.lower, on), act
    body.save(update_fields=["valid", "ending_act"])
    events.body_ended(body, on=on, act=act, by=by)
    at_body = Membership.objects.filter(lasting(on), body=body).select_related("user", "unit__kind", "body")
    end_roles(at_body.order_by("pk"), on, by)
    hand_over({body: list(successors)}, on=on, act=act, by=by)
    closure.refresh(bodies=[body.pk])
    return body


@transaction.atomic
def succeed_body(*, predecessor: Body, successor: Body, on: date, act: LegalAct, by: User) -> BodySuccession:
    """Record, on the day of its end or later, that a body takes over from one that is no more."""
    closure.lock()
    predecessor, successor = _locked(predecessor), _locked(successor)
    policies.check_can_change_bodies(by, successor.unit)
    if predecessor.valid.upper is None or on < predecessor.valid.upper:
        raise Refused(_("Cơ quan trước chưa chấm dứt vào ngày đó."), field="on")
    _check_successor(predecessor, successor, on)
    if BodySuccession.objects.filter(predecessor=predecessor, successor=successor).exists():
        raise Refused(_("Việc kế thừa này đã được ghi."), field="successor")
    succession = BodySuccession.objects.create(predecessor=predecessor, successor=successor, on=on, act=act)
    closure.refresh(bodies=[predecessor.pk])
    events.body_succeeded(predecessor, successor, on=on, act=act, by=by)
    return succession


def _locked(body: Body) -> Body:
    found = Body.objects.select_for_update(of=("self",), no_key=True).select_related("unit__kind__level", "kind")
    return found.get(pk=body.pk)


def _check_names(name: str, short_name: str) -> None:
    if not name:
        raise Refused(_("Cần có tên cơ quan."), field="name")
    if len(name) > 200:
        raise Refused(_("Tên cơ quan dài nhất 200 ký tự."), field="name")
    if len(short_name) > 80:
        raise Refused(_("Tên gọn dài nhất 80 ký tự."), field="short_name")


def _check_successor(body: Body, successor: Body, on: date) -> None:
    """Alive then, another body, and of a unit whose people may read what the predecessor left."""
    if successor.pk == body.pk:
        raise Refused(_("Một cơ quan không thể kế thừa chính nó."), field="successor")
    if on not in successor.valid:
        raise Refused(_("Vào ngày đó không có {body}.").format(body=successor.label), field="successor")
    if not Reach.objects.filter(source=successor.unit_id, target=body.unit_id).exists():
        raise Refused(
            _("Cơ quan kế thừa phải thuộc cùng đơn vị, đơn vị kế thừa hoặc đơn vị cấp trên."), field="successor"
        )


def _free_code(wanted: str, kind: BodyKind, unit: Unit) -> str:
    if wanted:
        if slugify(wanted) != wanted or len(wanted) > 80:
            raise Refused(_("Mã chỉ gồm chữ thường không dấu, số và gạch nối."), field="code")
        if Body.objects.filter(code=wanted).exists():
            raise Refused(_("Mã này đã dùng cho cơ quan khác."), field="code")
        return wanted
    stem = f"{kind.code}-{unit.code}"[:72]
    taken = set(Body.objects.filter(code__startswith=stem).values_list("code", flat=True))
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(code for code in candidates if code not in taken)
