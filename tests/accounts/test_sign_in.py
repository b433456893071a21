"""How people come in: by name, e-mail or phone number; closed accounts, second factor, limits."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.urls import reverse

from accounts import services
from accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-dai-2026"
ENGLISH = re.compile(r"\b(Sign|Password|Your|Please|Email|account|Username|Login|Code|the)\b")


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests():
    cache.clear()


@pytest.fixture
def person() -> User:
    user = UserFactory(username="canbo", full_name="Lò Thị Mẩy", email="may@example.invalid", phone="+84912345678")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, login: str, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


@pytest.mark.parametrize("login", ["canbo", "CanBo", "may@example.invalid", "0912 345 678", "+84912345678"])
def test_one_field_takes_user_name_email_or_phone_number(client, person, login):
    response = sign_in(client, login)

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def confirm(client):
    """Give the password again, as pages about the account ask."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_wrong_password_says_so_in_vietnamese_and_keeps_the_name(client, person):
    response = sign_in(client, "canbo", "sai")

    page = response.content.decode()
    assert "_auth_user_id" not in client.session
    assert "chưa đúng" in page
    assert 'value="canbo"' in page


def test_nobody_signs_up(client):
    page = client.get(reverse("account_signup")).content.decode()

    assert "<form" not in page.split("<main", 1)[1]
    assert (
        client.post(reverse("account_signup"), {"username": "x", "password1": "y", "password2": "y"}).status_code == 200
    )
    assert not User.objects.exists()


def test_failed_attempts_are_limited(client, person):
    for _attempt in range(6):
        response = sign_in(client, "canbo", "sai")

    assert "quá nhiều lần" in response.content.decode()
    assert sign_in(client, "canbo").status_code == 200


def test_closed_account_is_kept_and_does_not_sign_in(client, person):
    sign_in(client, "canbo")

    services.close_account(user=person, reason="nghỉ hưu", by=person)

    assert client.get(reverse("me")).status_code == 302  # the open session ended at once
    assert sign_in(client, "canbo").status_code != 200 or "_auth_user_id" not in client.session
    assert User.objects.filter(pk=person.pk).exists()


def test_reopened_account_signs_in_again(client, person):
    services.close_account(user=person, reason="nhầm", by=person)

    services.reopen_account(user=person, by=person)

    assert sign_in(client, "canbo").status_code == 302


def test_second_factor_is_asked_for_once_it_is_active(client, person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)

    response = sign_in(client, "canbo")
    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session

    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_contact_is_changed_only_after_the_password_was_given_again(client, person):
    client.force_login(person)

    response = client.get(reverse("change_contact"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_reauthenticate"))


def test_contact_that_another_uses_is_refused_beside_the_field(client, person):
    UserFactory(username="khac", phone="+84987654321")
    sign_in(client, "canbo")
    confirm(client)

    taken = client.post(reverse("change_contact"), {"email": "", "phone": "0987 654 321"})
    assert "đã có người dùng" in taken.content.decode()

    client.post(reverse("change_contact"), {"email": "moi@example.invalid", "phone": "0903 000 111"})
    person.refresh_from_db()
    assert (person.email, person.phone) == ("moi@example.invalid", "+84903000111")


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_signup", "account_reset_password", "account_reset_password_done", "account_inactive"],
)
def test_pages_before_sign_in_speak_vietnamese(client, name):
    page = client.get(reverse(name)).content.decode()

    words = re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1].split("</main>", 1)[0])
    assert not ENGLISH.search(words), ENGLISH.search(words)


@pytest.mark.parametrize("name", ["account_change_password", "mfa_index", "mfa_activate_totp", "me"])
def test_pages_of_ones_own_account_speak_vietnamese(client, person, name):
    sign_in(client, "canbo")
    confirm(client)

    page = client.get(reverse(name)).content.decode()

    words = re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1].split("</main>", 1)[0]).replace("English", "")
    assert not ENGLISH.search(words), ENGLISH.search(words)


def test_browser_language_does_not_choose_the_language(client):
    page = client.get(reverse("account_login"), headers={"accept-language": "en"})

    assert 'lang="vi"' in page.content.decode()
    assert page.headers["Content-Language"] == "vi"


def test_chosen_language_stays(client):
    client.post(reverse("set_language"), {"language": "en"})

    assert 'lang="en"' in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize(
    ("first", "second"), [({"username": "an"}, {"username": "AN"}), ({"email": "a@b.vn"}, {"email": "A@b.vn"})]
)
def test_names_and_addresses_belong_to_one_account_whatever_their_capitals(first, second):
    from django.db import IntegrityError

    UserFactory(**first)

    with pytest.raises(IntegrityError):
        UserFactory(**second)


def test_letter_that_sets_a_password_speaks_of_this_portal_in_vietnamese(client, person, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "May@example.invalid"})

    (letter,) = mailoutbox
    assert letter.subject == "Đặt lại mật khẩu cho tài khoản canbo"
    assert "Kính gửi Lò Thị Mẩy" in letter.body
    assert "Cổng dân chủ ở cơ sở" in letter.body
    assert not ENGLISH.search(re.sub(r"https?://\S+", "", letter.body))


def test_address_that_nobody_has_gets_no_letter_and_the_page_does_not_tell(client, person, mailoutbox):
    known = client.post(reverse("account_reset_password"), {"email": "may@example.invalid"})
    unknown = client.post(reverse("account_reset_password"), {"email": "la@example.invalid"})

    assert [letter.to for letter in mailoutbox] == [["may@example.invalid"]]
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
