"""Sessions of councils through their verbs and pages: numbers, states, questions whose promises become tasks."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.template import engines
from django.urls import reverse

from audit.services import history
from common import chain
from conferences import opinion_actions, services, session_sections
from conferences.enums import Answered, SessionKind, SessionStatus
from conferences.models import ConferenceKind, CouncilSession, CouncilTerm
from conferences.services import Asked, Served, Sitting, Verified
from conferences.session_sections import SessionSection
from organizations.enums import Family, Role
from steering.models import Task
from tests.factories.accounts import UserFactory
from tests.factories.conferences import (
    ConferenceFactory,
    CouncilSessionFactory,
    CouncilTermFactory,
    OpinionFactory,
    QuestioningFactory,
)
from tests.factories.documents import OfficialDocumentFactory
from tests.factories.organizations import BodyFactory, days

from .recording import refused, send

REGULAR, THEMATIC = SessionKind.REGULAR, SessionKind.THEMATIC
pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> SimpleNamespace:
    """The council of a commune in its term XIX, its economic committee, its People's Committee, and a clerk."""
    term = CouncilTermFactory()
    body, unit = term.council, term.council.unit
    family = {"unit": unit, "kind__family": Family.COUNCIL}
    return SimpleNamespace(
        term=term,
        body=body,
        unit=unit,
        board=BodyFactory(code="ban-kt", kind__code="ban-hdnd", name="Ban Kinh tế – Xã hội", **family),
        standing=BodyFactory(code="tt", kind__code="thuong-truc-hdnd", name="Thường trực", parent=body, **family),
        committee=BodyFactory(unit=unit, code="ubnd", name="Ủy ban nhân dân xã", short_name="UBND xã"),
        clerk=UserFactory(member_of=unit, role=Role.CLERK),
    )


def sitting(council, **changes) -> Sitting:
    values = {"term": council.term, "kind": REGULAR, "starts_on": date(2020, 7, 6), "ends_on": date(2020, 7, 8)}
    return Sitting(**values | changes)


def plan(council, **changes) -> CouncilSession:
    return services.plan_session(sitting=sitting(council, **changes), by=council.clerk)


def asked(council, **changes) -> Asked:
    values = {"asked_by": "Đại biểu Tổ số 3", "asked": council.committee, "question": "Bao giờ sửa xong đường?"}
    return Asked(**values | changes)


# -- numbers


@pytest.mark.parametrize(
    ("one_row", "restarts", "next_thematic", "first_of_next_term"),
    [(True, True, 3, 1), (False, True, 1, 1), (True, False, 3, 3)],
)
def test_a_number_is_proposed_in_the_row_in_which_the_council_counts(
    council, one_row, restarts, next_thematic, first_of_next_term
):
    services.set_numbering(council=council.body, one_row=one_row, restarts=restarts, by=council.clerk)
    assert [plan(council).ordinal, plan(council).ordinal] == [1, 2]
    after = services.found_term(
        council=council.body, served=Served(number=20, first=date(2021, 5, 23)), by=council.clerk
    )

    assert services.propose_ordinal(council.term, THEMATIC) == next_thematic
    assert services.propose_ordinal(after, REGULAR) == first_of_next_term


def test_the_portal_names_a_session_and_a_number_is_not_given_twice(council):
    first = plan(council, ordinal=11)

    assert first.title == f"Kỳ họp thứ 11, {council.body.name} khóa XIX"
    assert first.code == f"KH-2020-0706-{council.unit.code}"
    assert first.title in refused("ordinal", plan, council=council, ordinal=11, kind=THEMATIC)
    services.cancel_session(session=first, reason="Hoãn vì dịch", by=council.clerk)
    assert plan(council, ordinal=11).label == "kỳ họp thứ 11, khóa XIX"
    assert plan(council, is_numbered=False, kind=THEMATIC).ordinal is None


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("ends_on", {"ends_on": date(2020, 7, 5)}),
        ("starts_on", {"starts_on": date(2021, 6, 1), "ends_on": date(2021, 6, 1)}),
        ("ordinal", {"ordinal": 1000}),
    ],
)
def test_a_session_fits_its_term(council, field, changes):
    refused(field, plan, council=council, **changes)


def test_a_way_of_numbering_that_would_make_two_sessions_alike_is_refused(council):
    now = CouncilTermFactory(council=council.body, number=20, valid=days("2021-05-23"))
    services.set_numbering(council=council.body, one_row=False, restarts=True, by=council.clerk)
    for kind in (REGULAR, THEMATIC):
        plan(council, term=now, kind=kind, ordinal=1, starts_on=date(2022, 7, 6), ends_on=date(2022, 7, 6))

    refused(None, services.set_numbering, council=council.body, one_row=True, restarts=True, by=council.clerk)


