"""A superior's own workbook: kept once, its cells tied to figures, filled every period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.text import clean_line
from documents import services as documents
from documents import storage, workbooks
from indicators import events_books as events
from indicators import policies, stakes
from indicators.enums import CellPart, CellWindow
from indicators.excel import filling
from indicators.excel.matching import Target
from indicators.excel.patching import patch
from indicators.excel.template import Template
from indicators.models import Book, BookCell, Form, Submission
from organizations import scope
from organizations.models import Ancestry, Body, Unit

MOST_CELLS = 3_000
_NAMED = 10  # addresses that the history names


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A cell and what it shows."""

    cell: str
    target: Target
    window: CellWindow = CellWindow.THIS
    part: CellPart = CellPart.FIGURE


@transaction.atomic
def add(*, body: Body, form: Form, name: str, upload: File[bytes], no_state_secret: bool, by: User) -> Book:
    """Keep a workbook that a superior asks for. Refused: what ``documents`` refuses, and what cannot be filled."""
    policies.check_can_keep_book(by, body)
    if not Submission.objects.filter(form=form, unit=body.unit_id).exists():
        raise Refused(_("Cơ quan chưa được giao biểu này nên không có số liệu để điền."), field="form")
    file_name, blob = documents.keep(upload, no_state_secret=no_state_secret, check=workbooks.check)
    with storage.open_blob(blob) as kept:
        data = kept.read()
    if not Template(data).sheets:
        raise Refused(_("Tệp không có trang tính nào đang hiện."), field="upload")
    patch(data, {})  # what cannot be changed is refused now, not in the last hour
    book = Book.objects.create(
        body=body, form=form, name=clean_line(name), file=blob, file_name=file_name, added_at=clock.now(), added_by=by
    )
    scope.write_stakes(book, stakes.of_book(book))
    record(events.ADDED, by=by, subject=book, unit_id=body.unit_id, name=file_name)
    return book


@transaction.atomic
def tie(*, book: Book, sheet: str, ties: Sequence[Tie], by: User) -> list[BookCell]:
    """Say what cells show; a cell that was tied already shows the new figure. Refused for a cell with a formula."""
    book = _usable(book, by)
    template = template_of(book)
    kept = {(cell.sheet, cell.cell): cell for cell in book.cells.all()}
    made = []
    for one in ties:
        _check_unit(book, one.target.unit)
        place = str(template.open_cell(sheet, one.cell))
        cell = kept.get((sheet, place)) or BookCell(book=book, sheet=sheet, cell=place)
        cell.indicator, cell.item = one.target.indicator, one.target.item
        cell.unit, cell.window, cell.part = one.target.unit, one.window, one.part
        kept[sheet, place] = cell
        made.append(cell)
    if len(kept) > MOST_CELLS:
        raise Refused(_("Mỗi biểu gắn tối đa {most} ô.").format(most=MOST_CELLS))
    for cell in made:
        cell.save()
    if made:
        record(events.TIED, by=by, subject=book, unit_id=book.body.unit_id, cells=_named(made))
    return made


@transaction.atomic
def untie(*, book: Book, keys: Sequence[int], by: User) -> int:
    """Cells that show nothing of the portal any more; how many."""
    book = _usable(book, by)
    gone = list(book.cells.filter(pk__in=keys))
    if gone:
        record(events.UNTIED, by=by, subject=book, unit_id=book.body.unit_id, cells=_named(gone))
        book.cells.filter(pk__in=[cell.pk for cell in gone]).delete()
    return len(gone)


@transaction.atomic
def retire(*, book: Book, by: User) -> Book:
    """The superior asks for it no longer. It stays readable."""
    book = _usable(book, by)
    book.retired_at = clock.now()
    book.save(update_fields=["retired_at"])
    record(events.RETIRED, by=by, subject=book, unit_id=book.body.unit_id)
    return book


@transaction.atomic
def fill(*, book: Book, submission: Submission, by: User) -> bytes:
    """The workbook with the figures of the submission's window, and a note that it was filled."""
    policies.check_can_keep_book(by, book.body)
    filled = filling.fill(book, submission)
    if not filled:
        raise Refused(_("Chưa gắn ô nào của biểu với chỉ tiêu."))
    count = sum(one.value is not None for one in filled)
    data = filling.written(bytes_of(book), filled)
    record(
        events.FILLED, by=by, subject=book, unit_id=book.body.unit_id, window=submission.window.label, count=count
    )  # fmt: skip
    return data


def bytes_of(book: Book) -> bytes:
    """The kept file. Raises Refused when the storage has lost it."""
    try:
        with storage.open_blob(book.file) as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise Refused(_("Kho tệp không còn tệp này. Báo người quản trị.")) from error


def template_of(book: Book) -> Template:
    """The kept file, read."""
    return Template(bytes_of(book))


def _usable(book: Book, by: User) -> Book:
    locked = Book.objects.select_for_update(of=("self",), no_key=True)
    book = locked.select_related("body__unit", "form", "file").get(pk=book.pk)
    policies.check_can_keep_book(by, book.body)
    if book.retired_at is not None:
        raise Refused(_("Biểu này đã thôi dùng."))
    return book


def _check_unit(book: Book, unit: Unit | None) -> None:
    """A cell shows a figure of the body's unit or of one that stands or stood under it."""
    if unit is None or Ancestry.objects.filter(ancestor=book.body.unit_id, descendant=unit).exists():
        return
    raise Refused(_("Đơn vị này không thuộc {unit}.").format(unit=book.body.unit.name), field="unit")


def _named(cells: Sequence[BookCell]) -> str:
    more = len(cells) - _NAMED
    told = ", ".join(str(cell) for cell in cells[:_NAMED])
    return _("{cells} và {count} ô khác").format(cells=told, count=more) if more > 0 else told
