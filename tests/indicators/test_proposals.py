"""What the portal proposes for a line, and which records it names."""

from decimal import Decimal

import pytest

from figures import registry
from figures.enums import FigureKind
from figures.models import Breakdown, BreakdownItem
from indicators.enums import Source, Span, SubmissionState
from indicators.proposals import FROM_FACTS, FROM_WINDOWS, propose
from organizations.models import Unit
from tests.factories.figures import FactFactory, IndicatorFactory
from tests.factories.indicators import (
    FormFactory,
    LineFactory,
    SubmissionFactory,
    ValueFactory,
    WindowFactory,
)
from tests.factories.organizations import BodyFactory, UnitFactory, UnitLevelFactory, days

pytestmark = pytest.mark.django_db

SENT = SubmissionState.APPROVED


class Desk:
    """A commune of a district, its form with one line, and its submissions."""

    def __init__(self, *, source=Source.TYPED, spans=(Span.MONTH, Span.QUARTER, Span.HALF), **indicator):
        self.district = UnitFactory(name="Đầm Hà", kind__code="huyen")
        self.body = BodyFactory(unit=self.district)
        self.form = FormFactory(issuer=self.body, spans=list(spans))
        self.indicator = IndicatorFactory(**indicator)
        self.line = LineFactory(version=self.form.versions.get(), indicator=self.indicator, source=source)
        self.commune = UnitFactory(parent=self.district)

    def submission(self, code: str, *, unit=None, form=None, number=None, state=SENT, **value):
        made = SubmissionFactory(
            form=form or self.form, window=WindowFactory(code=code), unit=unit or self.commune, body=self.body,
            state=state,
        )  # fmt: skip
        if number is not None or value:
            indicator = value.pop("indicator", self.indicator)
            number = None if number is None else Decimal(number)
            ValueFactory(submission=made, indicator=indicator, number=number, **value)
        return made

    def proposed(self, submission):
        return propose(submission, [self.line]).get((self.indicator.pk, None))


@pytest.mark.parametrize(
    ("kind", "number"), [(FigureKind.COUNT, 7), (FigureKind.SUM, 7), (FigureKind.LAST, 4), (FigureKind.RANK, None)]
)
def test_shorter_windows_fill_a_longer_one_by_the_kind_of_the_figure(kind, number):
    desk = Desk(kind=kind)
    first, second = desk.submission("2026-Q1", number=3), desk.submission("2026-Q2", number=4)

    found = desk.proposed(desk.submission("2026-H1", state="open"))

    assert (found and found.number) == number
    if found:
        assert (found.source, found.query) == (Source.TYPED, FROM_WINDOWS)
        assert found.keys == (first.pk, second.pk)
        assert found.url == second.get_absolute_url()


@pytest.mark.parametrize(
    "gap", [{"state": "draft", "number": 4}, {"number": None}, {"number": None, "missing": "chưa thống kê"}]
)
def test_a_gap_is_not_filled(gap):
    desk = Desk()
    desk.submission("2026-Q1", number=3)
    desk.submission("2026-Q2", **gap)

    assert desk.proposed(desk.submission("2026-H1", state="open")) is None


def test_a_unit_that_began_in_the_window_needs_its_own_days_alone():
    desk = Desk()
    desk.commune = UnitFactory(parent=desk.district, valid=days("2026-03-10"))
    desk.submission("2026-Q1", number=1)
    desk.submission("2026-Q2", number=2)

    assert desk.proposed(desk.submission("2026-H1", state="open")).number == 3


def split():
    breakdown = Breakdown.objects.create(code="linh-vuc", name_vi="lĩnh vực", name_en="field")
    return BreakdownItem.objects.create(
        breakdown=breakdown, code="dat-dai", name_vi="đất đai", name_en="land", valid=days("2000-01-01")
    )


def test_items_are_proposed_item_by_item():
    item = split()
    desk = Desk(breakdown=item.breakdown)
    desk.submission("2026-Q1", number=3, item=item)
    desk.submission("2026-Q2", number=4, item=item)

    found = propose(desk.submission("2026-H1", state="open"), [desk.line])

    assert {key: one.number for key, one in found.items()} == {(desk.indicator.pk, item.pk): 7}


def fact(desk, code, **more):
    return FactFactory(indicator=desk.indicator, unit=desk.commune, period=code, **more)


def test_facts_that_share_no_day_add_up():
    desk = Desk()
    facts = [fact(desk, "2026-Q1", value=Decimal(3)), fact(desk, "2026-Q2", value=Decimal(5))]

    found = desk.proposed(desk.submission("2026-H1", state="open"))

    assert (found.number, found.query, found.keys) == (8, FROM_FACTS, tuple(one.pk for one in facts))


def test_facts_that_share_days_or_lie_outside_are_no_proposal():
    desk = Desk()
    fact(desk, "2026-Q1", value=Decimal(3))
    fact(desk, "2026-H1", value=Decimal(9))
    open_half = desk.submission("2026-H1", state="open")

    assert desk.proposed(open_half) is None
    assert desk.proposed(desk.submission("2026-Q2", state="open")) is None
    assert desk.proposed(desk.submission("2026-Q1", state="open")).number == 3


