"""Who sent a form, window by window, under every unit directly below."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from indicators.completeness import completeness
from indicators.models import ReportingWindow
from indicators.standing import Standing
from tests.factories.indicators import FormFactory, SubmissionFactory, WindowFactory
from tests.factories.organizations import BodyFactory, UnitFactory, days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0700", tick=False):
        yield


@pytest.fixture
def province():
    return UnitFactory(kind__code="tinh", name="Quảng Ninh")


@pytest.fixture
def body(province):
    return BodyFactory(unit=province)


@pytest.fixture
def form(body):
    return FormFactory(issuer=body)


@pytest.fixture
def windows():
    WindowFactory(code="2026-Q1")
    WindowFactory(code="2026-Q2")
    tomorrow = clock.today() + timedelta(days=1)
    WindowFactory(code="2026-Q4", opens_on=tomorrow, due_on=tomorrow)
    return list(ReportingWindow.objects.order_by("days"))


def send(form, body, window, unit, state="accepted", **more):
    return SubmissionFactory(form=form, body=body, window=window, unit=unit, state=state, **more)


def test_units_below_are_counted_under_the_one_that_they_stood_under(province, body, form, windows):
    first, second, _future = windows
    dam_ha, hai_ha = (UnitFactory(parent=province, kind__code="huyen", name=name) for name in ("Đầm Hà", "Hải Hà"))
    one, two = UnitFactory(parent=dam_ha), UnitFactory(parent=dam_ha)
    gone = UnitFactory(parent=hai_ha, valid=days("2000-01-01", "2026-04-01"))
    send(form, body, first, one)
    send(form, body, first, two, first_sent_on=date(2026, 9, 1), sent_on=date(2026, 9, 1))
    send(form, body, first, gone, state="draft")
    send(form, body, second, one, state="submitted")

    found = completeness(form, windows, province)

    table = {row.unit: [(cell.sent, cell.due, cell.late, cell.overdue) for cell in row.cells] for row in found.rows}
    assert table == {
        dam_ha: [(2, 2, 1, 0), (0, 2, 0, 2), (0, 0, 0, 0)],
        hai_ha: [(0, 1, 0, 1), (0, 0, 0, 0), (0, 0, 0, 0)],
    }
    assert [(cell.sent, cell.due, cell.expected) for cell in found.totals] == [(2, 3, 3), (0, 2, 2), (0, 0, 2)]


def test_a_unit_that_reports_itself_shows_its_standing_and_its_form(province, body, form, windows):
    commune = UnitFactory(parent=province)
    sent = send(form, body, windows[0], commune)

    (row,) = completeness(form, windows, province).rows
    (own,) = completeness(form, windows, commune).rows

    assert [cell.standing for cell in row.cells] == [Standing.ON_TIME, Standing.OVERDUE, Standing.NOT_DUE]
    assert [cell.submission for cell in row.cells] == [sent.pk, None, None]
    assert (own.unit, own.cells[0].submission) == (commune, sent.pk)


def test_two_statements_whatever_the_number_of_units_and_windows(province, body, form, windows):
    for _number in range(5):
        send(form, body, windows[0], UnitFactory(parent=province))

    with CaptureQueriesContext(connection) as queries:
        assert len(completeness(form, windows, province).rows) == 5

    assert len(queries) == 2
