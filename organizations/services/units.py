"""A unit begins, changes its name or kind, or moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock, text
from common.errors import Refused
from organizations import closure, events, policies
from organizations.models import Ancestry, LegalAct, Placement, Unit, UnitCode, UnitKind, UnitName
from organizations.timeline import Days, contains, days, goes_on


@dataclass(frozen=True)
class NewUnit:
    """A unit that is to begin. Without a code it gets one made from its name."""

    kind: UnitKind
    name: str
    parent: Unit | None
    code: str = ""


@transaction.atomic
def create_unit(
    *, kind: UnitKind, name: str, parent: Unit | None, on: date, act: LegalAct, by: User, code: str = ""
) -> Unit:
    """Begin a unit under a parent (None: at the top, for system administrators)."""
    closure.lock()
    parent = locked(parent) if parent else None
    check_may_begin(parent, by)
    unit = add_unit(NewUnit(kind, name, parent, code), on=on, act=act)
    events.unit_created(unit, on=on, act=act, by=by)
    return unit


def check_may_begin(parent: Unit | None, by: User) -> None:
    """Who may put a unit there."""
    if parent is None:
        policies.check_can_change_system(by)
    else:
        policies.check_can_change_map(by, within=[parent])


def add_unit(new: NewUnit, *, on: date, act: LegalAct) -> Unit:
    """The rows of a new unit; the caller has the lock and has asked who may. Raises Refused."""
    name = _clean_name(new.name)
    life = days(on)
    _check_kind(new.kind, on)
    if new.parent is not None:
        check_parent(new.parent, new.kind, life)
    unit = Unit(code=_free_code(new.code, name), kind=new.kind, name=name, valid=life, founding_act=act)
    unit.save()
    UnitName.objects.create(unit=unit, kind=new.kind, name=name, valid=life, act=act)
    Placement.objects.create(unit=unit, parent=new.parent, valid=life, act=act)
    closure.refresh(units=[unit.pk])
    return unit


@transaction.atomic
def rename_unit(
    *, unit: Unit, on: date, act: LegalAct, by: User, name: str | None = None, kind: UnitKind | None = None
) -> Unit:
    """Give a unit another name, another kind of its own level (xã → phường), or both, from a day on."""
    closure.lock()
    unit = locked(unit)
    policies.check_can_change_map(by, below=[unit])
    row = _row_of(unit, on)
    new_name, new_kind = _clean_name(name) if name is not None else row.name, kind or row.kind
    _check_new_name(row, new_name, new_kind, on)
    old_words = f"{row.kind.name_vi} {row.name}"
    rest = days(on, row.valid.upper)
    row.valid = days(row.valid.lower, on)
    row.save(update_fields=["valid"])
    UnitName.objects.create(unit=unit, kind=new_kind, name=new_name, valid=rest, act=act)
    _show_name_of_today(unit)
    events.unit_renamed(unit, old=old_words, new=f"{new_kind.name_vi} {new_name}", on=on, act=act, by=by)
    return unit


@transaction.atomic
def move_unit(*, unit: Unit, new_parent: Unit, on: date, act: LegalAct, by: User) -> Placement:
    """Put a unit under another parent from a day on, until it moves again or ends."""
    closure.lock()
    unit, new_parent = locked(unit), locked(new_parent)
    policies.check_can_change_map(by, below=[unit], within=[new_parent])
    _check_alive(unit, on)
    row = unit.placements.select_related("parent__kind").get(valid__contains=on)
    _check_new_parent(row, new_parent, on)
    rest = days(on, row.valid.upper)
    check_parent(new_parent, unit.kind, rest, field="new_parent")
    _check_no_circle(unit, new_parent, rest)
    placement = place_anew(row, new_parent, on, act)
    closure.refresh(units=[unit.pk])
    events.unit_moved(unit, new_parent, on=on, act=act, by=by)
    return placement


@transaction.atomic
def set_official_code(*, unit: Unit, scheme: str, value: str, on: date, by: User) -> UnitCode:
    """Give a unit an official code of a scheme from a day on; the code that it had ends the day before."""
    unit = locked(unit)
    policies.check_can_change_map(by, below=[unit])
    _check_alive(unit, on)
    scheme, value = text.clean_line(scheme), text.clean_line(value)
    if not value:
        raise Refused(_("Cần có mã số."), field="value")
    life = days(on, unit.valid.upper)
    taken = UnitCode.objects.filter(scheme=scheme, value=value, valid__overlap=life).exclude(unit=unit)
    if taken.exists():
        raise Refused(_("Mã số này đang thuộc một đơn vị khác trong thời gian đó."), field="value")
    _end_code(unit, scheme, on)
    return UnitCode.objects.create(unit=unit, scheme=scheme, value=value, valid=life)


def locked(unit: Unit) -> Unit:
    """The unit as it is now, held until the transaction ends."""
    found = Unit.objects.select_for_update(of=("self",), no_key=True).select_related("kind__level")
    return found.get(pk=unit.pk)


def place_anew(row: Placement, parent: Unit | None, on: date, act: LegalAct) -> Placement:
    """End a placement on the day and put its unit under another parent for the rest of the time.

    A placement that would only begin then, or later, begins under the other parent.
    """
    rest = days(on, row.valid.upper)
    if row.valid.lower >= on:
        row.parent, row.act = parent, act
        row.save(update_fields=["parent", "act"])
        return row
    row.valid = days(row.valid.lower, on)
    row.save(update_fields=["valid"])
    return Placement.objects.create(unit_id=row.unit_id, parent=parent, valid=rest, act=act)


def check_parent(parent: Unit, kind: UnitKind, life: Days, field: str = "parent") -> None:
    """The parent is of a higher level and alive for the whole time."""
    if parent.kind.level.rank >= kind.level.rank:
        raise Refused(_("{parent} không phải cấp trên của {kind}.").format(parent=parent.label, kind=kind), field=field)
    if not contains(parent.valid, life):
        raise Refused(
            _("{parent} không tồn tại trong suốt thời gian đó.").format(parent=events.name_of(parent)), field=field
        )


def _check_alive(unit: Unit, on: date) -> None:
    if on < unit.valid.lower:
        start = f"{unit.valid.lower:%d/%m/%Y}"
        raise Refused(_("Đơn vị chỉ có từ ngày {day}.").format(day=start), field="on")
    if not goes_on(unit.valid, on):
        raise Refused(_("Đơn vị đã chấm dứt từ ngày {day}.").format(day=f"{unit.valid.upper:%d/%m/%Y}"), field="on")


def _row_of(unit: Unit, on: date) -> UnitName:
    _check_alive(unit, on)
    return unit.names.select_related("kind__level").get(valid__contains=on)


def _check_new_name(row: UnitName, name: str, kind: UnitKind, on: date) -> None:
    if (name, kind.pk) == (row.name, row.kind_id):
        raise Refused(_("Tên và loại đơn vị không thay đổi."), field="name")
    if kind.level_id != row.kind.level_id:
        raise Refused(_("Loại đơn vị mới phải cùng cấp với loại cũ."), field="kind")
    if row.valid.lower == on:
        raise Refused(_("Trong cùng một ngày đơn vị không thể có hai tên."), field="on")
    _check_kind(kind, on)


def _check_new_parent(row: Placement, new_parent: Unit, on: date) -> None:
    if new_parent.pk == row.unit_id:
        raise Refused(_("Một đơn vị không thể thuộc chính nó."), field="new_parent")
    if new_parent.pk == row.parent_id:
        raise Refused(_("Đơn vị đang thuộc {parent}.").format(parent=new_parent.label), field="new_parent")
    if row.valid.lower == on:
        raise Refused(
            _("Trong ngày đó đơn vị đã bắt đầu thuộc {parent}; mỗi ngày chỉ có một đơn vị cấp trên.").format(
                parent=row.parent.label if row.parent else _("không đơn vị nào")
            ),
            field="on",
        )


def _check_no_circle(unit: Unit, new_parent: Unit, life: Days) -> None:
    below = Ancestry.objects.filter(ancestor=unit, descendant=new_parent, valid__overlap=life)
    if below.exists():
        raise Refused(_("Một đơn vị không thể thuộc đơn vị cấp dưới của chính nó."), field="new_parent")


def _check_kind(kind: UnitKind, on: date) -> None:
    if on not in kind.valid:
        raise Refused(
            _("Không có loại đơn vị “{kind}” vào ngày {day}.").format(kind=kind, day=f"{on:%d/%m/%Y}"),
            field="kind",
        )


def _clean_name(name: str) -> str:
    name = text.clean_line(name)
    if not name:
        raise Refused(_("Cần có tên đơn vị."), field="name")
    if len(name) > 120:
        raise Refused(_("Tên đơn vị dài nhất 120 ký tự."), field="name")
    return name


def _free_code(wanted: str, name: str) -> str:
    """The wanted code if it is free, or one from the name: quang-tan, quang-tan-2…"""
    if wanted:
        if slugify(wanted) != wanted or len(wanted) > 60:
            raise Refused(_("Mã chỉ gồm chữ thường không dấu, số và gạch nối."), field="code")
        if Unit.objects.filter(code=wanted).exists():
            raise Refused(_("Mã này đã dùng cho đơn vị khác."), field="code")
        return wanted
    stem = slugify(text.search_key(name))[:50] or "don-vi"
    taken = set(Unit.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if _numbered(stem, n) not in taken)
    return _numbered(stem, number)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


def _show_name_of_today(unit: Unit) -> None:
    today = min(max(clock.today(), unit.valid.lower), unit.last_day or date.max)
    closure.copy_name(unit, unit.names.get(valid__contains=today))


def _end_code(unit: Unit, scheme: str, on: date) -> None:
    row = unit.codes.filter(scheme=scheme, valid__contains=on).first()
    if row is None:
        return
    if row.valid.lower == on:
        raise Refused(_("Trong ngày đó đơn vị đã có mã số của hệ này."), field="on")
    row.valid = days(row.valid.lower, on)
    row.save(update_fields=["valid"])
