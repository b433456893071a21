"""Registers printed as books: what stands in them, volumes, page totals, closing line, what never stands in them."""

import io
from datetime import date

import pdfplumber
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import clock
from common.errors import Refused
from common.periods import Period
from conferences.models import Conclusion
from jobs import runner
from jobs.models import Job
from organizations.enums import Role
from organizations.models import Membership
from reports import books
from reports.enums import BookSort
from reports.models import Book
from reports.services import books as services
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory
from tests.factories.disclosures import disclosure_of
from tests.factories.letters import LetterFactory, SealedCaseFactory
from tests.factories.organizations import BodyFactory, MembershipFactory, UnitFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.steering import TaskFactory

pytestmark = pytest.mark.django_db


def silent(percent, step=""):
    """Nobody looks."""


@pytest.fixture
def body():
    return BodyFactory(name="Ủy ban nhân dân phường Cự Khối")


@pytest.fixture
def clerk(body):
    return UserFactory(member_of=body.unit, role=Role.CLERK)


def test_a_book_has_a_cover_numbered_pages_with_totals_and_a_closing_line(body, clerk, monkeypatch):
    monkeypatch.setattr(books, "VOLUME", 40)
    tasks = TaskFactory.create_batch(45, assigned_by=body, lead=body)
    year = tasks[0].assigned_on.year

    made = books.printed(BookSort.TASKS, body.unit, year, clerk, silent)

    with pdfplumber.open(io.BytesIO(made.content)) as file:
        texts = [" ".join(page.extract_text().split()) for page in file.pages]
        assert {(round(page.width), round(page.height)) for page in file.pages} == {(842, 595)}
        assert all(line["x1"] < 842 - 12 * 72 / 25.4 + 1 for page in file.pages for line in (*page.rects, *page.lines))
    assert (made.lines, made.pages) == (45, len(texts))
    assert f"SỔ THEO DÕI NHIỆM VỤ Năm {year}" in texts[0]
    assert "Quyển số 1/2" in texts[0]
    assert "Trang này ghi từ số 1 đến số" in texts[1]
    assert "Trang này ghi từ số 41 đến số 45; cộng dồn 45 dòng." in texts[-2]
    assert "ghi 5 dòng, từ số 41 đến số 45" in texts[-1]
    closing = next(number for number, text in enumerate(texts) if "Khóa sổ" in text)
    assert f"có {closing + 1} trang kể cả bìa" in texts[closing]


def test_a_line_of_every_register_is_found_by_the_year_of_its_day(body, clerk):
    task, conference = TaskFactory(assigned_by=body, lead=body), ConferenceFactory(host=body)
    conclusion = Conclusion.objects.create(
        conference=conference, order=1, text="Kiểm tra", lead=body, due_on=task.due_on, task=task
    )
    made = {
        BookSort.TASKS: (TaskFactory(assigned_by=body, lead=body), "assigned_on"),
        BookSort.LETTERS: (LetterFactory(body=body, by=clerk), "received_on"),
        BookSort.DISCLOSURES: (disclosure_of(body, on=date(2026, 3, 2), by=clerk), "decided_on"),
        BookSort.PETITIONS: (PetitionFactory(council=BodyFactory(unit=body.unit, kind__code="hdnd")), "received_on"),
        BookSort.CONCLUSIONS: (conclusion, ""),
    }
    for sort, (record, day) in made.items():
        on = getattr(record, day) if day else record.conference.held_on
        register = books.REGISTERS[sort]
        found = list(register.records(clerk, body.unit, Period.of_year(on.year)))
        assert found, sort
        assert not register.records(clerk, body.unit, Period.of_year(on.year - 1)).exists()
        assert not register.records(UserFactory(), body.unit, Period.of_year(on.year)).exists()
        assert all(isinstance(books.written(column.value(found[0])), str) for column in register.columns)
        assert sum(column.width for column in register.columns) == 96


def test_a_sealed_matter_leaves_no_line(body, clerk):
    letter = SealedCaseFactory(body=body).pointer.letter

    year = Period.of_year(letter.received_on.year)

    assert not books.REGISTERS[BookSort.LETTERS].records(clerk, body.unit, year).exists()


def test_an_empty_year_and_a_book_that_nobody_can_bind_are_refused(body, clerk, monkeypatch):
    with pytest.raises(Refused, match="chưa có dòng nào"):
        books.printed(BookSort.TASKS, body.unit, 2020, clerk, silent)
    monkeypatch.setattr(books, "MOST_LINES", 1)
    task, _other = TaskFactory.create_batch(2, assigned_by=body, lead=body)
    with pytest.raises(Refused, match="từng đơn vị"):
        books.printed(BookSort.TASKS, body.unit, task.assigned_on.year, clerk, silent)


def test_who_keeps_registers_asks_once_and_reads_the_own_book_alone(client, body, clerk, monkeypatch):
    task = TaskFactory(assigned_by=body, lead=body)
    form = {"sort": "tasks", "unit": body.unit_id, "year": task.assigned_on.year}
    client.force_login(clerk)
    address = reverse("reports:books")
    for _twice in range(2):
        assert client.post(address, form).status_code == 302
    book = Book.objects.get()
    assert "đang in" in client.get(address).text
    runner.run_here(Job.objects.get())

    sent = client.get(address, {"tep": book.pk})
    assert b"".join(sent.streaming_content).startswith(b"%PDF")
    assert sent.headers["Content-Disposition"].endswith(f'-{book.year}.pdf"')
    assert client.post(address, {"sort": "x", "unit": "9" * 30, "year": "31/02"}).status_code == 200
    assert client.get(address, {"tep": "9" * 30}).status_code == 404
    leader = UserFactory(member_of=body.unit, role=Role.LEADER)
    client.force_login(leader)
    assert client.get(address, {"tep": book.pk}).status_code == 404
    for year in (1999, clock.today().year + 1):
        with pytest.raises(Refused):
            services.ask(sort=BookSort.TASKS, unit=body.unit, year=year, by=leader)
    with pytest.raises(PermissionDenied):
        services.ask(
            sort=BookSort.TASKS, unit=body.unit, year=2020, by=UserFactory(member_of=body.unit, role=Role.MEMBER)
        )


def test_a_book_that_cannot_be_printed_says_why(client, body, clerk):
    book = services.ask(sort=BookSort.TASKS, unit=body.unit, year=2001, by=clerk)

    runner.run_here(Job.objects.get())

    client.force_login(clerk)
    assert "Năm này sổ chưa có dòng nào." in client.get(reverse("reports:books")).text
    assert services.ask(sort=BookSort.TASKS, unit=body.unit, year=2001, by=clerk) != book


def test_whoever_has_left_the_unit_reads_no_book_of_it_any_more(client, body, clerk):
    year = TaskFactory(assigned_by=body, lead=body).assigned_on.year
    book = services.ask(sort=BookSort.TASKS, unit=body.unit, year=year, by=clerk)
    runner.run_here(Job.objects.get())
    client.force_login(clerk)
    address = reverse("reports:books")
    assert b"".join(client.get(address, {"tep": book.pk}).streaming_content).startswith(b"%PDF")

    Membership.objects.filter(user=clerk).delete()
    MembershipFactory(user=clerk, unit=UnitFactory(), role=Role.CLERK)

    assert client.get(address, {"tep": book.pk}).status_code == 404
    assert list(client.get(address).context["page"]) == []
