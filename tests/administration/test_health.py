"""The page that says how the system is: a word for every part, the newest failures, nothing about records."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import User
from common import clock, health
from jobs.enums import JobState
from notices.enums import OutboxState
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
