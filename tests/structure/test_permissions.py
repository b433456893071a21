"""Every address × every role × inside, above, beside, below, before, nobody: tests/structure/access.py says who may.

The suite asks every address as each role inside and as each role at one place outside, another place for the next
address, and as some at the other places; `make prove` asks as everybody everywhere (half of the suite's time).
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.template.backends.django import Template
from django.test import Client, override_settings
from django.urls import NoReverseMatch, get_resolver, reverse

from organizations.enums import Role
from qcdc_portal import urls

from .access import CASE_READERS, TABLE, Row
from .world import PLACES, World, build_people, build_records, build_units

SIGN_IN = "/tai-khoan/dang-nhap/"
ALL = [(name, row) for name, rows in TABLE.items() for row in (rows if isinstance(rows, list) else [rows])]
# Two halves, so that two workers walk side by side; each half builds its world once.
CASES = [
    pytest.param(name, row, id=f"{name}-{number}", marks=pytest.mark.xdist_group(f"permissions-{number % 2}"))
    for number, (name, row) in enumerate(ALL)
]


def addresses(resolver=None, namespace="") -> Iterator[str]:
    """The names of all addresses."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from addresses(pattern, inner)
        else:
            yield ":".join(part for part in (namespace, pattern.name) if part)


@pytest.fixture(scope="module")
def storages(tmp_path_factory):
    """One folder of files for all addresses."""
    folder = tmp_path_factory.mktemp("files")
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    return {**settings.STORAGES, "default": files}


@pytest.fixture(autouse=True)
def _own_files(settings, storages):
    settings.STORAGES = storages


@pytest.fixture
def plain_refusals(monkeypatch):
    """Three of four answers are refusals; their page is the same every time, so that it is looked at once, below."""
    monkeypatch.setattr(urls, "handler403", lambda request, exception=None: HttpResponseForbidden())
    monkeypatch.setattr(urls, "handler404", lambda request, exception=None: HttpResponseNotFound())


@pytest.fixture
def undrawn_pages(monkeypatch):
    """Who may open a page is settled before it is drawn; drawing it for everybody took a third of this walk.

    What stands on the pages is looked at by test_budgets, by the rooms' tests and in a browser.
    """
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, storages) -> Iterator[World]:
    """Built once for all addresses, inside a transaction that is never committed; everybody is signed in already."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(STORAGES=storages):
        units = build_units()
        built = World(units, build_people(units), build_records(units["inside"]))
        for key, user in built.people.items():
            built.clients[key] = Client()
            built.clients[key].force_login(user)
        yield built
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_address_has_a_row_and_every_row_an_address():
    assert set(addresses()) == set(TABLE)


@pytest.mark.parametrize(("name", "row"), CASES)
def test_address_opens_for_whom_the_table_says(world, plain_refusals, undrawn_pages, name, row):
    assert_opens(world, name, row, [one for one in everybody(world) if is_asked(ALL.index((name, row)), *one[:2])])


@pytest.mark.prove
@pytest.mark.parametrize(("name", "row"), CASES)
def test_address_opens_for_whom_the_table_says_everywhere(world, plain_refusals, undrawn_pages, name, row):
    assert_opens(world, name, row, list(everybody(world)))


def assert_opens(world: World, name: str, row: Row, people) -> None:
    url = address(world, name, row)
    answers = [(role, place, ask(url, row, client), expected(row, role, place)) for role, place, client in people]
    wrong = [f"{role} {place}: {got}, not {want}" for role, place, got, want in answers if got != want]

    assert not wrong, f"{url}: " + "; ".join(wrong)


def is_asked(number: int, role: Role | None, place: str) -> bool:
    """Whom the suite asks an address as; numbers that follow each other take other people outside."""
    if role is None or place == "inside":
        return True
    outside = [other for other in PLACES if other != "inside"]
    roles = list(Role)
    return outside.index(place) == number % len(outside) or (roles.index(role) + number) % len(roles) < 2


@pytest.mark.parametrize("place", [place for place in PLACES if place != "inside"])
def test_the_suite_asks_as_each_role_at_each_place_of_a_few_addresses(place):
    asked = {role for number in range(4) for role in Role if is_asked(number, role, place)}

    assert asked == set(Role)


@pytest.mark.xdist_group("permissions-0")
@pytest.mark.parametrize(("name", "status"), [("jobs:detail", 404), ("administration:rules", 403)])
def test_a_refusal_is_a_page_for_everybody_who_is_refused(world, name, status):
    row = TABLE[name]
    url = address(world, name, row)
    answers = [client.get(url) for _role, _place, client in everybody(world)]
    refused = [answer.content.decode() for answer in answers if answer.status_code == status]

    assert len(refused) > len(Role)
    assert all("</html>" in page and "<h1" in page for page in refused)


def everybody(world: World):
    yield None, "nowhere", Client()
    for (role, place), client in world.clients.items():
        yield role, place, client


def address(world: World, name: str, row: Row) -> str:
    args = world.records[row.record] if row.record else ()
    try:
        return reverse(name, args=[*args, *row.args])
    except NoReverseMatch as error:
        raise AssertionError(f"{name}: the table's arguments do not fit: {error}") from error


def ask(url: str, row: Row, client: Client) -> str:
    """What comes back, in a word; whatever was changed is undone, and nobody stays signed out."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.post(url, {}) if row.method == "post" else client.get(url)
        transaction.set_rollback(True)
    if response.streaming:
        for close in response._resource_closers:
            close()  # not the response: that would close the connection of the whole world
    client.cookies = cookies
    if response.status_code == 302 and response.url.startswith(SIGN_IN):
        return "sign in"
    return {403: "forbidden", 404: "not found"}.get(response.status_code, "ok")


