"""Statements that are compiled once: values by name, plain rows, and nothing of the moment inside."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import DateField
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.statements import Given, IsIn, Records, Statement
from organizations.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, MembershipFactory, UnitFactory

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


def test_records_are_those_of_select_related(django_assert_num_queries):
    unit = UnitFactory()
    person = UserFactory(member_of=unit)
    MembershipFactory(user=person, unit=unit, body=BodyFactory(unit=unit))
    wanted = Membership.objects.filter(user=Given("user")).order_by("pk")
    records = Records(lambda: wanted, "unit", "unit__kind", "body")

    with django_assert_num_queries(1):
        found = records.all(user=person.pk)
        told = [(one.unit.label, one.body and one.body.name) for one in found]
    known = list(Membership.objects.filter(user=person).select_related("unit__kind", "body").order_by("pk"))

    assert told == [(one.unit.label, one.body and one.body.name) for one in known]
    assert [one.body is None for one in found] == [True, False]
    assert [_columns(one) for one in found] == [_columns(one) for one in known]


def _columns(record):
    return {name: value for name, value in vars(record).items() if name != "_state"}


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


def test_a_prepared_statement_is_planned_once_and_answers_for_other_values():
    people = [UserFactory(), UserFactory()]
    query = User.objects.filter(IsIn("pk", Given("keys")), username__contains="%").values_list("pk").order_by("pk")
    statement = Statement(lambda: query, prepared=True)
    User.objects.filter(pk=people[0].pk).update(username="50% một")
    known = count_of_prepared()

    with CaptureQueriesContext(connection) as asked:
        found = [statement.rows(keys=[person.pk for person in some]) for some in (people, people[1:], [])]

    assert found == [[(people[0].pk,)], [], []]
    assert len(asked) == 3
    assert all(query["sql"].startswith("EXECUTE") for query in asked)
    assert count_of_prepared() == known + 1


def count_of_prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return int(cursor.fetchone()[0])


def test_values_are_quoted_and_a_sign_of_percent_stays_one():
    UserFactory(username="an", full_name="O'Hà 100%s")
    wanted = User.objects.filter(full_name=Given("name"), full_name__endswith="%s").values_list("username")
    statement = Statement(lambda: wanted, around="SELECT * FROM ({}) found LIMIT %(most)s")

    assert statement.rows(name="O'Hà 100%s", most=1) == [("an",)]
    assert statement.rows(name="' OR true --", most=1) == []
