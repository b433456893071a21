"""What the People's Committee or the Front answers to a decision of the people that needs its recognition."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from community import checks, events, flow, policies, timing, workflow
from community.models import Decision
from documents.models import OfficialDocument

from .decisions import locked


@transaction.atomic
def recognise(*, decision: Decision, on: date, by: User, document: OfficialDocument | None = None) -> Decision:
    """The People's Committee or the Front recognises what the people decided; a convention is then sent (VOTE-12)."""
    decision = _answering(decision, "recognise", on, by, document)
    decision.save(update_fields=["state", "answered_on", "answer"])
    if decision.is_convention:
        timing.start(decision, timing.CONVENTION, "VOTE-12", on=on, by=by, body=decision.recogniser)

    record(events.RECOGNISED, by=by, subject=decision, unit_id=decision.unit_id, on=ngay(on))
    return decision


@transaction.atomic
def refuse(
    *, decision: Decision, on: date, reason: str, by: User, document: OfficialDocument | None = None
) -> Decision:
    """It is not recognised, in writing and with the reason (Article 21(2)). Refused: no reason."""
    decision = _answering(decision, "refuse", on, by, document)
    decision.refusal = clean_line(reason)
    if not decision.refusal:
        raise Refused(_("Không công nhận thì phải nêu lý do."), field="reason")
    decision.save(update_fields=["state", "answered_on", "answer", "refusal"])

    words = {"on": ngay(on), "reason": decision.refusal}
    record(events.REFUSED, by=by, subject=decision, unit_id=decision.unit_id, **words)
    return decision


@transaction.atomic
def send_convention(*, decision: Decision, on: date, by: User) -> Decision:
    """The recognised convention went to the village and to those who must have it (VOTE-12)."""
    decision = locked(decision)
    policies.check_can_recognise(by, decision)
    flow.moved(workflow.STEPS, decision.state, "convention")
    if not decision.is_convention or decision.convention_sent_on is not None:
        raise Refused(_("Hồ sơ này không còn hương ước, quy ước phải gửi."))
    checks.past(on, "on")
    if decision.answered_on and on < decision.answered_on:
        message = _("Ngày gửi không được trước ngày công nhận ({day}).")
        raise Refused(message.format(day=ngay(decision.answered_on)), field="on")
    decision.convention_sent_on = on
    decision.save(update_fields=["convention_sent_on"])
    timing.stop(decision, timing.CONVENTION, on=on, by=by)

    record(events.CONVENTION_SENT, by=by, subject=decision, unit_id=decision.unit_id, on=ngay(on))
    return decision


def _answering(decision: Decision, step: str, on: date, by: User, document: OfficialDocument | None) -> Decision:
    """The recogniser's answer. Refused: nothing to recognise; a day before the receipt or to come."""
    decision = locked(decision)
    state = flow.moved(workflow.STEPS, decision.state, step)
    if decision.recogniser is None or decision.received_on is None:
        raise Refused(_("Nội dung này không phải qua bước công nhận."))
    policies.check_can_recognise(by, decision)
    checks.past(on, "on")
    if on < decision.received_on:
        message = _("Ngày không được trước ngày nhận ({day}).").format(day=ngay(decision.received_on))
        raise Refused(message, field="on")
    decision.state, decision.answered_on, decision.answer = state, on, document
    timing.stop(decision, timing.RECOGNITION, on=on, by=by, document=document)
    return decision
