"""Locks: figures stay as they are, until the level above opens them again with a reason and a last day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record, record_many
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from indicators import events, policies, telling, timing, workflow
from indicators.enums import SubmissionState
from indicators.models import LockException, Submission
from indicators.services.deciding import checked_reason
from indicators.services.rows import locked

LONGEST = 366  # days that an exception may last
_BATCH = 500


@transaction.atomic
def lock(*, submission: Submission, by: User) -> Submission:
    """The issuer closes a form before its window's day."""
    submission = locked(submission)
    policies.check_can_receive(by, submission)
    workflow.move(submission, "lock")
    submission.save(update_fields=["state"])
    record(events.LOCKED, by=by, subject=submission, unit_id=submission.unit_id)
    return submission


def lock_due() -> int:
    """Every night: close what was sent up for windows whose day to lock has come. Forms that were not sent up cannot
    be typed in any more either (indicators.locks); they are not marked, since nothing of theirs counts."""
    closed = 0
    while keys := _lock_some():
        closed += keys
    return closed


@transaction.atomic
def reopen(*, submission: Submission, reason: str, until: date, by: User) -> LockException:
    """Open accepted, consolidated or locked figures until a day; or give more days where the window has closed.

    What was handed in before stays in its copies, and the level above sees where the new figures differ.
    """
    submission = locked(submission)
    policies.check_can_receive(by, submission)
    sent = workflow.may(submission, "reopen")
    workflow.move(submission, "reopen" if sent else "extend")
    words = checked_reason(reason)
    _check_day(until)
    given = LockException.objects.create(
        submission=submission, reason=words, given_at=clock.now(), given_by=by, until=until, round=submission.round
    )
    if sent:
        submission.accepted_on = None
        submission.save(update_fields=["state", "accepted_on"])
        timing.start_again(submission, until=until, by=by)
    else:
        timing.extend(submission, until=until, reason=words, by=by)
    record(events.REOPENED, by=by, subject=submission, unit_id=submission.unit_id, until=ngay(until), reason=words)
    telling.reopened(submission, given, by=by)
    return given


@transaction.atomic
def _lock_some() -> int:
    """A batch, so that a night with many windows holds few rows at a time."""
    rows = list(_due().select_for_update(of=("self",), no_key=True)[:_BATCH])
    Submission.objects.filter(pk__in=[row.pk for row in rows]).update(state=SubmissionState.LOCKED)
    record_many(events.LOCKED, by=None, rows=[(row, row.unit_id, {}) for row in rows])
    return len(rows)


def _due() -> QuerySet[Submission]:
    return Submission.objects.filter(
        state__in=list(workflow.STEPS["lock"].sources), window__locks_on__lte=clock.today()
    ).order_by("pk")


def _check_day(until: date) -> None:
    if until < clock.today():
        raise Refused(_("Ngày mở đến phải từ hôm nay."), field="until")
    if (until - clock.today()).days > LONGEST:
        raise Refused(_("Chỉ mở trong tối đa một năm."), field="until")
