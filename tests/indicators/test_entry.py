"""Typing figures place by place: nothing wrong is stored, nothing right is lost, nobody overwrites a colleague."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from common.errors import Refused
from figures.enums import FigureKind
from figures.models import Breakdown, BreakdownItem
from figures.services import Figure
from indicators.enums import Source, SubmissionState
from indicators.services.entry import Entry, EntryRefused, enter
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import LineFactory
from tests.factories.organizations import days

pytestmark = pytest.mark.django_db


def typed(indicator, number, *, seen=0, **more):
    figure = None if number is None else Figure(value=Decimal(number))
    return Entry(indicator=indicator, figure=figure, seen=seen, **more)


def numbers(submission):
    return {value.indicator_id: value.number for value in submission.values.all()}


def test_the_first_figure_makes_a_draft_and_zero_is_a_figure(sent):
    entered = enter(submission=sent.submission, entries=[typed(sent.first, 0)], by=sent.official)
    sent.submission.refresh_from_db()
    assert sent.submission.state == SubmissionState.DRAFT
    assert numbers(sent.submission) == {sent.first.pk: 0}
    assert (entered.saved[0].revision, entered.saved[0].unit, entered.saved[0].window) == (
        1, sent.submission.unit, sent.window,
    )  # fmt: skip


def test_two_people_lose_nothing_and_see_whose_is_newer(sent):
    enter(submission=sent.submission, entries=[typed(sent.first, 5)], by=sent.official)
    late = enter(
        submission=sent.submission, entries=[typed(sent.first, 7), typed(sent.second, 2)], by=sent.other
    )  # fmt: skip
    (conflict,) = late.conflicts
    assert (conflict.value.number, conflict.value.typed_by, conflict.entry.figure.value) == (5, sent.official, 7)
    assert numbers(sent.submission) == {sent.first.pk: 5, sent.second.pk: 2}
    same = enter(submission=sent.submission, entries=[typed(sent.first, 5)], by=sent.other)
    assert not same.conflicts
    assert same.saved[0].typed_by == sent.official
    enter(submission=sent.submission, entries=[typed(sent.first, 7, seen=1)], by=sent.other)
    assert numbers(sent.submission)[sent.first.pk] == 7


def test_an_emptied_place_still_knows_its_revision(sent):
    enter(submission=sent.submission, entries=[typed(sent.first, 5)], by=sent.official)
    (value,) = enter(submission=sent.submission, entries=[typed(sent.first, None, seen=1)], by=sent.official).saved
    assert (value.number, value.revision, value.is_given) == (None, 2, False)
    late = enter(submission=sent.submission, entries=[typed(sent.first, 6, seen=1)], by=sent.other)
    assert late.conflicts


@pytest.mark.parametrize("number", ["-1", "1.5", "1000000000000000000", "NaN"])
def test_what_does_not_fit_is_told_beside_its_field_and_the_rest_is_stored(sent, number):
    with pytest.raises(EntryRefused) as refused:
        enter(submission=sent.submission, entries=[typed(sent.first, number), typed(sent.second, 3)], by=sent.official)
    assert list(refused.value.messages) == [sent.first.code]
    assert refused.value.field == sent.first.code
    assert [value.number for value in refused.value.entered.saved] == [3]
    assert numbers(sent.submission) == {sent.second.pk: 3}


@pytest.mark.parametrize(
    ("figure", "more"),
    [
        (Figure(value=Decimal(101)), {}),
        (Figure(numerator=Decimal(9), denominator=Decimal(8)), {}),
        (Figure(value=Decimal(50), text="a\0b"), {}),
        (Figure(value=Decimal(50), note="x" * 501), {}),
        (Figure(value=Decimal(50)), {"missing": "chưa có"}),
        (None, {"missing": "x" * 301}),
    ],
)
def test_a_share_over_all_and_unreadable_or_endless_words_are_refused(sent, figure, more):
    line = LineFactory(version=sent.submission.version, indicator=IndicatorFactory(ratio=True))
    with pytest.raises(EntryRefused):
        enter(
            submission=sent.submission, by=sent.official,
            entries=[Entry(indicator=line.indicator, figure=figure, seen=0, **more)],
        )  # fmt: skip
    assert not sent.submission.values.exists()


def test_only_places_of_the_form_are_typed_in(sent):
    breakdown = Breakdown.objects.create(code="cap", name_vi="Theo cấp", name_en="By level")
    item, old = (
        BreakdownItem.objects.create(breakdown=breakdown, code=code, name_vi=code, name_en=code, valid=valid)
        for code, valid in (("xa", days("2000-01-01")), ("huyen", days("2000-01-01", "2025-07-01")))
    )
    split = LineFactory(version=sent.submission.version, indicator=IndicatorFactory(breakdown=breakdown)).indicator
    computed = LineFactory(
        version=sent.submission.version, source=Source.COMPUTED,
        indicator=IndicatorFactory(kind=FigureKind.RATIO, part=sent.first, whole=sent.second),
    ).indicator  # fmt: skip
    wrong = [
        typed(IndicatorFactory(), 1), typed(computed, 1), typed(split, 1), typed(split, 1, item=old),
        typed(sent.first, 1, item=item),
    ]  # fmt: skip
    for entry in wrong:
        with pytest.raises(EntryRefused) as refused:
            enter(submission=sent.submission, entries=[entry], by=sent.official)
        assert refused.value.field == entry.field
    enter(submission=sent.submission, entries=[typed(split, 4, item=item)], by=sent.official)
    enter(submission=sent.submission, entries=[typed(split, None, missing="Chưa thống kê")], by=sent.official)
    assert list(sent.submission.values.order_by("pk").values_list("item", "missing")) == [
        (item.pk, ""), (None, "Chưa thống kê"),
    ]  # fmt: skip


def test_another_figure_than_the_proposed_one_says_why(sent, monkeypatch):
    from indicators.proposals import Proposal

    line = LineFactory(version=sent.submission.version, source=Source.COUNTED)
    found = {(line.indicator_id, None): Proposal(number=Decimal(8), source=Source.COUNTED)}
    monkeypatch.setattr("indicators.services.entry.propose", lambda _submission, _lines: found)
    with pytest.raises(EntryRefused, match="8"):
        enter(submission=sent.submission, entries=[typed(line.indicator, 9)], by=sent.official)
    entries = [typed(line.indicator, 9, override="Có 1 cuộc chưa ghi vào cổng")]
    (value,) = enter(submission=sent.submission, entries=entries, by=sent.official).saved
    assert (value.proposed, value.is_overridden) == (8, True)
    (value,) = enter(submission=sent.submission, entries=[typed(line.indicator, 8, seen=1)], by=sent.official).saved
    assert (value.proposed, value.is_overridden, value.override) == (8, False, "")


def test_a_ratio_is_offered_by_its_parts_and_known_to_differ(sent, monkeypatch):
    from indicators.proposals import Proposal

    ratio = IndicatorFactory(kind=FigureKind.RATIO)
    line = LineFactory(version=sent.submission.version, source=Source.COUNTED, indicator=ratio)
    five = Proposal(number=Decimal("83.33"), part=Decimal(5), whole=Decimal(6), source=Source.COUNTED)
    monkeypatch.setattr("indicators.services.entry.propose", lambda *_of: {(line.indicator_id, None): five})
    six = Figure(numerator=Decimal(6), denominator=Decimal(7))
    with pytest.raises(EntryRefused, match="Cổng đề xuất 5/6;"):
        enter(submission=sent.submission, entries=[Entry(indicator=ratio, figure=six, seen=0)], by=sent.official)
    entries = [Entry(indicator=ratio, figure=six, override="Thêm một vụ", seen=0)]
    (value,) = enter(submission=sent.submission, entries=entries, by=sent.official).saved
    assert value.is_overridden
    entries = [Entry(indicator=ratio, figure=five.figure, seen=1)]
    (value,) = enter(submission=sent.submission, entries=entries, by=sent.official).saved
    assert not value.is_overridden


def test_a_closed_form_says_why_and_who_opens_it(sent):
    cases = [
        ({"opens_on": date(2026, 10, 6)}, SubmissionState.OPEN, "06/10/2026"),
        ({"locks_on": date(2026, 10, 5)}, SubmissionState.DRAFT, "Ban Chỉ đạo tỉnh Thanh Hóa mở thêm hạn"),
        ({}, SubmissionState.SUBMITTED, "chờ duyệt"),
    ]
    for window, state, words in cases:
        sent.window.opens_on, sent.window.locks_on = date(2026, 10, 1), None
        for name, day in window.items():
            setattr(sent.window, name, day)
        sent.window.due_on = sent.window.opens_on
        sent.window.save()
        sent.submission.state = state
        sent.submission.save()
        with pytest.raises(Refused, match=words):
            enter(submission=sent.submission, entries=[typed(sent.first, 1)], by=sent.official)
    with pytest.raises(PermissionDenied):
        enter(submission=sent.submission, entries=[typed(sent.first, 1)], by=sent.leader)
