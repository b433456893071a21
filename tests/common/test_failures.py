"""Input that nobody can read, a database that goes away, and the pages that say so."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from accounts.models import User
from common import errors

pytestmark = pytest.mark.urls("tests.common.urls")


@pytest.fixture
def client() -> Client:
    """Failures arrive as pages, as they would in a browser."""
    return Client(raise_request_exception=False)


# -- unreadable input


@pytest.mark.parametrize(
    "address",
    [
        "/ok/?q=a%00b",
        "/ok/?q=%ED%A0%80",
        "/ok/?q=%ff",
        "/ok/?%00=1",
        "/ok/a%00b/",
        "/ok/%ED%A0%80/",
        "/ok/%ff/",
        "/no-such-page/%00",
        "/static/%00.css",
        "/ok/?q=%EF%BF%BD",
    ],
)
def test_an_address_that_cannot_be_read_is_a_400_page(client: Client, address: str):
    response = client.get(address)

    assert response.status_code == 400
    assert "Không đọc được yêu cầu" in response.content.decode()


def test_vietnamese_addresses_are_read(client: Client):
    response = client.get(f"/ok/{quote('Đầm Hà')}/?q={quote('dân chủ')}")

    assert response.status_code == 200
    assert response.content.decode() == "Đầm Hà dân chủ "


def test_nul_in_the_session_cookie_is_a_400_page(client: Client):
    response = client.get("/private/", headers={"cookie": 'sessionid="\\000aaaaaaaaaaaa"'})

    assert response.status_code == 400


def test_broken_cookies_of_other_portals_shut_nobody_out(client: Client):
    assert client.get("/ok/", headers={"cookie": 'other="\\000"; another=\xff'}).status_code == 200


def test_unreadable_fields_of_a_post_reach_the_form(client: Client):
    response = client.post("/ok/", {"q": "a\x00b"})

    assert response.status_code == 200
    assert response.content.decode().endswith("a\x00b")


@pytest.mark.parametrize(
    ("asked", "shown"), [("", 1), ("2", 2), ("x", 1), ("-1", 3), ("0", 3), ("99", 3), ("9" * 5000, 1), ("1.5", 1)]
)
def test_a_page_number_never_fails(client: Client, asked: str, shown: int):
    response = client.get("/pages/", {"page": asked})

    assert (response.status_code, response.content) == (200, str(shown).encode())


# -- pages


def test_what_is_not_there_is_a_404_page(client: Client, db: None):
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "Không tìm thấy trang này" in response.content.decode()


def test_a_refusal_gives_its_reason(client: Client, db: None):
    response = client.get("/refused/")

    assert response.status_code == 403
    assert "Chỉ cơ quan giao nhiệm vụ mới được xác nhận &lt;hoàn thành&gt;." in response.content.decode()


def test_a_form_that_outlived_its_session_says_that_nothing_is_lost():
    response = Client(enforce_csrf_checks=True).post("/ok/", {"q": "1"})

    assert response.status_code == 403
    assert "Biểu mẫu đã hết hạn" in response.content.decode()


def test_our_own_mistake_is_a_500_page(client: Client):
    response = client.get("/broken/")

    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()


@pytest.mark.parametrize(
    "page",
    [
        lambda request: errors.bad_request(request),
        lambda request: errors.server_error(request),
        lambda request: errors.database_outage(request),
        lambda request: errors.csrf_failure(request),
    ],
)
def test_pages_of_failure_need_no_database_no_session_and_no_scripts(page):
    response = page(RequestFactory().get("/"))  # pytest-django refuses the database to this test

    assert "<h1>" in response.content.decode()
    assert "<script" not in response.content.decode()


def test_a_page_of_failure_that_fails_itself_is_still_a_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(errors, "render_to_string", lambda template: 1 / 0)

    response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Hãy quay lại và thử lại." in response.content.decode()


# -- the database goes away


@pytest.fixture
def kill(transactional_db: None) -> Iterator[Callable[[bytes], None]]:
    """Ends the connection with a backend's id, from another connection."""
    other = connection.copy()

    def end(pid: bytes) -> None:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [int(pid)])
            assert cursor.fetchone() == (True,)

    yield end
    other.close()


def assert_outage_page(response) -> None:
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "Mất kết nối cơ sở dữ liệu" in response.content.decode()
    assert "Nội dung vừa nhập vẫn còn ở trình duyệt" in response.content.decode()


def test_a_connection_lost_between_two_requests_is_a_503_and_the_retry_works(client: Client, kill):
    kill(client.get("/query/").content)

    assert_outage_page(client.get("/query/"))
    assert client.get("/query/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_connection_lost_inside_a_transaction_is_a_503_and_the_retry_works(client: Client):
    assert_outage_page(client.post("/lose/"))
    assert client.get("/query/").status_code == 200


def test_a_connection_lost_before_the_session_is_read_is_a_503_and_the_retry_works(client: Client, kill):
    client.force_login(User.objects.create_user("lan", full_name="Lan"), "accounts.sessions.PortalBackend")
    kill(client.get("/query/").content)

    assert_outage_page(client.get("/private/"))
    assert client.get("/private/").content == b"lan"


def test_a_refused_connection_is_a_503(client: Client):
    assert_outage_page(client.get("/unreachable/"))


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_took_too_long_is_no_outage(client: Client):
    assert client.get("/cancelled/").status_code == 500
