"""The clock of a programme's content while it is no task: it waits for the body that leads the content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deadlines import duties, subjects
from deadlines.models import Clock
from deadlines.services import clocks

from .models import ProgrammeItem
from .policies import REPORTERS
from .policies_programmes import check_can_plan

KIND = "steering.programme_item"
SUBJECT = "steering.programmeitem"
ACT = "steering.programme"


def register() -> None:
    """Called once at start-up."""
    duties.register(ACT, _("Thực hiện nội dung chương trình"), roles=REPORTERS)
    subjects.register(
        SUBJECT,
        visible=lambda user: ProgrammeItem.objects.visible_to(user).select_related("programme__committee"),
        may_change=lambda user, item: check_can_plan(user, item.programme.committee),
        moved=keep_due_dates,
    )


def follow(item: ProgrammeItem, *, by: User | None) -> None:
    """Start the clock of a content, or bring it up to date; lock the programme before."""
    live = Clock.objects.of(item).live().filter(kind__code=KIND).first()
    started = min(item.programme.issued_on, item.due_on)
    if live is None:
        clocks.start(
            item, KIND, title=item.text, body=item.lead, above=item.programme.committee.body, duty=ACT, on=started,
            fixed_on=item.due_on, by=by,
        )  # fmt: skip
        return
    clocks.retitle(item, item.text)
    clocks.wait_for(clocks.locked(live), body=item.lead, duty=ACT)
    if live.due_on != item.due_on and by is not None:
        clocks.correct(clocks.locked(live), fixed_on=item.due_on, on=started, by=by)


def end(item: ProgrammeItem, *, on: date, by: User, reason: str = "") -> None:
    """The content is done, or (with a reason) its clock is not needed any more."""
    live = Clock.objects.of(item).live().filter(kind__code=KIND).first()
    if live is None:
        return
    if reason:
        clocks.cancel(clocks.locked(live), on=on, by=by, reason=reason)
    else:
        clocks.stop(clocks.locked(live), on=on, by=by)


def keep_due_dates(keys: Sequence[int]) -> None:
    """Copy the due dates of running clocks to the contents."""
    own = Clock.objects.filter(subject_kind=SUBJECT, subject_id=OuterRef("pk"), kind__code=KIND).live()
    rows = ProgrammeItem.objects.filter(pk__in=list(keys)).annotate(moved_to=Subquery(own.values("due_on")[:1]))
    rows.filter(Q(due_on__lt=F("moved_to")) | Q(due_on__gt=F("moved_to"))).update(due_on=F("moved_to"))
