"""The page of long work."""

import pytest
from django.urls import reverse

from jobs.enums import JobState
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory
from tests.factories.organizations import UnitFactory

from . import kinds  # noqa: F401 (registers them)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    user = UserFactory(member_of=UnitFactory())
    client.force_login(user)
    return user


def page_of(client, job, **headers):
    return client.get(reverse("jobs:detail", args=[job.pk]), headers=headers)


def test_running_work_says_what_it_is_doing_and_asks_again(client, person):
    job = JobFactory(created_by=person, running=True, progress=30, step="Vẽ biểu đồ")

    page = page_of(client, job).text

    assert "Trả lời" in page
    assert "Đang làm" in page
    assert "Vẽ biểu đồ" in page
    assert 'value="30"' in page
    assert 'hx-trigger="every 2s"' in page
    assert '<meta http-equiv="refresh" content="3">' in page


def test_waiting_work_says_that_one_may_leave(client, person):
    assert "có thể rời trang này" in page_of(client, JobFactory(created_by=person)).text


def test_finished_work_ends_in_a_link_to_its_result_and_asks_no_more(client, person):
    job = JobFactory(created_by=person, succeeded=True)

    page = page_of(client, job).text

    assert 'href="/hop-thu/?page=42"' in page
    assert "every 2s" not in page
    assert "http-equiv" not in page
    assert "Hủy việc này" not in page


def test_failed_work_says_why(client, person):
    assert "Không có số liệu." in page_of(client, JobFactory(created_by=person, failed=True)).text


def test_work_of_a_kind_that_is_no_more_still_has_a_page(client, person):
    assert "tests.gone" in page_of(client, JobFactory(created_by=person, kind="tests.gone", succeeded=True)).text


def test_htmx_gets_the_changing_part_alone(client, person):
    part = page_of(client, JobFactory(created_by=person, running=True), HX_Request="true").text

    assert part.strip().startswith('<div id="tien-do"')
    assert "<html" not in part


def test_the_part_of_finished_work_takes_the_button_to_call_it_off_away(client, person):
    part = page_of(client, JobFactory(created_by=person, succeeded=True), HX_Request="true").text

    assert '<div id="huy-viec" hx-swap-oob="delete"></div>' in part


def test_somebody_else_s_work_does_not_exist_but_work_of_the_unit_does(client, person):
    unit = person.memberships.get().unit

    assert page_of(client, JobFactory()).status_code == 404
    page = page_of(client, JobFactory(unit=unit))
    assert page.status_code == 200
    assert unit.name in page.text
    assert "Hủy việc này" not in page.text


def test_the_person_who_asked_may_call_it_off(client, person):
    job = JobFactory(created_by=person, running=True)

    client.post(reverse("jobs:cancel", args=[job.pk]))
    again = client.post(reverse("jobs:cancel", args=[job.pk]), follow=True)

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert "Việc này đã kết thúc." in again.text
    assert client.post(reverse("jobs:cancel", args=[JobFactory().pk])).status_code == 404


def test_others_of_the_unit_may_watch_but_not_call_off(client, person):
    job = JobFactory(unit=person.memberships.get().unit)

    assert client.post(reverse("jobs:cancel", args=[job.pk])).status_code == 403


def test_the_page_stays_within_its_budget(client, person, django_assert_max_num_queries):
    job = JobFactory(created_by=person, running=True)

    with django_assert_max_num_queries(6):
        page_of(client, job)
