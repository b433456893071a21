"""Every page of the portal in a real browser: no axe violation at 1280 and 360 px, nothing sideways, one heading."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from organizations.enums import Role
from petitions.models import ImportRun
from tests.structure.access import TABLE, Row
from tests.structure.world import World, build_people, build_records, build_units
from tests.support import browser

# Files, answers to machines, and addresses where these people find nothing or are sent away.
NO_PAGE = {
    "healthz", "readyz", "attachments:download", "reports:file", "notices:open", "unsent", "mfa_authenticate",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes", "account_set_password",
    "socialaccount_signup", "socialaccount_login_error", "openid_connect_login", "openid_connect_callback",
    "calendar_feed", "petitions:import_template", "petitions:import_workback", "petitions:export_file",
    "disclosures:list_paper", "disclosures:list_compiled", "disclosures:proof", "disclosures:file", "public:board_feed",
    "public:board_file", "supervision:monthly_paper", "reports:chart", "public:report_data", "public:unit_data",
}  # fmt: skip
# Who opens a page that several may open: the one with the most buttons on it.
FIRST = (Role.CLERK, Role.LEADER, Role.RECORDS_CLERK, Role.UNIT_ADMIN, Role.SYSTEM_ADMIN, Role.OFFICIAL)


def pages() -> Iterator[tuple[str, Row]]:
    """The addresses that answer with a page."""
    for name, rows in TABLE.items():
        for row in rows if isinstance(rows, list) else [rows]:
            if row.method == "get" and name not in NO_PAGE:
                yield name, row


def cases() -> Iterator[Any]:
    """Two halves, so that two workers walk side by side; each half builds its world once. Addresses that differ only
    in their last words share a template: the suite opens the first, `make prove` all of them."""
    seen: set[str] = set()
    for number, (name, row) in enumerate(pages()):
        again = [pytest.mark.prove] if name in seen and row.args else []
        seen.add(name)
        marks = [pytest.mark.xdist_group(f"pages-{number % 2}"), *again]
        yield pytest.param(name, row, id="-".join([name, *map(str, row.args)]), marks=marks)


CASES = list(cases())
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def storages(tmp_path_factory):
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return {**settings.STORAGES, "default": files | {"OPTIONS": {"location": tmp_path_factory.mktemp("files")}}}


@pytest.fixture(autouse=True)
def _own_files(settings, storages):
    settings.STORAGES = storages


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, storages) -> Iterator[World]:
    """Built once and really stored, because the server reads it from its own connections; emptied at the end."""
    with django_db_blocker.unblock(), override_settings(STORAGES=storages):
        with transaction.atomic():
            units = build_units()
            built = World(units, build_people(units), build_records(units["inside"]))
        yield built
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def server(world) -> Iterator[LiveServer]:
    running = LiveServer("localhost")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def page(chromium):
    context = chromium.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def visitor(world: World, row: Row):
    """Whoever may open the page; nobody for pages before sign-in."""
    if row.kind == "public":
        return None
    if row.kind == "own":  # the page of an import, for whoever uploaded its file
        return ImportRun.objects.get(pk=world.records[row.record][0]).created_by
    if row.kind.startswith("admin_"):
        return world.people[Role.UNIT_ADMIN, "above" if row.kind == "admin_above" else "inside"]
    may = row.roles or {FIRST[0]}
    return world.people[next(role for role in FIRST if role in may), "inside"]


def sit_down(page, server: LiveServer, user) -> None:
    """The browser as that person left it after signing in."""
    page.context.clear_cookies()
    if user is not None:
        client = Client()
        client.force_login(user)
        page.context.add_cookies([browser.session_cookie(client, server.url)])


@pytest.mark.parametrize(("name", "row"), CASES)
def test_page_is_accessible_and_fits_a_phone(world, server, page, name, row):
    args = world.records[row.record] if row.record else ()
    sit_down(page, server, visitor(world, row))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": 1280, "height": 800})
    answer = page.goto(server.url + reverse(name, args=[*args, *row.args]))

    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert browser.violations(page) == []
    for width in (360, 320):
        assert not browser.sideways(page, width), f"scrolls sideways at {width} px"
    page.set_viewport_size({"width": 360, "height": 800})
    assert browser.violations(page) == []
    assert complaints == []


@pytest.mark.django_db
def test_every_page_of_the_table_is_opened_or_is_none():
    opened = {name for name, _row in pages()}
    posted = {name for name, rows in TABLE.items() if isinstance(rows, Row) and rows.method == "post"}

    assert opened | posted | NO_PAGE == set(TABLE)


@pytest.mark.prove
@pytest.mark.django_db  # so that `make prove` has a test database, too: the pages themselves read what is really stored
def test_suite_and_proof_together_open_every_row():
    assert [tuple(case.values) for case in CASES] == list(pages())
