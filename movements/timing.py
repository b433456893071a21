"""The clock of a content of a signed programme while it is no task: it waits for the body that leads the content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deadlines import duties, subjects
from deadlines.models import Clock
from deadlines.services import clocks

from .enums import ProgrammeStatus
from .models import ProgrammeContent
from .policies import REPORTERS, check_can_keep

KIND = "movements.content"
SUBJECT = "movements.programmecontent"
ACT = "movements.carry_out"


def register() -> None:
    """Called once at start-up."""
    duties.register(ACT, _("Thực hiện nội dung phối hợp"), roles=REPORTERS)
    subjects.register(
        SUBJECT,
        visible=lambda user: ProgrammeContent.objects.visible_to(user).select_related("programme__host"),
        may_change=lambda user, content: check_can_keep(user, content.programme),
        moved=keep_due_dates,
    )


def follow(content: ProgrammeContent, *, by: User | None) -> None:
    """Start the clock of a content, or bring it up to date; lock the programme before. Drafts have no clocks."""
    programme = content.programme
    if programme.status != ProgrammeStatus.SIGNED or programme.signed_on is None:
        return
    live = _live(content)
    started = min(programme.signed_on, content.due_on)
    if live is None:
        clocks.start(
            content, KIND, title=content.text, body=content.lead, above=programme.host, duty=ACT, on=started,
            fixed_on=content.due_on, by=by,
        )  # fmt: skip
        return
    clocks.retitle(content, content.text)
    clocks.wait_for(clocks.locked(live), body=content.lead, duty=ACT)
    if live.due_on != content.due_on and by is not None:
        clocks.correct(clocks.locked(live), fixed_on=content.due_on, on=started, by=by)


def end(content: ProgrammeContent, *, on: date, by: User, reason: str = "") -> None:
    """The content is done, or (with a reason) its clock is not needed any more."""
    live = _live(content)
    if live is None:
        return
    if reason:
        clocks.cancel(clocks.locked(live), on=on, by=by, reason=reason)
    else:
        clocks.stop(clocks.locked(live), on=on, by=by)


def _live(content: ProgrammeContent) -> Clock | None:
    return Clock.objects.of(content).live().filter(kind__code=KIND).first()


def keep_due_dates(keys: Sequence[int]) -> None:
    """Copy the due dates of running clocks to the contents."""
    own = Clock.objects.filter(subject_kind=SUBJECT, subject_id=OuterRef("pk"), kind__code=KIND).live()
    rows = ProgrammeContent.objects.filter(pk__in=list(keys)).annotate(moved_to=Subquery(own.values("due_on")[:1]))
    rows.filter(Q(due_on__lt=F("moved_to")) | Q(due_on__gt=F("moved_to"))).update(due_on=F("moved_to"))
