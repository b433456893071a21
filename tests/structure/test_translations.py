"""English pages are English: every string is translated, and no page shows a Vietnamese word of its own."""

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from common import errors, translations
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import MembershipFactory

from .access import TABLE
from .english import vietnamese_on, words_of_records
from .world import World, build_records, build_units

FILES = {"attachments:download", "reports:file", "reports:chart"}


@pytest.fixture(autouse=True)
def _leaves_the_language_as_it_was() -> Iterator[None]:
    """A request switches the language of its thread, here that of the tests that follow."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


def test_every_string_has_its_english():
    assert translations.problems() == []


# ---- every page, by somebody who may open them all


@pytest.fixture
def world(db) -> World:
    units = build_units()
    return World(units, records=build_records(units["inside"]))


@pytest.fixture
def reader(world) -> User:
    """Every role at the commune, and administrator of the unit above and of the system."""
    person = UserFactory(username="every-role", full_name="Every Role")
    for role in set(Role) - {Role.SYSTEM_ADMIN}:
        MembershipFactory(user=person, unit=world.units["inside"], role=role)
    for role in (Role.UNIT_ADMIN, Role.SYSTEM_ADMIN):
        MembershipFactory(user=person, unit=world.units["above"], role=role)
    return person


def english(user: User | None = None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def addresses(world: World) -> Iterator[tuple[str, str]]:
    for name, rows in TABLE.items():
        for row in rows if isinstance(rows, list) else [rows]:
            if row.method == "get" and row.kind != "unknown" and name not in FILES:
                record = world.records[row.record] if row.record else ()
                yield name, reverse(name, args=[*record, *row.args])


def test_no_page_shows_vietnamese_words_of_its_own(world, reader):
    seen, wrong, data = set(), {}, words_of_records()

    for client in (english(reader), english()):
        for name, url in addresses(world):
            with transaction.atomic():
                response = client.get(url)
                content = response.getvalue()  # reads files to their end, which closes them
                transaction.set_rollback(True)
            if response.status_code != 302 and "html" in response.headers["Content-Type"]:
                seen.add(name)
                if found := vietnamese_on(content.decode(), data):
                    wrong[url] = found

    assert len(seen) > 60
    assert wrong == {}


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.not_found, 404),
        (errors.csrf_failure, 403),
        (errors.server_error, 500),
        (errors.database_outage, 503),
    ],
)
def test_no_error_page_shows_vietnamese_words_of_its_own(db, answer, status):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    with translation.override("en"):
        response = answer(request)

    assert response.status_code == status
    assert vietnamese_on(response.content.decode(), []) == []


# ---- the check itself


@pytest.fixture
def room(settings, tmp_path) -> Path:
    """A project of one module with one string, translated."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "__init__.py").touch()
    write(tmp_path, '_("Lưu {name}")')
    translations.update()
    translate(msgstr="Save {name}")
    return tmp_path


def write(room: Path, line: str) -> None:
    (room / "room" / "pages.py").write_text(f"from django.utils.translation import gettext as _\n{line}\n", "utf-8")


def translate(**fields: object) -> None:
    catalogue = translations.read(translations.catalogue_path())
    for name, value in fields.items():
        setattr(catalogue[0], name, value)
    save(catalogue)


def save(catalogue: polib.POFile) -> None:
    path = translations.catalogue_path()
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def test_complete_catalogue_passes(room):
    call_command("check_translations")


def test_new_string_is_missed(room):
    write(room, '_("Lưu {name}"), _("Hủy")')
    assert translations.problems() == ["not in the catalogue: Hủy"]


@pytest.mark.parametrize("imported", ["gettext as _now", "ngettext as several", "gettext_lazy as _"])
def test_strings_under_other_names_are_found(room, imported):
    name = imported.split()[-1]
    line = f'from django.utils.translation import {imported}\n{name}("Hủy", "Hủy", 2)'
    write(room, f'_("Lưu {{name}}")\n{line}')
    assert translations.problems() == ["not in the catalogue: Hủy"]


@pytest.mark.parametrize(
    "tag",
    [
        '{% translate "Hủy" %}',
        "{% blocktranslate %}Hủy{% endblocktranslate %}",
        '{{ x|default:_("Hủy") }}',
        "{% blocktranslate count n=2 %}Hủy{% plural %}Hủy{% endblocktranslate %}",
    ],
)
def test_strings_of_templates_are_found(room, tag):
    (room / "templates").mkdir()
    (room / "templates" / "page.html").write_text("{% load i18n %}" + tag, "utf-8")
    assert translations.problems() == ["not in the catalogue: Hủy"]


def test_unused_string_is_named(room):
    write(room, "")
    assert translations.problems() == ["no longer used: Lưu {name}"]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"msgstr": ""}, "not translated"),
        ({"flags": ["fuzzy"]}, "fuzzy"),
        ({"msgstr": "Save {nam}"}, "other placeholders"),
        ({"msgstr": " Save {name}"}, "other blanks at its ends"),
        ({"msgstr": "Lưu {name}"}, "the translation is the source string"),
    ],
)
def test_wrong_translation_is_named(room, fields, problem):
    translate(**fields)
    assert f"{problem}: Lưu {{name}}" in translations.problems()


def test_stale_mo_is_named(room):
    catalogue = translations.read(translations.catalogue_path())
    catalogue[0].msgstr = "Keep {name}"
    catalogue.save(str(translations.catalogue_path()))

    assert translations.problems() == ["the .mo differs from the .po; run make fix"]


def test_english_source_string_is_named(room):
    write(room, '_("Save")')
    translations.update()
    translate(msgstr="Save it")

    assert translations.problems() == ["the source string is not Vietnamese: Save"]


def test_update_keeps_translations_and_takes_new_strings_in(room):
    write(room, '_("Lưu {name}"), _("Hủy")')

    with pytest.raises(CommandError, match="not translated: Hủy"):
        call_command("check_translations", "--update")

    said = {entry.msgid: entry.msgstr for entry in translations.read(translations.catalogue_path())}
    assert said == {"Hủy": "", "Lưu {name}": "Save {name}"}


def test_update_writes_the_same_file_twice(room):
    before = translations.catalogue_path().read_bytes()
    translations.update()
    assert translations.catalogue_path().read_bytes() == before
