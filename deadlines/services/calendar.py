"""Changes of the working calendar: drafted, foreseen, applied, undone. Each changes one calendar, all of it at once.

Foreseeing and applying are jobs (deadlines.calendar_jobs); what they do is in deadlines.applying.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock as wall
from common.errors import Refused
from common.text import clean_line
from deadlines import policies
from deadlines.calendar_checks import (
    WORDS,
    Edit,
    check_as_drafted,
    check_draft,
    check_each_once,
    check_year,
    locked,
    row_of,
    stored_days,
)
from deadlines.enums import ChangeState
from deadlines.models import CalendarChange, CalendarEdit
from jobs import services as jobs
from jobs.models import Job
from organizations.models import Unit

FORESEE, APPLY = "deadlines.calendar_foresee", "deadlines.calendar_apply"


@transaction.atomic
def draft_change(
    edits: Iterable[Edit],
    reason: str,
    *,
    by: User,
    unit: Unit | None = None,
    accepts_year: int | None = None,
    basis: str = "",
) -> CalendarChange:
    """Write down what is to change in the country's calendar, or in a unit's; nothing is changed yet.

    ``accepts_year``: with it the days of that year stop being provisional, on this ``basis``. Refused: nothing to
    change; no reason; a day twice, or one that is there already; a day to alter or take away that is not there;
    a swapped working day in the week, a swapped day off at a weekend; no name or legal basis; a year accepted before.
    """
    policies.check_can_change_calendar(by, unit)
    edits, reason, basis = list(edits), clean_line(reason), clean_line(basis)
    if not reason:
        raise Refused(_("Cần ghi lý do thay đổi lịch."), field="reason")
    if not edits and accepts_year is None:
        raise Refused(_("Chưa chọn ngày nào để thay đổi."), field="days")
    check_each_once(edits)
    stored = stored_days(unit, [edit.day for edit in edits])
    rows = [row_of(edit, stored.get(edit.day), unit) for edit in edits]
    if accepts_year is not None:
        check_year(accepts_year, basis, rows, unit)
    change = CalendarChange.objects.create(
        unit=unit, reason=reason, accepts_year=accepts_year, basis=basis, created_at=wall.now(), created_by=by
    )
    for row in rows:
        row.change = change
    CalendarEdit.objects.bulk_create(rows)
    return change


@transaction.atomic
def foresee(change: CalendarChange, by: User) -> Job:
    """Ask which clocks would move, from when to when."""
    change = locked(change.pk)
    policies.check_can_change_calendar(by, change.unit)
    check_draft(change)
    return jobs.enqueue(FORESEE, key=str(change.pk), by=by, unit_id=change.unit_id, change_id=change.pk)


@transaction.atomic
def apply(change: CalendarChange, by: User) -> Job:
    """Ask that it be done. Refused: it was done before; nobody has seen which clocks would move."""
    change = locked(change.pk)
    policies.check_can_change_calendar(by, change.unit)
    check_draft(change)
    if change.foreseen_at is None:
        raise Refused(_("Chờ cổng tính xong những thời hạn nào sẽ dịch chuyển rồi hãy áp dụng."))
    check_as_drafted(change)
    return jobs.enqueue(APPLY, key=str(change.pk), by=by, unit_id=change.unit_id, change_id=change.pk)


@transaction.atomic
def undo(change: CalendarChange, by: User) -> CalendarChange:
    """Draft the change that puts everything back; it is foreseen and applied like any other.

    Refused: it was not applied, or undone before; it undoes another; a later change edited one of its days again.
    """
    change = locked(change.pk)
    policies.check_can_change_calendar(by, change.unit)
    if change.state != ChangeState.APPLIED:
        raise Refused(_("Chỉ hoàn tác được thay đổi đã áp dụng và chưa hoàn tác."))
    if change.undoes_id is not None:
        raise Refused(_("Đây là lần hoàn tác; muốn áp dụng lại thì soạn thay đổi mới."))
    begun = CalendarChange.objects.filter(undoes=change).first()
    if begun is not None:
        return begun
    reason = _("Hoàn tác: {reason}").format(reason=change.reason)[:500]
    back = CalendarChange.objects.create(
        unit=change.unit, reason=reason, undoes=change, created_at=wall.now(), created_by=by
    )
    CalendarEdit.objects.bulk_create(_reversed(edit, back) for edit in change.edits.all())
    check_as_drafted(back)
    return back


@transaction.atomic
def discard(change: CalendarChange, by: User) -> None:
    """Throw a draft away."""
    change = locked(change.pk)
    policies.check_can_change_calendar(by, change.unit)
    check_draft(change)
    change.delete()


def _reversed(edit: CalendarEdit, change: CalendarChange) -> CalendarEdit:
    back = {field: getattr(edit, f"{field}_before") for field in WORDS}
    return CalendarEdit(
        change=change, day=edit.day, **back, **{f"{field}_before": getattr(edit, field) for field in WORDS}
    )
