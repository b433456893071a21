"""The clock of a body that must issue an implementing paper by a day: it waits for that body until it has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock as wall
from common.names import in_portal_language
from deadlines import duties, subjects
from deadlines.models import Clock
from deadlines.services import clocks

from .models import Implementation
from .policies import REPORTERS
from .policies_directing import check_can_keep

IMPLEMENTING = "steering.implementing"
SUBJECT = "steering.implementation"
IMPLEMENT = "steering.implement"


def register() -> None:
    """Called once at start-up."""
    duties.register(IMPLEMENT, _("Ban hành văn bản thực hiện"), roles=REPORTERS)
    subjects.register(
        SUBJECT,
        visible=lambda user: Implementation.objects.visible_to(user).select_related("paper", "body"),
        may_change=lambda user, one: check_can_keep(user, one.paper),
        moved=keep_due_dates,
    )


def follow(one: Implementation, *, by: User | None) -> None:
    """Start or correct the clock of a line that has a due date; lock the paper before."""
    if one.due_on is None:
        return
    live = Clock.objects.of(one).live().filter(kind__code=IMPLEMENTING).first()
    if live is None:
        clocks.start(
            one, IMPLEMENTING, title=_title(one), body=one.body, above=one.paper.issuer, duty=IMPLEMENT,
            on=one.asked_on, fixed_on=one.due_on, by=by,
        )  # fmt: skip
    elif live.due_on != one.due_on:
        clocks.correct(clocks.locked(live), fixed_on=one.due_on, on=one.asked_on, by=by or one.paper.entered_by)


def end(one: Implementation, *, by: User, cancelled: str = "") -> None:
    """The paper was issued, the work done, or nothing is owed after all (``cancelled``: why)."""
    live = Clock.objects.of(one).live().filter(kind__code=IMPLEMENTING).first()
    if live is None:
        return
    if cancelled:
        clocks.cancel(clocks.locked(live), on=_last_day(one), by=by, reason=cancelled)
    else:
        clocks.stop(clocks.locked(live), on=_last_day(one), by=by)


def keep_due_dates(keys: Sequence[int]) -> None:
    """Copy the due dates of running clocks to the lines."""
    own = Clock.objects.filter(subject_kind=SUBJECT, subject_id=OuterRef("pk"), kind__code=IMPLEMENTING).live()
    rows = Implementation.objects.filter(pk__in=list(keys)).annotate(moved_to=Subquery(own.values("due_on")[:1]))
    rows.filter(Q(due_on__lt=F("moved_to")) | Q(due_on__gt=F("moved_to"))).update(due_on=F("moved_to"))


@in_portal_language
def _title(one: Implementation) -> str:
    return _now("Ban hành văn bản thực hiện {paper}: {subject}").format(
        paper=one.paper.label, subject=one.paper.subject
    )


def _last_day(one: Implementation) -> date:
    return one.issued_on or one.done_on or wall.today()
