"""A submission of the level above takes in those of its form below: which copies it stood on is kept for good."""

from __future__ import annotations

from django.db.models import F

from accounts.models import User
from audit.services import record_many
from indicators import events
from indicators.enums import SENT_UP, SubmissionState
from indicators.models import Consolidated, Submission, SubmittedCopy
from indicators.proposals import windows_below
from indicators.rollup import roll_up

_TAKEN = {SubmissionState.APPROVED, SubmissionState.ACCEPTED}


def consolidate(submission: Submission, below: list[Submission], *, by: User) -> None:
    """Called when the submission is handed in: the newest copies below are what this round stands on.

    ``below``: of lock_below(). Locked figures stay locked; they too are noted as part of what went up.
    """
    newest = SubmittedCopy.objects.filter(submission__in=below, round=F("submission__round"))
    Consolidated.objects.bulk_create(
        Consolidated(submission=submission, round=submission.round, copy=copy) for copy in newest.order_by("pk")
    )
    taken = [one for one in below if one.state in _TAKEN]
    Submission.objects.filter(pk__in=[one.pk for one in below]).update(into=submission)
    Submission.objects.filter(pk__in=[one.pk for one in taken]).update(state=SubmissionState.CONSOLIDATED)
    into = f"{submission} – {submission.unit.label}"
    record_many(events.CONSOLIDATED, by=by, rows=[(one, one.unit_id, {"into": into}) for one in taken])


def outdated(submission: Submission) -> list[Consolidated]:
    """The copies of the newest round that are no longer what the units below say: opened again or sent anew."""
    rows = submission.stands_on.filter(round=submission.round).select_related(
        "copy__submission__unit__kind", "copy__submission__form", "copy__submission__window"
    )
    standing = rows.exclude(copy__round=F("copy__submission__round"), copy__submission__state__in=SENT_UP)
    return list(standing.order_by("copy__submission__unit__sort_key", "pk"))


def lock_below(submission: Submission) -> list[Submission]:
    """Those whose figures are in the sums that the portal proposes, locked in one order.

    Before the sums are frozen, so that nobody opens one of them between the sum and the note of what it stands on.
    """
    form = submission.form.below
    if form is None:
        return []
    added = {
        unit.submission_id
        for window in windows_below(form, submission)
        for unit in roll_up(form, window, submission.unit, indicators=[]).added
        if unit.submission_id is not None
    }
    rows = Submission.objects.sent_up().filter(pk__in=added)
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
