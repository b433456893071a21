"""Whose records a person sees: the one subtree rule, tried with tasks."""

from datetime import date

import pytest

from organizations import scope
from organizations.current import unit_in_view, unit_within_reach
from organizations.enums import Role, Why
from organizations.models import Reach
from steering.models import Task
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, days
from tests.factories.steering import TaskFactory

NEW_YEAR = date(2020, 1, 1)


@pytest.fixture
def task(country):
    """Set by Quảng Lợi's People's Committee to itself; then Quảng Lợi goes into Quảng Tân."""
    body = BodyFactory(unit=country["quang-loi"])
    task = TaskFactory(assigned_by=body, lead=body)
    country.merge("quang-loi", "quang-tan", NEW_YEAR)
    return task


@pytest.mark.parametrize(
    ("member_of", "sees"),
    [
        ("quang-tan", True),  # the successor
        ("dam-ha", True),  # above
        ("quang-ninh", True),  # further above
        ("an-loi", False),  # below
        ("tan-binh", False),  # beside
        (None, False),
    ],
)
def test_visible_to_the_successor_and_to_units_above(country, task, member_of, sees):
    country.unit("tan-binh", "xa", "Tân Bình", "dam-ha")

    user = UserFactory(member_of=country[member_of] if member_of else None)

    assert Task.objects.visible_to(user).filter(pk=task.pk).exists() is sees


def test_the_predecessors_people_do_not_see_the_successors_records(country, task):
    new = TaskFactory(assigned_by=BodyFactory(unit=country["quang-tan"]))
    from_before = UserFactory(member_of=country["quang-loi"])

    assert list(Task.objects.visible_to(from_before)) == [task]
    assert new in Task.objects.visible_to(UserFactory(member_of=country["quang-tan"]))


def test_running_the_system_opens_no_record(country, task):
    assert not Task.objects.visible_to(country.admin).exists()


def test_a_role_that_ended_opens_nothing(country, task):
    user = UserFactory(member_of=country["quang-tan"])
    user.memberships.update(valid=days("2020-01-01", "2021-01-01"))

    assert not Task.objects.visible_to(user).exists()


def test_in_unit_narrows_to_what_the_unit_reaches(country, task):
    assert list(Task.objects.in_unit(country["quang-tan"])) == [task]
    assert not Task.objects.in_unit(country["an-loi"]).exists()


def test_a_stake_that_ended_still_shows_the_record(country, task):
    other = BodyFactory(unit=country["quang-ninh"])
    scope.write_stakes(task, [scope.StakeSpec.of(other, Why.HOLDER)])
    reader = UserFactory(member_of=country["quang-tan"])

    assert task in Task.objects.visible_to(reader)
    assert set(task.stakes.filter(until=None).values_list("body", flat=True)) == {other.pk}


def test_the_scope_query_reads_reach_alone(country, django_assert_num_queries):
    user = UserFactory(member_of=country["dam-ha"], role=Role.AUDITOR)

    with django_assert_num_queries(1):
        reached = set(scope.reach_of(user))

    assert reached == set(Reach.objects.filter(source=country["dam-ha"]).values_list("target_id", flat=True))


def test_the_unit_in_view_is_the_one_in_the_address_within_reach(country, rf):
    country.unit("binh-lieu", "huyen", "Bình Liêu", "quang-ninh")
    request = rf.get("/", {"don-vi": "quang-tan"})
    request.user = UserFactory(member_of=country["dam-ha"])
    outside = rf.get("/", {"don-vi": "binh-lieu"})
    outside.user = request.user

    assert unit_in_view(request) == country["quang-tan"]
    assert unit_in_view(outside) == country["dam-ha"]
    assert unit_within_reach(request, "binh-lieu") is None
