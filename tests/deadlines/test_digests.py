"""One notice a day and person: what it says, when it goes, and that it goes once."""

from __future__ import annotations

import threading
from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.urls import reverse

from deadlines import digests, reminding, tasks
from deadlines.enums import LimitUnit
from deadlines.models import Clock, ClockKind, Digest, Reminder
from deadlines.services import clocks
from notices import choosing, sending
from notices.models import Notice, Outbox
from organizations.models import Membership
from tests.factories.deadlines import RuleFactory
from tests.notices import smtp

from .places import KIND, Commune, commune, on, step

pytestmark = pytest.mark.django_db
DUE = date(2020, 9, 30)  # a Wednesday


@pytest.fixture
def here() -> Commune:
    return commune()


def run(*moment: int) -> None:
    with on(*moment):
        tasks.remind()


def told(person) -> list[Notice]:
    return list(Notice.objects.filter(recipient=person, kind__startswith="deadlines.").order_by("pk"))


def entered(here: Commune, due_on: date = DUE, **fields) -> Clock:
    with on(2020, 9, 1):
        return here.clock(due_on, **fields)


# -- when


def test_nothing_happens_before_half_past_seven(here):
    step(0)
    entered(here)

    run(2020, 9, 30, 7, 29)
    assert not Reminder.objects.exists()
    run(2020, 9, 30, 7, 30)
    assert len(told(here.holder)) == 1


def test_the_hour_is_a_setting(here, settings):
    settings.QCDC_DIGEST_AT = time(6, 0)
    step(0)
    entered(here)

    run(2020, 9, 30, 6, 5)

    assert len(told(here.holder)) == 1


def test_a_person_gets_one_digest_a_day_and_what_comes_later_waits_for_tomorrow(here):
    step(0)
    entered(here)
    run(2020, 9, 30)

    with on(2020, 9, 30, 10):
        here.clock(DUE, on=DUE, title="Việc mới")
    run(2020, 9, 30, 10, 10)
    assert len(told(here.holder)) == 1

    run(2020, 10, 1)
    assert [notice.text.count("\n") for notice in told(here.holder)] == [0, 0]
    assert "Quá hạn 1 ngày: Việc mới" in told(here.holder)[1].text


def test_a_beat_that_was_silent_for_five_days_sends_what_is_still_owed_once(here):
    step(-3), step(0), step(1)
    late, done = entered(here, title="Việc còn lại"), entered(here, title="Việc đã xong")
    with on(2020, 9, 28):
        clocks.stop(done, on=date(2020, 9, 28), by=here.holder)

    for _run in range(3):
        run(2020, 10, 2)
    run(2020, 10, 3)

    (notice,) = told(here.holder)
    assert notice.text == f"– Quá hạn 2 ngày: Việc còn lại ({here.body.name}, hạn 30/09/2020)"
    assert late.reminders.filter(digest__isnull=False).count() == 3


# -- what it says


def test_clocks_are_listed_once_each_the_most_urgent_first(here):
    step(-7), step(-3), step(0), step(1)
    entered(here, date(2020, 10, 3), title="Sắp tới")
    entered(here, DUE, title="Hôm nay")
    entered(here, date(2020, 9, 25), title="Đã muộn")

    run(2020, 9, 30)

    (notice,) = told(here.holder)
    assert [line.partition(" (")[0] for line in notice.text.splitlines()] == [
        "– Quá hạn 5 ngày: Đã muộn",
        "– Hôm nay là ngày cuối: Hôm nay",
        "– Còn 3 ngày: Sắp tới",
    ]
    assert notice.subject == "Nhắc việc 30/09/2020: 3 việc, 1 việc quá hạn"
    assert (notice.kind, notice.url) == (digests.ORDINARY, reverse("home"))


def test_working_days_are_said_as_working_days(here):
    step(-2, counted_in=LimitUnit.WORKING_DAY)
    with on(2020, 9, 21):
        clock = here.clock_by(RuleFactory(amount=5), date(2020, 9, 21))
    assert clock.due_on == date(2020, 9, 28)

    run(2020, 9, 24)

    assert told(here.holder)[0].text.startswith("– Còn 2 ngày làm việc: ")
    assert told(here.holder)[0].subject == "Nhắc việc 24/09/2020: 1 việc đến hạn"


