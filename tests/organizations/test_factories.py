"""The factories make rows that the database accepts as a whole."""

import pytest
from django.db import connection

from organizations import roles
from organizations.enums import Role
from organizations.models import Ancestry, Reach
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory, days

pytestmark = pytest.mark.django_db


def test_units_come_with_place_name_and_reach():
    province = UnitFactory(kind__code="tinh", name="Quảng Ninh")
    commune = UnitFactory(parent=province)
    gone = UnitFactory(parent=province, valid=days("2000-01-01", "2020-01-01"))

    connection.check_constraints()
    assert set(Reach.objects.filter(source=province).values_list("target_id", flat=True)) == {
        province.pk,
        commune.pk,
        gone.pk,
    }
    assert Ancestry.objects.filter(ancestor=province, depth=1).count() == 2


def test_people_come_with_a_role_at_a_unit_or_body():
    body = BodyFactory()

    clerk = UserFactory(member_of=body.unit, role=Role.CLERK)
    leader = UserFactory(member_of=body, role=Role.LEADER)

    assert roles.at_body(clerk, body) == {Role.CLERK}
    assert roles.at_body(leader, body) == {Role.LEADER}
    assert roles.at_unit(leader, body.unit_id) == {Role.LEADER}
