"""What people do with a clock themselves, where its record's own pages do not: each verb locks the record, then the
clock, asks the record's room whether the person may, changes the clock, remembers it with the record, tells who acts.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock as wall
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from deadlines import acting, events, subjects, telling, wording
from deadlines.enums import Bound, Direction, LimitUnit
from deadlines.models import Clock, Extension, Suspension
from documents.models import OfficialDocument

from . import clocks


@transaction.atomic
def suspend(*, clock: Clock, on: date, reason: str, by: User, document: OfficialDocument | None = None) -> Suspension:
    """From that day on the clock does not run. Refused as in clocks.suspend()."""
    subject, clock = _locked(clock, by)
    row = clocks.suspend(clock, on=on, reason=reason, by=by, document=document)
    _remember(events.SUSPENDED, clock, subject, by, document, on=ngay(on), reason=row.reason)
    telling.suspended(clock, row, by=by)
    return row


@transaction.atomic
def resume(*, clock: Clock, on: date, by: User, reason: str = "", document: OfficialDocument | None = None) -> Clock:
    """That day counts again. Refused as in clocks.resume()."""
    subject, clock = _locked(clock, by)
    clock = clocks.resume(clock, on=on, reason=reason, by=by, document=document)
    _remember(events.RESUMED, clock, subject, by, document, on=ngay(on), due=ngay(clock.due_on))
    telling.resumed(clock, clock.suspensions.latest("pk").pk, by=by)
    return clock


@transaction.atomic
def extend(
    *,
    clock: Clock,
    on: date,
    reason: str,
    by: User,
    due_seen: date,
    amount: int | None = None,
    counted_in: LimitUnit = LimitUnit.CALENDAR_DAY,
    due_on: date | None = None,
    document: OfficialDocument | None = None,
) -> Extension:
    """More time, by so much or to a day. Refused as in clocks.extend(); without a paper where the law allows no
    extension; and when the due date is no longer the one that the person saw: two people who extend at once give more
    time once."""
    subject, clock = _locked(clock, by)
    if clock.due_on != due_seen:
        message = _("Hạn vừa được đổi thành {day}. Xem lại rồi gửi lần nữa nếu vẫn cần gia hạn.")
        raise Refused(message.format(day=ngay(clock.due_on)), field="due_seen")
    _check_past(on)
    _check_begun(clock, on)
    _check_paper(clock, document)
    row = clocks.extend(
        clock, on=on, reason=reason, by=by, amount=amount, counted_in=counted_in, to=due_on, document=document
    )
    dates = {"due_from": ngay(row.due_from), "due_to": ngay(row.due_to)}
    _remember(events.EXTENDED, clock, subject, by, document, reason=row.reason, **dates)
    telling.extended(clock, row, by=by)
    return row


@transaction.atomic
def stop(*, clock: Clock, on: date, by: User, reason: str = "", document: OfficialDocument | None = None) -> Clock:
    """What had to be done is done. Refused: a day in the future or before the event; a minimum that ends too early,
    without a reason."""
    subject, clock = _locked(clock, by)
    _check_past(on)
    _check_begun(clock, on)
    if clock.is_live and clock.bound == Bound.MINIMUM and on < clock.due_on and not reason.strip():
        message = _("Kết thúc trước ngày {day} là chưa đủ thời gian tối thiểu: cần ghi lý do.")
        raise Refused(message.format(day=ngay(clock.due_on)), field="reason")
    clock = clocks.stop(clock, on=on, by=by, reason=reason, document=document)
    _remember(events.STOPPED, clock, subject, by, document, on=ngay(on))
    return clock


@transaction.atomic
def cancel(*, clock: Clock, on: date, reason: str, by: User, document: OfficialDocument | None = None) -> Clock:
    """It need not be done any more. Refused: a day in the future; no reason."""
    subject, clock = _locked(clock, by)
    _check_past(on)
    if not reason.strip():
        raise Refused(_("Cần ghi lý do."), field="reason")
    clock = clocks.cancel(clock, on=on, by=by, reason=reason, document=document)
    _remember(events.CANCELLED, clock, subject, by, document, reason=reason)
    telling.cancelled(clock, reason, by=by)
    return clock


def check_can_change(by: User, clock: Clock, subject: Any) -> None:
    """Whether the person may change this record's clock on the clock's own pages."""
    kind = subjects.get(clock.subject_kind)
    if not kind.by_hand:
        raise PermissionDenied(_("Thời hạn này chỉ thay đổi trên trang của hồ sơ."))
    kind.may_change(by, subject)


def _locked(clock: Clock, by: User) -> tuple[Any, Clock]:
    """The record and, after it, its clock. Raises PermissionDenied when the person may not change them."""
    visible = subjects.get(clock.subject_kind).visible(by)
    subject = visible.select_for_update(of=("self",), no_key=True).filter(pk=clock.subject_id).first()
    if subject is None:
        raise PermissionDenied(_("Hồ sơ của thời hạn này không còn trong phạm vi của anh/chị."))
    check_can_change(by, clock, subject)
    return subject, clocks.locked(clock)


def _check_past(on: date) -> None:
    if on > wall.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="on")


def _check_begun(clock: Clock, on: date) -> None:
    """Not before the event; a limit before an event runs before it by its nature."""
    if clock.direction == Direction.AFTER and on < clock.started_on:
        message = _("Ngày không được trước ngày bắt đầu tính ({day}).")
        raise Refused(message.format(day=ngay(clock.started_on)), field="on")


def _check_paper(clock: Clock, document: OfficialDocument | None) -> None:
    """What the law does not let people extend, a competent authority may, and then there is its paper."""
    if document is None and clock.rule and clock.rule.extends_by_paper_only and acting.EXTEND in acting.possible(clock):
        raise Refused(wording.extension_in_words(clock.rule), field="document")


def _remember(kind: str, clock: Clock, subject: Any, by: User, document: OfficialDocument | None, **words: str) -> None:
    what = clock.kind.name_vi
    record(kind, by=by, subject=subject, unit_id=clock.unit_id, what=what, document=_under(document), **words)


@in_portal_language
def _under(document: OfficialDocument | None) -> str:
    return _(" theo {document}").format(document=document) if document else ""
