"""Production settings start for real: no debug pages, static files by hashed name, headers, a strict policy."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db  # the tables that the server reads
HTTPS = {"Host": "qcdc.example", "X-Forwarded-Proto": "https"}


class KeepRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


OPENER = urllib.request.build_opener(KeepRedirect)


@dataclass
class Answer:
    """What came back; the connection is closed already."""

    status: int
    headers: Message
    body: bytes


def get(url, **headers):
    try:
        response = OPENER.open(urllib.request.Request(url, headers=headers), timeout=10)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return Answer(response.status, response.headers, response.read())


def database_url():
    database = connection.settings_dict
    where = {"host": database["HOST"] or "localhost", "port": database["PORT"] or 5432}
    files = {name: value for name, value in database["OPTIONS"].items() if name == "passfile"}
    user = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}" if database["PASSWORD"] else database["USER"]
    return f"postgresql://{user}@/{database['NAME']}?{urlencode(where | files)}"


@pytest.fixture(scope="module")
def server(django_db_setup, tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "QCDC", "PYTEST"))}
    env |= {
        "DJANGO_SETTINGS_MODULE": "qcdc_portal.settings.prod",
        "SECRET_KEY": "a-secret-of-this-test-only-0123456789-0123456789-0123",
        "ALLOWED_HOSTS": "qcdc.example",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "EMAIL_URL": "console:",
        "DEFAULT_FROM_EMAIL": "qcdc@example.invalid",
        "QCDC_SEAL_KEY_FILE": str(tmp_path_factory.mktemp("keys") / "seal.key"),
        "QCDC_DATA_DIR": str(tmp_path_factory.mktemp("data")),
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput"], cwd=ROOT, env=env, check=True, capture_output=True
    )
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen([*command, "--workers", "1", "qcdc_portal.wsgi:application"], cwd=ROOT, env=env)
    base = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        try:
            if get(f"{base}/healthz").status == 200:
                break
        except OSError:
            time.sleep(0.2)
    yield base
    process.terminate()
    process.wait(timeout=20)


def test_health_answers_whatever_the_host_name(server):
    assert get(f"{server}/healthz", Host="127.0.0.1").status == 200


def test_plain_http_is_sent_to_https(server):
    answer = get(f"{server}/tai-khoan/dang-nhap/", Host="qcdc.example")

    assert answer.status == 301
    assert answer.headers["Location"].startswith("https://qcdc.example/")


def test_sign_in_page_has_security_headers_and_a_strict_policy(server):
    answer = get(f"{server}/tai-khoan/dang-nhap/", **HTTPS)

    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Secure" in (answer.headers["Set-Cookie"] or "")


def test_static_files_have_hashed_names_and_are_kept_for_long(server):
    page = get(f"{server}/tai-khoan/dang-nhap/", **HTTPS).body.decode()
    name = re.search(r'href="(/static/css/qcdc\.[0-9a-f]{12}\.css)"', page).group(1)

    answer = get(server + name, **HTTPS)

    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_unknown_page_shows_our_words_and_no_debug_page(server):
    answer = get(f"{server}/khong-co-trang-nay/", **HTTPS)

    assert answer.status in {302, 404}
    assert b"DEBUG" not in answer.body


def test_another_host_name_is_refused(server):
    assert get(f"{server}/tai-khoan/dang-nhap/", Host="evil.example", **{"X-Forwarded-Proto": "https"}).status == 400