def test_of_standing_facts_the_newest_counts():
    desk = Desk(kind=FigureKind.LAST)
    fact(desk, "2026-Q1", value=Decimal(3))
    fact(desk, "2026-Q2", value=Decimal(5))

    assert desk.proposed(desk.submission("2026-H1", state="open")).number == 5


def test_a_ratio_stated_for_the_very_window_comes_with_its_parts():
    desk = Desk(ratio=True)
    fact(desk, "2026-Q1", value=None, numerator=Decimal(1), denominator=Decimal(3))

    found = desk.proposed(desk.submission("2026-Q1", state="open"))

    assert (found.part, found.whole, found.number) == (1, 3, Decimal("33.33"))
    assert desk.proposed(desk.submission("2026-H1", state="open")) is None


def test_a_rank_stated_for_the_very_window_comes_with_its_class():
    desk = Desk(kind=FigureKind.RANK)
    fact(desk, "2026-Q1", value=Decimal(3), text="xuất sắc")

    found = desk.proposed(desk.submission("2026-Q1", state="open"))

    assert (found.number, found.text) == (3, "xuất sắc")
    assert desk.proposed(desk.submission("2026-H1", state="open")) is None


def test_a_counted_line_asks_its_query_for_the_windows_own_days(monkeypatch):
    def query(unit, body, window):
        return registry.Counting(Unit.objects.filter(pk=unit.pk), f"/{unit.code}/{window.code}")

    monkeypatch.setitem(registry._queries, "tests.counted", query)
    desk = Desk(source=Source.COUNTED, counted="tests.counted")

    found = desk.proposed(desk.submission("2026-Q1", state="open"))

    assert (found.number, found.source, found.query) == (1, Source.COUNTED, "tests.counted")
    assert (found.keys, found.url) == ((desk.commune.pk,), f"/{desk.commune.code}/2026-Q1")


def test_a_query_that_nobody_registered_proposes_nothing():
    desk = Desk(source=Source.COUNTED, counted="tests.gone")

    assert desk.proposed(desk.submission("2026-Q1", state="open")) is None


class Above(Desk):
    """The district's own form stands on that of its communes."""

    def __init__(self, *, spans=(Span.QUARTER,), **indicator):
        super().__init__(source=Source.ROLLED, spans=spans, **indicator)
        level = UnitLevelFactory(code="district")
        self.above = FormFactory(issuer=self.body, level=level, below=self.form, spans=[Span.QUARTER, Span.HALF])
        self.line = LineFactory(version=self.above.versions.get(), indicator=self.indicator, source=Source.ROLLED)
        self.other = UnitFactory(parent=self.district)

    def own(self, code: str):
        return self.submission(code, unit=self.district, form=self.above, state="open")


def test_a_rolled_line_adds_up_what_was_sent_from_below(client):
    desk = Above()
    sent = [desk.submission("2026-Q1", number=3), desk.submission("2026-Q1", unit=desk.other, number=4)]
    third = UnitFactory(parent=desk.district)
    desk.submission("2026-Q1", unit=third, number=100, state="draft")

    found = desk.proposed(desk.own("2026-Q1"))

    assert (found.number, found.source, set(found.keys)) == (7, Source.ROLLED, {one.pk for one in sent})
    assert f"chi-tieu={desk.indicator.code}" in found.url


def test_a_rolled_line_that_is_broken_down_is_its_items_and_no_whole_beside_them():
    item = split()
    desk = Above(breakdown=item.breakdown)
    desk.submission("2026-Q1", number=3, item=item)

    found = propose(desk.own("2026-Q1"), [desk.line])

    assert {key: one.number for key, one in found.items()} == {(desk.indicator.pk, item.pk): 3}


@pytest.mark.parametrize(("kind", "number"), [(FigureKind.COUNT, 12), (FigureKind.LAST, 9)])
def test_a_form_below_of_shorter_windows_is_added_up_over_them(kind, number):
    desk = Above(kind=kind)
    desk.submission("2026-Q1", number=3)
    desk.submission("2026-Q2", number=4)
    desk.submission("2026-Q2", unit=desk.other, number=5)

    assert desk.proposed(desk.own("2026-H1")).number == number


def test_a_computed_line_divides_what_is_entered_and_else_what_is_proposed():
    desk = Above()
    whole = IndicatorFactory(code="tong-so")
    ratio = IndicatorFactory(code="ty-le", ratio=True, part=desk.indicator, whole=whole)
    version = desk.above.versions.get()
    lines = [
        desk.line, LineFactory(version=version, indicator=whole),
        LineFactory(version=version, indicator=ratio, source=Source.COMPUTED),
    ]  # fmt: skip
    desk.submission("2026-Q1", number=1)
    own = desk.own("2026-Q1")
    ValueFactory(submission=own, indicator=whole, number=Decimal(3))

    found = propose(own, lines)[ratio.pk, None]

    assert (found.part, found.whole, found.number, found.source) == (1, 3, Decimal("33.33"), Source.COMPUTED)
    ValueFactory(submission=own, indicator=desk.indicator, number=Decimal(2))
    assert propose(own, lines)[ratio.pk, None].number == Decimal("66.67")
    own.values.filter(indicator=whole).update(number=Decimal(0))
    assert (ratio.pk, None) not in propose(own, lines)
