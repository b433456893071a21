"""An empty portal gets its first unit and its first administrator from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from organizations import roles
from organizations.enums import Role
from organizations.models import Unit

pytestmark = pytest.mark.django_db
WORDS = ["--name", "Quảng Ninh", "--code", "quang-ninh", "--since", "2025-07-01", "--username", "quantri"]
WORDS += ["--full-name", "Nguyễn Thị Hoa"]


def found(monkeypatch, password: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    out = io.StringIO()
    call_command("found_installation", *WORDS, stdout=out)
    return out.getvalue()


def test_first_unit_and_system_administrator_are_made(monkeypatch):
    said = found(monkeypatch, "mot-mat-khau-rat-dai-2026")

    assert "tỉnh Quảng Ninh" in said
    assert Unit.objects.get().code == "quang-ninh"
    assert roles.held(User.objects.get(username="quantri")) == {Role.SYSTEM_ADMIN}


def test_a_weak_password_is_refused_and_nothing_is_made(monkeypatch):
    with pytest.raises(CommandError):
        found(monkeypatch, "123")

    assert not User.objects.exists()
    assert not Unit.objects.exists()


def test_a_portal_that_has_units_is_left_alone(monkeypatch):
    found(monkeypatch, "mot-mat-khau-rat-dai-2026")

    with pytest.raises(CommandError, match="units already"):
        found(monkeypatch, "mot-mat-khau-rat-dai-2026")
