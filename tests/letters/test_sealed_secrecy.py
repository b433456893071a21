"""No role without the right finds a denouncer's name: not on a page, in an export, a mail, a log, a search, or a dump.

The walk is the table of addresses (tests/structure/access.py), so pages that come later are walked too.
"""

import gzip
import io
import logging
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from audit.models import Event
from common import clock
from common.text import search_key, sort_key, syllable_pairs
from deadlines import digests, reminding
from letters import sealing
from letters.enums import ContentKind
from letters.models import SealedCase
from letters.services import letters as letter_services
from letters.services import sealed as services
from letters.services.letters import Content, Sender
from letters.services.sealed import Paper
from notices.models import Notice
from notices.tasks import send_due
from organizations.enums import Role
from organizations.models import Body
from tests.structure.access import TABLE
from tests.structure.test_budgets import LISTS
from tests.structure.test_permissions import ALL, expected
from tests.structure.world import PLACES, World, build_people, build_records, build_units

NAME, ADDRESS, PHONE = "Vừ Thị Gióng Mỷ", "Bản Huổi Khuông, nhà số 17", "0986771355"
WORDS = "Chủ tịch xã lập khống hồ sơ hỗ trợ để hưởng lợi riêng"
NOTE, REASON = "Giao xác minh lời bà Mỷ tại Huổi Khuông", "Mở để đối chiếu lời bà Mỷ"
SECRETS = (NAME, ADDRESS, PHONE, WORDS, NOTE, REASON)
SEARCHES = (search_key(NAME), "Huổi Khuông")


def spellings(secret: str) -> set[bytes]:
    """How a text could stand somewhere: accented, folded, decomposed, escaped, as a sort key, in other encodings."""
    plain, folded = secret, search_key(secret)
    texts = {plain, plain.upper(), plain.casefold(), folded, sort_key(plain), plain.replace(" ", "_")}
    texts |= {unicodedata.normalize("NFD", text) for text in list(texts)}
    texts |= {quote(plain), quote(folded), urlencode({"x": plain})[2:], plain.encode("unicode_escape").decode()}
    texts |= {re.sub(r"[^\x00-\x7f]", lambda m: f"\\u{ord(m[0]):04x}", plain)}
    other = {plain.encode("utf-16-le"), plain.encode().hex().encode()}
    return other | {text.encode() for text in texts if len(text) > 5}


FORMS = {form for secret in SECRETS for form in spellings(secret)}
FORMS |= {pair.encode() for pair in syllable_pairs("Gióng Mỷ") + syllable_pairs("Huổi Khuông")}
PATTERN = re.compile(b"|".join(re.escape(form) for form in sorted(FORMS, key=len, reverse=True)))


def hits(data: bytes) -> list[bytes]:
    """What of the secret stands in these bytes, in those of an archive in it too."""
    found = PATTERN.findall(data)
    if data[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(data))
        found += [hit for name in archive.namelist() for hit in PATTERN.findall(archive.read(name))]
    return found


@dataclass
class Sealed:
    """The world of the permission table with a case that has gone through its life."""

    world: World
    case: SealedCase
    leader: object
    logged: io.StringIO
    sent: list  # the mails: the mailbox is emptied before each test


@pytest.fixture(scope="module")
def sealed(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Sealed]:
    """Entered through the page, named, opened, accepted with a note; reminders and digests have run."""
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    storages = {**settings.STORAGES, "default": files | {"OPTIONS": {"location": tmp_path_factory.mktemp("files")}}}
    key_file = str(tmp_path_factory.mktemp("keys") / "seal.key")
    logged, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(logged), root.level
    own = {"STORAGES": storages, "QCDC_SEAL_KEY_FILE": key_file}
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(**own):
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        units = build_units()
        world = World(units, build_people(units), build_records(units["inside"]))
        for key, user in world.people.items():
            world.clients[key] = Client(raise_request_exception=False)
            world.clients[key].force_login(user)
            user.email = f"{user.username}@qcdc.example"
            user.save(update_fields=["email"])
        body = Body.objects.get(unit=units["inside"], short_name="UBND xã")
        case, leader = _life_of_a_case(world, body)
        world.records |= {"sealed case": (case.code,), "letter": (case.pointer.letter.code,)}
        reminding.mark_owed()
        digests.send_digests()
        send_due()
        yield Sealed(world, case, leader, logged, list(mail.outbox))
        root.removeHandler(handler)
        root.setLevel(level)
        transaction.set_rollback(True)


