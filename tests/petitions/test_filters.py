"""A filter narrows what it names, survives its own address, and ignores what cannot be read."""

from datetime import date

import pytest
from django.http import QueryDict

from common.periods import Period
from petitions import services
from petitions.enums import Outcome, PetitionStatus, Source
from petitions.filters import PetitionFilter
from petitions.models import Petition
from tests.factories.organizations import BodyFactory
from tests.factories.petitions import CouncilFactory, PetitionFactory, petition_at

ALL = PetitionFilter(
    words="đường Tân Hợp", status="open", outcome="resolved", field="giao-thong", level="xa", source="meeting",
    session="ky-hop-thu-muoi", holder="ubnd-quang-lam", due="overdue", council="hdnd-quang-lam", raised=True,
    settled="settled", on=date(2020, 9, 30), received_in=Period.quarter(2020, 3),
    answered_in=Period.parse("2020-9M"), basis="consolidated",
)  # fmt: skip


def test_the_address_of_a_filter_reads_as_the_same_filter(db, commune):
    address = ALL.url(commune)
    assert address.startswith("/kien-nghi/?don-vi=quang-lam&")
    assert PetitionFilter.read(QueryDict(address.partition("?")[2])) == ALL
    assert PetitionFilter().url(commune) == "/kien-nghi/?don-vi=quang-lam&trang-thai="


@pytest.mark.parametrize("name", sorted(set(ALL.query()) - {"q"}))
@pytest.mark.parametrize("typed", ["\x00", "31/02/2020", "9" * 200, "' OR 1=1 --", "\ud800", "không có"])
def test_what_cannot_be_read_narrows_nothing(name, typed):
    assert PetitionFilter.read({name: typed}) == PetitionFilter()


def test_words_are_tidied_and_cut():
    assert PetitionFilter.read({"q": "  đường\u200b   thôn "}).words == "đường thôn"
    assert PetitionFilter.read({"q": "a\x00"}).words == ""
    assert len(PetitionFilter.read({"q": "a" * 5000}).words) == 200


@pytest.fixture
def petitions(db, today, council, office):
    """One of each: unsent, overdue, without a limit, claimed, in progress, resolved, closed, cancelled."""
    other = CouncilFactory()
    rows = {
        "new": PetitionFactory(council=council, source=Source.LETTER, received_on=date(2020, 10, 1)),
        "late": petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office),
        "endless": petition_at(PetitionStatus.ACCEPTED, council=council, holder=office, due_on=None),
        "claimed": petition_at(PetitionStatus.CLAIMED, council=council, holder=office),
        "resolved": petition_at(
            PetitionStatus.VERIFIED, council=council, holder=BodyFactory(unit=council.unit), outcome=Outcome.RESOLVED
        ),
        "unsolved": petition_at(PetitionStatus.CLOSED, council=council, holder=office, outcome=Outcome.NOT_RESOLVED),
        "elsewhere": PetitionFactory(council=other, times_raised=3, text="Chợ Đồn thiếu nước sạch"),
    }
    rows["cancelled"] = PetitionFactory(council=council)
    services.cancel(petition=rows["cancelled"], reason="nhập nhầm", by=rows["cancelled"].created_by)
    return rows


HELD = {"late", "endless", "claimed"}
SENT = HELD | {"resolved", "unsolved"}
OWN = SENT | {"new"}
EVERYTHING = OWN | {"elsewhere", "cancelled"}


CASES = [
    ({}, EVERYTHING),
    ({"status": "open"}, HELD | {"new", "resolved", "elsewhere"}),
    ({"status": "held"}, HELD),
    ({"status": "sent"}, SENT),
    ({"status": "cancelled"}, {"cancelled"}),
    ({"outcome": "explained"}, set()),
    ({"outcome": "explained", "status": "claimed"}, {"claimed"}),
    ({"outcome": "resolved"}, {"resolved"}),
    ({"settled": "settled"}, {"resolved"}),
    ({"settled": "unsettled"}, EVERYTHING - {"resolved", "cancelled"}),
    ({"due": "overdue"}, {"late"}),
    ({"due": "soon"}, set()),
    ({"due": "none"}, {"endless", "claimed"}),
    ({"field": "giao-thong"}, SENT),
    ({"field": "-"}, {"new", "elsewhere", "cancelled"}),
    ({"level": "-"}, {"new", "elsewhere", "cancelled"}),
    ({"source": "letter"}, {"new"}),
    ({"session": "-"}, EVERYTHING),
    ({"session": "khong-co"}, set()),
    ({"holder": "ubnd-quang-lam"}, HELD | {"unsolved"}),
    ({"holder": "-"}, {"new", "elsewhere", "cancelled"}),
    ({"council": "hdnd-quang-lam"}, OWN | {"cancelled"}),
    ({"raised": True}, {"elsewhere"}),
    ({"basis": "received"}, EVERYTHING - {"cancelled"}),
    ({"basis": "consolidated"}, EVERYTHING - {"cancelled"}),
    ({"received_in": Period.quarter(2020, 4)}, {"new"}),
    ({"answered_in": Period.month(2020, 8)}, {"claimed", "resolved", "unsolved"}),
    ({"words": "cho don"}, {"elsewhere"}),
    ({"words": "Chợ Đồn"}, {"elsewhere"}),
    ({"words": "!!"}, set()),
    ({"on": date(2020, 7, 19)}, EVERYTHING - {"new"}),
    ({"on": date(2020, 7, 19), "status": "sent"}, set()),
    ({"on": date(2020, 7, 20), "status": "transferred"}, SENT),
    ({"on": date(2020, 7, 20), "holder": "ubnd-quang-lam"}, HELD | {"unsolved"}),
    ({"on": date(2020, 7, 21), "due": "soon"}, set()),
    ({"on": date(2020, 9, 18), "due": "soon"}, {"late"}),
    ({"on": date(2020, 9, 19), "due": "overdue"}, {"late"}),
    ({"on": date(2020, 10, 31), "outcome": "not_resolved"}, {"unsolved"}),
]


def test_each_field_narrows_to_what_it_names(petitions):
    found = [(asked, _named(petitions, PetitionFilter(**asked).apply(Petition.objects.all()))) for asked, _ in CASES]
    assert found == CASES


def _named(petitions, queryset):
    keys = {petition.pk: name for name, petition in petitions.items()}
    return {keys[pk] for pk in queryset.values_list("pk", flat=True)}
