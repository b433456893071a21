"""Whatever is typed or sent to a page of the report desk, it answers; nothing ends in an error of the server."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from accounts.models import User
from organizations.enums import Role
from reports import services
from reports.models import Report
from tests.factories.accounts import UserFactory
from tests.factories.batches import batch_of
from tests.factories.organizations import BodyFactory, MembershipFactory
from tests.factories.reports import ReportFactory

BAD = ["\x00", "9" * 30, "-1", "٣", "31/02/2026", "1901-Q1", "2999-Y", "{0}", "%s']--", "<p>" * 200, "", "2" * 18]
LONG = "a" * 20_000
QUESTIONS = {
    "list": ("ky", "loai", "trang_thai", "q", "page", "don-vi"),
    "dashboard": ("ky", "xem", "page", "don-vi"),
    "start": ("loai", "ky"),
    "week": ("tuan", "don-vi"),
    "books": ("tep", "page"),
    "batches": ("page", "don-vi"),
    "schedules": ("page",),
    "outlines": ("don-vi",),
}
"""What each page without a record is asked."""
STEPS = {
    "draft": ("signing", "submit", "word"),
    "submitted": ("send_back", "recall", "approve"),
    "approved": ("issue", "send_back"),
    "signing": ("issue",),
    "issued": ("after", "word"),
}
"""What is done with a report of each state."""
FIELD = re.compile(r'name="([^"]+)"')
BUTTONS = {
    "sau-ban-hanh": [("viec", word) for word in ("withdraw", "replace", "publish", "unpublish", "?")],
    "co-quan": [("luu", word) for word in ("chain", "numbering", "?")],
    "de-cuong": [("luu", word) for word in ("sections", "send", "?")],
    "/muc/": [("buoc", word) for word in ("gop-y", "lay", "tim", "ky-truoc", "ghep", "tiep", "?")],
    "ban-hanh": [("seen", word) for word in ("hand_over", "issue", "?")],
}
"""What the buttons of a page say; its other fields are read from the page."""


@pytest.fixture
def everybody(desk, client) -> User:
    """A person who holds every role of the ward, signed in."""
    person = UserFactory(member_of=desk.committee.unit, role=Role.CLERK)
    for role in set(Role) - {Role.CLERK}:
        MembershipFactory(user=person, unit=desk.committee.unit, role=role)
    client.force_login(person)
    return person


@pytest.fixture
def reports(desk, everybody) -> dict[str, Report]:
    """A report in each state."""
    body = desk.committee.body
    return {
        "draft": desk.write(),
        "submitted": ReportFactory(body=body, period="2020-Q1", submitted=True),
        "approved": ReportFactory(body=body, period="2020-Q2", approved=True),
        "signing": ReportFactory(body=body, period="2020-H1", signing=True),
        "issued": ReportFactory(body=body, period="2019-Y", issued=True, is_published=True),
    }


@pytest.fixture
def forms(desk, everybody, reports) -> list[str]:
    """Every address that something is sent to."""
    body, standard = desk.committee.body, reports["draft"].outline
    own = services.draft_outline(source=standard, body=body, name="Đề cương riêng", period="", by=desk.clerk)
    batch = batch_of([body, BodyFactory(unit=body.unit)], everybody)
    found = [reverse(f"reports:{page}") for page in ("start", "outlines", "schedules", "books", "batches")]
    found += [reverse("reports:outline", args=[outline.code]) for outline in (own, standard)]
    found += [reverse("reports:meeting", args=[desk.conference.code]), reverse("reports:practice", args=[body.code])]
    found += [batch.get_absolute_url(), reverse("reports:section", args=[reports["draft"].pk, "lanh-dao"])]
    for state, steps in STEPS.items():
        found += [reverse(f"reports:{step}", args=[reports[state].pk]) for step in steps]
    issued = reports["issued"]
    found += [reverse("public:verify", args=[issued.code])]
    return [*found, reverse("reports:figure", args=[issued.pk, "conferences.held"])]


def _questions(reports: dict[str, Report]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for page, names in QUESTIONS.items():
        yield reverse(f"reports:{page}"), names
    draft, issued = reports["draft"], reports["issued"]
    yield reverse("reports:section", args=[draft.pk, "lanh-dao"]), ("so",)
    yield reverse("reports:figure", args=[draft.pk, "own:conferences"]), ("page", "lan")
    yield reverse("reports:figure", args=[issued.pk, "conferences.held"]), ("page", "lan", "xoa")
    yield reverse("reports:figures", args=[issued.pk]), ("q", "nay", "lan", "page")
    yield reverse("reports:word", args=[draft.pk]), ("tep",)
    yield reverse("public:verify_figure", args=[issued.code, "conferences.held"]), ("page",)


def test_no_words_in_a_question_break_a_page(client, reports):
    for address, names in _questions(reports):
        for typed in (*BAD, LONG):
            for name in names:
                assert client.get(address, {name: typed}).status_code < 500, (address, name, typed)


def _sent(address: str, names: set[str]) -> Iterator[dict[str, str]]:
    """Nothing; the same words in every field, with each button."""
    yield {}
    buttons = [button for place, found in BUTTONS.items() if place in address for button in found]
    for number, typed in enumerate((*BAD, LONG)):
        words = dict.fromkeys(names, typed)
        yield words
        if buttons:
            name, word = buttons[number % len(buttons)]
            yield words | {name: word}


def test_no_words_in_a_field_break_a_step(client, forms):
    for address in forms:
        names = set(FIELD.findall(client.get(address, follow=True).content.decode())) - {"csrfmiddlewaretoken"}
        for data in _sent(address, names):
            assert client.post(address, data).status_code < 500, (address, data)


ODD = [
    b"text=%ff%fe&q=%00&reason=%ed%a0%80", b"=" * 3000, b"text-html=<p>x</p>&digest={}", b"text=x&digest=[[[[[",
    b"muc-TOTAL_FORMS=0&muc-INITIAL_FORMS=0&luu=sections",
    b"muc-TOTAL_FORMS=99999999999&muc-INITIAL_FORMS=0&luu=sections",
    b"buoc-TOTAL_FORMS=0&buoc-INITIAL_FORMS=0&luu=chain", b"buoc-TOTAL_FORMS=-1&buoc-INITIAL_FORMS=x&luu=chain",
    b"digest={\"text\":1}&text=x", b"xong=\xd9\xa3", b"chen=}}{{",
]  # fmt: skip


def test_no_bytes_break_a_step(client, forms):
    for address in forms:
        for sent in ODD:
            kind = "application/x-www-form-urlencoded"
            for accept in ("text/html", "application/json"):
                answer = client.post(address, sent, content_type=kind, headers={"accept": accept})
                assert answer.status_code < 500, (address, sent, accept)
        assert client.post(address, b"{", content_type="application/json").status_code < 500, address


@pytest.mark.parametrize(
    "address",
    [
        "/bao-cao/99999999999999999999999/", "/bao-cao/9999999999/so/x%00/", "/bao-cao/1/so/%ff/",
        "/bao-cao/9223372036854775808/muc/x/", "/bao-cao/1/tep/99999999999999999999/",
        "/bao-cao/dot/9999999999999999999999/", "/xac-minh/A%00/", "/xac-minh/AAAA/so/%00/", "/bao-cao/de-cuong/x/",
        "/xac-minh/AAAA/so/%ff%fe/", "/cong-khai/don-vi/x/du-lieu/", "/bao-cao/co-quan/x/", "/bao-cao/hoi-nghi/x/",
    ],
)  # fmt: skip
def test_no_address_breaks_the_desk(client, everybody, address):
    assert client.get(address).status_code in {200, 302, 400, 404}
    assert client.post(address, {}).status_code < 500
