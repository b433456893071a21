"""Drafts on which the Front speaks. Lock, may you, is it possible, change, remember."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from steering import citing
from steering.models import DirectingPaper
from supervision import events, policies, timing, workflow, workflow_criticism
from supervision.models import Criticism, DraftOpinion

from .shared import check_alive, check_past, next_number, said


@transaction.atomic
def ask(
    *, body: Body, sort: str, drafter: Body, title: str, submit_on: date, by: User,
    papers: list[DirectingPaper] | None = None,
) -> Criticism:  # fmt: skip
    """A draft is to be spoken on before it is submitted on a day. Refused: one's own draft."""
    policies.check_can_supervise_for(by, body)
    check_alive(drafter, submit_on, "drafter")
    if drafter.pk == body.pk:
        raise Refused(_("Cơ quan không phản biện dự thảo của chính mình."), field="drafter")
    number = next_number("supervision_criticism")
    one = Criticism(
        pk=number, code=f"PB-{submit_on.year}-{number:04d}", sort=sort, body=body, unit=body.unit, drafter=drafter,
        title=said(title, "title", _("Cần ghi tên dự thảo.")), submit_on=submit_on,
    )  # fmt: skip
    one.save(force_insert=True)
    scope.write_stakes(one, [StakeSpec.of(body, Why.ORIGIN), StakeSpec.of(drafter, Why.HOLDER)])
    citing.cite(one, papers or [])
    timing.draft_asked(one, by=by)
    _remember(events.DRAFT_ASKED, one, by, on=ngay(submit_on))
    one.refresh_from_db(fields=["draft_by"])
    return one


@transaction.atomic
def receive(*, criticism: Criticism, number: str, on: date, form_text: str, by: User) -> Criticism:
    """The draft came. A day after the last lawful one is recorded as it was, and shown as late."""
    one = _locked(criticism)
    policies.check_can_criticise(by, one)
    workflow.move(one, "receive", workflow_criticism.STEPS)
    check_past(on, "on")
    one.received_on, one.draft_number, one.form_text = on, clean_line(number), clean_line(form_text)
    one.save()
    timing.done(one, timing.DRAFT, on=on, by=by)
    timing.opinion_wanted(one, by=by)
    _remember(events.DRAFT_RECEIVED, one, by, on=ngay(on))
    return one


@transaction.atomic
def add_opinion(*, criticism: Criticism, source: str, on: date, text: str, by: User) -> DraftOpinion:
    """What an office, organisation or group said on it."""
    one = _locked(criticism)
    policies.check_can_criticise(by, one)
    workflow.move(one, "add_opinion", workflow_criticism.STEPS)
    check_past(on, "on", since=one.received_on)
    made = DraftOpinion.objects.create(
        criticism=one, said_on=on, source=said(source, "source", _("Cần ghi ai nêu ý kiến (chức danh, tổ chức).")),
        text=_text(text, "text", _("Cần ghi ý kiến.")),
    )  # fmt: skip
    _remember(events.DRAFT_OPINION, one, by, source=made.source)
    return made


@transaction.atomic
def send(*, criticism: Criticism, number: str, on: date, text: str, by: User) -> Criticism:
    """What the Front says goes to the drafter."""
    one = _locked(criticism)
    policies.check_can_criticise(by, one)
    workflow.move(one, "send", workflow_criticism.STEPS)
    check_past(on, "on", since=one.received_on)
    one.number = said(number, "number", _("Cần ghi số văn bản."))
    one.sent_on, one.text = on, _text(text, "text", _("Cần ghi nội dung phản biện, góp ý."))
    one.save()
    timing.done(one, timing.OPINION, on=on, by=by)
    _remember(events.DRAFT_SENT, one, by, number=one.number, on=ngay(on))
    return one


@transaction.atomic
def answer(
    *, criticism: Criticism, number: str, on: date, accepted: str, explained: str, by: User
) -> Criticism:  # fmt: skip
    """The drafter says what it takes over and explains the rest. Refused: neither."""
    one = _locked(criticism)
    policies.check_can_answer_criticism(by, one)
    workflow.move(one, "answer", workflow_criticism.STEPS)
    check_past(on, "on", since=one.sent_on)
    if not (accepted.strip() or explained.strip()):
        raise Refused(_("Cần ghi nội dung tiếp thu hoặc giải trình."), field="accepted")
    one.answer_number, one.answered_on = clean_line(number), on
    one.accepted, one.explained = nfc(accepted.strip()), nfc(explained.strip())
    one.save()
    _remember(events.DRAFT_ANSWERED, one, by, number=one.answer_number, on=ngay(on))
    return one


@transaction.atomic
def finish(*, criticism: Criticism, number: str, on: date, by: User) -> Criticism:
    """The text was issued."""
    one = _locked(criticism)
    policies.check_can_criticise(by, one)
    workflow.move(one, "finish", workflow_criticism.STEPS)
    check_past(on, "on", since=one.sent_on)
    one.final_number, one.final_on = said(number, "number", _("Cần ghi số, ký hiệu.")), on
    one.save()
    _remember(events.DRAFT_FINAL, one, by, number=one.final_number, on=ngay(on))
    return one


@transaction.atomic
def cancel(*, criticism: Criticism, reason: str, by: User) -> Criticism:
    """The draft was withdrawn; the record stays and counts nowhere."""
    one = _locked(criticism)
    policies.check_can_criticise(by, one)
    workflow.move(one, "cancel", workflow_criticism.STEPS)
    one.cancel_reason = said(reason, "reason", _("Cần ghi lý do."))
    one.save()
    timing.cancelled(one, by=by, reason=one.cancel_reason)
    _remember(events.DRAFT_CANCELLED, one, by, reason=one.cancel_reason)
    return one


def _text(words: str, field: str, refusal: str) -> str:
    if not words.strip():
        raise Refused(refusal, field=field)
    return nfc(words.strip())


def _locked(criticism: Criticism) -> Criticism:
    rows = Criticism.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("body__unit", "drafter__unit").get(pk=criticism.pk)


def _remember(kind: str, one: Criticism, by: User, **data: Any) -> None:
    record(kind, by=by, subject=one, unit_id=one.unit_id, **data)
