"""Counted figures: the number, the keys and the page that lists exactly them."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from common.periods import Period
from figures import registry
from figures.models import Indicator
from steering.filters import TaskFilter
from steering.models import Task
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.steering import TaskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

NINE_MONTHS, QUARTER_4, YEAR = (Period.parse(code) for code in ("2020-9M", "2020-Q4", "2020-Y"))


@pytest.fixture
def tasks(committee, front):
    common = {"assigned_by": committee, "lead": front}
    made = {
        "fresh": TaskFactory(**common),
        "done": TaskFactory(**common, done=True, closed_on=date(2020, 10, 20)),
        "cancelled": TaskFactory(**common, cancelled=True, closed_on=date(2020, 10, 20)),
        "late": TaskFactory(**common, due_on=date(2020, 9, 25)),
        "late then, done now": TaskFactory(**common, due_on=date(2020, 9, 25), done=True, closed_on=date(2020, 10, 5)),
        "newer": TaskFactory(**common, assigned_on=date(2020, 10, 12)),
    }
    TaskFactory(assigned_by=BodyFactory(unit=committee.unit), lead=front, due_on=date(2020, 9, 25))
    TaskFactory()
    return made


COUNTS = [
    ("steering.tasks_assigned", NINE_MONTHS, {"fresh", "done", "cancelled", "late", "late then, done now"}),
    ("steering.tasks_assigned", QUARTER_4, {"newer"}),
    ("steering.tasks_done", NINE_MONTHS, set()),
    ("steering.tasks_done", QUARTER_4, {"done", "late then, done now"}),
    ("steering.tasks_open", NINE_MONTHS, {"fresh", "done", "cancelled", "late", "late then, done now"}),
    ("steering.tasks_open", YEAR, {"fresh", "late", "newer"}),
    ("steering.tasks_overdue", NINE_MONTHS, {"late", "late then, done now"}),
    ("steering.tasks_overdue", QUARTER_4, {"late"}),
]


@pytest.mark.parametrize(("name", "window", "expected"), COUNTS)
def test_a_count_names_its_tasks_and_its_page_lists_exactly_them(client, tasks, committee, name, window, expected):
    client.force_login(UserFactory(member_of=committee.unit))

    counted = registry.count(name, unit=committee.unit, body=committee, window=window)

    assert set(counted.keys) == {tasks[key].pk for key in expected}
    assert counted.number == len(counted.keys)
    page = client.get(counted.url)
    assert {row.task.pk for row in page.context["rows"]} == set(counted.keys)


def test_without_a_body_the_unit_and_all_it_reaches_are_counted(tasks, committee):
    district = UnitFactory(kind__code="huyen")
    ward = UnitFactory(parent=district)
    below = TaskFactory(assigned_by=BodyFactory(unit=ward))

    def counted(unit) -> set[int]:
        return set(registry.count("steering.tasks_assigned", unit=unit, window=NINE_MONTHS).keys)

    assert counted(district) == counted(ward) == {below.pk}
    assert len(counted(committee.unit)) == 6


def test_an_extension_made_later_does_not_hide_what_was_overdue(tasks, committee, clerk):
    from steering.services import extend

    extend(task=tasks["late"], due_on=date(2020, 12, 1), reason="dịch", by=clerk, on=date(2020, 10, 15))

    overdue = registry.count("steering.tasks_overdue", unit=committee.unit, body=committee, window=NINE_MONTHS)
    now = registry.count("steering.tasks_overdue", unit=committee.unit, body=committee, window=QUARTER_4)

    assert tasks["late"].pk in overdue.keys
    assert now.number == 0


def test_every_counted_indicator_of_the_catalogue_has_its_query():
    counted = set(Indicator.objects.exclude(counted="").values_list("counted", flat=True))

    assert {name for name in registry.names() if name.startswith("steering.")} <= counted <= registry.names()


def test_an_unknown_count_is_an_error_of_the_programme(committee):
    with pytest.raises(LookupError, match="nothing counts"):
        registry.count("steering.nothing", unit=committee.unit, window=YEAR)


def test_a_name_is_counted_once():
    def other(unit, body, window):
        raise AssertionError

    with pytest.raises(ValueError, match="counted twice"):
        registry.counted("steering.tasks_open")(other)


FILTERS = [
    TaskFilter(),
    TaskFilter(words="một & hai", status="open", due="overdue", lead="a", assigner="b", on=date(2020, 1, 2)),
    TaskFilter(assigned_in=NINE_MONTHS),
    TaskFilter(closed_in=Period.parse("2020-01-15..2020-03-02"), status="done"),
]


@pytest.mark.parametrize("wanted", FILTERS)
def test_a_filter_survives_its_address(wanted, commune):
    from django.http import QueryDict

    from steering.forms.filters import TaskFilterForm

    BodyFactory(unit=commune, code="a")
    query = QueryDict(mutable=True)
    query.update(dict(parse_qsl(urlsplit(wanted.url(commune)).query)))

    assert TaskFilterForm(query, unit=commune).chosen() == wanted


def test_the_empty_filter_shows_every_task(tasks):
    assert TaskFilter().apply(Task.objects.all()).count() == Task.objects.count()
