"""The clock of a regulation that must be looked at again by a day that somebody set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.names import in_portal_language
from deadlines import duties, subjects
from deadlines.models import Clock
from deadlines.services import clocks

from .models import Regulation
from .policies_directing import KEEPERS
from .policies_regulations import check_can_attach

KIND = "steering.regulation_review"
SUBJECT = "steering.regulation"
REVIEW = "steering.review"


def register() -> None:
    """Called once at start-up."""
    duties.register(REVIEW, _("Rà soát quy chế"), roles=KEEPERS)
    subjects.register(
        SUBJECT,
        visible=lambda user: Regulation.objects.visible_to(user).select_related("body"),
        may_change=check_can_attach,
        moved=keep_review_days,
    )


def follow(one: Regulation, *, by: User | None) -> None:
    """Start, correct or cancel the clock so that it agrees with the review day; lock the regulation before."""
    live = Clock.objects.of(one).live().filter(kind__code=KIND).first()
    if one.review_on is None:
        if live is not None:
            clocks.cancel(clocks.locked(live), on=one.issued_on, by=by, reason=_no_day())
    elif live is None:
        clocks.start(
            one, KIND, title=_title(one), body=one.body, duty=REVIEW, on=one.reviewed_on or one.issued_on,
            fixed_on=one.review_on, by=by,
        )  # fmt: skip
    elif live.due_on != one.review_on and by is not None:
        clocks.correct(clocks.locked(live), fixed_on=one.review_on, on=live.started_on, by=by)


def end(one: Regulation, *, on: date, by: User, reason: str = "") -> None:
    """It was reviewed, or (with a reason) need not be."""
    live = Clock.objects.of(one).live().filter(kind__code=KIND).first()
    if live is None:
        return
    if reason:
        clocks.cancel(clocks.locked(live), on=on, by=by, reason=reason)
    else:
        clocks.stop(clocks.locked(live), on=on, by=by)


def keep_review_days(keys: Sequence[int]) -> None:
    """Copy the due dates of running clocks to the regulations."""
    own = Clock.objects.filter(subject_kind=SUBJECT, subject_id=OuterRef("pk"), kind__code=KIND).live()
    rows = Regulation.objects.filter(pk__in=list(keys)).annotate(moved_to=Subquery(own.values("due_on")[:1]))
    rows.filter(Q(review_on__lt=F("moved_to")) | Q(review_on__gt=F("moved_to"))).update(review_on=F("moved_to"))


@in_portal_language
def _title(one: Regulation) -> str:
    return _now("Rà soát {title} ({symbol})").format(title=one.title, symbol=one.symbol)


@in_portal_language
def _no_day() -> str:
    return _now("Không còn đặt hạn rà soát")
