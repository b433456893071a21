"""What is remembered about units, bodies and roles: one function per event, one sentence per kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import sentences
from audit.services import record

from .enums import Role
from .models import Body, LegalAct, Membership, Unit

SENTENCES = {
    "organizations.unit_created": _("{by} lập {unit} từ ngày {on} ({act})"),
    "organizations.unit_renamed": _("{by} đổi {old} thành {new} từ ngày {on} ({act})"),
    "organizations.unit_moved": _("{by} chuyển {unit} về {parent} từ ngày {on} ({act})"),
    "organizations.unit_unrooted": _("{by} đưa {unit} ra khỏi đơn vị cấp trên từ ngày {on} ({act})"),
    "organizations.unit_merged": _("{by} sáp nhập {unit} vào {successor} từ ngày {on} ({act})"),
    "organizations.unit_took_over": _("{successor} kế thừa {unit} từ ngày {on} ({act})"),
    "organizations.unit_split": _("{by} chia {unit} cho {successors} từ ngày {on} ({act})"),
    "organizations.unit_ended": _("{by} ghi {unit} chấm dứt từ ngày {on} ({act})"),
    "organizations.level_abolished": _("{by} ghi {level} kết thúc từ ngày {on} ({act}): {count} đơn vị"),
    "organizations.body_created": _("{by} lập {body} từ ngày {on} ({act})"),
    "organizations.body_ended": _("{by} ghi {body} chấm dứt từ ngày {on} ({act})"),
    "organizations.body_succeeded": _("{successor} kế thừa {body} từ ngày {on} ({act})"),
    "organizations.role_granted": _("{by} phân công {person} làm {role} ở {place} từ ngày {on}"),
    "organizations.role_ended": _("{by} ghi {person} thôi làm {role} ở {place} từ ngày {on}"),
    "organizations.founded": _("Cài đặt cổng: lập {unit} từ ngày {on}, {person} làm quản trị hệ thống"),
}


def register() -> None:
    """Called once when the app is ready."""
    for kind, sentence in SENTENCES.items():
        sentences.register(kind, sentence)


def _day(on: date) -> str:
    return f"{on:%d/%m/%Y}"


def _about(on: date, act: LegalAct | None) -> dict[str, Any]:
    return {"on": _day(on), "act": act.number if act else "–"}


def name_of(unit: Unit) -> str:
    """Kind and name as they are stored, without the last day: the event has its own day."""
    return f"{unit.kind.name_vi} {unit.name}"


def unit_created(unit: Unit, *, on: date, act: LegalAct, by: User) -> None:
    record("organizations.unit_created", by=by, subject=unit, unit_id=unit.pk, unit=name_of(unit), **_about(on, act))


def unit_renamed(unit: Unit, *, old: str, new: str, on: date, act: LegalAct, by: User) -> None:
    record("organizations.unit_renamed", by=by, subject=unit, unit_id=unit.pk, old=old, new=new, **_about(on, act))


def unit_moved(unit: Unit, parent: Unit | None, *, on: date, act: LegalAct, by: User) -> None:
    kind = "organizations.unit_moved" if parent else "organizations.unit_unrooted"
    where = {"parent": name_of(parent)} if parent else {}
    record(kind, by=by, subject=unit, unit_id=unit.pk, unit=name_of(unit), **where, **_about(on, act))


def unit_merged(unit: Unit, successor: Unit, *, on: date, act: LegalAct, by: User) -> None:
    words = {"unit": name_of(unit), "successor": name_of(successor), **_about(on, act)}
    record("organizations.unit_merged", by=by, subject=unit, unit_id=unit.pk, **words)
    record("organizations.unit_took_over", by=by, subject=successor, unit_id=successor.pk, **words)


def unit_split(unit: Unit, successors: list[Unit], *, on: date, act: LegalAct, by: User) -> None:
    words = {"unit": name_of(unit), **_about(on, act)}
    names = ", ".join(name_of(successor) for successor in successors)
    record("organizations.unit_split", by=by, subject=unit, unit_id=unit.pk, successors=names, **words)
    for successor in successors:
        kept = {**words, "successor": name_of(successor)}
        record("organizations.unit_took_over", by=by, subject=successor, unit_id=successor.pk, **kept)


def unit_ended(unit: Unit, *, on: date, act: LegalAct, by: User) -> None:
    record("organizations.unit_ended", by=by, subject=unit, unit_id=unit.pk, unit=name_of(unit), **_about(on, act))


def level_abolished(level: Any, *, count: int, on: date, act: LegalAct, by: User) -> None:
    record("organizations.level_abolished", by=by, subject=level, level=level.name_vi, count=count, **_about(on, act))


def body_created(body: Body, *, on: date, act: LegalAct | None, by: User) -> None:
    record("organizations.body_created", by=by, subject=body, unit_id=body.unit_id, body=body.name, **_about(on, act))


def body_ended(body: Body, *, on: date, act: LegalAct | None, by: User) -> None:
    record("organizations.body_ended", by=by, subject=body, unit_id=body.unit_id, body=body.name, **_about(on, act))


def body_succeeded(body: Body, successor: Body, *, on: date, act: LegalAct, by: User) -> None:
    words = {"body": body.name, "successor": successor.name, **_about(on, act)}
    for subject in (body, successor):
        record("organizations.body_succeeded", by=by, subject=subject, unit_id=subject.unit_id, **words)


def _role_words(membership: Membership) -> dict[str, str]:
    place = membership.body.name if membership.body else name_of(membership.unit)
    with translation.override("vi"):  # history is kept in the portal's own language, whoever acts in which
        role = str(Role(membership.role).label)
    return {"person": membership.user.full_name, "role": role, "place": place}


def role_granted(membership: Membership, *, on: date, by: User) -> None:
    _role("organizations.role_granted", membership, on=on, by=by)


def role_ended(membership: Membership, *, on: date, by: User) -> None:
    _role("organizations.role_ended", membership, on=on, by=by)


def _role(kind: str, membership: Membership, *, on: date, by: User) -> None:
    words = {**_role_words(membership), "on": _day(on)}
    record(kind, by=by, subject=membership.user, unit_id=membership.unit_id, **words)


def founded(unit: Unit, person: User, *, on: date) -> None:
    words = {"unit": name_of(unit), "person": person.full_name, "on": _day(on)}
    record("organizations.founded", by=None, subject=unit, unit_id=unit.pk, **words)
