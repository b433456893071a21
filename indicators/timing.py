"""The clock of a submission: it runs until the form is sent up, and waits for whoever must act next.

While figures are typed it waits for the typing body; once handed in, for the role of the step that must decide.
Submission.due_on is the first due date, which decides whether the form was late; a form that came back runs anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from common import clock as wall
from common.names import in_portal_language
from deadlines import duties, subjects
from deadlines.models import Clock
from deadlines.services import clocks

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Submission

KIND = "indicators.submission"
SUBMIT = "indicators.submit"
REDO = timedelta(days=3)  # what a form that came back late has at least


def register() -> None:
    """Called once at start-up."""
    from .models import Submission
    from .policies import DECIDERS, TYPERS, check_can_receive

    duties.register(SUBMIT, _("Nhập và trình biểu"), roles=TYPERS)
    for role in DECIDERS:
        duties.register(decide(role), _("Duyệt biểu"), roles=[role])
    subjects.register(
        KIND,
        visible=lambda user: Submission.objects.visible_to(user),
        may_change=check_can_receive,
        by_hand=False,
    )


def decide(role: str) -> str:
    """The duty of whoever decides a step in that role."""
    return f"indicators.decide_{role}"


@in_portal_language
def start(submissions: Sequence[Submission], *, until: date, by: User | None) -> list[Clock]:
    """Clocks of forms that were just sent down, or that came back; they run to one day."""
    wanted = [
        clocks.Start(one, title=f"{one} – {one.unit.label}", body=one.body, above=one.form.issuer)
        for one in submissions
    ]
    on = min(wall.today(), until)
    return clocks.start_many(wanted, KIND, duty=SUBMIT, on=on, fixed_on=until, by=by)


def start_again(submission: Submission, *, until: date | None = None, by: User) -> None:
    """The form came back after it was sent up: to its due date, or with some days to correct it."""
    start([submission], until=until or max(submission.due_on, wall.today() + REDO), by=by)


def hand_to_step(submission: Submission, role: str) -> None:
    """It was handed in: whoever decides the next step must act."""
    _wait(submission, decide(role))


def hand_back(submission: Submission) -> None:
    """It was returned or taken back: the typing body must act."""
    _wait(submission, SUBMIT)


def stop(submission: Submission, *, by: User) -> None:
    """It was sent up."""
    if clock := _live(submission):
        clocks.stop(clock, on=wall.today(), by=by)


def extend(submission: Submission, *, until: date, reason: str, by: User) -> None:
    """More days for a form that was not sent up; one that has no clock gets one."""
    clock = _live(submission)
    if clock is None:
        start_again(submission, until=until, by=by)
    elif until > clock.due_on:
        clocks.extend(clock, on=wall.today(), reason=reason, to=until, by=by)


def _wait(submission: Submission, duty: str) -> None:
    if clock := _live(submission):
        clocks.wait_for(clock, body=submission.body, duty=duty)


def _live(submission: Submission) -> Clock | None:
    """Forms of the time before the portal have none."""
    found = Clock.objects.of(submission).live().filter(kind__code=KIND).first()
    return clocks.locked(found) if found else None
