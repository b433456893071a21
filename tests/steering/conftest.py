"""A ward with its committee, its Front, and people on both sides; today is 02/11/2020."""

import pytest
import time_machine

from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.steering import CommitteeBodyFactory


@pytest.fixture
def today():
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        yield


@pytest.fixture
def commune():
    return UnitFactory(name="Cự Khối", kind__code="phuong", code="cu-khoi")


@pytest.fixture
def committee(commune):
    return CommitteeBodyFactory(unit=commune, code="bcd-cu-khoi", name="Ban Chỉ đạo phường Cự Khối")


@pytest.fixture
def front(commune):
    return BodyFactory(unit=commune, code="mttq-cu-khoi", name="Ủy ban MTTQ phường Cự Khối", short_name="MTTQ phường")


@pytest.fixture
def clerk(committee):
    return UserFactory(member_of=committee, role=Role.CLERK, full_name="Lê Thị Tổng Hợp")


@pytest.fixture
def reporter(front):
    return UserFactory(member_of=front, role=Role.OFFICIAL, full_name="Trần Văn Mặt Trận")