def test_terms_follow_each_other_and_keep_their_sessions(council):
    found = {"council": council.body, "by": council.clerk}
    refused("first", services.found_term, served=Served(number=20, first=date(2021, 5, 1)), **found)
    refused("number", services.found_term, served=Served(number=19, first=date(2021, 5, 23)), **found)
    refused(
        "council",
        services.found_term,
        council=council.board,
        served=Served(number=1, first=date(2021, 1, 1)),
        by=council.clerk,
    )
    plan(council)
    later = Served(number=19, first=date(2020, 8, 1), until=date(2021, 5, 23))
    refused("first", services.edit_term, term=council.term, served=later, by=council.clerk)
    named = Served(number=19, first=date(2016, 5, 22), until=date(2021, 5, 23), name="nhiệm kỳ 2016–2021")
    assert services.edit_term(term=council.term, served=named, by=council.clerk).label == "nhiệm kỳ 2016–2021"


# -- the life of a session


def test_a_session_is_opened_closed_and_opened_again_with_a_reason(council):
    session, by = plan(council), council.clerk
    refused(None, services.close_session, session=session, by=by)
    session = services.close_session(session=services.open_session(session=session, by=by), by=by)
    assert session.status == SessionStatus.CLOSED
    refused(None, services.edit_session, session=session, sitting=sitting(council), by=by)
    refused("reason", services.reopen_session, session=session, reason=" ", by=by)
    services.reopen_session(session=session, reason="Sửa ngày", by=by)
    edited = services.edit_session(session=session, sitting=sitting(council, ends_on=date(2020, 7, 9)), by=by)

    assert (edited.status, edited.ends_on, edited.ordinal) == (SessionStatus.OPEN, date(2020, 7, 9), 1)
    assert [line.text for line in history(session)][1].endswith("mở lại kỳ họp; lý do: Sửa ngày")


def test_a_session_of_the_future_is_neither_opened_nor_closed_early(council):
    now = CouncilTermFactory(council=council.body, number=21, valid=days("2026-01-01"))
    ahead = plan(council, term=now, starts_on=date(2090, 1, 1), ends_on=date(2090, 1, 2))
    refused(None, services.open_session, session=ahead, by=council.clerk)
    begun = plan(council, term=now, starts_on=date(2026, 1, 5), ends_on=date(2090, 1, 2))
    refused(
        None, services.close_session, session=services.open_session(session=begun, by=council.clerk), by=council.clerk
    )


@pytest.mark.parametrize(
    ("role", "keeps", "reopens"),
    [
        (Role.OFFICIAL, True, False),
        (Role.SUPERVISOR, True, True),
        (Role.LEADER, False, True),
        (Role.FRONT, False, False),
    ],
)
def test_who_keeps_a_session_and_who_opens_it_again(council, role, keeps, reopens):
    person = UserFactory(member_of=council.standing, role=role)
    session = CouncilSessionFactory(term=council.term, closed=True)
    for allowed, verb in (
        (keeps, lambda: services.add_questioning(session=session, asked=asked(council), by=person)),
        (reopens, lambda: services.reopen_session(session=session, reason="Sửa", by=person)),
    ):
        if allowed:
            verb()
        else:
            with pytest.raises(PermissionDenied):
                verb()


# -- what belongs to it


def test_the_councils_own_committees_verify_and_then_see_the_session(council):
    session = plan(council)
    verified = Verified(committee=council.board, matter="Báo cáo thu, chi ngân sách")
    line = services.add_verification(session=session, verified=verified, by=council.clerk)
    refused("matter", services.add_verification, session=session, verified=verified, by=council.clerk)
    for stranger in (council.committee, council.body):
        wrong = Verified(committee=stranger, matter="Việc khác")
        refused("committee", services.add_verification, session=session, verified=wrong, by=council.clerk)

    assert session.stakes.filter(body=council.board, until=None).exists()
    services.remove_verification(line=line, by=council.clerk)
    assert not session.stakes.filter(body=council.board, until=None).exists()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("asked_by", {"asked_by": " "}),
        ("question", {"question": "\n"}),
        ("answered", {"answer": "Sẽ làm"}),
        ("answer", {"answered": Answered.AT_SESSION}),
        ("document", {"answered": Answered.IN_WRITING, "answer": "Đã có công văn"}),
    ],
)
def test_an_answer_says_how_it_was_given_and_a_written_one_has_its_paper(council, field, changes):
    session = plan(council)
    refused(field, services.add_questioning, session=session, asked=asked(council, **changes), by=council.clerk)


