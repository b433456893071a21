"""A session lasts a working day. When it is over, people sign in, come back to their page, and lose nothing typed."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.support.pages import filled, submit

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-dai-2026"
MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EVENING = datetime(2026, 3, 2, 13, 30, tzinfo=UTC)  # twelve hours and a half later
CONTACT = reverse("change_contact")
ENTRANCE, AGAIN, GIVE_UP = 1, 2, 3  # places of forms: after the language's; after the language's and sign-out's


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests():
    cache.clear()


@pytest.fixture
def person() -> User:
    return UserFactory(username="may.lt", password=PASSWORD)


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


def sign_in(client, username="may.lt", at=None):
    return submit(client, at or reverse("account_login"), form=ENTRANCE, login=username, password=PASSWORD)


@pytest.fixture
def expired(client, person):
    """A browser with a form opened in the morning and sent in the evening: client, and what it sends."""
    with time_machine.travel(MORNING, tick=False):
        sign_in(client)
        submit(client, reverse("account_reauthenticate"), form=ENTRANCE, password=PASSWORD)
        _action, typed = filled(
            client.get(CONTACT).content.decode(), form=-1, email="moi@example.vn", phone="0903 000 111"
        )
    return typed


def send(client, typed, **more):
    return client.post(CONTACT, typed.urlencode(), "application/x-www-form-urlencoded", **more)


def test_session_ends_after_a_working_day_and_leads_back_to_the_page(client, person):
    with time_machine.travel(MORNING, tick=False):
        sign_in(client)
        assert client.get(reverse("me") + "?a=1").status_code == 200
    with time_machine.travel(EVENING, tick=False):
        away = client.get(reverse("me") + "?a=1")
        back = sign_in(client, at=away.url)

    assert away.url.startswith(reverse("account_login"))
    assert back.url == reverse("me") + "?a=1"


def test_form_sent_after_the_session_ended_is_sent_again_after_sign_in(client, person, expired):
    with time_machine.travel(EVENING, tick=False):
        away = send(client, expired)
        assert "còn giữ" in client.get(away.url).content.decode()
        back = sign_in(client, at=away.url)
        page = client.get(back.url).content.decode()
        assert "moi@example.vn" in page
        sent = submit(client, back.url, form=AGAIN)
        submit(client, sent.url, form=ENTRANCE, password=PASSWORD)

    person.refresh_from_db()
    assert (person.email, person.phone) == ("moi@example.vn", "+84903000111")
    assert "unsent" not in client.session


def test_nobody_else_sees_what_was_typed(client, expired):
    UserFactory(username="khac", password=PASSWORD)

    with time_machine.travel(EVENING, tick=False):
        away = send(client, expired)
        back = sign_in(client, "khac", at=away.url)
        response = client.get(back.url)

    assert response.url == "/"
    assert "unsent" not in client.session


def test_unsent_form_may_be_given_up(client, person, expired):
    with time_machine.travel(EVENING, tick=False):
        back = sign_in(client, at=send(client, expired).url)
        submit(client, back.url, form=GIVE_UP)
        assert client.get(reverse("unsent")).status_code == 302

    person.refresh_from_db()
    assert person.email == ""


def test_nothing_is_kept_of_a_form_that_did_not_come_from_our_page(client, person, expired):
    expired["csrfmiddlewaretoken"] = "x" * 64

    with time_machine.travel(EVENING, tick=False):
        assert send(client, expired).status_code == 403
        assert "unsent" not in client.session


def test_nothing_is_kept_for_people_who_never_signed_in(expired):
    stranger = Client()

    response = send(stranger, expired)

    assert response.url.endswith("?next=" + CONTACT)
    assert "unsent" not in stranger.session


@pytest.mark.parametrize("typed", [{"password": "mat-khau-dang-go"}, {"text": "x" * 300_000}, {}])
def test_passwords_and_floods_are_not_kept(client, person, expired, typed):
    with time_machine.travel(EVENING, tick=False):
        response = client.post(reverse("home"), typed | {"csrfmiddlewaretoken": expired["csrfmiddlewaretoken"]})

        assert response.status_code == 302
        assert "unsent" not in client.session


def test_files_are_not_kept_and_the_page_says_so(client, person, expired):
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = {name: expired[name] for name in expired} | {"upload": SimpleUploadedFile("a.txt", b"a")}
    with time_machine.travel(EVENING, tick=False):
        back = sign_in(client, at=client.post(CONTACT, data).url)

        assert "thêm lại tệp" in client.get(back.url).content.decode()


def test_part_of_a_page_sends_the_whole_page_to_sign_in(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/nhiem-vu/?q=a"}

    response = client.get("/nhiem-vu/?q=ab", headers=headers)

    assert response.headers["HX-Redirect"] == reverse("account_login") + "?next=/nhiem-vu/%3Fq%3Da"
