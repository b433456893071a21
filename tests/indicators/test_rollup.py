"""What a sum says: only what was sent up, ratios by their parts, and every unit that is silent in it by name."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from common.errors import Refused
from figures.models import Breakdown, BreakdownItem
from indicators.enums import SubmissionState
from indicators.rollup import View, roll_up
from indicators.standing import Standing
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import FormFactory, LineFactory, SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import BodyFactory, UnitFactory, days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0700", tick=False):
        yield


SENT = SubmissionState.ACCEPTED


class District:
    """A district that collects one form from its communes for quarter III of 2026."""

    def __init__(self, **window):
        self.unit = UnitFactory(kind__code="huyen", name="Đầm Hà")
        self.body = BodyFactory(unit=self.unit)
        self.form = FormFactory(issuer=self.body)
        self.window = WindowFactory(code="2026-Q3", **window)

    def line(self, **indicator):
        made = IndicatorFactory(**indicator)
        LineFactory(version=self.form.versions.get(), indicator=made)
        return made

    def commune(self, name="Quảng Tân", *, state=SENT, **submission):
        """A commune that owes the form; ``state`` None: it was not sent down."""
        unit = UnitFactory(parent=self.unit, name=name)
        if state is None:
            return unit
        return SubmissionFactory(
            form=self.form, window=self.window, unit=unit, body=self.body, state=state, **submission
        )

    def send(self, indicator, *numbers):
        for number in numbers:
            ValueFactory(submission=self.commune(), indicator=indicator, number=Decimal(number))

    def sums(self, **more):
        return roll_up(self.form, self.window, self.unit, **more)


def test_only_what_was_sent_up_is_added_unless_asked_for():
    district = District()
    count = district.line()
    district.send(count, 3, 4)
    ValueFactory(submission=district.commune(state="submitted"), indicator=count, number=Decimal(10))
    ValueFactory(submission=district.commune(state="returned"), indicator=count, number=Decimal(100))

    assert district.sums().total(count).number == 7
    assert district.sums(unapproved=True).total(count).number == 117


def test_a_ratio_is_the_ratio_of_sums_and_a_bare_percentage_is_listed():
    district = District()
    ratio = district.line(ratio=True)
    for part, whole in ((1, 2), (9, 10)):
        ValueFactory(
            submission=district.commune(), indicator=ratio, number=None, part=Decimal(part), whole=Decimal(whole)
        )
    bare = ValueFactory(submission=district.commune(), indicator=ratio, number=Decimal(80))

    total = district.sums().total(ratio)

    assert (total.part, total.whole, total.given) == (10, 12, 3)
    assert total.number == 100 * Decimal(10) / 12  # 83,3 %, where the mean would be 70 %
    assert total.listed == (bare.submission.unit_id,)


def test_a_ratio_of_two_indicators_comes_from_their_sums_even_when_they_stand_on_no_line():
    district = District()
    part, whole = IndicatorFactory(), IndicatorFactory()
    ratio = district.line(ratio=True, part=part, whole=whole)
    for done, due in ((1, 2), (9, 10)):
        sent = district.commune()
        ValueFactory(submission=sent, indicator=part, number=Decimal(done))
        ValueFactory(submission=sent, indicator=whole, number=Decimal(due))
        ValueFactory(submission=sent, indicator=ratio, number=Decimal(99))

    total = district.sums().total(ratio)

    assert (total.part, total.whole, total.number) == (10, 12, 100 * Decimal(10) / 12)


@pytest.mark.parametrize("kind", ["words", "rank_list"])
def test_words_and_ranks_are_listed_never_added(kind):
    district = District()
    indicator = district.line(**{kind: True})
    given = {"text": "đã họp", "number": None} if kind == "words" else {"number": Decimal(3)}
    value = ValueFactory(submission=district.commune(), indicator=indicator, **given)
    district.commune()

    total = district.sums().total(indicator)

    assert (total.number, total.given, total.listed) == (None, 1, (value.submission.unit_id,))


def test_items_add_up_item_by_item_and_make_the_total():
    district = District()
    breakdown = Breakdown.objects.create(code="linh-vuc", name_vi="lĩnh vực", name_en="field")
    land, work = (
        BreakdownItem.objects.create(
            breakdown=breakdown, code=code, name_vi=code, name_en=code, valid=days("2000-01-01")
        )
        for code in ("dat-dai", "viec-lam")
    )
    count = district.line(breakdown=breakdown)
    both, one, whole = district.commune(), district.commune(), district.commune()
    for sent, item, number in ((both, land, 2), (both, work, 0), (one, land, 5), (whole, None, 100)):
        ValueFactory(submission=sent, indicator=count, item=item, number=Decimal(number))

    found = district.sums()

    assert found.total(count, land.pk).number == 7
    assert (found.total(count, work.pk).number, found.total(count, work.pk).zero) == (0, (both.unit_id,))
    assert (found.total(count).number, found.total(count).given) == (107, 3)
    assert {one.unit.unit_id: one.number for one in found.contributions(count, land.pk)} == {
        both.unit_id: 2, one.unit_id: 5, whole.unit_id: None,
    }  # fmt: skip


def test_zero_is_typed_missing_has_a_reason_and_blank_is_neither():
    district = District()
    count = district.line()
    zero, missing, _blank, given = (district.commune(name) for name in ("Không", "Thiếu", "Trống", "Có"))
    ValueFactory(submission=zero, indicator=count, number=Decimal(0))
    ValueFactory(submission=missing, indicator=count, number=None, missing="chưa thống kê")
    ValueFactory(submission=given, indicator=count, number=Decimal(4))

    found = district.sums()
    total = found.total(count)

    assert (total.number, total.given, total.zero) == (4, 2, (zero.unit_id,))
    assert total.missing == {missing.unit_id: "chưa thống kê"}
    assert [(one.unit.label, one.number, one.missing) for one in found.contributions(count)] == [
        ("xã Có", 4, ""), ("xã Không", 0, ""), ("xã Thiếu", None, "chưa thống kê"), ("xã Trống", None, ""),
    ]  # fmt: skip


def test_every_unit_stands_somewhere():
    district = District()
    today = clock.today()
    district.window.due_on = today - timedelta(days=3)
    late = {"due_on": date(2026, 10, 1), "first_sent_on": date(2026, 10, 2), "sent_on": date(2026, 10, 2)}
    district.commune("Muộn", **late)
    district.commune("Đúng")
    district.commune("Chưa giao", state=None)
    district.commune("Quá hạn", state="draft", due_on=today - timedelta(days=1))
    district.commune("Còn hạn", state="open", due_on=today)
    district.commune("Trả lại", state="returned", **late | {"sent_on": None})

    found = district.sums()

    assert {unit.label: unit.standing for unit in found.units} == {
        "xã Muộn": Standing.LATE, "xã Đúng": Standing.ON_TIME, "xã Chưa giao": Standing.OVERDUE,
        "xã Quá hạn": Standing.OVERDUE, "xã Còn hạn": Standing.WAITING, "xã Trả lại": Standing.OVERDUE,
    }  # fmt: skip
    assert len(found.standing(Standing.OVERDUE, Standing.WAITING)) == 4


def test_before_its_window_opens_a_unit_is_not_due():
    tomorrow = clock.today() + timedelta(days=1)
    district = District(opens_on=tomorrow, due_on=tomorrow)
    district.commune(state="open")

    assert [unit.standing for unit in district.sums().units] == [Standing.NOT_DUE]


def test_figures_are_not_given_back_to_an_older_map():
    district = District()

    with pytest.raises(Refused, match="30/09/2026") as refused:
        district.sums(view=View.RESTATED, on=date(2026, 9, 29))
    assert refused.value.field == "on"
    assert district.sums(view=View.RESTATED, on=date(2026, 9, 30)).on == date(2026, 9, 30)
    assert district.sums(view=View.RESTATED).on == clock.today()


def test_the_queries_do_not_grow_with_units_and_lines():
    district = District()
    counts = []
    for more in (1, 10):
        for _number in range(more):
            count = district.line()
            district.send(count, 1)
        with CaptureQueriesContext(connection) as queries:
            assert district.sums().total(count).number == 1
        counts.append(len(queries))

    assert counts == [3, 3]