def test_a_promise_becomes_one_task_of_the_council(council):
    session = services.open_session(session=plan(council), by=council.clerk)
    line = services.add_questioning(session=session, asked=asked(council), by=council.clerk)
    promised = {"line": line, "title": "Sửa xong đường", "due_on": date(2020, 11, 30), "by": council.clerk}
    refused(None, services.commit_to_task, **promised)
    answered = asked(council, answered=Answered.AT_SESSION, answer="Xong trước 30/11/2020")
    services.edit_questioning(line=line, asked=answered, by=council.clerk)
    task = services.commit_to_task(**promised)
    refused(None, services.commit_to_task, **promised)
    refused(None, services.remove_questioning, line=line, by=council.clerk)
    other = asked(council, asked=council.board, answered=Answered.AT_SESSION, answer="Xong")
    refused("asked", services.edit_questioning, line=line, asked=other, by=council.clerk)

    assert (task.assigned_by, task.lead) == (council.body, council.committee)
    assert task.origin_text == f"chất vấn tại {session.label}"
    assert [link.label for link in chain.links("steering.task", [task.pk])[task.pk]][:2] == [
        session.label,
        f"chất vấn tại {session.short_label}",
    ]
    here = chain.links("conferences.councilsession", [session.pk])[session.pk]
    assert [link.label for link in here] == [session.label, "1 chất vấn", "nhiệm vụ"]


def test_people_of_the_standing_committee_set_the_task_in_its_name(council):
    line = QuestioningFactory(session=CouncilSessionFactory(term=council.term, opened=True), asked=council.committee)
    clerk = UserFactory(member_of=council.standing, role=Role.CLERK)

    task = services.commit_to_task(line=line, title="Sửa đường", due_on=date(2020, 12, 1), by=clerk)

    assert task.assigned_by == council.standing


# -- pages


def test_a_session_is_kept_with_links_and_forms_alone(client, council):
    CouncilTerm.objects.all().delete()
    client.force_login(council.clerk)
    terms = reverse("conferences:council_terms")
    assert terms in client.get(reverse("conferences:session_create")).text
    send(client, terms, council=council.body.pk, number="19", first="22/05/2016", last="22/05/2021")
    send(client, f"{terms}?danh-so={council.body.code}", one_row=False, restarts="on")
    term = CouncilTerm.objects.get()
    assert (term.valid, term.council.session_numbering.one_row) == (days("2016-05-22", "2021-05-23"), False)

    send(client, reverse("conferences:session_create"), term=term.pk, ordinal="11", starts_on="6/7/2020")
    session = CouncilSession.objects.get()
    send(client, reverse("conferences:session_edit", args=[session.code]), ends_on="08/07/2020", place="Hội trường")
    step = lambda name: send(client, reverse("conferences:session_step", args=[session.code, name]))  # noqa: E731
    lines = {
        sort: reverse("conferences:session_lines", args=[session.code, sort])
        for sort in ("van-ban", "tham-tra", "chat-van")
    }
    step("khai-mac")
    send(client, lines["van-ban"], role="resolution", number="12", issued_on="10/07/2020")
    known = OfficialDocumentFactory(issuer=council.committee, issued=True)
    send(client, lines["van-ban"], role="report", document=known.pk)
    send(client, lines["tham-tra"], committee=council.board.pk, matter="Báo cáo ngân sách")
    send(client, lines["chat-van"], asked_by="Đại biểu Tổ số 3", asked="UBND xã", question="Bao giờ xong?")
    line = session.questionings.get()
    send(client, f"{lines['chat-van']}?sua={line.pk}", answered="session", answer="Trước 30/11/2020")
    commit = reverse("conferences:session_commit", args=[session.code, line.pk])
    send(client, commit, title="Sửa xong đường", due_on="30/11/2020")
    step("be-mac")

    page = client.get(session.get_absolute_url()).text
    session.refresh_from_db()
    assert (session.status, str(session.ends_on), session.place) == ("closed", "2020-07-08", "Hội trường")
    assert Task.objects.get().code in page
    assert "Nghị quyết số 12" in page
    paper = session.papers.get(document=known)
    client.post(f"{lines['van-ban']}?sua={paper.pk}", {"go": "remove"})
    assert session.papers.count() == 1


