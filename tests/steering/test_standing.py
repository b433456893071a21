"""A person's roles on both sides of a task, and who is told."""

import pytest
from django.db.models import DateField

from common import clock
from common.statements import Given, Statement
from organizations import closure, roles
from organizations.enums import Role
from organizations.models import Body, BodySuccession
from organizations.roles import people_of
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, LegalActFactory, UnitFactory, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies():
    unit = UnitFactory()
    old = BodyFactory(unit=unit, valid=days("2000-01-01", "2020-01-01"))
    heir = BodyFactory(unit=unit, valid=days("2020-01-01"))
    act = LegalActFactory()
    BodySuccession.objects.create(predecessor=old, successor=heir, on=old.valid.upper, act=act)
    closure.rebuild()
    return {"old": old, "heir": heir, "beside": BodyFactory(unit=unit), "elsewhere": BodyFactory()}


@pytest.mark.parametrize("place", ["old", "heir", "beside", "elsewhere", "unit", "nowhere"])
def test_roles_at_several_bodies_are_the_roles_at_each(bodies, place):
    member_of = bodies["old"].unit if place == "unit" else bodies.get(place)
    user = UserFactory(member_of=member_of, role=Role.CLERK)

    together = roles.at_bodies(user, bodies.values())

    assert together == {body.pk: roles.at_body(user, body) for body in bodies.values()}


@pytest.mark.parametrize("place", ["old", "heir", "beside", "elsewhere", "unit", "nowhere"])
def test_a_statement_for_everybody_finds_the_bodies_of_each(bodies, place):
    user = UserFactory(member_of=bodies["old"].unit if place == "unit" else bodies.get(place), role=Role.CLERK)
    theirs = roles.is_theirs("pk", Given("person"), Given("today", DateField()), [Role.CLERK])
    statement = Statement(lambda: Body.objects.filter(theirs).values_list("pk"))

    found = {key for (key,) in statement.rows(person=user.pk, today=clock.today())}

    assert found == {body.pk for body in Body.objects.filter(roles.is_mine("pk", user, [Role.CLERK]))}
    assert found == {body.pk for body in bodies.values() if Role.CLERK in roles.at_body(user, body)}


def test_people_of_a_body_are_its_own_its_successors_and_the_whole_units(bodies):
    inside = [UserFactory(member_of=bodies[name]) for name in ("old", "heir")]
    inside.append(UserFactory(member_of=bodies["old"].unit))
    UserFactory(member_of=bodies["beside"])
    UserFactory(member_of=bodies["elsewhere"])
    UserFactory(member_of=bodies["heir"], role=Role.MEMBER)

    assert people_of(bodies["old"], [Role.OFFICIAL]) == inside
    assert people_of(bodies["old"], [Role.OFFICIAL], but=inside[0]) == inside[1:]


def test_closed_accounts_are_not_told(bodies):
    user = UserFactory(member_of=bodies["heir"])
    user.is_active = False
    user.save()

    assert people_of(bodies["heir"], [Role.OFFICIAL]) == []
