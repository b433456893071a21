"""What the holder says: the answer under a paper, and the outcome that it claims, with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import nfc
from documents.models import OfficialDocument
from documents.services import attach
from petitions import events, policies, telling, timing, workflow
from petitions.enums import ItemState, Outcome, PetitionStatus
from petitions.models import Answer, Claim, Petition

from .shared import check_day, check_paper, enter, locked, remember


@transaction.atomic
def draft_answer(*, petition: Petition, text: str, public_text: str = "", by: User) -> Answer:
    """Write an answer that has no number yet; it counts for nothing and is shown to the holder's people only."""
    petition = locked(petition)
    policies.check_can_settle(by, petition)
    _check_may_answer(petition, text)
    holder = petition.holder
    assert holder is not None
    answer, _new = Answer.objects.update_or_create(
        petition=petition, run=petition.run, document=None,
        defaults={"body": holder, "text": nfc(text.strip()), "public_text": nfc(public_text.strip()), "written_by": by},
    )  # fmt: skip
    remember(events.ANSWER_DRAFTED, petition, by)
    return answer


@transaction.atomic
def answer(*, petition: Petition, text: str, document: OfficialDocument, by: User, public_text: str = "") -> Petition:
    """The answer went out under a document with number and date. It ends the answer's clock and settles nothing yet.

    One document may answer many petitions: call it for each. Taking up is implied where nobody noted it.
    """
    petition = locked(petition)
    policies.check_can_settle(by, petition)
    _check_may_answer(petition, text)
    holder = petition.holder
    assert holder is not None
    on = check_paper(document, holder, others=[petition.council])
    check_day(petition, on, field="document")

    workflow.move(petition, "answer")
    petition.items.filter(state=ItemState.SENT).update(state=ItemState.ACCEPTED, decided_on=on)
    Answer.objects.update_or_create(
        petition=petition, run=petition.run, document=None,
        defaults={
            "body": holder, "text": nfc(text.strip()), "public_text": nfc(public_text.strip()), "written_by": by,
        },
    )  # fmt: skip
    Answer.objects.filter(petition=petition, run=petition.run, document=None).update(document=document)
    petition.answered_on = on
    enter(petition, on, changed=["answered_on"])
    timing.stop(petition, on=on, by=by, paper=document)
    remember(events.ANSWERED, petition, by, body=holder.name, document=_named(document), on=ngay(on))
    telling.answered(petition, by=by)
    return petition


@transaction.atomic
def claim(
    *,
    petition: Petition,
    outcome: Outcome,
    text: str,
    by: User,
    on: date | None = None,
    promised_on: date | None = None,
    evidence: OfficialDocument | None = None,
    files: Sequence[File[bytes]] = (),
    no_state_secret: bool = False,
) -> Claim:
    """The holder claims an outcome; the council confirms it or sends it back.

    Refused: "resolved" without a document or a file as evidence; "in progress" without a promised day ahead.
    """
    petition = locked(petition)
    day = on or clock.today()
    policies.check_can_settle(by, petition)
    workflow.move(petition, "claim")
    check_day(petition, day, field="on")
    _check_claim(outcome, text, day, promised_on, has_evidence=bool(evidence or files))
    holder = petition.holder
    assert holder is not None

    made = Claim.objects.create(
        petition=petition, run=petition.run, body=holder, outcome=outcome, text=nfc(text.strip()),
        promised_on=promised_on, evidence=evidence, claimed_on=day, claimed_by=by,
    )  # fmt: skip
    for file in files:
        attach(owner=made, upload=file, by=by, no_state_secret=no_state_secret)
    petition.outcome = outcome
    enter(petition, day)
    timing.stop(petition, on=day, by=by)
    remember(events.CLAIMED, petition, by, body=holder.name, outcome=_label(outcome), on=ngay(day))
    telling.claimed(made, by=by)
    return made


def _check_may_answer(petition: Petition, text: str) -> None:
    """Asked of a copy of the state, because a draft does not move it."""
    if not workflow.may(petition, "answer"):
        workflow.move(petition, "answer")
    if not text.strip():
        raise Refused(_("Cần ghi nội dung trả lời."), field="text")


def _check_claim(outcome: Outcome, text: str, on: date, promised_on: date | None, *, has_evidence: bool) -> None:
    if not text.strip():
        raise Refused(_("Cần ghi kết quả cụ thể."), field="text")
    if outcome == Outcome.RESOLVED and not has_evidence:
        raise Refused(_("Đã giải quyết xong phải kèm minh chứng: một văn bản hoặc một tệp."), field="evidence")
    if outcome == Outcome.IN_PROGRESS and promised_on is None:
        raise Refused(_("Đang giải quyết thì hẹn ngày có kết quả."), field="promised_on")
    if outcome != Outcome.IN_PROGRESS and promised_on is not None:
        raise Refused(_("Chỉ hẹn ngày khi đang giải quyết."), field="promised_on")
    if promised_on is not None and promised_on <= on:
        raise Refused(_("Ngày hẹn phải sau ngày báo kết quả ({day}).").format(day=ngay(on)), field="promised_on")


def restored_outcome(petition: Petition) -> str:
    """The outcome that stood before a claim was sent back: the last one confirmed in this run, else none."""
    confirmed = petition.claims.filter(run=petition.run, verdict="confirmed").order_by("-pk").first()
    return confirmed.outcome if confirmed and petition.status == PetitionStatus.ANSWERED else ""


@in_portal_language
def _named(document: OfficialDocument) -> str:
    return document.label


@in_portal_language
def _label(outcome: Any) -> str:
    return str(Outcome(outcome).label)