def test_a_minimum_says_that_its_time_is_over(here):
    step(0)
    rule = RuleFactory(amount=10, counted_in=LimitUnit.CALENDAR_DAY, bound="minimum", rolls=False)
    with on(2020, 9, 1):
        here.clock_by(rule, date(2020, 9, 1))

    run(2020, 9, 14)

    assert told(here.holder)[0].text.startswith("– Đã đủ thời gian tối thiểu: ")
    assert "quá hạn" not in told(here.holder)[0].subject


def test_a_long_list_is_cut_and_says_how_much_more_there_is(here, monkeypatch):
    monkeypatch.setattr(digests, "SHOWN", 3)
    step(0)
    for number in range(5):
        entered(here, title=f"{number} " + "Sửa đường " * 40)

    run(2020, 9, 30)

    lines = told(here.holder)[0].text.splitlines()
    assert len(lines) == 4
    assert lines[-1] == "… và 2 việc khác."
    assert all(len(line) < 300 for line in lines)
    assert Reminder.objects.waiting().count() == 0


def test_a_private_kind_shows_neither_title_nor_body(here):
    step(0)
    ClockKind.objects.filter(code=KIND).update(private=True)
    entered(here, title="Đơn của bà Lò Thị Mẩy")

    run(2020, 9, 30)

    assert told(here.holder)[0].text == "– Hôm nay là ngày cuối: việc có hạn (mở cổng để xem)"


def test_words_are_the_portal_s_language_whoever_starts_the_run(here):
    from django.utils import translation

    step(0)
    entered(here)

    with translation.override("en"):
        run(2020, 9, 30)

    assert told(here.holder)[0].subject.startswith("Nhắc việc")


# -- to whom


def test_a_step_that_escalates_makes_the_digest_one_that_cannot_be_switched_off(here):
    step(1, "leader", escalates=True), step(1)
    entered(here)
    for person in (here.holder, here.leader):
        choosing.choose_channels(wanted=[], by=person)

    run(2020, 10, 1)

    assert [notice.kind for notice in told(here.leader)] == [digests.ESCALATION]
    assert list(Outbox.objects.values_list("notice__recipient", flat=True)) == [here.leader.pk]
    assert len(told(here.holder)) == 1


@pytest.mark.parametrize("ended", ["stopped", "suspended", "extended", "somebody else's", "no role", "closed account"])
def test_what_is_not_owed_any_more_lapses_instead_of_being_told(here, ended):
    step(0)
    with on(2020, 9, 21):
        clock = here.clock_by(RuleFactory(amount=5), date(2020, 9, 21))
    with on(2020, 9, 28):
        reminding.mark_owed()
        assert Reminder.objects.waiting().count() == 1
        match ended:
            case "stopped":
                clocks.stop(clock, on=date(2020, 9, 28), by=here.holder)
            case "suspended":
                clocks.suspend(clock, on=date(2020, 9, 28), reason="Chờ", by=here.leader)
            case "extended":
                clocks.extend(clock, on=date(2020, 9, 28), reason="Mưa", by=here.leader, amount=3)
            case "somebody else's":
                clocks.wait_for(clock, body=here.above.memberships.get().body, duty="tests.act")
            case "no role":
                Membership.objects.filter(user=here.holder).delete()
            case _:
                here.holder.is_active = False
                here.holder.save()
        assert digests.send_digests() == 0

    assert told(here.holder) == []
    assert Reminder.objects.get().lapsed
    assert not Digest.objects.exists()


def test_a_clock_suspended_and_resumed_to_the_same_day_still_reminds(here):
    step(0)
    with on(2020, 9, 21):
        clock = here.clock_by(RuleFactory(amount=5), date(2020, 9, 21))
    with on(2020, 9, 28, 7):
        reminding.mark_owed()
        clocks.suspend(clock, on=date(2020, 9, 26), reason="Chờ", by=here.leader)
        digests.send_digests()
        clocks.resume(clock, on=date(2020, 9, 27), by=here.leader)  # the day between was a Saturday
    assert clock.due_on == date(2020, 9, 28)

    run(2020, 9, 28)

    assert len(told(here.holder)) == 1


