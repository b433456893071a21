"""Statements that are compiled once: values by name, plain rows, and nothing of the moment inside."""

from datetime import date

import pytest
from django.db.models import DateField

from accounts.models import User
from common.statements import Given, IsIn, Statement
from organizations.models import Membership
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_is_built_once_and_answers_for_other_values():
    built = []

    def build():
        built.append(1)
        return User.objects.filter(username=Given("name")).values_list("username", "is_active")

    statement = Statement(build)
    UserFactory(username="an")
    UserFactory(username="binh", is_active=False)

    assert [statement.rows(name=name) for name in ("an", "binh", "chi")] == [[("an", True)], [("binh", False)], []]
    assert built == [1]


def test_a_list_is_one_value():
    people = [UserFactory(), UserFactory(), UserFactory()]
    statement = Statement(lambda: User.objects.filter(IsIn("pk", Given("keys"))).values_list("pk").order_by("pk"))

    assert statement.rows(keys=[people[2].pk, people[0].pk]) == [(people[0].pk,), (people[2].pk,)]
    assert statement.rows(keys=[]) == []


def test_a_value_without_a_name_is_missed():
    statement = Statement(lambda: User.objects.filter(pk=Given("key")).values_list("pk"))

    with pytest.raises(KeyError):
        statement.rows(person=1)


def test_a_day_must_be_named():
    frozen = Statement(lambda: Membership.objects.filter(valid__contains=date(2020, 10, 5)).values_list("pk"))
    named = Statement(lambda: Membership.objects.filter(valid__contains=Given("day", DateField())).values_list("pk"))

    with pytest.raises(ValueError, match="Given"):
        frozen.rows()
    assert named.rows(day=date(2020, 10, 5)) == []
