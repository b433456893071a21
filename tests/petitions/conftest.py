"""A commune with its council and an office that settles; today is 02/11/2020."""

import pytest
import time_machine

from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.petitions import CouncilFactory, keeper_of, settler_of


@pytest.fixture
def today():
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        yield


@pytest.fixture
def commune():
    return UnitFactory(name="Quảng Lâm", kind__code="xa", code="quang-lam")


@pytest.fixture
def council(commune):
    return CouncilFactory(unit=commune, code="hdnd-quang-lam")


@pytest.fixture
def office(commune):
    return BodyFactory(unit=commune, code="ubnd-quang-lam", name="Ủy ban nhân dân xã Quảng Lâm", short_name="UBND xã")


@pytest.fixture
def keeper(council):
    return keeper_of(council)


@pytest.fixture
def settler(office):
    return settler_of(office)


@pytest.fixture
def supervisor(council):
    return UserFactory(member_of=council, role=Role.SUPERVISOR)


@pytest.fixture
def clerk(council):
    return UserFactory(member_of=council, role=Role.CLERK)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
