"""Settings: every variable is documented, production refuses to start without the ones it needs."""

import os
import re
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from qcdc_portal.settings import env

ROOT = Path(__file__).resolve().parents[2]
# set by tools and benches, not by people
READ_BY_OTHERS = {"PYTEST_XDIST_WORKER", "DJANGO_SETTINGS_MODULE", "CELERY_SKIP_CHECKS", "QCDC_BENCH_FILES"}
PRODUCTION = {
    "SECRET_KEY": "a-long-secret-for-this-test-" + "0123456789" * 4,
    "ALLOWED_HOSTS": "qcdc.example, www.qcdc.example",
    "DATABASE_URL": "postgresql://user@127.0.0.1:1/name",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "DEFAULT_FROM_EMAIL": "qcdc@example.invalid",
    "QCDC_SEAL_KEY_FILE": "/run/secrets/seal.key",
}


def variables_read() -> set[str]:
    """Names that the project's own code asks the environment for."""
    found: set[str] = set()
    for path in ROOT.rglob("*.py"):
        if path.relative_to(ROOT).parts[0] in {".venv", ".tools", "var", "tests"}:
            continue
        text = path.read_text()
        for call in re.findall(r"\b(?:env\.)?(?:text|flag|number|time_of_day|words|require)\(([^)]*)\)", text):
            found |= set(re.findall(r'"([A-Z][A-Z_]{3,})"', call.split("default")[0]))
        found |= set(re.findall(r'environ(?:\.get|\.setdefault)?[(\[]"([A-Z_]+)"', text))
    for path in (*ROOT.glob("tools/*.sh"), *ROOT.glob("tests/**/*.py")):
        found |= set(re.findall(r"\b(QCDC_[A-Z_]+)\b", path.read_text()))
    found |= set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    return found - READ_BY_OTHERS


def test_the_example_lists_exactly_the_variables_that_are_read() -> None:
    listed = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert listed == variables_read()


def test_every_variable_of_the_example_is_explained() -> None:
    blocks = (ROOT / ".env.example").read_text().split("\n\n")
    assert all("#" in block for block in blocks if block.strip())


def start_production(**changes: str | None) -> subprocess.CompletedProcess[str]:
    keep = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    variables = keep | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "qcdc_portal.settings.prod"} | changes
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "import django; django.setup(); from django.conf import settings; print(settings.MAILERS)",
        ],
        env={name: value for name, value in variables.items() if value is not None},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_names_the_missing_variable(name: str) -> None:
    done = start_production(**{name: None})
    assert done.returncode != 0
    assert f"Set the environment variables {name} (see .env.example)." in done.stderr


def test_a_blank_variable_is_a_missing_one() -> None:
    assert "SECRET_KEY, EMAIL_URL" in start_production(SECRET_KEY="  ", EMAIL_URL="").stderr


def test_production_starts_with_them() -> None:
    done = start_production()
    assert done.returncode == 0, done.stderr
    assert "127.0.0.1" in done.stdout


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp://mail.example",
            {"host": "mail.example", "port": 25, "use_tls": False, "use_ssl": False, "username": ""},
        ),
        ("smtp://an:m%40t@mail.example", {"port": 587, "use_tls": True, "username": "an", "password": "m@t"}),
        ("smtp://an:x@127.0.0.1:2525?tls=0", {"port": 2525, "use_tls": False, "username": "an"}),
        ("smtps://an:x@mail.example", {"port": 465, "use_tls": False, "use_ssl": True}),
    ],
)
def test_email_url_becomes_a_mailer(url: str, expected: dict[str, object]) -> None:
    options = env.email(url)["default"]["OPTIONS"]
    assert options.items() >= expected.items()


def test_email_to_the_console() -> None:
    assert env.email("console:")["default"]["BACKEND"].endswith("console.EmailBackend")


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp:"])
def test_a_wrong_email_url_is_refused_by_name(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        env.email(url)


def test_a_socket_is_spelled_for_celery() -> None:
    assert env.broker("unix:///run/valkey.sock?db=3") == "redis+socket:///run/valkey.sock?virtual_host=3"
    assert env.broker("redis://:secret@valkey:6379/0") == "redis://:secret@valkey:6379/0"


def test_database_url() -> None:
    found = env.database("postgresql://an:m%40t@db.example:6432/qcdc?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("an", "m@t", "db.example", "6432")
    assert found["OPTIONS"]["sslmode"] == "require"
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database("mysql://db/qcdc")


@pytest.mark.parametrize(("value", "wanted"), [("1", True), ("OFF", False), ("", True)])
def test_flags(monkeypatch: pytest.MonkeyPatch, value: str, wanted: bool) -> None:
    monkeypatch.setenv("QCDC_SSL_REDIRECT", value)
    assert env.flag("QCDC_SSL_REDIRECT", default=True) is wanted


def test_a_flag_that_is_neither_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QCDC_SSL_REDIRECT", "maybe")
    with pytest.raises(ImproperlyConfigured, match="QCDC_SSL_REDIRECT"):
        env.flag("QCDC_SSL_REDIRECT")
    monkeypatch.setenv("PORT", "abc")
    with pytest.raises(ImproperlyConfigured, match="PORT"):
        env.number("PORT", 8000)


def test_a_time_of_day_is_read_or_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.time_of_day("QCDC_DIGEST_AT", "07:30") == time(7, 30)
    monkeypatch.setenv("QCDC_DIGEST_AT", "half past seven")
    with pytest.raises(ImproperlyConfigured, match="QCDC_DIGEST_AT"):
        env.time_of_day("QCDC_DIGEST_AT", "07:30")
