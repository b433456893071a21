"""A workbook of ours that came back: what it would change, shown first; then all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import IO, Any

from django.core import signing
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from documents import names, workbooks
from documents.services.attachments import check_size
from indicators import policies
from indicators.excel import reading
from indicators.excel.reading import Returned
from indicators.forms.entry import FIGURE, REASON, SEEN, send
from indicators.grid import Cell
from indicators.grid_queries import grid_of
from indicators.models import Submission
from indicators.services.entry import check_open

PARCEL = "indicators.workbooks.parcel"
KEPT = 2 * 60 * 60  # seconds between the look and the decision
_FIELDS = (FIGURE, REASON, SEEN)


@dataclass(frozen=True)
class Change:
    """One place: what stands there and what the workbook says."""

    cell: Cell
    figure: str
    reason: str
    before: str
    reason_before: str


@dataclass
class Outcome:
    """What a workbook does to a form. ``parcel``: the changes, signed, for the decision; none when there are errors."""

    changes: list[Change] = field(default_factory=list)
    errors: list[tuple[Cell, str]] = field(default_factory=list)
    conflicts: list[Cell] = field(default_factory=list)
    parcel: str = ""

    @property
    def is_clear(self) -> bool:
        """Nothing stands in the way."""
        return not self.errors and not self.conflicts


def look(*, submission: Submission, upload: File[bytes], by: User) -> Outcome:
    """What the workbook would change. It is written as it would be, and undone, so that nothing is judged twice.

    Raises Refused for a file that is not the workbook of this submission.
    """
    policies.check_can_type(by, submission)
    check_open(submission)
    returned = reading.read(_opened(upload), submission, grid_of(submission))
    outcome = _write(submission, returned, by, keep=False)
    if outcome.errors:
        return outcome
    touched = [change.cell.key for change in outcome.changes] + [cell.key for cell in outcome.conflicts]
    data = {name + key: returned.data[name + key] for key in touched for name in _FIELDS}
    theirs = {cell.key: cell.seen for cell in outcome.conflicts}
    outcome.parcel = signing.dumps(
        {"submission": submission.pk, "by": by.pk, "data": data, "theirs": theirs}, salt=PARCEL, compress=True
    )
    return outcome


def apply(*, submission: Submission, parcel: str, over: Collection[str], by: User) -> Outcome:
    """Store what the look showed; of places that a colleague changed, those in ``over``.

    All of it or nothing: when a place has become impossible meanwhile, the outcome says which and nothing is stored.
    """
    told = _told(submission, parcel, by)
    data, theirs = dict(told["data"]), told["theirs"]
    for key, seen in theirs.items():
        if key in over:
            data[SEEN + key] = seen
        else:
            for name in _FIELDS:
                data.pop(name + key, None)
    return _write(submission, Returned(data), by, keep=True)


def _opened(upload: File[bytes]) -> IO[bytes]:
    name = names.clean(upload.name or "")
    check_size(name, upload.size)
    stream: IO[bytes] = upload.file if upload.file is not None else upload
    workbooks.check(name, stream)
    return stream


def _told(submission: Submission, parcel: str, by: User) -> dict[str, Any]:
    try:
        told: dict[str, Any] = signing.loads(parcel, salt=PARCEL, max_age=KEPT)
    except signing.BadSignature as error:
        raise Refused(_("Kết quả xem trước đã quá hai giờ hoặc đã bị sửa. Chọn tệp và xem lại.")) from error
    if (told["submission"], told["by"]) != (submission.pk, by.pk):
        raise Refused(_("Kết quả xem trước này là của biểu hoặc của người khác. Chọn tệp và xem lại."))
    return told


@transaction.atomic
def _write(submission: Submission, returned: Returned, by: User, *, keep: bool) -> Outcome:
    grid = grid_of(submission)
    before = {key: (cell.figure, cell.reason) for key, cell in grid.cells.items()}
    sent = send(submission=submission, grid=grid, data=returned.data, by=by)
    outcome = Outcome(
        errors=[(cell, cell.error) for cell in grid.errors], conflicts=grid.conflicts,
        changes=[_change(cell, before[cell.key]) for cell in sent.saved if _differs(cell, before[cell.key])],
    )  # fmt: skip
    outcome.errors += [(grid.cells[key], message) for key, message in returned.errors.items()]
    if not keep or not outcome.is_clear:
        transaction.set_rollback(True)
    return outcome


def _differs(cell: Cell, before: tuple[str, str]) -> bool:
    return (cell.figure, cell.reason) != before


def _change(cell: Cell, before: tuple[str, str]) -> Change:
    return Change(cell, cell.figure, cell.reason, *before)