def _life_of_a_case(world: World, body: Body):
    """Its letter, typed by the clerk first with a mistake; then everything that a leader may do with a case."""
    clerk, leader = world.people[Role.CLERK, "inside"], world.people[Role.LEADER, "inside"]
    typed = {
        "body": body.pk, "received_on": "31/02/2020", "came_by": "post", "name": NAME, "address": ADDRESS,
        "phone": PHONE, "people_count": "1", "noi-dung-TOTAL_FORMS": "3", "noi-dung-INITIAL_FORMS": "0",
        "noi-dung-0-kind": "sealed", "noi-dung-0-summary": WORDS, "noi-dung-1-kind": "feedback",
        "noi-dung-1-summary": "Rác thải ở chợ",
    }  # fmt: skip
    client = world.clients[Role.CLERK, "inside"]
    assert client.post(reverse("letters:new"), typed).status_code == 200  # what was typed is kept for the clerk
    answer = client.post(reverse("letters:new"), typed | {"received_on": "05/10/2020"})
    assert answer.status_code == 302, answer.content.decode()
    case = SealedCase.objects.latest("pk")
    assert case.body == body
    named = world.people[Role.OFFICIAL, "inside"]
    services.grant(case=case, user=named, until=None, by=leader)
    services.accept(case=case, on=case.received_on, paper=Paper("12/TB-UBND", case.received_on), by=leader, note=NOTE)
    opened = world.clients[Role.LEADER, "inside"].post(reverse("letters:unseal", args=[case.code]), {"reason": REASON})
    assert NAME in opened.content.decode()  # who has the right reads it
    assert opened["Cache-Control"] == "no-store"
    other = [Content(ContentKind.SEALED, WORDS), Content(ContentKind.RECOMMENDATION, "Đề nghị sửa đường")]
    letter_services.receive_letter(
        body=body, received_on=case.received_on, came_by="post", contents=other, by=clerk,
        sender=Sender(NAME, ADDRESS, PHONE),
    )  # fmt: skip
    return case, leader


ADDRESSES = [(name, row) for name, row in ALL if row.kind != "unknown"]


@pytest.mark.django_db
@pytest.mark.xdist_group("secrecy")
def test_no_page_export_or_search_names_a_denouncer(sealed):
    """Every address of the table, as it is and with the name as its search words, for some of those who may open it:
    others for the next address. For all of them: the test below."""
    found, asked = _walk(sealed, lambda number, place: number % 3 == place % 3)
    assert not found, "\n".join(sorted(set(found)))
    assert asked > 500


@pytest.mark.prove
@pytest.mark.django_db
def test_no_page_export_or_search_names_a_denouncer_to_anybody(sealed):
    """The same for every role, inside and above."""
    found, _asked = _walk(sealed, lambda _number, _place: True)
    assert not found, "\n".join(sorted(set(found)))


def _walk(sealed: Sealed, is_asked) -> tuple[list[str], int]:
    """Whatever of the secrets stood on a page, and how many pages were asked."""
    found, asked = [], 0
    for person, (client_key, client) in enumerate([(None, Client()), *sealed.world.clients.items()]):
        role, place = client_key or (None, "nowhere")
        if role is not None and place != "inside" and (role, place) != (Role.LEADER, "above"):
            continue  # who stands elsewhere sees less of the same
        for number, (name, row) in enumerate(ADDRESSES):
            if role not in {None, Role.AUDITOR} and not is_asked(number, person):
                continue
            if expected(row, role, place) != "ok" and role is not Role.AUDITOR:
                continue  # refusals are all alike; the auditor walks into every one of them
            url = reverse(name, args=[*sealed.world.records.get(row.record, ()), *row.args])
            for words in ("", NAME) if name in {*LISTS, "search"} else ("",):
                asked += 1
                for hit in hits(_ask(client, url, row, words)):
                    found.append(f"{role} {place} {url}: {hit.decode(errors='replace')}")
    return found, asked


def _ask(client: Client, url: str, row, words: str) -> bytes:
    """The whole answer: head, body, what a file streams; whatever was changed is undone."""
    cookies = client.cookies.copy()
    query = {"q": words, "tu-khoa": words, "so": words} if words else {}
    with transaction.atomic():
        response = client.post(url, {}) if row.method == "post" else client.get(url, query)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.streaming:
        body = b"".join(response.streaming_content)
        for close in response._resource_closers:
            close()
    else:
        body = response.content
    if response.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    typed = [words.encode(), quote(words).encode(), urlencode({"q": words})[2:].encode()] if words else []
    for own in typed:  # a search box shows again what this person typed
        body = body.replace(own, b"")
    return body + b"\n" + str(response.headers if not words else "").encode()


