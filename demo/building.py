"""Short ways to the verbs of units, bodies and roles, with everything named by its code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.services import open_account
from organizations import roles, services
from organizations.enums import Role
from organizations.models import Body, BodyKind, LegalAct, Unit, UnitKind

FOUNDER = "hethong"
START = date(2016, 1, 1)
"""The day on which the demo data begin; units and bodies are older, which their act says."""


@dataclass(frozen=True)
class Act:
    """A paper behind a change of the map, with a note on where we know it from."""

    number: str
    title: str
    note: str
    issued_on: date | None = None


START_ACT = Act(
    "Hiện trạng 01/01/2016",
    "Danh mục đơn vị, cơ quan vào ngày bắt đầu dữ liệu minh họa",
    "Không phải văn bản thành lập: trước ngày này dữ liệu minh họa không ghi.",
)


@dataclass(frozen=True)
class Place:
    """A unit that is to begin: code, kind, name, and the code of the unit above."""

    code: str
    kind: str
    name: str
    parent: str


@dataclass(frozen=True)
class Seat:
    """A body of a unit: its kind, its name with {unit} ("xã Vân Khê") or {name} ("Vân Khê"), its short name, its
    symbol, the kind or code of the body above it, and a code where a unit has several of the kind."""

    kind: str
    name: str
    short: str
    symbol: str = ""
    parent: str = ""
    code: str = ""


def founder() -> User:
    """The system administrator, who sets up the map."""
    return User.objects.get(username=FOUNDER)


def user(username: str) -> User:
    """A person by user name, with the roles held now."""
    return User.objects.get(username=username)


def unit(code: str) -> Unit:
    """A unit by its code."""
    return Unit.objects.select_related("kind__level").get(code=code)


def body(code: str) -> Body:
    """A body by its code."""
    return Body.objects.select_related("kind", "unit__kind").get(code=code)


def kind(code: str) -> UnitKind:
    """A kind of unit by its code."""
    return UnitKind.objects.select_related("level").get(code=code)


def start_act() -> LegalAct:
    """What stands for every founding before the first day of the demo data."""
    return LegalAct.objects.get(number=START_ACT.number, in_force_on=START)


def record(act: Act, on: date) -> LegalAct:
    """Enter an act that is in force from a day."""
    return services.record_act(
        number=act.number, title=act.title, note=act.note, issued_on=act.issued_on, in_force_on=on, by=founder()
    )


def make_units(places: Iterable[Place], *, on: date, act: LegalAct) -> None:
    """Begin units, those above before those below."""
    by = founder()
    for place in places:
        above = unit(place.parent) if place.parent else None
        services.create_unit(
            kind=kind(place.kind), name=place.name, parent=above, on=on, act=act, by=by, code=place.code
        )


def make_bodies(unit_code: str, seats: Sequence[Seat], *, on: date, act: LegalAct | None = None) -> None:
    """Begin bodies of a unit; a body above stands before those below."""
    by, home = founder(), unit(unit_code)
    kinds = {found.code: found for found in BodyKind.objects.all()}
    for seat in seats:
        code = code_of(seat, unit_code)
        services.create_body(
            unit=home,
            kind=kinds[seat.kind],
            name=seat.name.format(unit=f"{home.kind.name_vi} {home.name}", name=home.name),
            short_name=seat.short,
            symbol=seat.symbol,
            parent=body(_above(seat, seats, unit_code)) if seat.parent else None,
            code=code,
            on=on,
            act=act,
            by=by,
        )


def code_of(seat: Seat, unit_code: str) -> str:
    """The code of a body: ubnd-cu-khoi, phong-noi-vu-dam-ha."""
    return f"{seat.code or seat.kind}-{unit_code}"


def _above(seat: Seat, seats: Sequence[Seat], unit_code: str) -> str:
    return f"{seat.parent}-{unit_code}"


def open_person(username: str, full_name: str, *, by: User | None) -> User:
    """An account without a password: it stands in the history and cannot sign in until it is given one."""
    return open_account(username=username, full_name=full_name, password=None, by=by)


def give(
    username: str, role: Role, unit_code: str, *, on: date, body_code: str = "", until: date | None = None
) -> None:
    """Give a person a role at a unit, or at one body of it."""
    person = user(username)
    services.grant_role(
        user=person,
        unit=unit(unit_code),
        role=role,
        on=on,
        by=founder(),
        body=body(body_code) if body_code else None,
        until=until,
        basis="Dữ liệu minh họa",
    )
    roles.forget(person)
