"""A list of petitions as a spreadsheet, row by row from a server-side cursor. It never says who petitioned.

The file says which list it is, of which day, how many rows it holds and who took it out: a sheet of its own in .xlsx,
the first lines in .csv.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import batched
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock, numbers, spreadsheets
from common.names import in_page_language
from common.templatetags.qcdc import luc, ngay
from conferences.models import CouncilSession
from organizations.models import Body, Unit

from .enums import ExportFormat, Outcome, PetitionStatus, Source
from .filters import PetitionFilter
from .forms.filters import PetitionFilterForm
from .forms.filters import said_of as words_of
from .importing.checking import Tell, quietly
from .models import CompetenceLevel, Petition, PetitionField
from .models.petitions import PetitionQuerySet
from .queries import ORDER, offered

CHUNK = 2000  # rows fetched at once
EVERY = 5000  # rows between two words of progress

type Value = str | int | date | None

FETCHED = (
    "code", "council_id", "session_id", "source", "source_note", "received_on", "field_id", "level_id",
    "place_unit_id", "place", "text", "wording", "status", "outcome", "holder_id", "due_on", "transferred_on",
    "answered_on", "verified_on", "closed_on", "times_raised",
)  # fmt: skip
DAYS = {"received_on", "due_on", "transferred_on", "answered_on", "verified_on", "closed_on"}


@dataclass(frozen=True)
class Listing:
    """Which petitions, for whom."""

    unit: Unit
    chosen: PetitionFilter
    by: User

    @property
    def petitions(self) -> PetitionQuerySet:
        """The rows of the list, in its order."""
        visible = Petition.objects.visible_in(self.by, self.unit)
        return self.chosen.apply(visible).order_by(*ORDER)

    def count(self) -> int:
        return int(self.petitions.order_by().count())

    def facts(self, rows: int) -> list[tuple[str, str]]:
        """What the file says of itself."""
        return [
            (_("Danh sách"), _("Kiến nghị của cử tri")),
            (_("Đơn vị"), self.unit.label),
            (_("Điều kiện lọc"), "; ".join(said_of(self)) or _("tất cả")),
            (_("Xem theo ngày"), ngay(self.chosen.day)),
            (_("Số dòng"), numbers.show(rows)),
            (_("Người xuất"), self.by.full_name),
            (_("Xuất lúc"), luc(clock.now())),
        ]


class Columns:
    """Heads, and the values below them; names of what rows point at are looked up once."""

    def __init__(self, chosen: PetitionFilter) -> None:
        self.then = chosen.on is not None  # as it stood on a day
        self.heads = [
            _("Số thứ tự"), _("Mã kiến nghị"), _("Hội đồng nhân dân"), _("Kỳ họp"), _("Nguồn"), _("Ghi chú nguồn"),
            _("Ngày tiếp nhận"), _("Lĩnh vực"), _("Cấp thẩm quyền"), _("Nơi có kiến nghị"), _("Địa điểm cụ thể"),
            _("Nguyên văn"), _("Nội dung tổng hợp"), _("Trạng thái"), _("Kết quả"), _("Cơ quan đang giữ"), _("Hạn"),
            _("Ngày chuyển"), _("Ngày trả lời"), _("Ngày xác nhận kết quả"), _("Ngày kết thúc"), _("Số lần nêu"),
        ]  # fmt: skip
        self._bodies: dict[int, str] = {}
        self._units: dict[int, str] = {}
        self._sessions: dict[int, str] = {}

    @property
    def fetched(self) -> list[str]:
        """Columns of the query; of a past day the state is that day's."""
        then = {"status": "status_on", "outcome": "outcome_on", "holder_id": "holder_on"} if self.then else {}
        return [then.get(name, name) for name in FETCHED]

    @cached_property
    def _fields(self) -> dict[int, str]:
        return {row.pk: in_page_language(row) for row in PetitionField.objects.all()}

    @cached_property
    def _levels(self) -> dict[int, str]:
        return {row.pk: in_page_language(row) for row in CompetenceLevel.objects.all()}

    @cached_property
    def _labels(self) -> dict[str, str]:
        known = [*PetitionStatus, *Outcome, *Source]
        return {f"{type(one).__name__}.{one.value}": str(one.label) for one in known}

    def of(self, number: int, row: tuple[Any, ...]) -> list[Value]:
        """One row of the file."""
        (code, council, session, source, note, received, field, level, place_unit, place, text, wording, status,
         outcome, holder, *days, times) = row  # fmt: skip
        labels = self._labels
        return [
            number, code, self._bodies[council], self._sessions.get(session, ""), labels[f"Source.{source}"], note,
            received, self._fields.get(field, ""), self._levels.get(level, ""), self._units.get(place_unit, ""), place,
            text, wording, labels[f"PetitionStatus.{status}"], labels[f"Outcome.{outcome}"] if outcome else "",
            self._bodies.get(holder, ""), *days, times,
        ]  # fmt: skip

    def learn(self, rows: list[tuple[Any, ...]]) -> None:
        """Look up the names that a chunk of rows needs and that are not known yet."""
        bodies = {row[1] for row in rows} | {row[14] for row in rows if row[14]}
        units, sessions = {row[8] for row in rows if row[8]}, {row[2] for row in rows if row[2]}
        if new := bodies - self._bodies.keys():
            self._bodies |= {body.pk: body.label for body in Body.objects.filter(pk__in=new)}
        if new := units - self._units.keys():
            self._units |= {unit.pk: unit.label for unit in Unit.objects.filter(pk__in=new).select_related("kind")}
        if new := sessions - self._sessions.keys():
            found = CouncilSession.objects.filter(pk__in=new).select_related("term")
            self._sessions |= {session.pk: session.label for session in found}


