"""A ward with its committee of nine, its officials, and a clerk: the stage of case D."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from demo.cases import case_d, plain
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory

from . import recording


@pytest.fixture
def ward(db):
    return build_ward()


NAMES = {"dang-uy": "Đảng ủy phường", "ubnd": "UBND phường", "mttq": "Ủy ban MTTQ phường", "hdnd": "HĐND phường"}


@transaction.atomic
def build_ward(case: plain.Committee = case_d.COMMITTEE) -> SimpleNamespace:
    """phường Cự Khối under quận Long Biên, with a committee and the bodies that its conclusions name."""
    hanoi = UnitFactory(code="ha-noi", name="Hà Nội", kind__code="tinh")
    district = UnitFactory(code="long-bien", name="Long Biên", kind__code="huyen", parent=hanoi)
    unit = UnitFactory(code="cu-khoi", name="Cự Khối", kind__code="phuong", parent=district)
    committee = recording.committee(case, unit)
    bodies = {
        code: BodyFactory(code=f"{code}-cu-khoi", unit=unit, name=f"{name} Cự Khối", short_name=name)
        for code, name in NAMES.items()
    }
    return SimpleNamespace(
        unit=unit,
        district=district,
        committee=committee,
        host=committee.body,
        official=UserFactory(member_of=unit, role=Role.OFFICIAL),
        clerk=UserFactory(member_of=unit, role=Role.CLERK),
        leader=UserFactory(member_of=unit, role=Role.LEADER),
        member=UserFactory(member_of=unit, role=Role.MEMBER),
        auditor=UserFactory(member_of=unit, role=Role.AUDITOR),
        **{code.replace("-", "_"): body for code, body in bodies.items()},
    )


@pytest.fixture
def review(ward):
    """The nine-month review, first step saved, nothing else."""
    return recording.start(case_d.NINE_MONTHS, ward.host, ward.official)
