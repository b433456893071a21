"""The outbox: every row is sent once, a failed one waits longer each time."""

import smtplib
import threading
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection

from common.clock import ZONE
from notices import channels, sending
from notices.enums import OutboxState
from notices.models import Outbox
from notices.tasks import send_due
from tests.factories.notices import MORNING, OutboxFactory

from . import smtp

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def channel(monkeypatch):
    """A channel that remembers what it was handed, and fails as told."""

    class Remembering:
        name = "email"
        error: channels.NotSent | None = None

        def __init__(self):
            self.sent = []

        def reaches(self, person):
            return True

        def send(self, row):
            if self.error:
                raise self.error
            self.sent.append(row.pk)

    remembering = Remembering()
    monkeypatch.setattr(channels, "_channels", {"email": remembering})
    return remembering


def test_a_row_goes_out_as_plain_text_with_a_link_into_the_portal(clock, settings):
    settings.QCDC_BASE_URL = "https://qcdc.example.vn"
    row = OutboxFactory(
        notice__subject="Nhiệm vụ “Sửa đường” được giao", notice__url="/nhiem-vu/7/", notice__text="Hạn 30/09."
    )

    send_due()

    (message,) = mail.outbox
    assert message.subject == "Nhiệm vụ “Sửa đường” được giao"
    assert message.to == [row.notice.recipient.email]
    assert f"Kính gửi {row.notice.recipient.full_name}," in message.body
    assert "Hạn 30/09." in message.body
    assert "https://qcdc.example.vn/nhiem-vu/7/" in message.body
    row.refresh_from_db()
    assert (row.state, row.sent_at, row.attempts) == (OutboxState.SENT, MORNING, 1)


def test_words_of_people_are_not_escaped_in_plain_text(clock):
    OutboxFactory(notice__subject="Ý kiến của A & B", notice__text="<dân hỏi>")

    sending.send_due()

    assert "A & B" in mail.outbox[0].body
    assert "<dân hỏi>" in mail.outbox[0].body


def test_a_sent_row_is_not_sent_again(clock, channel):
    OutboxFactory()

    assert [sending.send_due(), sending.send_due()] == [1, 0]
    assert len(channel.sent) == 1


def test_a_row_is_sent_however_late_the_run_is(clock, channel):
    OutboxFactory()
    clock.move_to(MORNING + timedelta(days=9))

    assert sending.send_due() == 1


def test_a_failed_row_waits_twice_as_long_each_time_and_says_why(clock, channel):
    row = OutboxFactory()
    channel.error = channels.NotSent("450 mailbox busy")
    waits = []

    for _attempt in range(12):
        sending.send_due()
        row.refresh_from_db()
        waits.append((row.next_try_at - datetime.now(ZONE)).total_seconds() / 60)
        clock.move_to(row.next_try_at)

    assert waits[:5] == [1, 2, 4, 8, 16]
    assert max(waits) == 360
    assert row.error == "450 mailbox busy"


def test_after_sixteen_attempts_it_is_given_up(clock, channel):
    row = OutboxFactory()
    channel.error = channels.NotSent("550 no such user")

    for _attempt in range(20):
        sending.send_due()
        clock.shift(timedelta(hours=7))

    row.refresh_from_db()
    assert (row.state, row.attempts) == (OutboxState.GIVEN_UP, 16)


def test_one_refused_address_does_not_hold_up_the_others(clock, channel):
    refused, other = OutboxFactory(), OutboxFactory()
    send = channel.send

    def send_others(row):
        if row.pk == refused.pk:
            raise channels.NotSent("550 no such user")
        send(row)

    channel.send = send_others

    assert sending.send_due() == 1
    assert channel.sent == [other.pk]


def test_an_unreachable_server_ends_the_run_at_once(clock, channel):
    OutboxFactory.create_batch(3)
    channel.error = channels.NotSent("connection refused", wait_all=True)

    sending.send_due()

    assert Outbox.objects.filter(attempts=1).count() == 1
    channel.error = None
    assert sending.send_due() == 2


def test_a_row_of_a_channel_that_this_installation_lacks_waits(clock, channel):
    row = OutboxFactory(channel="zalo")

    sending.send_due()

    row.refresh_from_db()
    assert (row.state, row.error) == (OutboxState.WAITING, "no channel zalo")


def test_a_person_whose_account_was_closed_meanwhile_gets_no_mail(clock):
    row = OutboxFactory()
    type(row.notice.recipient).objects.update(is_active=False)

    sending.send_due()

    row.refresh_from_db()
    assert mail.outbox == []
    assert row.error == "no address any more"


@pytest.mark.parametrize(
    ("error", "wait_all"),
    [
        (smtplib.SMTPRecipientsRefused({"a@example.invalid": (550, "không có".encode())}), False),
        (smtplib.SMTPDataError(554, b"spam"), False),
        (smtplib.SMTPServerDisconnected("gone"), True),
        (smtplib.SMTPAuthenticationError(535, b"no"), True),
        (ConnectionRefusedError(111, "refused"), True),
        (TimeoutError("slow"), True),
    ],
)
def test_every_failure_of_a_mail_server_postpones_and_names_itself(clock, monkeypatch, error, wait_all):
    from notices import email

    monkeypatch.setattr(email.EmailMessage, "send", lambda self: (_ for _ in ()).throw(error))

    with pytest.raises(channels.NotSent) as not_sent:
        email.EmailChannel().send(OutboxFactory())

    assert not_sent.value.wait_all is wait_all
    assert str(not_sent.value)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_row(channel):
    rows = OutboxFactory.create_batch(8)
    send, slow = channel.send, threading.Event()

    def send_slowly(row):
        slow.wait(0.02)
        send(row)

    channel.send = send_slowly

    def work():
        sending.send_due()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(channel.sent) == [row.pk for row in rows]


def test_a_real_mail_server_receives_each_row_once_and_may_refuse_an_address(clock, settings):
    kept, refused = OutboxFactory(notice__subject="Nhiệm vụ mới"), OutboxFactory()
    with smtp.listening(refused=frozenset({refused.notice.recipient.email})) as mailbox:
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": mailbox.port}}}
        sending.send_due()
        sending.send_due()

    refused.refresh_from_db()
    assert mailbox.recipients == [kept.notice.recipient.email]
    assert f"<qcdc-{kept.pk}@".encode() in mailbox.messages[0]
    assert refused.error == "550 no such user"


def test_a_mail_server_that_is_away_leaves_the_rows_waiting(clock, settings):
    with smtp.listening() as mailbox:
        pass
    settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": mailbox.port, "timeout": 2}}}
    row = OutboxFactory()

    assert sending.send_due() == 0

    row.refresh_from_db()
    assert (row.state, row.attempts) == (OutboxState.WAITING, 1)
    assert "refused" in row.error
