"""Registers as books: which records of a unit and year stand in each, in what columns, and the file to bind."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

import pikepdf
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.models import User
from common import clock, pdf
from common.errors import Refused
from common.names import in_portal_language
from common.periods import Period
from conferences.models import Conclusion, Conference
from disclosures.models import Disclosure
from figures.rows import written
from jobs.registry import Progress
from letters.models import Letter, LetterContent
from organizations.models import Unit
from petitions.models import Petition
from steering.models import Task

from .batch_files import append_pages, pages_in
from .enums import BookSort

VOLUME = 500  # lines of one volume; a thicker one is hard to bind
MOST_LINES = 10_000


@dataclass(frozen=True)
class BookColumn:
    """A column: its head, what of the record stands in it, its width in percent (the number takes 4)."""

    head: str | Promise
    value: Callable[[Any], object]
    width: int


@dataclass(frozen=True)
class Register:
    """What stands in a book: the records of a year that a person may see in a unit, in the order of their days."""

    records: Callable[[User, Unit, Period], QuerySet[Any]]
    columns: tuple[BookColumn, ...]


@dataclass(frozen=True)
class Printed:
    """The file, and how thick it is."""

    content: bytes
    lines: int
    pages: int


def _petitions(user: User, unit: Unit, year: Period) -> QuerySet[Any]:
    found = Petition.objects.visible_in(user, unit).filter(received_on__range=(year.start, year.end))
    return found.select_related("council", "field", "holder").defer("search_key").order_by("received_on", "pk")


def _letters(user: User, unit: Unit, year: Period) -> QuerySet[Any]:
    """A line for each content; a sealed one leaves no line, and who sent the letter stands in its file alone."""
    seen = Letter.objects.visible_in(user, unit).filter(received_on__range=(year.start, year.end))
    found = LetterContent.objects.filter(letter__in=seen, sealed_case=None).select_related("letter", "field", "holder")
    return found.order_by("letter__received_on", "letter_id", "position")


def _disclosures(user: User, unit: Unit, year: Period) -> QuerySet[Any]:
    found = Disclosure.objects.visible_in(user, unit).filter(decided_on__range=(year.start, year.end))
    return found.select_related("body", "item", "document").order_by("decided_on", "pk")


def _tasks(user: User, unit: Unit, year: Period) -> QuerySet[Any]:
    found = Task.objects.visible_in(user, unit).filter(assigned_on__range=(year.start, year.end))
    return found.select_related("lead", "assigned_by").order_by("assigned_on", "pk")


def _conclusions(user: User, unit: Unit, year: Period) -> QuerySet[Any]:
    held = Conference.objects.visible_in(user, unit).started_within(year)
    found = Conclusion.objects.filter(conference__in=held).select_related("conference", "lead", "task")
    return found.order_by("conference__starts_at", "conference_id", "order")


REGISTERS = {
    BookSort.PETITIONS: Register(
        _petitions,
        (
            BookColumn(_later("Mã"), lambda one: one.code, 10),
            BookColumn(_later("Ngày tiếp nhận"), lambda one: one.received_on, 8),
            BookColumn(_later("Hội đồng nhân dân"), lambda one: one.council.name, 13),
            BookColumn(_later("Nội dung kiến nghị"), lambda one: one.content, 29),
            BookColumn(_later("Lĩnh vực"), lambda one: one.field.name_vi if one.field else "", 9),
            BookColumn(_later("Cơ quan giải quyết"), lambda one: one.holder.name if one.holder else "", 13),
            BookColumn(_later("Hạn"), lambda one: one.due_on, 7),
            BookColumn(
                _later("Tình trạng, kết quả"), lambda one: one.result.label if one.result else one.state.label, 7
            ),
        ),
    ),
    BookSort.LETTERS: Register(
        _letters,
        (
            BookColumn(_later("Số đơn"), lambda one: one.letter.code, 11),
            BookColumn(_later("Ngày nhận"), lambda one: one.letter.received_on, 8),
            BookColumn(_later("Hình thức đến"), lambda one: one.letter.get_came_by_display(), 9),
            BookColumn(_later("Loại"), lambda one: one.get_kind_display(), 9),
            BookColumn(_later("Tóm tắt nội dung"), lambda one: one.summary, 29),
            BookColumn(_later("Cơ quan giải quyết"), lambda one: one.holder.name, 14),
            BookColumn(_later("Hạn"), lambda one: one.due_on, 8),
            BookColumn(_later("Tình trạng"), lambda one: one.get_status_display(), 8),
        ),
    ),
    BookSort.DISCLOSURES: Register(
        _disclosures,
        (
            BookColumn(_later("Mã"), lambda one: one.code, 10),
            BookColumn(_later("Việc công khai"), lambda one: one.title, 26),
            BookColumn(_later("Nội dung theo luật"), lambda one: one.item.short, 14),
            BookColumn(_later("Cơ quan công khai"), lambda one: one.body.name, 13),
            BookColumn(_later("Ngày quyết định"), lambda one: one.decided_on, 8),
            BookColumn(_later("Hạn công khai"), lambda one: one.due_on, 8),
            BookColumn(_later("Ngày đủ nơi"), lambda one: one.completed_on, 8),
            BookColumn(_later("Tình trạng"), lambda one: one.condition.label, 9),
        ),
    ),
    BookSort.TASKS: Register(
        _tasks,
        (
            BookColumn(_later("Mã"), lambda one: one.code, 11),
            BookColumn(_later("Ngày giao"), lambda one: one.assigned_on, 8),
            BookColumn(_later("Nội dung"), lambda one: one.title, 30),
            BookColumn(_later("Cơ quan giao"), lambda one: one.assigned_by.name if one.assigned_by else "", 12),
            BookColumn(_later("Cơ quan chủ trì"), lambda one: one.lead.name, 12),
            BookColumn(_later("Hạn hoàn thành"), lambda one: one.due_on, 8),
            BookColumn(_later("Tình trạng"), lambda one: one.state.label, 7),
            BookColumn(_later("Ngày kết thúc"), lambda one: one.closed_on, 8),
        ),
    ),
    BookSort.CONCLUSIONS: Register(
        _conclusions,
        (
            BookColumn(_later("Ngày"), lambda one: one.conference.held_on, 8),
            BookColumn(_later("Hội nghị"), lambda one: one.conference.title, 20),
            BookColumn(_later("Kết luận"), lambda one: one.text, 31),
            BookColumn(_later("Cơ quan chủ trì"), lambda one: one.lead.name, 13),
            BookColumn(_later("Hạn hoàn thành"), lambda one: one.due_on, 8),
            BookColumn(_later("Nhiệm vụ"), lambda one: one.task.code, 9),
            BookColumn(_later("Tình trạng"), lambda one: one.task.state.label, 7),
        ),
    ),
}


@in_portal_language
def printed(sort: BookSort, unit: Unit, year: int, user: User, progress: Progress) -> Printed:
    """The register as a file: one volume for every 500 lines, each with cover, numbered pages and closing line.

    Raises Refused where there is nothing to print, and where it would be more than anybody binds.
    """
    register = REGISTERS[sort]
    records = register.records(user, unit, Period.of_year(year))
    count = records.count()
    if not count:
        raise Refused(_("Năm này sổ chưa có dòng nào."))
    if count > MOST_LINES:
        raise Refused(_("Sổ có hơn {most} dòng; in sổ của từng đơn vị cấp dưới.").format(most=written(MOST_LINES)))
    volumes = []
    count_of_volumes = -(-count // VOLUME)
    book: dict[str, Any] = {
        "unit": unit.label, "place": unit.name, "title": sort.label, "year": year, "columns": register.columns,
        "made_at": clock.now(), "volumes": count_of_volumes,
        "widths": sorted({4, *(column.width for column in register.columns)}),
    }  # fmt: skip
    for number, lines in enumerate(batched(_lines(register, records), VOLUME), 1):
        progress(90 * number // (count_of_volumes + 1), _("In quyển {number}").format(number=number))
        volumes.append(_volume(book | {"volume": number}, lines))
    content = volumes[0] if len(volumes) == 1 else _bound(volumes)
    return Printed(content, count, pages_in(content))


def _lines(register: Register, records: QuerySet[Any]) -> Iterator[tuple[int, list[str]]]:
    for number, record in enumerate(records.iterator(chunk_size=VOLUME), 1):
        yield number, [written(column.value(record)) for column in register.columns]


def _volume(book: dict[str, Any], lines: Sequence[tuple[int, list[str]]]) -> bytes:
    told = {"lines": lines, "count": len(lines), "first": lines[0][0], "last": lines[-1][0]}
    made_at: datetime.datetime = book["made_at"]
    title = f"{book['title']} {book['year']}, {book['unit']}"
    return pdf.render("papers/book.html", {"book": book | told}, title=title, made_at=made_at)


def _bound(volumes: Iterable[bytes]) -> bytes:
    """All volumes in one file, each with its bookmark."""
    out = io.BytesIO()
    with pikepdf.new() as whole:
        with whole.open_outline() as outline:
            for number, volume in enumerate(volumes, 1):
                outline.root.append(pikepdf.OutlineItem(f"Quyển số {number}", len(whole.pages)))
                append_pages(whole, volume)
        whole.save(out, deterministic_id=True)
    return out.getvalue()
