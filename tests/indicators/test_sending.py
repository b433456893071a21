"""Sending a form down: who receives it, as what work, and that nothing is sent twice."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.services import history
from common.errors import Refused
from deadlines.models import Clock
from indicators.enums import Span
from indicators.models import Form, Submission
from indicators.services import sending
from notices.models import Notice
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.indicators import FormFactory, RegimeFactory, WindowFactory
from tests.factories.organizations import BodyFactory, UnitFactory, UnitLevelFactory, days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-10-05 09:00 +0700", tick=False):
        yield


@pytest.fixture
def province():
    return UnitFactory(kind__code="tinh", name="Thanh Hóa")


@pytest.fixture
def form(province) -> Form:
    return FormFactory(issuer=BodyFactory(unit=province), spans=[Span.QUARTER])


@pytest.fixture
def clerk(form):
    return UserFactory(member_of=form.issuer, role=Role.CLERK)


@pytest.fixture
def communes(province, form):
    """Two communes with a committee that answers, one without, one that ended before the window."""
    named = {name: UnitFactory(parent=province, name=name) for name in ("An", "Bình", "Chung")}
    gone = UnitFactory(parent=province, name="Dân", valid=days("2000-01-01", "2025-07-01"))
    for unit in (named["An"], named["Bình"], gone):
        BodyFactory(unit=unit, kind=form.answerer, valid=unit.valid)
    return named


@pytest.fixture
def window():
    return WindowFactory(code="2026-Q3")  # due on 11/10/2026


def test_units_that_owe_the_form_receive_it_as_work(form, clerk, communes, window) -> None:
    typist = UserFactory(member_of=communes["An"].bodies.get(), role=Role.OFFICIAL)
    leader = UserFactory(member_of=communes["An"].bodies.get(), role=Role.LEADER)
    sent = sending.send_down(form=form, window=window, by=clerk)
    assert sorted(one.unit.name for one in sent.made) == ["An", "Bình", "Chung"]
    one = Submission.objects.get(unit=communes["An"])
    assert (one.body.unit, one.version, one.state, one.due_on) == (
        communes["An"], form.versions.get(), "open", date(2026, 10, 11),
    )  # fmt: skip
    assert Submission.objects.visible_to(typist).get() == one
    clock = Clock.objects.of(one).get()
    assert (clock.duty, clock.due_on, clock.body, clock.above) == (
        "indicators.submit",
        one.due_on,
        one.body,
        form.issuer,
    )
    assert "hạn gửi 11/10/2026" in Notice.objects.get(recipient=typist).subject
    assert not Notice.objects.filter(recipient__in=[leader, clerk]).exists()
    assert [len(history(record)) for record in (form, one)] == [1, 1]


def test_a_unit_without_a_body_is_answered_for_by_the_one_above(form, clerk, communes, window) -> None:
    """The commune without a committee of its own: the province's body, which is of that kind, types for it."""
    sending.send_down(form=form, window=window, by=clerk)
    assert Submission.objects.get(unit=communes["Chung"]).body == form.issuer


def test_sending_again_reaches_only_new_units(form, clerk, communes, window, province) -> None:
    first = sending.send_down(form=form, window=window, by=clerk)
    late = UnitFactory(parent=province, name="Em")
    BodyFactory(unit=late, kind=form.answerer)
    again = sending.send_down(form=form, window=window, by=clerk)
    assert ([one.unit for one in again.made], len(again.already)) == ([late], len(first.made))
    third = sending.send_down(form=form, window=window, by=clerk)
    assert (third.made, Submission.objects.count(), Clock.objects.count()) == ([], 4, 4)


def test_the_preview_says_who_gets_it_who_has_it_and_who_has_no_body(province, clerk, communes, window, form) -> None:
    village_form = FormFactory(
        issuer=form.issuer, level=UnitLevelFactory(code="village"), answerer=BodyFactory(kind__code="thon-truong").kind
    )
    villages = {
        commune: UnitFactory(parent=communes[commune], kind__code="thon", name=f"Thôn {commune}")
        for commune in communes
    }
    BodyFactory(unit=communes["An"], kind=village_form.answerer)
    shown = sending.preview(village_form, window)
    assert [[one.unit for one in group] for group in (shown.new, shown.already, shown.nobody)] == [
        [villages["An"]], [], [villages["Bình"], villages["Chung"]],
    ]  # fmt: skip
    sending.send_down(form=village_form, window=window, by=clerk)
    shown = sending.preview(village_form, window)
    assert [one.unit for one in shown.already] == [villages["An"]]


def test_somebody_who_types_for_several_units_is_told_once(form, clerk, communes, window) -> None:
    village_form = FormFactory(issuer=form.issuer, level=UnitLevelFactory(code="village"), answerer=form.answerer)
    for number in range(3):
        UnitFactory(parent=communes["An"], kind__code="thon", name=f"Thôn {number}")
    typist = UserFactory(member_of=communes["An"].bodies.get(), role=Role.CLERK)
    sending.send_down(form=village_form, window=window, by=clerk)
    assert "3 đơn vị" in Notice.objects.get(recipient=typist).subject


def test_a_due_date_of_its_own_lies_between_opening_and_locking(form, clerk, communes, window) -> None:
    window.locks_on = date(2026, 11, 1)
    window.save()
    for day in (date(2026, 9, 30), date(2026, 11, 1)):
        with pytest.raises(Refused) as refused:
            sending.send_down(form=form, window=window, by=clerk, due_on=day)
        assert refused.value.field == "due_on"
    sent = sending.send_down(form=form, window=window, by=clerk, due_on=date(2026, 10, 20))
    assert {one.due_on for one in sent.made} == {date(2026, 10, 20)}


def test_a_form_goes_out_only_for_its_windows_and_its_version(form, clerk, communes, window) -> None:
    for bad in (WindowFactory(code="2026-H1"), WindowFactory(code="2026-Q3", regime=RegimeFactory(code="nd-09-2019"))):
        with pytest.raises(Refused) as refused:
            sending.send_down(form=form, window=bad, by=clerk)
        assert refused.value.field == "window"
    form.versions.update(valid=days("2026-10-01"))
    with pytest.raises(Refused, match="phiên bản"):
        sending.send_down(form=form, window=window, by=clerk)
    nobody = FormFactory(spans=[Span.QUARTER], level=UnitLevelFactory(code="village"))
    with pytest.raises(Refused, match="Không có đơn vị nào"):
        sending.send_down(form=nobody, window=window, by=UserFactory(member_of=nobody.issuer, role=Role.CLERK))


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LEADER, Role.MEMBER, Role.SYSTEM_ADMIN])
def test_only_clerk_and_administrator_of_the_issuer_send(form, communes, window, role) -> None:
    with pytest.raises(PermissionDenied):
        sending.send_down(form=form, window=window, by=UserFactory(member_of=form.issuer, role=role))


def test_statements_do_not_grow_with_the_units(form, clerk, window, province) -> None:
    def send(count: int) -> int:
        for number in range(count):
            unit = UnitFactory(parent=province, name=f"Xã {count} {number}")
            UserFactory(member_of=BodyFactory(unit=unit, kind=form.answerer))
        with CaptureQueriesContext(connection) as asked:
            sending.send_down(form=form, window=window, by=clerk)
        return len(asked)

    send(1)
    assert send(2) == send(12)