def rows_of(listing: Listing, columns: Columns, tell: Tell, total: int) -> Iterator[list[Value]]:
    """The rows of the list, numbered, a chunk in memory at a time."""
    number = 0
    fetched = listing.petitions.values_list(*columns.fetched)
    for rows in _chunks(fetched.iterator(chunk_size=CHUNK)):
        columns.learn(rows)
        for row in rows:
            number += 1
            yield columns.of(number, row)
        if number % EVERY < CHUNK:
            tell(number, total)


def write(listing: Listing, form: ExportFormat, path: Path, tell: Tell = quietly) -> int:
    """Write the file; how many rows it holds. Call it in a transaction that sees one state of the table."""
    writer = _write_csv if form == ExportFormat.CSV else _write_xlsx
    return writer(listing, path, tell)


def _write_xlsx(listing: Listing, path: Path, tell: Tell) -> int:
    from rustpy_xlsxwriter import Format, write_worksheet, write_worksheets

    columns, total = Columns(listing.chosen), listing.count()
    written = 0

    def records() -> Iterator[dict[str, Value]]:
        nonlocal written
        for row in rows_of(listing, columns, tell, total):
            written += 1
            yield dict(zip(columns.heads, row, strict=True))

    def facts() -> Iterator[dict[str, str]]:
        for name, value in listing.facts(written):  # asked for when the first sheet is written
            yield {_("Mục"): name, _("Nội dung"): value}

    sheet, about = _("Kiến nghị"), _("Thông tin")
    day = Format().set_num_format(spreadsheets.DAY)
    heads = dict(zip(columns.fetched, columns.heads[1:], strict=True))
    if not total:  # the first row names the columns
        write_worksheet(facts(), str(path), sheet_name=about)
        return 0
    write_worksheets(
        [(sheet, records()), (about, facts())], str(path),
        freeze_panes={"general": {"row": 1, "col": 0}},
        header_format={"general": spreadsheets.head_format()},
        column_formats={sheet: {heads[name]: day for name in DAYS}},
        column_widths={
            sheet: {**dict.fromkeys(columns.heads, 16.0), columns.heads[0]: 6.0, heads["text"]: 60.0,
                    heads["wording"]: 60.0},
            about: [24.0, 80.0],
        },
    )  # fmt: skip
    return written


def _write_csv(listing: Listing, path: Path, tell: Tell) -> int:
    columns, total = Columns(listing.chosen), listing.count()
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerows([spreadsheets.neutral(name), spreadsheets.neutral(value)] for name, value in listing.facts(total))
        out.writerow([])
        out.writerow(columns.heads)
        for row in rows_of(listing, columns, tell, total):
            out.writerow([spreadsheets.spoken(value) for value in row])
            written += 1
    return written


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    return (list(chunk) for chunk in batched(rows, CHUNK))


def said_of(listing: Listing) -> list[str]:
    """The filter in words, as far as it narrows, as the form of the list shows it."""
    form, asked = PetitionFilterForm(listing.chosen, offered(listing.by, listing.unit).lists), listing.chosen.query()
    shown = [bound for bound in form.visible_fields() if asked.get(bound.name)]
    return [f"{bound.label}: {_choice(bound.field, asked[bound.name])}" for bound in shown] + words_of(listing.chosen)


def _choice(field: forms.Field, value: str) -> str:
    if not isinstance(field, forms.ChoiceField):
        return value
    choices: Any = field.choices
    return str(dict(choices).get(value, value))
