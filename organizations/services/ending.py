"""What every end of a unit has in common: who may, what must not lie ahead, which rows end with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from organizations import events, roles
from organizations.enums import Role
from organizations.models import Body, BodySuccession, LegalAct, Membership, Placement, Unit, UnitCode, UnitName
from organizations.timeline import cut, days, lasting

from .units import check_parent, place_anew

type Heirs = Mapping[Body, Sequence[Body]]


def check_may_end(unit: Unit, on: date, field: str) -> None:
    """The unit lives on the day before, has no announced end, and nothing of it is planned for later."""
    if on <= unit.valid.lower:
        raise Refused(
            _("{unit} chỉ có từ ngày {day}; không thể chấm dứt trước đó.").format(
                unit=events.name_of(unit), day=f"{unit.valid.lower:%d/%m/%Y}"
            ),
            field="on",
        )
    if unit.valid.upper is not None:
        raise Refused(
            _("{unit} đã được ghi chấm dứt từ ngày {day}.").format(
                unit=events.name_of(unit), day=f"{unit.valid.upper:%d/%m/%Y}"
            ),
            field=field,
        )
    later = _first_later_change(unit, on)
    if later:
        raise Refused(
            _("{unit} đã có thay đổi được ghi từ ngày {day}; việc chấm dứt phải sau ngày đó.").format(
                unit=events.name_of(unit), day=f"{later:%d/%m/%Y}"
            ),
            field="on",
        )


def _first_later_change(unit: Unit, on: date) -> date | None:
    tables = (UnitName, Placement, UnitCode, Body, Membership)
    later = [
        table._default_manager.filter(unit=unit, valid__startswith__gte=on)
        .order_by("valid")
        .values_list("valid__startswith", flat=True)
        .first()
        for table in tables
    ]
    return min((day for day in later if day is not None), default=None)


def end_rows(unit: Unit, on: date, act: LegalAct) -> None:
    """The unit's own life and its dated rows end."""
    for table in (UnitName, Placement, UnitCode):
        cut(table._default_manager.filter(lasting(on), unit=unit), on)
    unit.valid, unit.ending_act = days(unit.valid.lower, on), act
    unit.save(update_fields=["valid", "ending_act"])


def end_bodies(unit: Unit, on: date, act: LegalAct, by: User) -> list[Body]:
    """Its bodies end with it."""
    bodies = list(unit.bodies.filter(lasting(on)).select_related("kind").order_by("pk"))
    cut(Body.objects.filter(pk__in=[body.pk for body in bodies]), on)
    Body.objects.filter(pk__in=[body.pk for body in bodies]).update(ending_act=act)
    for body in bodies:
        events.body_ended(body, on=on, act=act, by=by)
    return bodies


def end_roles(at: Iterable[Membership], on: date, by: User) -> list[Membership]:
    """Roles end with their unit or body; running the system is not tied to the unit where it is recorded."""
    ended = [membership for membership in at if membership.role != Role.SYSTEM_ADMIN]
    cut(Membership.objects.filter(pk__in=[membership.pk for membership in ended]), on)
    for membership in ended:
        events.role_ended(membership, on=on, by=by)
    roles.forget(by)
    return ended


def roles_of(unit: Unit, on: date) -> list[Membership]:
    """The memberships at a unit that last on the day."""
    found = Membership.objects.filter(lasting(on), unit=unit).select_related("user", "unit__kind", "body")
    return list(found.order_by("pk"))


def followers(unit: Unit, on: date) -> list[Placement]:
    """The placements under a unit that last on the day: those units need another parent."""
    found = Placement.objects.filter(lasting(on), parent=unit).select_related("unit__kind__level")
    return list(found.order_by("unit__sort_key", "pk"))


def follow(row: Placement, parent: Unit | None, *, on: date, act: LegalAct, by: User, field: str) -> None:
    """A unit whose parent ends stands under another one from then on."""
    start = max(on, row.valid.lower)
    if parent is not None:
        check_parent(parent, row.unit.kind, days(start, row.valid.upper), field=field)
    place_anew(row, parent, on, act)
    events.unit_moved(row.unit, parent, on=start, act=act, by=by)


def default_heirs(bodies: Iterable[Body], successors: Sequence[Unit], on: date) -> dict[Body, list[Body]]:
    """For each body the bodies of its kind that live at the successors."""
    there = Body.objects.alive(on).filter(unit__in=successors).order_by("pk")
    by_kind: dict[int, list[Body]] = {}
    for body in there:
        by_kind.setdefault(body.kind_id, []).append(body)
    return {body: by_kind.get(body.kind_id, []) for body in bodies}


def hand_over(heirs: Heirs, *, on: date, act: LegalAct, by: User) -> None:
    """Record which bodies take over from the ended ones."""
    for body, successors in heirs.items():
        for successor in successors:
            BodySuccession.objects.create(predecessor=body, successor=successor, on=on, act=act)
            events.body_succeeded(body, successor, on=on, act=act, by=by)
