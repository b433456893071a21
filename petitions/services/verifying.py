"""What the council says: is it really settled, were the voters told, do they agree; and how it presses who is late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line
from documents.models import OfficialDocument
from petitions import events, policies, telling, timing, workflow
from petitions.enums import Outcome, Rung, Verdict
from petitions.models import Claim, Contest, Petition, Pressing

from .answering import restored_outcome
from .shared import check_day, check_paper, checked_reason, enter, locked, remember


@transaction.atomic
def verify(*, petition: Petition, by: User, on: date | None = None, basis: str = "") -> Petition:
    """The standing committee confirms the claimed outcome. What is in progress stays open until its promised day."""
    petition = locked(petition)
    day = on or clock.today()
    policies.check_can_judge(by, petition)
    in_progress = petition.outcome == Outcome.IN_PROGRESS
    workflow.move(petition, "follow" if in_progress else "verify")
    check_day(petition, day, field="on")

    claim = _judge(petition, Verdict.CONFIRMED, day, by, basis)
    if in_progress:
        enter(petition, day)
        assert claim.promised_on is not None
        timing.start_result(petition, on=day, due_on=max(claim.promised_on, day), by=by)
        remember(events.FOLLOWED, petition, by, due=ngay(claim.promised_on))
    else:
        petition.verified_on = day
        enter(petition, day, changed=["verified_on"])
        remember(events.VERIFIED, petition, by, outcome=label_of(petition.outcome), on=ngay(day))
    return petition


@transaction.atomic
def send_back(
    *, petition: Petition, reason: str, by: User, on: date | None = None, due_on: date | None = None
) -> Petition:
    """Not settled, says the standing committee; the holder reports again, until ``due_on`` where a day is set."""
    petition = locked(petition)
    day = on or clock.today()
    policies.check_can_judge(by, petition)
    workflow.move(petition, "send_back")
    reason = checked_reason(reason)
    check_day(petition, day, field="on")
    if due_on is not None and due_on < day:
        raise Refused(_("Hạn báo lại không được trước ngày trả lại ({day}).").format(day=ngay(day)), field="due_on")

    claim = _judge(petition, Verdict.RETURNED, day, by, reason)
    petition.outcome = restored_outcome(petition)
    enter(petition, day, note=reason)
    if due_on is not None:
        timing.start_result(petition, on=day, due_on=due_on, by=by)
    remember(events.RETURNED, petition, by, reason=reason)
    telling.returned(claim, by=by)
    return petition


@transaction.atomic
def close(*, petition: Petition, told_on: date, how: str, by: User) -> Petition:
    """The voters were told, on a day and in a way; with that the petition is closed."""
    petition = locked(petition)
    policies.check_can_tell(by, petition)
    workflow.move(petition, "close")
    if not how.strip():
        raise Refused(_("Cần ghi đã báo cử tri bằng cách nào."), field="how")
    check_day(petition, told_on, field="told_on")

    petition.voters_told_on, petition.voters_told_how, petition.closed_on = told_on, clean_line(how), told_on
    enter(petition, told_on, changed=["voters_told_on", "voters_told_how"])
    remember(events.CLOSED, petition, by, on=ngay(told_on), how=petition.voters_told_how)
    return petition


@transaction.atomic
def contest(
    *, petition: Petition, reason: str, by: User, on: date | None = None, due_on: date | None = None
) -> Petition:
    """The petitioner does not agree: once, with a reason. The petition keeps its number and starts a new run.

    The answer is due by the province's rule, or on ``due_on``.
    """
    petition = locked(petition)
    day = on or clock.today()
    policies.check_can_tell(by, petition)
    if Contest.objects.filter(petition=petition).exists():
        raise Refused(_("Cử tri đã không đồng ý một lần; kiến nghị không mở lại lần nữa."))
    workflow.move(petition, "contest")
    reason = checked_reason(reason)
    check_day(petition, day, field="on")
    if due_on is not None and due_on < day:
        raise Refused(_("Hạn trả lời không được trước ngày mở lại ({day}).").format(day=ngay(day)), field="due_on")

    Contest.objects.create(
        petition=petition, run=petition.run, reason=reason, on=day, by=by, answered_on=petition.answered_on,
        answer_due_on=petition.answer_due_on,
    )  # fmt: skip
    petition.run += 1
    petition.outcome = ""
    for name in ("answered_on", "answer_due_on", "verified_on", "closed_on", "voters_told_on"):
        setattr(petition, name, None)
    petition.voters_told_how = ""
    enter(
        petition, day,
        changed=["answered_on", "answer_due_on", "verified_on", "voters_told_on", "voters_told_how"], note=reason,
    )  # fmt: skip
    timing.start_again(petition, on=day, due_on=due_on, by=by)
    remember(events.CONTESTED, petition, by, run=petition.run, reason=reason)
    telling.contested(petition, reason, by=by)
    return petition


@transaction.atomic
def press(*, petition: Petition, rung: Rung, document: OfficialDocument, by: User, note: str = "") -> Pressing:
    """A rung of the ladder, under a document with number and date. The ladder is climbed, never descended."""
    petition = locked(petition)
    policies.check_can_judge(by, petition)
    workflow.move(petition, "press")
    on = check_paper(document, petition.council, others=[petition.holder] if petition.holder else [])
    if on < petition.received_on:
        raise Refused(_("Văn bản có trước khi tiếp nhận kiến nghị."), field="document")
    reached = petition.pressings.aggregate(top=Max("rung"))["top"]
    if reached and rung < reached:
        raise Refused(_("Đã đến bước “{rung}”, không lùi lại được.").format(rung=Rung(reached).label), field="rung")
    if petition.pressings.filter(document=document).exists():
        raise Refused(_("Văn bản này đã được ghi cho kiến nghị."), field="document")
    holder = petition.holder
    assert holder is not None

    pressing = Pressing.objects.create(
        petition=petition, rung=rung, body=holder, document=document, note=clean_line(note), on=on, by=by
    )
    words = {"rung": _rung(rung), "body": holder.name, "document": _named(document), "on": ngay(on)}
    remember(events.PRESSED, petition, by, **words)
    telling.pressed(pressing, by=by)
    return pressing


def _judge(petition: Petition, verdict: Verdict, on: date, by: User, reason: str) -> Claim:
    """Tie the verdict to the claim that waits for it."""
    claim = petition.claims.get(verdict=None)
    pronounce(claim, verdict, on, by, reason)
    claim.save(update_fields=["verdict", "verdict_on", "verdict_by", "verdict_reason"])
    return claim


def pronounce(claim: Claim, verdict: Verdict, on: date, by: User, reason: str) -> None:
    """The verdict as it stands with a claim."""
    claim.verdict, claim.verdict_on, claim.verdict_by, claim.verdict_reason = verdict, on, by, clean_line(reason)


@in_portal_language
def label_of(outcome: Any) -> str:
    """The name of an outcome in the language in which the history is kept."""
    return str(Outcome(outcome).label)


@in_portal_language
def _rung(rung: Any) -> str:
    return str(Rung(rung).label)


@in_portal_language
def _named(document: OfficialDocument) -> str:
    return document.label
