"""The chain of approval of a body, and what the level above says to a form that was sent up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from documents.models import Attachment
from indicators import events, policies, telling, timing, workflow
from indicators.enums import Outcome
from indicators.models import Approval, Submission
from indicators.services.rows import locked


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A decision that was made on paper: who signed, when, and the scanned slip."""

    signed_by: str
    signed_on: date
    slip: Attachment


@transaction.atomic
def approve(*, submission: Submission, step: Approval, by: User, paper: Paper | None = None) -> Submission:
    """Say yes at the step that waits; after the last one the form goes up.

    Refused when somebody decided the step meanwhile: two who decide at once see whose word counts.
    """
    submission = locked(submission)
    step = _waiting(submission, step)
    if paper is None:
        policies.check_can_decide(by, submission, step)
    else:
        policies.check_can_record_paper(by, submission)
    workflow.move(submission, "approve")
    _decide(step, Outcome.APPROVED, by)
    if paper is not None:
        _put_on_paper(submission, step, paper)
    step.save()
    _remember_approval(submission, step, by)
    following = waiting_step(submission)
    if following is None:
        _send_up(submission, by)
    else:
        timing.hand_to_step(submission, following.role)
        telling.waits_for(following, by=by)
    return submission


@transaction.atomic
def return_form(*, submission: Submission, step: Approval, reason: str, by: User) -> Submission:
    """Say no at the step that waits: whoever typed corrects the figures and hands them in again."""
    submission = locked(submission)
    step = _waiting(submission, step)
    policies.check_can_decide(by, submission, step)
    workflow.move(submission, "return")
    words = checked_reason(reason)
    _decide(step, Outcome.RETURNED, by)
    step.reason = words
    step.save()
    submission.save(update_fields=["state"])
    timing.hand_back(submission)
    _remember(events.RETURNED, submission, by, step=step.name_vi, reason=words)
    telling.returned(submission, words, by=by)
    return submission


@transaction.atomic
def accept(*, submission: Submission, by: User) -> Submission:
    """The issuer takes the form in."""
    submission = locked(submission)
    policies.check_can_receive(by, submission)
    workflow.move(submission, "accept")
    submission.accepted_on = clock.today()
    submission.save(update_fields=["state", "accepted_on"])
    _remember(events.ACCEPTED, submission, by)
    return submission


@transaction.atomic
def send_back(*, submission: Submission, reason: str, by: User) -> Submission:
    """The issuer asks for a correction; the copies of earlier rounds stay."""
    submission = locked(submission)
    policies.check_can_receive(by, submission)
    workflow.move(submission, "send_back")
    words = checked_reason(reason)
    submission.save(update_fields=["state"])
    timing.start_again(submission, by=by)
    _remember(events.SENT_BACK, submission, by, reason=words)
    telling.returned(submission, words, by=by)
    return submission


@transaction.atomic
def accept_many(*, submissions: Iterable[Submission], by: User) -> list[Submission]:
    """Take in several forms: those that somebody else decided meanwhile are left as they are and left out."""
    return _each(submissions, lambda one: accept(submission=one, by=by))


@transaction.atomic
def send_back_many(*, submissions: Iterable[Submission], reason: str, by: User) -> list[Submission]:
    """Return several forms for one reason; as accept_many()."""
    return _each(submissions, lambda one: send_back(submission=one, reason=reason, by=by))


def _each(submissions: Iterable[Submission], verb: Callable[[Submission], Submission]) -> list[Submission]:
    done = []
    for one in sorted(submissions, key=lambda row: row.pk):
        with suppress(Refused):
            done.append(verb(one))
    return done


def waiting_step(submission: Submission) -> Approval | None:
    """The step of this round that is decided next."""
    return submission.approvals.filter(round=submission.round, outcome="").order_by("order").first()


def checked_reason(reason: str) -> str:
    """A reason that says something, as one line; refused otherwise."""
    words = clean_line(reason)
    if not words:
        raise Refused(_("Cần ghi lý do."), field="reason")
    if len(words) > 1000:
        raise Refused(_("Lý do dài tối đa 1000 ký tự."), field="reason")
    return words


def _waiting(submission: Submission, step: Approval) -> Approval:
    """The step as it stands now; refused when it is not the one that waits."""
    step = submission.approvals.select_related("decided_by").get(pk=step.pk)
    step.submission = submission
    if step.decided_by is not None:
        words = _("Bước “{step}” đã được {who} quyết định: {outcome}.")
        outcome = Outcome(step.outcome).label
        raise Refused(words.format(step=step.name, who=step.decided_by.full_name, outcome=outcome))
    if step != waiting_step(submission):
        raise Refused(_("Chưa đến bước “{step}”.").format(step=step.name))
    return step


def _decide(step: Approval, outcome: Outcome, by: User) -> None:
    step.outcome, step.decided_at, step.decided_by = outcome, clock.now(), by


def _put_on_paper(submission: Submission, step: Approval, paper: Paper) -> None:
    slip = paper.slip
    if (slip.owner_kind, slip.owner_id) != (Submission._meta.label_lower, submission.pk) or slip.removed_at:
        raise Refused(_("Bản chụp phải là tệp của biểu này."), field="slip")
    if paper.signed_on > clock.today():
        raise Refused(_("Ngày ký không được sau hôm nay."), field="signed_on")
    signer = clean_line(paper.signed_by)
    if not signer:
        raise Refused(_("Cần ghi người ký."), field="signed_by")
    step.on_paper, step.signed_by, step.signed_on, step.slip = True, signer, paper.signed_on, slip


def _send_up(submission: Submission, by: User) -> None:
    """The last step was decided: from today on the level above may add these figures up."""
    workflow.move(submission, "send")
    submission.sent_on = clock.today()
    submission.first_sent_on = submission.first_sent_on or submission.sent_on
    submission.save(update_fields=["state", "sent_on", "first_sent_on"])
    timing.stop(submission, by=by)
    _remember(events.SENT, submission, by, issuer=submission.form.issuer.name)
    telling.sent_up(submission, by=by)


def _remember_approval(submission: Submission, step: Approval, by: User) -> None:
    if step.on_paper:
        day = ngay(step.signed_on)
        _remember(events.STEP_ON_PAPER, submission, by, step=step.name_vi, signer=step.signed_by, day=day)
    else:
        _remember(events.STEP_APPROVED, submission, by, step=step.name_vi)


def _remember(kind: str, submission: Submission, by: User, **data: str) -> None:
    record(kind, by=by, subject=submission, unit_id=submission.unit_id, **data)
