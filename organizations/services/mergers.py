"""Units end: merged, split by territory, with their whole level, or for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from organizations import closure, events, policies, roles
from organizations.models import (
    Ancestry,
    Body,
    LegalAct,
    Membership,
    Placement,
    Unit,
    UnitKind,
    UnitLevel,
    UnitSuccession,
)
from organizations.timeline import cut, days, lasting

from .ending import (
    check_may_end,
    default_heirs,
    end_bodies,
    end_roles,
    end_rows,
    follow,
    followers,
    hand_over,
    roles_of,
)
from .units import NewUnit, add_unit, check_may_begin, locked


@dataclass(frozen=True)
class Part:
    """What one successor receives of a split unit: the units under it that follow, and a part of its figures."""

    successor: Unit | NewUnit
    children: Sequence[Unit] = ()
    share: Decimal | None = None


@transaction.atomic
def merge_units(
    *,
    predecessors: Sequence[Unit],
    into: Unit | NewUnit,
    on: date,
    act: LegalAct,
    by: User,
    people_follow: bool = False,
) -> Unit:
    """The predecessors end; one unit, existing or new, takes over their territory, records and open work.

    What stood under them follows. Their bodies end and are succeeded by the bodies of the same kind; roles end, or
    with ``people_follow`` go on at the successor.
    """
    closure.lock()
    predecessors, into = [locked(unit) for unit in predecessors], _current(into)
    _may_merge(predecessors, into, by)
    _check_merger(predecessors, into, on)
    for unit in predecessors:
        end_rows(unit, on, act)
    successor = _successor(into, on, act, by, field="into")
    moved = _all_follow(predecessors, successor, on=on, act=act, by=by)
    for unit in predecessors:
        UnitSuccession.objects.create(predecessor=unit, successor=successor, on=on, share=Decimal(1), act=act)
        events.unit_merged(unit, successor, on=on, act=act, by=by)
    ended = _end_work(predecessors, [successor], on=on, act=act, by=by, people_follow=people_follow)
    closure.refresh(units=[*_keys(predecessors), successor.pk, *moved], bodies=ended)
    return successor


@transaction.atomic
def split_unit(*, unit: Unit, parts: Sequence[Part], on: date, act: LegalAct, by: User) -> list[Unit]:
    """A unit ends and its territory goes to several successors; each unit under it follows one of them."""
    closure.lock()
    unit, parts = locked(unit), [replace(part, successor=_current(part.successor)) for part in parts]
    _may_split(unit, parts, by)
    check_may_end(unit, on, field="unit")
    _check_parts(unit, parts, on)
    children = {row.unit_id: row for row in followers(unit, on)}
    _check_children(children, parts)
    end_rows(unit, on, act)
    successors = [_successor(part.successor, on, act, by, field="parts") for part in parts]
    for part, successor in zip(parts, successors, strict=True):
        UnitSuccession.objects.create(predecessor=unit, successor=successor, on=on, share=part.share, act=act)
        for child in part.children:
            follow(children[child.pk], successor, on=on, act=act, by=by, field="children")
    events.unit_split(unit, successors, on=on, act=act, by=by)
    ended = _end_work([unit], successors, on=on, act=act, by=by)
    closure.refresh(units=[unit.pk, *_keys(successors), *children], bodies=ended)
    return successors


@transaction.atomic
def abolish_level(*, level: UnitLevel, on: date, act: LegalAct, by: User) -> list[Unit]:
    """All units of a level end on one day; what stood under them stands under their parents from then on."""
    closure.lock()
    policies.check_can_change_system(by)
    level = UnitLevel.objects.select_for_update(no_key=True).get(pk=level.pk)
    if level.valid.upper not in (None, on):
        raise Refused(
            _("{level} kết thúc từ ngày {day}.").format(level=level, day=f"{level.valid.upper:%d/%m/%Y}"),
            field="on",
        )
    found = Unit.objects.filter(lasting(on), kind__level=level).order_by("pk")
    units = list(found.select_related("kind__level").select_for_update(of=("self",), no_key=True))
    if not units:
        raise Refused(_("Không còn đơn vị nào của cấp này."), field="level")
    for unit in units:
        check_may_end(unit, on, field="level")
        _rise(unit, on=on, act=act, by=by)
        end_rows(unit, on, act)
        events.unit_ended(unit, on=on, act=act, by=by)
        _end_work([unit], [], on=on, act=act, by=by)
    cut(UnitLevel.objects.filter(lasting(on), pk=level.pk), on)
    cut(UnitKind.objects.filter(lasting(on), level=level, valid__startswith__lt=on), on)
    events.level_abolished(level, count=len(units), on=on, act=act, by=by)
    closure.rebuild()
    return units


@transaction.atomic
def end_unit(*, unit: Unit, on: date, act: LegalAct, by: User) -> Unit:
    """A unit ends and nobody takes over; refused while anything stands under it."""
    closure.lock()
    unit = locked(unit)
    policies.check_can_change_map(by, below=[unit])
    check_may_end(unit, on, field="unit")
    left = followers(unit, on)
    if left:
        names = ", ".join(events.name_of(row.unit) for row in left[:5])
        raise Refused(_("Còn đơn vị trực thuộc: {names}. Hãy chuyển trước.").format(names=names), field="unit")
    end_rows(unit, on, act)
    events.unit_ended(unit, on=on, act=act, by=by)
    ended = _end_work([unit], [], on=on, act=act, by=by)
    closure.refresh(units=[unit.pk], bodies=ended)
    return unit


def _current(successor: Unit | NewUnit) -> Unit | NewUnit:
    """The successor as it is now, under the lock, whatever the caller read before."""
    if isinstance(successor, Unit):
        return locked(successor)
    return replace(successor, parent=locked(successor.parent)) if successor.parent else successor


def _keys(units: Sequence[Unit]) -> list[int]:
    return [unit.pk for unit in units]


def _may_merge(predecessors: Sequence[Unit], into: Unit | NewUnit, by: User) -> None:
    if isinstance(into, NewUnit):
        policies.check_can_change_map(by, below=predecessors)
        check_may_begin(into.parent, by)
    else:
        policies.check_can_change_map(by, below=[*predecessors, into])


def _may_split(unit: Unit, parts: Sequence[Part], by: User) -> None:
    existing = [part.successor for part in parts if isinstance(part.successor, Unit)]
    policies.check_can_change_map(by, below=[unit, *existing])
    for part in parts:
        if isinstance(part.successor, NewUnit):
            check_may_begin(part.successor.parent, by)


def _check_merger(predecessors: Sequence[Unit], into: Unit | NewUnit, on: date) -> None:
    keys = set(_keys(predecessors))
    if not keys or len(keys) < len(predecessors):
        raise Refused(_("Chọn các đơn vị được sáp nhập, mỗi đơn vị một lần."), field="predecessors")
    if isinstance(into, Unit) and into.pk in keys:
        raise Refused(_("Không thể sáp nhập một đơn vị vào chính nó."), field="into")
    for unit in predecessors:
        check_may_end(unit, on, field="predecessors")
    _check_successor(into, keys, on, field="into")


def _check_successor(successor: Unit | NewUnit, ending: set[int], on: date, field: str) -> None:
    """Alive on the day and not part of what ends."""
    place = successor if isinstance(successor, Unit) else successor.parent
    if place is None:
        return
    since = days(on - timedelta(days=1))
    if Ancestry.objects.filter(ancestor__in=ending, descendant=place, valid__overlap=since).exists():
        raise Refused(_("Đơn vị kế thừa không thể là đơn vị cấp dưới của đơn vị chấm dứt."), field=field)
    if isinstance(successor, Unit) and on < successor.valid.lower:
        raise Refused(
            _("{unit} chỉ có từ ngày {day}.").format(
                unit=events.name_of(successor), day=f"{successor.valid.lower:%d/%m/%Y}"
            ),
            field="on",
        )
    if isinstance(successor, Unit) and on not in successor.valid:
        raise Refused(_("{unit} không còn vào ngày đó.").format(unit=successor.label), field=field)


def _check_parts(unit: Unit, parts: Sequence[Part], on: date) -> None:
    existing = [part.successor.pk for part in parts if isinstance(part.successor, Unit)]
    if len(parts) < 2:
        raise Refused(_("Chia một đơn vị cần ít nhất hai đơn vị kế thừa."), field="parts")
    if unit.pk in existing or len(set(existing)) < len(existing):
        raise Refused(_("Mỗi đơn vị kế thừa ghi một lần, khác đơn vị được chia."), field="parts")
    for part in parts:
        _check_successor(part.successor, {unit.pk}, on, field="parts")
    _check_shares([part.share for part in parts])


def _check_shares(shares: Sequence[Decimal | None]) -> None:
    known = [share for share in shares if share is not None]
    if known and (len(known) < len(shares) or sum(known) != 1 or min(known) <= 0):
        raise Refused(
            _("Tỷ lệ số liệu: để trống hết, hoặc ghi đủ cho mọi đơn vị kế thừa và cộng lại bằng 1."), field="share"
        )


def _check_children(children: dict[int, Placement], parts: Sequence[Part]) -> None:
    named = [child for part in parts for child in part.children]
    keys = _keys(named)
    for child in named:
        if child.pk not in children:
            raise Refused(_("{unit} không thuộc đơn vị được chia.").format(unit=child.label), field="children")
        if keys.count(child.pk) > 1:
            raise Refused(_("{unit} chỉ theo một đơn vị kế thừa.").format(unit=child.label), field="children")
    left = [events.name_of(row.unit) for key, row in children.items() if key not in keys]
    if left:
        raise Refused(_("Chưa ghi theo đơn vị nào: {names}.").format(names=", ".join(left)), field="children")


def _successor(successor: Unit | NewUnit, on: date, act: LegalAct, by: User, field: str) -> Unit:
    if isinstance(successor, Unit):
        return successor
    try:
        unit = add_unit(successor, on=on, act=act)
    except Refused as refused:
        raise Refused(refused.message, field=f"new_{refused.field}" if field == "into" else field) from None
    events.unit_created(unit, on=on, act=act, by=by)
    return unit


def _all_follow(units: Sequence[Unit], parent: Unit, *, on: date, act: LegalAct, by: User) -> list[int]:
    """What stood under the ended units stands under their successor; what ended with them does not."""
    ended = set(_keys(units))
    rows = [row for unit in units for row in followers(unit, on) if row.unit_id not in ended]
    for row in rows:
        follow(row, parent, on=on, act=act, by=by, field="into")
    return [row.unit_id for row in rows]


def _rise(unit: Unit, *, on: date, act: LegalAct, by: User) -> None:
    above = unit.placements.select_related("parent__kind__level").get(valid__contains=on)
    for row in followers(unit, on):
        follow(row, above.parent, on=on, act=act, by=by, field="level")


def _end_work(
    units: Sequence[Unit],
    successors: Sequence[Unit],
    *,
    on: date,
    act: LegalAct,
    by: User,
    people_follow: bool = False,
) -> list[int]:
    """Bodies end and are succeeded, roles end or follow; the keys of the ended bodies."""
    bodies: list[Body] = []
    for unit in units:
        ended = end_roles(roles_of(unit, on), on, by)
        bodies_here = end_bodies(unit, on, act, by)
        heirs = default_heirs(bodies_here, successors, on)
        hand_over(heirs, on=on, act=act, by=by)
        if people_follow:
            _carry_on(ended, successors[0], heirs, on=on, by=by)
        bodies += bodies_here
    return [body.pk for body in bodies]


def _carry_on(ended: Sequence[Membership], unit: Unit, heirs: dict[Body, list[Body]], *, on: date, by: User) -> None:
    """The same people keep their roles at the successor; a role at a body without an heir ends."""
    for old in ended:
        body = next(iter(heirs.get(old.body, [])), None) if old.body else None
        held = Membership.objects.filter(user=old.user, unit=unit, body=body, role=old.role)
        if (old.body and body is None) or held.filter(lasting(on)).exists():
            continue
        new = Membership(user=old.user, unit=unit, body=body, role=old.role, valid=days(on, old.valid.upper))
        new.save()
        events.role_granted(new, on=on, by=by)
    roles.forget(by)