def test_readers_read_every_list_and_are_offered_no_form(client, council):
    line = QuestioningFactory(session=CouncilSessionFactory(term=council.term, opened=True), asked=council.committee)
    client.force_login(UserFactory(member_of=council.unit, role=Role.AUDITOR))
    url = reverse("conferences:session_lines", args=[line.session.code, "chat-van"])

    page = client.get(url)

    assert line.question in page.text
    assert page.context["form"] is None
    assert client.post(url, {"go": "remove"}).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Kỳ họp thứ 12", "Kỳ họp chuyên đề"]),
        ({"loai": "thematic"}, ["Kỳ họp chuyên đề"]),
        ({"nam": "2020"}, ["Kỳ họp thứ 12"]),
        ({"q": "CHUYEN DE"}, ["Kỳ họp chuyên đề"]),
        ({"trang-thai": "closed"}, ["Kỳ họp chuyên đề"]),
        (
            {"nam": "0", "khoa": "x", "hoi-dong": "' or 1=1", "loai": "không có"},
            ["Kỳ họp thứ 12", "Kỳ họp chuyên đề"],
        ),
        ({"khoa": "99999999999999999999"}, ["Kỳ họp thứ 12", "Kỳ họp chuyên đề"]),
    ],
)
def test_the_list_narrows_by_what_the_address_says(client, council, query, found):
    CouncilSessionFactory(term=council.term, title="Kỳ họp thứ 12")
    CouncilSessionFactory(
        term=council.term, title="Kỳ họp chuyên đề", kind=THEMATIC, closed=True, starts_on=date(2019, 3, 1)
    )
    CouncilSessionFactory(title="Của nơi khác")
    client.force_login(council.clerk)

    page = client.get(reverse("conferences:sessions"), query)

    assert [row.title for row in page.context["page"].object_list] == found


@pytest.mark.parametrize(
    "typed",
    [
        {"starts_on": "31/02/2020"},
        {"starts_on": "01/01/0000"},
        {"starts_on": "01/01/9999"},
        {"ordinal": "9" * 30},
        {"ordinal": "một"},
        {"term": "9" * 30},
        {"term": "\x00"},
        {"title": "Kỳ họp\x00"},
        {"kind": "khác"},
        {"ordinal": "3", "unnumbered": "on"},
    ],
)
def test_nothing_that_is_typed_makes_a_fault(client, council, typed):
    client.force_login(council.clerk)
    values = {"term": council.term.pk, "kind": "regular", "starts_on": "06/07/2020", "ends_on": ""}

    page = client.post(reverse("conferences:session_create"), values | typed)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not CouncilSession.objects.exists()


@pytest.mark.parametrize("query", ["sua=-1", "danh-so=khong-co", f"sua={'9' * 30}"])
def test_an_address_that_names_nothing_is_not_found(client, council, query):
    client.force_login(council.clerk)

    assert client.get(f"{reverse('conferences:council_terms')}?{query}").status_code == 404


# -- what later rooms add


def test_later_rooms_add_sections_to_the_page_of_a_session(client, council, monkeypatch):
    monkeypatch.setattr(session_sections, "_builders", {})
    session_sections.register(20, lambda user, session: None)
    empty = {"title": f"Kiến nghị của {council.body.name}"}
    session_sections.register(10, lambda user, session: SessionSection("added.html", empty))
    loader = engines["django"].engine.template_loaders[0]
    template = engines["django"].from_string("<section>{{ section.context.title }} {{ session.code }}</section>")
    monkeypatch.setattr(loader, "get_template", _first("added.html", template.template, loader.get_template))
    session = CouncilSessionFactory(term=council.term)
    client.force_login(council.clerk)

    assert f"<section>{empty['title']} {session.code}</section>" in client.get(session.get_absolute_url()).text


def _first(name, template, otherwise):
    return lambda asked_for, skip=None: template if asked_for == name else otherwise(asked_for, skip)


def test_later_rooms_offer_what_to_do_with_an_opinion(client, council, monkeypatch):
    conference = ConferenceFactory(host=council.body, kinds=["txct"])
    one, other = OpinionFactory(conference=conference), OpinionFactory(conference=conference)
    monkeypatch.setattr(opinion_actions, "_offers", [])
    opinion_actions.register(lambda user, conference, opinions: {one.pk: ("Lập kiến nghị", f"/kien-nghi/?tu={one.pk}")})
    client.force_login(council.clerk)
    step = reverse("conferences:step", args=[conference.code, 5])

    for url in (conference.get_absolute_url(), step):
        page = client.get(f"{url}?don-vi={council.unit.code}").text
        assert page.count("Lập kiến nghị") == 1
        assert f"/kien-nghi/?tu={one.pk}&amp;don-vi={council.unit.code}" in page
    assert other.text in page
    assert ConferenceKind.objects.get(code="txct").name == "Tiếp xúc cử tri"