def test_one_person_s_trouble_holds_up_nobody_else(here, monkeypatch, caplog):
    step(0), step(0, "leader")
    entered(here)
    post = digests.services.post

    def fails(kind, *, to, **words):
        if to == here.holder:
            raise ValueError("broken")
        post(kind, to=to, **words)

    monkeypatch.setattr(digests.services, "post", fails)
    run(2020, 9, 30)
    assert len(told(here.leader)) == 1
    assert "no digest for person" in caplog.text

    monkeypatch.setattr(digests.services, "post", post)
    run(2020, 9, 30, 8, 10)
    assert len(told(here.holder)) == len(told(here.leader)) == 1


def test_the_digest_arrives_by_mail(here, settings):
    step(0)
    entered(here, title="Sửa đường & cầu")
    run(2020, 9, 30)

    with on(2020, 9, 30, 8, 1), smtp.listening() as mailbox:
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": mailbox.port}}}
        sending.send_due()

    assert mailbox.recipients == [here.holder.email]
    assert not mail.outbox


# -- at the same time


def at_once(work, count: int = 3) -> None:
    """The same by several workers, each with a connection of its own."""
    errors: list[Exception] = []

    def one() -> None:
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=one) for _ in range(count)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_send_each_person_one_digest_with_everything(monkeypatch):
    here = commune()
    monkeypatch.setattr(reminding, "BATCH", 4)
    step(0), step(0, "leader"), step(0, "above")
    for _number in range(15):
        entered(here)

    with on(2020, 9, 30):
        at_once(tasks.remind)
        tasks.remind()

    for person in (here.holder, here.leader, here.above):
        (notice,) = told(person)
        assert len(notice.text.splitlines()) == 15
    assert Digest.objects.count() == Outbox.objects.count() == 3
    assert Reminder.objects.filter(digest__isnull=False).count() == 45


@pytest.mark.django_db(transaction=True)
def test_while_another_worker_still_marks_nobody_is_told_half():
    here = commune()
    step(0)
    clock = entered(here)
    entered(here)
    held, go = threading.Event(), threading.Event()

    def other() -> None:
        with transaction.atomic():
            Clock.objects.select_for_update(no_key=True).get(pk=clock.pk)
            held.set()
            go.wait(20)
        connection.close()

    worker = threading.Thread(target=other)
    worker.start()
    held.wait(20)
    run(2020, 9, 30)
    assert told(here.holder) == []
    go.set()
    worker.join()

    run(2020, 9, 30, 8, 10)
    assert len(told(here.holder)[0].text.splitlines()) == 2


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_a_verb_is_changing_is_asked_again_ten_minutes_later():
    here = commune()
    step(0)
    clock = entered(here)
    with on(2020, 9, 30):
        reminding.mark_owed()
    held, go = threading.Event(), threading.Event()

    def verb() -> None:
        with transaction.atomic():
            Clock.objects.select_for_update(no_key=True).get(pk=clock.pk)
            held.set()
            go.wait(20)
        connection.close()

    worker = threading.Thread(target=verb)
    worker.start()
    held.wait(20)
    with on(2020, 9, 30):
        assert digests.send_digests() == 0
    go.set()
    worker.join()

    with on(2020, 9, 30):
        assert digests.send_digests() == 1
    assert Reminder.objects.filter(lapsed=True).count() == 0


def test_digests_of_many_days_keep_their_keys_apart(here):
    step(0), step(1), step(2)
    entered(here)

    for day in (DUE + timedelta(days=n) for n in range(4)):
        run(day.year, day.month, day.day)

    keys = [notice.key for notice in told(here.holder)]
    assert keys == [f"deadlines.digest:{DUE + timedelta(days=n)}" for n in range(3)]
