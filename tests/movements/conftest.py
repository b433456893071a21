"""A commune with its People's Committee, a Party board and its Front; people on both sides; today is 02/11/2020."""

import pytest
import time_machine

from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory


@pytest.fixture
def today():
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        yield


@pytest.fixture
def district():
    return UnitFactory(name="Bình Liêu", kind__code="huyen", code="binh-lieu")


@pytest.fixture
def committee(district):
    return BodyFactory(unit=district, code="ubnd", name="Ủy ban nhân dân huyện Bình Liêu", short_name="UBND huyện")


@pytest.fixture
def board(district):
    return BodyFactory(
        unit=district, code="ban-dan-van", name="Ban Dân vận Huyện ủy Bình Liêu", short_name="Ban Dân vận"
    )


@pytest.fixture
def office(district):
    return BodyFactory(unit=district, code="phong-noi-vu", name="Phòng Nội vụ huyện", short_name="Phòng Nội vụ")


@pytest.fixture
def clerk(committee):
    return UserFactory(member_of=committee, role=Role.CLERK, full_name="Lê Thị Tổng Hợp")


@pytest.fixture
def official_of_board(board):
    return UserFactory(member_of=board, role=Role.OFFICIAL, full_name="Trần Văn Dân Vận")
