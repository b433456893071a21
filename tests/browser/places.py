"""The ward of case D and the district of case A as they were in 2020, with people who can sign in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from demo import seats
from demo.cases import case_a, case_d, plain
from organizations.enums import Role
from organizations.models import Body, BodyKind, Unit
from steering.enums import Position
from steering.models import Committee
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory, days
from tests.factories.steering import CommitteeBodyFactory, CommitteeFactory, CommitteeMemberFactory
from tests.support.browser import PASSWORD


@dataclass
class Place:
    """A unit, its committee, and a person of each role, all with the same password."""

    unit: Unit
    committee: Committee
    people: dict[Role, User]

    @property
    def host(self) -> Body:
        return self.committee.body

    def body(self, code: str) -> Body:
        return Body.objects.get(code=code)


@transaction.atomic
def ward() -> Place:
    """phường Cự Khối, quận Long Biên, Hà Nội."""
    city = UnitFactory(code="ha-noi", name="Hà Nội", kind__code="tinh")
    district = UnitFactory(code="long-bien", name="Long Biên", kind__code="huyen", parent=city)
    unit = UnitFactory(code="cu-khoi", name="Cự Khối", kind__code="phuong", parent=district)
    return _place(unit, seats.CU_KHOI, case_d.COMMITTEE)


@transaction.atomic
def district() -> Place:
    """huyện Đầm Hà, Quảng Ninh."""
    province = UnitFactory(code="quang-ninh", name="Quảng Ninh", kind__code="tinh")
    unit = UnitFactory(code="dam-ha", name="Đầm Hà", kind__code="huyen", parent=province)
    return _place(unit, seats.DISTRICT_OFFICES, case_a.COMMITTEE)


def _place(unit: Unit, its_seats: tuple[seats.Seat, ...], founded: plain.Committee) -> Place:
    kinds = {kind.code: kind for kind in BodyKind.objects.all()}
    for seat in its_seats:
        if seat.kind != "ban-chi-dao":
            _seat(unit, seat, kinds[seat.kind])
    own = CommitteeBodyFactory(code=founded.body, unit=unit)
    committee = CommitteeFactory(body=own, valid=days(founded.on.isoformat()))
    for rank, person in enumerate(founded.members):
        CommitteeMemberFactory(
            committee=committee,
            full_name=person.full_name,
            office=person.office,
            position=Position(person.position),
            rank=rank,
        )
    people = {
        role: UserFactory(username=f"{unit.code}.{role.value}", member_of=unit, role=role, password=PASSWORD)
        for role in (Role.OFFICIAL, Role.CLERK, Role.LEADER, Role.MEMBER, Role.RECORDS_CLERK)
    }
    return Place(unit, committee, people)


def _seat(unit: Unit, seat: seats.Seat, kind: BodyKind) -> None:
    BodyFactory(
        code=f"{seat.code or seat.kind}-{unit.code}",
        unit=unit,
        kind=kind,
        name=seat.name.format(unit=f"{unit.kind.name_vi} {unit.name}", name=unit.name),
        short_name=seat.short,
        symbol=seat.symbol,
    )
