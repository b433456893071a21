"""Sign-in through a provider: only into accounts that exist, only with an address that the provider calls verified."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from accounts import services
from accounts.models import User
from audit.services import history
from qcdc_portal.settings import env
from tests.accounts.provider import CLIENT, SECRET, Provider
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = reverse("openid_connect_login", args=["oidc"])


@pytest.fixture
def provider(monkeypatch, settings):
    cache.clear()
    with Provider() as running:
        configure(monkeypatch, settings, running.url)
        yield running


def configure(monkeypatch, settings, url: str) -> None:
    for name, value in {
        "SERVER_URL": url,
        "NAME": "Tài khoản tỉnh",
        "CLIENT_ID": CLIENT,
        "CLIENT_SECRET": SECRET,
    }.items():
        monkeypatch.setenv(f"OIDC_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = env.openid_connect()


@pytest.fixture
def person() -> User:
    return UserFactory(username="may.lt", email="May.LT@example.vn", password="mot-mat-khau-dai-2026")


def sign_in(client, provider, **claims):
    """The whole way: our button, the provider, back to us."""
    provider.person = {"sub": "nguoi-1", "email": "may.lt@example.vn", "email_verified": True} | claims
    away = client.post(LOGIN + "?process=login&next=/tai-khoan/")
    assert away.status_code == 302
    back = requests.get(away.url, allow_redirects=False, timeout=5).headers["Location"]
    return client.get(urlsplit(back).path + "?" + urlsplit(back).query)


def words_of(response) -> str:
    return response.content.decode().split("<main", 1)[1]


def test_sign_in_page_offers_the_provider(client, provider):
    assert "Đăng nhập bằng Tài khoản tỉnh" in client.get(reverse("account_login")).content.decode()
    assert "Tiếp tục" in words_of(client.get(LOGIN))


def test_account_with_the_verified_address_is_signed_in_and_keeps_its_password(client, provider, person):
    response = sign_in(client, provider)

    assert response.url == "/tai-khoan/"
    assert client.session["_auth_user_id"] == str(person.pk)
    person.refresh_from_db()
    assert person.check_password("mot-mat-khau-dai-2026")
    assert history(person)[0].kind == "accounts.provider_connected"


def test_identity_counts_later_even_after_the_address_changed(client, provider, person):
    sign_in(client, provider)
    client.logout()
    services.change_contact(user=person, email="moi@example.vn", phone="", by=person)

    sign_in(client, provider)

    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("said", [False, None, "false", 0, "0", ""])
def test_address_that_the_provider_has_not_verified_signs_nobody_in(client, provider, person, said):
    response = sign_in(client, provider, email_verified=said)

    assert response.status_code == 403
    assert "chưa xác minh" in words_of(response)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_verified_may_be_said_in_a_word(client, provider, person):
    sign_in(client, provider, email_verified="true")

    assert client.session["_auth_user_id"] == str(person.pk)


def test_unknown_address_opens_no_account_and_says_what_to_do(client, provider, person):
    response = sign_in(client, provider, email="la@example.vn")

    assert response.status_code == 403
    assert "Không có tài khoản nào dùng địa chỉ la@example.vn" in words_of(response)
    assert "quản trị" in words_of(response)
    assert User.objects.count() == 1
    assert client.get(reverse("socialaccount_signup")).url == reverse("account_login")


def test_provider_that_tells_no_address_gets_a_page_of_its_own(client, provider, person):
    assert "không cho biết địa chỉ" in words_of(sign_in(client, provider, email=None))


def test_closed_account_is_neither_tied_nor_signed_in(client, provider, person):
    services.close_account(user=person, reason="nghỉ hưu", by=person)

    response = sign_in(client, provider)

    assert response.url == reverse("account_inactive")
    assert not SocialAccount.objects.exists()


def test_tied_account_that_was_closed_later_does_not_sign_in(client, provider, person):
    sign_in(client, provider)
    services.close_account(user=person, reason="nghỉ hưu", by=person)

    assert sign_in(client, provider).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_second_factor_is_asked_for_here_too(client, provider, person):
    TOTP.activate(person, generate_totp_secret())

    response = sign_in(client, provider)

    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_person_who_stops_at_the_provider_gets_a_vietnamese_page(client, provider, person):
    provider.refuses = True

    response = sign_in(client, provider)

    assert response.url == reverse("socialaccount_login_cancelled")
    assert "Đã dừng đăng nhập" in words_of(client.get(response.url))


def test_provider_that_does_not_answer_is_a_page_not_an_error(client, provider, person):
    provider.stop()

    response = client.post(LOGIN)

    assert response.status_code == 401
    assert "Chưa đăng nhập được" in words_of(response)


def test_answer_that_nobody_asked_for_is_refused(client, provider, person):
    response = client.get(reverse("openid_connect_callback", args=["oidc"]), {"code": "x", "state": "y"})

    assert response.status_code == 401
    assert "Chưa đăng nhập được" in words_of(response)


def test_own_account_is_tied_by_hand_when_the_addresses_differ(client, provider, person):
    client.post(reverse("account_login"), {"login": "may.lt", "password": "mot-mat-khau-dai-2026"})
    client.post(reverse("account_reauthenticate"), {"password": "mot-mat-khau-dai-2026"})
    assert "Nối với Tài khoản tỉnh" in words_of(client.get(reverse("socialaccount_connections")))
    provider.person = {"sub": "nguoi-2", "email": "rieng@example.vn", "email_verified": False}

    away = client.post(LOGIN + "?process=connect")
    back = requests.get(away.url, allow_redirects=False, timeout=5).headers["Location"]
    client.get(urlsplit(back).path + "?" + urlsplit(back).query)

    tied = SocialAccount.objects.get()
    assert (tied.user, tied.uid) == (person, "nguoi-2")
    client.post(reverse("socialaccount_connections"), {"account": tied.pk})
    assert [sentence.kind for sentence in history(person)] == [
        "accounts.provider_removed",
        "accounts.provider_connected",
    ]


def test_form_may_lead_to_the_provider_and_nowhere_else(monkeypatch):
    monkeypatch.setenv("OIDC_SERVER_URL", "https://dang-nhap.tinh.example/realms/qcdc")
    monkeypatch.setenv("OIDC_LOGIN_ORIGINS", "https://vneid.example")

    assert env.openid_connect_origins() == ["https://dang-nhap.tinh.example", "https://vneid.example"]


def test_provider_without_tls_is_refused_at_the_start(monkeypatch):
    monkeypatch.setenv("OIDC_SERVER_URL", "http://dang-nhap.tinh.example")

    with pytest.raises(ImproperlyConfigured, match="https"):
        env.openid_connect()