@pytest.mark.django_db
@pytest.mark.xdist_group("secrecy")
def test_searching_for_a_denouncer_finds_what_searching_for_nobody_finds(sealed):
    """Nothing tells a name that is sealed from a name that is nowhere."""
    for role in Role:
        client = sealed.world.clients[role, "inside"]
        for url in (reverse("search"), reverse("letters:letters")):
            nothing = _results(client, url, "Xyz Qwk Không Có")
            assert [_results(client, url, words) for words in SEARCHES] == [nothing, nothing], f"{role} {url}"


def _results(client: Client, url: str, words: str) -> list[str]:
    """The links of the page, without those that carry the words."""
    page = client.get(url, {"q": words, "trang-thai": ""}).content.decode()
    return sorted(link for link in re.findall(r'href="([^"]+)"', page) if "q=" not in link)


@pytest.mark.django_db
@pytest.mark.xdist_group("secrecy")
def test_no_mail_notice_or_log_line_names_a_denouncer(sealed):
    sent = b"\n".join(message.message().as_bytes() + message.body.encode() for message in sealed.sent)
    notices = "\n".join(f"{n.subject} {n.text} {n.url}" for n in Notice.objects.all())
    events = "\n".join(str(event.data) + event.actor_name for event in Event.objects.all())

    assert Event.objects.filter(kind="letters.sealed.opened", data={"code": sealed.case.code}).exists()
    assert sealed.logged.getvalue()
    assert sealed.sent
    assert notices
    for place, text in {"mail": sent, "notices": notices.encode(), "audit": events.encode()}.items():
        assert not hits(text), place
    assert not hits(sealed.logged.getvalue().encode()), "log"


@pytest.mark.django_db
@pytest.mark.xdist_group("secrecy")
def test_a_dump_without_the_key_file_names_no_denouncer(sealed):
    """Every row of every table, history tables included, as text and with its bytes unpacked."""
    found = []
    for table in tables():
        for row in rows_of(table):
            if hits(row):
                found.append(table)
    assert not set(found)
    assert {"letters_sealedcase", "letters_letterevent", "audit_event", "django_session"} <= set(tables())


@pytest.mark.django_db
@pytest.mark.xdist_group("secrecy")
def test_the_dump_is_readable_with_the_key_file_so_the_search_looks_at_the_right_place(sealed):
    """The same search over the opened texts finds them: the proof above is not empty."""
    opened = services.unseal(case=sealed.case, reason=REASON, by=sealed.leader)

    assert {opened.identity.name, opened.identity.address, opened.content} == {NAME, ADDRESS, WORDS}
    assert hits(opened.identity.name.encode())
    assert hits(unicodedata.normalize("NFD", search_key(opened.identity.name)).encode())
    assert sealing.key_file().read_bytes().strip()
    for planted in (NAME, search_key(NAME), unicodedata.normalize("NFD", NAME)):
        with transaction.atomic():
            Event.objects.create(
                at=clock.now(), kind="letters.step", subject_kind="x", subject_id=1, data={"x": planted}
            )
            assert any(hits(row) for row in rows_of("audit_event")), planted
            transaction.set_rollback(True)


def test_sealed_tables_have_no_history_and_no_search():
    for model in apps.get_app_config("letters").get_models():
        if not model.__name__.startswith("Sealed"):
            continue
        assert not getattr(model, "pgh_event_models", None), model
        assert not hasattr(model, "stakes"), model
        assert not {"search_key", "sort_key", "pairs"} & {field.name for field in model._meta.fields}, model


def test_the_walk_covers_every_address():
    assert {name for name, _row in ALL} == set(TABLE)
    assert set(PLACES) >= {"inside", "above"}


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def rows_of(table: str) -> Iterator[bytes]:
    """The rows as COPY writes them, and what their columns of bytes hold."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text, to_jsonb(t)::text FROM "{table}" t')
        for text, packed in cursor.fetchall():
            yield text.encode() + b"\n" + packed.encode()
            for hexed in re.findall(r"\\+x([0-9a-f]{8,})", text):
                yield bytes.fromhex(hexed[: len(hexed) // 2 * 2])
