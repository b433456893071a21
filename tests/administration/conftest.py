"""One commune, its neighbour and district, and three people: both administrators and somebody they keep."""

import pytest
from django.core.cache import cache

from accounts.models import User
from organizations.enums import Role
from organizations.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.organizations import UnitFactory

from .desk import PASSWORD


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests():
    cache.clear()


@pytest.fixture
def district() -> Unit:
    return UnitFactory(code="dam-ha", kind__code="huyen", name="Đầm Hà")


@pytest.fixture
def commune(district) -> Unit:
    return UnitFactory(code="quang-tan", name="Quảng Tân", parent=district)


@pytest.fixture
def beside(district) -> Unit:
    return UnitFactory(code="duc-yen", name="Dực Yên", parent=district)


@pytest.fixture
def system_admin(district) -> User:
    return UserFactory(
        username="he-thong", password=PASSWORD, full_name="Vũ Văn Quản", member_of=district, role=Role.SYSTEM_ADMIN
    )


@pytest.fixture
def admin(commune) -> User:
    return UserFactory(
        username="quan-tri", password=PASSWORD, full_name="Phùn Văn Sinh", member_of=commune, role=Role.UNIT_ADMIN
    )


@pytest.fixture
def person(commune) -> User:
    return UserFactory(
        username="may.lt", full_name="Lò Thị Mẩy", email="may@example.vn", phone="+84912345678", member_of=commune
    )
