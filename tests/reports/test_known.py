"""Figures by their keys: what a text may name, what an outline requires, what has no value."""

from decimal import Decimal

import pytest

from common.periods import Period
from figures import services as figures
from figures.services import Figure
from reports import known
from reports.gather import SOURCE, gather
from reports.models import SectionText
from reports.paper import compose, draft, missing_of
from tests.factories.figures import IndicatorFactory

NINE_MONTHS = Period.parse("2020-9M")


@pytest.fixture
def stated(desk):
    indicator = IndicatorFactory(code="ho-ngheo", name_vi="Tỷ lệ hộ nghèo", kind="ratio", measure_vi="%", decimals=2)
    figures.state(
        indicator=indicator, unit=desk.committee.unit, body=desk.committee.body, window=NINE_MONTHS,
        figure=Figure(value=Decimal("0.15")), by=desk.clerk, source_kind=SOURCE, source_id=desk.conference.pk,
    )  # fmt: skip
    return gather(desk.committee.body, NINE_MONTHS)


def test_every_known_figure_is_found_again_by_its_key(stated):
    found = known.known(stated)

    assert found["fact:ho-ngheo"].text == "0,15 %"
    assert found["counted:conferences.held"].rows
    fresh = gather(stated.body, stated.period)
    assert all(known.resolve(fresh, key) == told for key, told in found.items())


@pytest.mark.parametrize("key", ["", "counted:", "counted:khong.co", "fact:khong-co", "submitted:9:x", "own:x", "x:y"])
def test_a_key_that_names_nothing_has_no_value(stated, key):
    assert known.resolve(stated, key) is None


def test_a_figure_without_value_that_the_text_or_the_outline_names_is_missing_once(stated):
    report = draft(body=stated.body, kind="committee", period=NINE_MONTHS)
    first, second = list(report.outline.sections.all())[:2]
    second.figures = ["fact:ty-le-ho-ngheo"]
    second.save()
    text = "Hộ nghèo còn {{fact:ho-ngheo}}; {{fact:ty-le-ho-ngheo}}, {{counted:petitions.received}} kiến nghị."

    missing = missing_of(report, stated, {first.pk: text})

    assert [(one.key, one.label, one.section) for one in missing] == [("fact:ty-le-ho-ngheo", "Tỷ lệ hộ nghèo", first)]


def test_the_figures_of_the_words_are_told_and_follow_the_records(stated, desk):
    report = draft(body=stated.body, kind="committee", period=NINE_MONTHS)
    report.created_by, report.created_at = desk.clerk, desk.conference.starts_at
    report.save()
    SectionText.objects.create(
        report=report, section=report.outline.sections.first(), saved_by=desk.clerk, saved_at=report.created_at,
        text="Tổ chức {{counted:conferences.held}} hội nghị.",
    )  # fmt: skip

    composed = compose(report)

    last = composed.paper.sections[0].blocks[-1]
    assert last.text == "Tổ chức 01 hội nghị."
    assert [run.figure for run in last.runs] == ["", "counted:conferences.held", ""]
    assert "counted:conferences.held" in {told.key for told in composed.told}
    assert not composed.missing