def expected(row: Row, role: Role | None, place: str) -> str:
    """The table's word for one person."""
    if row.kind == "public":
        return "ok"
    if row.kind == "unknown":  # an address that is not there: no provider, no such calendar
        return "not found"
    if role is None or row.kind == "nobody":
        return "sign in"
    if row.kind == "signed_in":
        return "ok"
    if row.kind == "entry":
        return "ok" if role in row.roles else "forbidden"
    if row.kind == "entry_inside":
        return "ok" if role in row.roles and place == "inside" else "forbidden"
    if row.kind == "sealed":
        return "ok" if role in row.roles and place == "inside" else "not found"
    if row.kind == "restricted":
        return _of_a_case(row, role, place)
    if row.kind in {"own", "no_factor"}:
        return "not found"
    if row.kind == "admin":
        return _administrator(row, role, place)
    if row.kind in {"admin_read", "admin_above"}:
        return _administrator_of_units(row, role, place)
    sees = place in {"inside", "above"} and role is not Role.SYSTEM_ADMIN
    if not sees:
        return "not found"
    if row.kind == "read" or (row.kind == "write_seen" and role in row.roles):
        return "ok"
    return "ok" if place == "inside" and role in row.roles else "forbidden"


def _of_a_case(row: Row, role: Role, place: str) -> str:
    """A pending case exists only for those who work with it at a body that takes part."""
    if place != "inside" or role not in CASE_READERS:
        return "not found"
    return "ok" if role in row.roles else "forbidden"


def _administrator(row: Row, role: Role, place: str) -> str:
    """Units and people are kept by administrators of the unit and of those above; system administrators everywhere."""
    if role is Role.SYSTEM_ADMIN:
        return "ok"
    return "ok" if role in row.roles and place in {"inside", "above"} else "forbidden"


def _administrator_of_units(row: Row, role: Role, place: str) -> str:
    """Who is no administrator learns that; an administrator sees the units inside and below the own one."""
    if role is Role.SYSTEM_ADMIN:
        return "ok"
    if role is not Role.UNIT_ADMIN:
        return "forbidden"
    if place not in {"inside", "above"}:
        return "not found"
    return "ok" if place == "above" or row.kind == "admin_read" else "forbidden"


def test_all_places_and_roles_are_walked(world):
    assert len(world.people) == len(Role) * len(PLACES)
