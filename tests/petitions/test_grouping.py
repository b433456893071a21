"""Duplicates and parts: nobody is lost, both counts stay; what came back is counted along its chain."""

from datetime import date

import pytest

from common.errors import Refused
from petitions.enums import PetitionStatus
from petitions.likeness import likely_duplicates, raised_before
from petitions.models import CompetenceLevel, Petition, PetitionField
from petitions.services import grouping, in_bulk, raising
from petitions.services.taking import Person, keep_people
from tests.factories.conferences import CouncilSessionFactory, CouncilTermFactory
from tests.factories.petitions import PetitionFactory, paper, petition_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

_S = PetitionStatus


def counts(council):
    own = Petition.objects.filter(council=council)
    return own.as_received().count(), own.as_consolidated().count()


def test_duplicates_go_on_as_one_and_every_petitioner_stays_with_the_own_petition(council, keeper):
    lead, *others = (PetitionFactory(council=council) for _ in range(3))
    for number, petition in enumerate([lead, *others]):
        keep_people(petition=petition, people=[Person(f"Người {number}")], by=keeper)
    assert counts(council) == (3, 3)

    grouping.group(lead=lead, duplicates=others, by=keeper)

    assert counts(council) == (3, 1)
    assert [row.petitioners.get().name for row in [lead, *others]] == ["Người 0", "Người 1", "Người 2"]

    grouping.ungroup(petition=others[0], reason="Nói về đường khác", by=keeper)
    assert counts(council) == (3, 2)
    others[0].refresh_from_db()
    assert (others[0].status, others[0].lead, others[0].closed_on) == (_S.RECEIVED, None, None)


def test_a_group_that_joins_another_takes_its_own_along(council, keeper):
    one, two, three = (PetitionFactory(council=council) for _ in range(3))
    grouping.group(lead=two, duplicates=[three], by=keeper)
    grouping.group(lead=one, duplicates=[two], by=keeper)

    assert set(one.duplicates.all()) == {two, three}


def test_what_was_sent_or_belongs_to_another_council_is_not_grouped(council, office, keeper):
    lead, sent = PetitionFactory(council=council), petition_at(_S.TRANSFERRED, council=council, holder=office)

    for wrong in (sent, PetitionFactory(), lead):
        with pytest.raises(Refused):
            grouping.group(lead=lead, duplicates=[wrong], by=keeper)


def test_parts_carry_people_session_and_source_and_are_counted_after_consolidation(council, keeper):
    petition = PetitionFactory(council=council, session=CouncilSessionFactory(term__council=council))
    keep_people(petition=petition, people=[Person("Bùi Thị Lan", phone="0912")], by=keeper)

    parts = grouping.split(petition=petition, parts=["Sửa đường", "Xây cầu", " "], by=keeper)

    assert [(part.text, part.session, part.source, part.split_from) for part in parts] == [
        (text, petition.session, petition.source, petition) for text in ("Sửa đường", "Xây cầu")
    ]
    assert {part.petitioners.get().phone for part in parts} == {"0912"}
    assert counts(council) == (1, 2)
    with pytest.raises(Refused, match="ít nhất hai"):
        grouping.split(petition=parts[0], parts=["Một"], by=keeper)


def test_likely_duplicates_are_explained_and_only_suggested(council):
    texts = [
        "Cử tri đề nghị sửa chữa đường trục thôn Tân Hợp bị hỏng nặng sau mưa bão",
        "Đề nghị sửa chữa đường trục thôn Tân Hợp hỏng nặng",
        "Đề nghị hỗ trợ học phí cho học sinh trường trung học cơ sở",
    ]
    rows = [PetitionFactory(council=council, text=text) for text in texts]

    [likely] = likely_duplicates(Petition.objects.filter(council=council))

    assert (likely.one, likely.other) == (rows[0], rows[1])
    assert likely.percent == 100 * likely.shared // likely.of >= 50
    assert set(Petition.objects.values_list("status", flat=True)) == {_S.RECEIVED}


def test_what_is_raised_again_is_counted_along_the_chain(council, keeper):
    term = CouncilTermFactory(council=council)
    years = [
        PetitionFactory(
            council=council, received_on=date(2018 + number, 5, 4),
            session=CouncilSessionFactory(term=term, starts_on=date(2018 + number, 7, 1)),
        )
        for number in range(3)
    ]  # fmt: skip
    assert {row.other for row in raised_before(years[2])} == {years[0], years[1]}

    raising.raise_again(petition=years[2], earlier=years[1], by=keeper)
    link = raising.raise_again(petition=years[1], earlier=years[0], by=keeper)

    assert list(Petition.objects.order_by("received_on").values_list("times_raised", flat=True)) == [1, 2, 3]
    assert list(raising.came_back(years[2].session)) == [years[2]]
    with pytest.raises(Refused, match="có trước"):
        raising.raise_again(petition=years[0], earlier=years[2], by=keeper)

    raising.not_raised_again(link=link, reason="Hai con đường khác nhau", by=keeper)
    assert list(Petition.objects.order_by("received_on").values_list("times_raised", flat=True)) == [1, 1, 2]


def test_one_document_answers_many_or_none(council, office, settler):
    petitions = [petition_at(_S.ACCEPTED, council=council, holder=office) for _ in range(3)]
    document = paper(office, date(2020, 9, 1))

    with pytest.raises(Refused, match=petitions[1].code):
        in_bulk.answer_many(
            texts=dict(zip(petitions, ["Đã sửa", " ", "x"], strict=True)), document=document, by=settler
        )
    assert set(Petition.objects.values_list("status", flat=True)) == {_S.ACCEPTED}

    in_bulk.answer_many(texts=dict.fromkeys(petitions, "Đã sửa"), document=document, by=settler)
    assert set(Petition.objects.values_list("status", flat=True)) == {_S.ANSWERED}


def test_many_are_classified_at_once(council, keeper):
    petitions = [PetitionFactory(council=council) for _ in range(2)]
    field, level = PetitionField.objects.get(code="giao-thong"), CompetenceLevel.objects.get(code="xa")
    lines = [in_bulk.Line(row, field, level, f"Đề nghị {number}") for number, row in enumerate(petitions)]

    in_bulk.consolidate_many(lines=lines, by=keeper)

    assert list(Petition.objects.order_by("pk").values_list("status", "wording")) == [
        (_S.CONSOLIDATED, "Đề nghị 0"), (_S.CONSOLIDATED, "Đề nghị 1"),
    ]  # fmt: skip
