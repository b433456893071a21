"""The quick way through the stakes lists and counts exactly what the slow way does."""

import itertools

import pytest
from django.core.cache import cache
from django.db import transaction

from organizations import closure
from organizations.enums import Role
from organizations.models import Reach
from petitions import paging, queries
from petitions.enums import Outcome, PetitionStatus
from petitions.filters import NOT_GIVEN, OVERDUE, PetitionFilter
from petitions.models import Petition
from tests.factories.accounts import UserFactory
from tests.factories.organizations import UnitFactory
from tests.factories.petitions import CouncilFactory, PetitionFactory, petition_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def province(today, commune, council, office):
    """A province with two communes; each has petitions in several states, one without a field."""
    top = UnitFactory(code="tinh", kind__code="tinh", name="Quảng Ninh")
    other = CouncilFactory(unit=UnitFactory(name="Quảng Tân", parent=top))
    own = CouncilFactory(unit=UnitFactory(name="Đầm Hà", parent=top))
    for at in (other, own):
        for status in (PetitionStatus.TRANSFERRED, PetitionStatus.ANSWERED, PetitionStatus.CLOSED):
            petition_at(status, council=at)
    PetitionFactory(council=own, place_unit=other.unit)
    petition_at(PetitionStatus.ACCEPTED, council=council, holder=office)  # elsewhere
    closure.rebuild()
    return top


FILTERS = [
    PetitionFilter(),
    PetitionFilter(status="open"),
    PetitionFilter(status="closed", field="giao-thong", level="xa"),
    PetitionFilter(field=NOT_GIVEN),
    PetitionFilter(outcome=Outcome.EXPLAINED),
    PetitionFilter(due=OVERDUE),
    PetitionFilter(result="no_result", basis="consolidated"),
    PetitionFilter(on_time="overdue"),
]


def test_same_keys_same_count_same_order(province):
    user = UserFactory(member_of=province, role=Role.CLERK)
    for chosen in FILTERS:
        slow = list(queries.within(user, province, chosen).order_by(*queries.ORDER).values_list("pk", flat=True))

        place = paging.place_of(user, province, chosen)
        assert paging.keys(province, chosen, slice(0, 100)) == slow, chosen
        assert paging.first_page(place, chosen, 25) == (len(slow), slow[:25]), chosen
        assert paging.keys(province, chosen, slice(2, 4)) == slow[2:4]


def test_whoever_does_not_reach_the_unit_gets_nothing(province, commune):
    stranger = UserFactory(member_of=commune, role=Role.CLERK)

    assert paging.place_of(stranger, province, PetitionFilter()) is None
    assert queries.Keys(stranger, province, PetitionFilter())[0:25] == []


def test_a_unit_that_reaches_too_many_is_asked_the_other_way(province, monkeypatch):
    user = UserFactory(member_of=province, role=Role.CLERK)
    known = list(queries.Keys(user, province, PetitionFilter())[0:25])
    board = queries.columns(user, province, PetitionFilter(), list(PetitionStatus))
    monkeypatch.setattr(paging, "MOST_UNITS", 1)

    assert list(queries.Keys(user, province, PetitionFilter())[0:25]) == known
    assert queries.columns(user, province, PetitionFilter(), list(PetitionStatus)) == board


def test_nothing_is_kept_for_a_unit_whose_reach_is_not_worked_out_yet(province):
    user = UserFactory(member_of=province, role=Role.CLERK)
    Reach.objects.filter(source=province).delete()
    place = paging.place_of(user, province, PetitionFilter())

    assert paging.first_page(place, PetitionFilter(), 25) is None
    closure.rebuild()
    assert (
        queries.Keys(user, province, PetitionFilter()).count()
        == queries.within(user, province, PetitionFilter()).count()
    )


def test_filters_that_stakes_do_not_know_go_the_other_way():
    unknown = {
        "words": "đường", "source": "front", "session": "KH-1", "holder": "ubnd", "council": "hdnd", "raised": True,
        "under": "tinh", "councils_of": "xa", "basis": "received",
    }  # fmt: skip
    for name, value in itertools.chain(unknown.items()):
        assert not paging.can_answer(PetitionFilter(**{name: value})), name


def test_the_board_shows_the_same_both_ways(province):
    user = UserFactory(member_of=province, role=Role.CLERK)
    states = list(PetitionStatus)

    counts, found = queries._columns_of_petitions(user, province, PetitionFilter(), states)

    shown = queries.columns(user, province, PetitionFilter(), states)
    assert {column.state.value: column.count for column in shown if column.count} == counts
    assert {column.state.value: [row.key for row in column.rows] for column in shown} == found


@pytest.mark.django_db(transaction=True)
def test_a_kept_page_is_read_anew_after_every_change_below_and_only_then(django_assert_num_queries):
    cache.clear()
    with transaction.atomic():
        province = UnitFactory(kind__code="tinh")
        council = CouncilFactory(unit=UnitFactory(parent=province))
        petition_at(PetitionStatus.TRANSFERRED, council=council)
        closure.rebuild()
        user = UserFactory(member_of=province, role=Role.CLERK)
    chosen = PetitionFilter(status="open")

    def shown():
        place = paging.place_of(user, province, chosen)
        return paging.first_page(place, chosen, 25), paging.columns(place, chosen, {"open": chosen}, 2)[1]["open"]

    def right():
        keys = list(queries.within(user, province, chosen).order_by(*queries.ORDER).values_list("pk", flat=True))
        return (len(keys), keys[:25]), keys[:2]

    changes = [
        lambda: None,
        lambda: petition_at(PetitionStatus.ACCEPTED, council=council),
        lambda: Petition.objects.filter(status=PetitionStatus.TRANSFERRED).update(due_on=None),
    ]
    for change in changes:
        with transaction.atomic():
            change()
        assert shown() == right()
        with django_assert_num_queries(2):  # whether each of the two still holds
            kept_page = shown()
        assert kept_page == right()
