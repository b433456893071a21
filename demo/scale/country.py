"""The map: a country of 34 provinces and 3,321 communes, each with its council, its committee and a few offices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from common.text import search_key, sort_key
from conferences.models import CouncilSession, CouncilTerm
from conferences.models.sessions import CouncilSessionStake
from organizations import closure
from organizations.enums import Role, Why
from organizations.models import Body, BodyKind, LegalAct, Membership, Placement, Unit, UnitKind, UnitName

PROVINCES, COMMUNES = 34, 3_321
SINCE = date(2021, 7, 1)
ALWAYS = DateRange(SINCE, None)
FIRST_SESSION = date(2023, 7, 10)
SESSIONS = 6
PREFIX = "qm-"  # "quy mô": every code of made-up data begins with it
_OFFICES = ("Phòng Kinh tế", "Phòng Văn hóa – Xã hội")
_AGENCIES = tuple(f"Sở số {number}" for number in range(1, 9))


@dataclass(frozen=True)
class Council:
    """A council with what its petitions need: who may hold them, and its sessions with their last days."""

    unit_id: int
    body_id: int
    below: Sequence[int]  # units where voters said it
    holders: Sequence[int]
    sessions: Sequence[tuple[int, date]]
    is_province: bool


@dataclass
class Country:
    """What was made: the councils, the account that wrote everything, and who may look at it."""

    clerk: User
    councils: list[Council] = field(default_factory=list)


def is_there() -> bool:
    """Whether the made-up country stands already."""
    return Unit.objects.filter(code=f"{PREFIX}t1").exists()


@transaction.atomic
def build(provinces: int = PROVINCES, communes: int = COMMUNES) -> Country:
    """Lay out units, bodies, terms, sessions and one account; a smaller country has the same shape."""
    act = LegalAct.objects.get_or_create(
        number="Dữ liệu quy mô", in_force_on=SINCE, defaults={"title": "Đơn vị hành chính giả định để đo tốc độ"}
    )[0]
    tops = _units(act, None, "tinh", [f"Tỉnh số {n}" for n in range(1, provinces + 1)], "t")
    shares = [communes // provinces + (1 if n < communes % provinces else 0) for n in range(provinces)]
    lower = [
        _units(act, top, "xa", [f"Xã số {n} tỉnh {place}" for n in range(1, share + 1)], f"x{place}-")
        for place, (top, share) in enumerate(zip(tops, shares, strict=True), 1)
    ]
    closure.rebuild()
    country = Country(_clerk(tops[0]))
    bodies = _bodies(act, [(top, True) for top in tops] + [(unit, False) for row in lower for unit in row])
    below = {top.pk: [unit.pk for unit in row] for top, row in zip(tops, lower, strict=True)}
    sessions = _sessions([own[0] for own in bodies.values()], country.clerk)
    for unit_id, own in bodies.items():
        council, *holders = own
        places = below.get(unit_id, [])
        country.councils.append(
            Council(unit_id, council.pk, places, [body.pk for body in holders], sessions[council.pk], unit_id in below)
        )
    return country


def _units(act: LegalAct, parent: Unit | None, kind_code: str, names: list[str], code: str) -> list[Unit]:
    """Units of one kind under one parent, with the rows that a unit's life needs."""
    kind = UnitKind.objects.get(code=kind_code)
    made = [Unit(code=f"{PREFIX}{code}{n}", name=name, kind=kind, valid=ALWAYS) for n, name in enumerate(names, 1)]
    for unit in made:
        unit.founding_act = act
        unit.sort_key, unit.search_key = sort_key(unit.name), search_key(unit.name)
    rows = Unit.objects.bulk_create(made)
    UnitName.objects.bulk_create(UnitName(unit=row, kind=kind, name=row.name, valid=ALWAYS, act=act) for row in rows)
    Placement.objects.bulk_create(Placement(unit=row, parent=parent, valid=ALWAYS, act=act) for row in rows)
    return rows


def _bodies(act: LegalAct, units: list[tuple[Unit, bool]]) -> dict[int, list[Body]]:
    """The council first, then who may hold petitions."""
    kinds = {kind.code: kind for kind in BodyKind.objects.filter(code__in=["hdnd", "ubnd", "so", "phong-chuyen-mon"])}
    made: list[Body] = []
    for unit, is_province in units:
        own = [("hdnd", "HĐND", "HĐND"), ("ubnd", "UBND", "UBND")]
        own += [("so", name, "") for name in _AGENCIES] if is_province else []
        own += [] if is_province else [("phong-chuyen-mon", name, "") for name in _OFFICES]
        for n, (kind, short, symbol) in enumerate(own):
            name = f"{short} {unit.name}"
            made.append(
                Body(
                    code=f"{unit.code}-{n}", unit=unit, kind=kinds[kind], name=name, short_name=short, symbol=symbol,
                    sort_key=sort_key(name), search_key=search_key(name), valid=ALWAYS, founding_act=act,
                )
            )  # fmt: skip
    found: dict[int, list[Body]] = {}
    for body in Body.objects.bulk_create(made, batch_size=2_000):
        found.setdefault(body.unit_id, []).append(body)
    return found


def _clerk(unit: Unit) -> User:
    user = User.objects.create_user(f"{PREFIX}tonghop", None, full_name="Người ghi dữ liệu quy mô")
    Membership.objects.create(user=user, unit=unit, role=Role.LEADER, valid=ALWAYS)
    return user


def _sessions(councils: list[Body], by: User) -> dict[int, list[tuple[int, date]]]:
    terms = CouncilTerm.objects.bulk_create(CouncilTerm(council=body, number=1, valid=ALWAYS) for body in councils)
    days = [date(FIRST_SESSION.year + half // 2, 7 if half % 2 == 0 else 12, 10) for half in range(SESSIONS)]
    made = [
        CouncilSession(
            code=f"{PREFIX}{term.council_id}-{n}", council=term.council, term=term, ordinal=n, series=f"{term.pk}",
            title=f"Kỳ họp thứ {n}", starts_on=day, ends_on=day, status="closed", created_by=by,
            search_key=search_key(f"Kỳ họp thứ {n}"),
        )
        for term in terms
        for n, day in enumerate(days, 1)
    ]  # fmt: skip
    rows = CouncilSession.objects.bulk_create(made, batch_size=2_000)
    CouncilSessionStake.objects.bulk_create(
        (
            CouncilSessionStake(
                record=row, unit_id=row.council.unit_id, body_id=row.council_id, why=Why.ORIGIN, since=row.starts_on,
                starts_on=row.starts_on, status=row.status,
            )
            for row in rows
        ),
        batch_size=2_000,
    )  # fmt: skip
    found: dict[int, list[tuple[int, date]]] = {}
    for row in rows:
        found.setdefault(row.council_id, []).append((row.pk, row.ends_on))
    return found
