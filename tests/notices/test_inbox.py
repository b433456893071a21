"""The inbox page and its counter."""

import pytest
from django.urls import reverse

from common.clock import ZONE
from notices import kinds
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.notices import MORNING, NoticeFactory
from tests.factories.organizations import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    user = UserFactory(member_of=UnitFactory())
    client.force_login(user)
    return user


def test_the_inbox_shows_what_the_person_was_told_newest_first(client, person, monkeypatch):
    monkeypatch.setitem(kinds._kinds, "tests.told", kinds.NoticeKind("tests.told", "Giao nhiệm vụ", ()))
    NoticeFactory(recipient=person, subject="Việc cũ")
    NoticeFactory(recipient=person, subject="Việc mới", created_at=MORNING.replace(hour=9, tzinfo=ZONE))
    NoticeFactory(subject="Việc của người khác")

    page = client.get(reverse("notices:inbox")).text

    assert page.index("Việc mới") < page.index("Việc cũ")
    assert "Việc của người khác" not in page
    assert "Giao nhiệm vụ" in page


def test_an_empty_inbox_says_what_would_be_here(client, person):
    assert "Chưa có thông báo nào." in client.get(reverse("notices:inbox")).text


def test_opening_marks_as_read_and_leads_to_what_it_is_about(client, person):
    notice = NoticeFactory(recipient=person, url="/hop-thu/?page=1")

    assert client.get(reverse("notices:open", args=[notice.pk])).status_code == 405
    response = client.post(reverse("notices:open", args=[notice.pk]))

    notice.refresh_from_db()
    assert response.url == "/hop-thu/?page=1"
    first_read = notice.read_at
    assert first_read is not None
    client.post(reverse("notices:open", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == first_read


def test_somebody_else_s_notice_does_not_exist(client, person):
    notice = NoticeFactory()

    assert client.post(reverse("notices:open", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_marking_all_as_read_leaves_what_came_after_the_page_was_shown(client, person):
    NoticeFactory.create_batch(2, recipient=person)
    later = NoticeFactory(recipient=person, created_at=MORNING.replace(hour=11))
    theirs = NoticeFactory()

    client.post(reverse("notices:read_all"), {"shown_at": MORNING.replace(hour=10).isoformat()})

    unread = Notice.objects.unread()
    assert set(unread) == {later, theirs}


@pytest.mark.parametrize("shown_at", ["", "nonsense", "2020-09-24T10:00:00"])
def test_a_moment_that_somebody_changed_means_now(client, person, shown_at):
    NoticeFactory(recipient=person)

    client.post(reverse("notices:read_all"), {"shown_at": shown_at})

    assert not Notice.objects.unread().exists()


def test_the_frame_counts_unread_notices(client, person):
    NoticeFactory.create_batch(3, recipient=person)
    NoticeFactory(recipient=person, read_at=MORNING)

    page = client.get(reverse("notices:inbox"))

    assert page.context["frame"].inbox.count.number == 3


def test_the_inbox_costs_the_same_for_three_notices_and_for_thirty(client, person, django_assert_max_num_queries):
    NoticeFactory.create_batch(3, recipient=person)
    with django_assert_max_num_queries(6):
        client.get(reverse("notices:inbox"))
    NoticeFactory.create_batch(27, recipient=person)
    with django_assert_max_num_queries(6):
        page = client.get(reverse("notices:inbox")).text
    assert "?page=2" in page
