"""The page that says how the system is: a word for every part, the newest failures, nothing about records."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from common import clock, health
from jobs.enums import JobState
from notices import sending
from notices.enums import OutboxState
from notices.models import Outbox
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory
from tests.factories.notices import NoticeFactory, OutboxFactory
from tests.factories.organizations import UnitFactory

pytestmark = pytest.mark.django_db
URL = reverse("administration:health")


@pytest.fixture
def system_admin() -> User:
    return UserFactory(member_of=UnitFactory(), role=Role.SYSTEM_ADMIN)


@pytest.fixture
def client(client, system_admin):
    client.force_login(system_admin)
    return client


def state_of(client, label: str) -> str:
    """The words of one line of the page."""
    page = client.get(URL).content.decode().split("<main", 1)[1]
    return page.split(f">{label}<", 1)[1].split("</tr>", 1)[0]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_nobody_but_the_system_administrator_sees_it(client, role):
    client.force_login(UserFactory(member_of=UnitFactory(), role=role))

    assert client.get(URL).status_code == 403


def test_page_only_reads(client):
    assert client.post(URL).status_code == 405


def test_database_tables_and_broker_are_well(client):
    assert "hoạt động" in state_of(client, "Cơ sở dữ liệu")
    assert "đúng phiên bản" in state_of(client, "Cấu trúc bảng")
    assert "hoạt động" in state_of(client, "Hàng đợi")


def test_worker_is_seen_while_it_beats(client):
    label = "Tiến trình nền: lập báo cáo"
    with health._broker() as broker:
        broker.delete(health._beat_key("render"))
    assert "không thấy" in state_of(client, label)

    health.beat(["render"])

    assert "hoạt động" in state_of(client, label)


def test_broker_that_is_away_is_said_and_the_page_still_opens(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert "không trả lời" in state_of(client, "Hàng đợi")
    assert "không thấy" in state_of(client, "Tiến trình nền: lập báo cáo")


def test_table_that_was_not_brought_up_to_date_is_counted(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")

    assert "cập nhật bảng" in state_of(client, "Cấu trúc bảng")


@pytest.mark.parametrize(
    ("minutes", "tone", "words"),
    [(0, "info", "1 phút"), (5, "wait", "5 phút"), (30, "late", "30 phút"), (300, "late", "5 giờ")],
)
def test_oldest_waiting_job_tells_how_long_it_waits(client, minutes, tone, words):
    JobFactory(queued_at=clock.now() - timedelta(minutes=minutes))

    line = state_of(client, "Việc nền đang chờ")

    assert f"badge {tone}" in line
    assert words in line


def test_jobs_that_failed_in_the_last_seven_days_are_counted_with_their_reasons(client):
    failed = {"state": JobState.FAILED, "error": "Không đủ chỗ trên đĩa"}
    JobFactory(key="mới", finished_at=clock.now(), **failed)
    JobFactory(key="cũ", finished_at=clock.now() - timedelta(days=8), **failed)

    assert "1 việc" in state_of(client, "Việc nền không làm được, 7 ngày qua")
    assert client.get(URL).content.decode().count("Không đủ chỗ trên đĩa") == 1


def test_letters_that_wait_or_were_given_up_are_counted_with_the_last_answer(client):
    OutboxFactory(error="450 mailbox busy", next_try_at=clock.now() + timedelta(minutes=5))
    lost = {"state": OutboxState.GIVEN_UP, "error": "550 no such user", "next_try_at": clock.now()}
    OutboxFactory(notice=NoticeFactory(key="khác"), **lost)

    assert "1 chờ, 1 không gửi được" in state_of(client, "Thư gửi đi")
    page = client.get(URL).content.decode()
    assert "450 mailbox busy" in page
    assert "550 no such user" in page


def test_page_costs_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        client.get(URL)


# -- letters that did not leave


def given_up(**fields):
    values = {"state": OutboxState.GIVEN_UP, "error": "550 no such user", "attempts": 16, "next_try_at": clock.now()}
    return OutboxFactory(**values | fields)


def test_numbers_oldest_and_last_answer_of_the_mail_server_are_shown(client):
    OutboxFactory(notice__created_at=clock.now())
    OutboxFactory(error="450 mailbox busy", next_try_at=clock.now() + timedelta(minutes=5))
    given_up()

    card = client.get(URL).text.split('id="thu"', 1)[1].split("</section>", 1)[0]

    shown = [words.split("</dd>")[0].strip() for words in card.split("<dd>")[1:]]
    assert shown == ["2", "1", "08:00 24/09/2020", "450 mailbox busy"]


def test_nothing_is_said_about_letters_when_all_of_them_left(client):
    assert 'id="thu"' not in client.get(URL).text


def test_letters_try_again_with_all_their_attempts_and_it_is_remembered(client, system_admin, mailoutbox):
    lost, tired = given_up(), OutboxFactory(error="timeout", attempts=5, next_try_at=clock.now() + timedelta(hours=6))
    old = given_up(next_try_at=clock.now() - timedelta(days=8))

    answer = client.post(reverse("administration:send_again"), follow=True)
    sending.send_due()

    assert "Đang gửi lại 2 thư." in answer.text
    assert len(mailoutbox) == 2
    assert {row.state for row in Outbox.objects.filter(pk__in=[lost.pk, tired.pk])} == {OutboxState.SENT}
    assert Outbox.objects.get(pk=old.pk).state == OutboxState.GIVEN_UP
    (event,) = Event.objects.filter(kind="administration.letters_sent_again")
    assert (event.actor_id, event.data) == (system_admin.pk, {"count": 2})


def test_trying_again_without_anything_to_send_changes_nothing(client):
    assert "Không có thư nào phải gửi lại." in client.post(reverse("administration:send_again"), follow=True).text
    assert not Event.objects.filter(kind="administration.letters_sent_again").exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_nobody_but_the_system_administrator_lets_letters_try_again(client, role):
    given_up()
    client.force_login(UserFactory(member_of=UnitFactory(), role=role))

    assert client.post(reverse("administration:send_again")).status_code == 403
    assert Outbox.objects.get().state == OutboxState.GIVEN_UP
