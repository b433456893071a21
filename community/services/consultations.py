"""Consultations: drafted, published, opinions counted and summed up, closed, answered, reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from community import checks, events, flow, policies, timing
from community import workflow_consultations as workflow
from community.models import Consultation, ConsultationMatter, ConsultationWay, OpinionCount, OpinionNote
from community.places import villages_of
from conferences.models import CouncilSession
from documents.models import OfficialDocument
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from steering.events import labels

PREFIX = "LY"


@transaction.atomic
def draft(
    *,
    keeper: Body,
    matter: ConsultationMatter,
    title: str,
    ways: Sequence[ConsultationWay],
    by: User,
    content: str = "",
) -> Consultation:
    """Begin a consultation. Every village of the commune sees it. Refused: no title; no form."""
    policies.check_can_plan(by, keeper)
    title = checks.line(title, _("Cần ghi việc lấy ý kiến."), "title")
    _check_ways(ways)
    pk, code = Consultation.drawn(PREFIX, clock.today().year)
    made = Consultation(
        pk=pk, code=code, keeper=keeper, unit_id=keeper.unit_id, matter=matter, title=title,
        content=nfc(content.strip()),
    )  # fmt: skip
    made.save(force_insert=True)
    made.ways.set(ways)
    villages = villages_of(keeper.unit, clock.today())
    stakes = [StakeSpec.of(keeper, Why.ORIGIN), *(StakeSpec(one.pk, None, Why.SUPPORTER) for one in villages)]
    scope.write_stakes(made, set(stakes))

    record(events.CONSULTATION_DRAFTED, by=by, subject=made, unit_id=made.unit_id)
    return made


@transaction.atomic
def edit(*, consultation: Consultation, by: User, ways: Sequence[ConsultationWay], **wanted: Any) -> Consultation:
    """Correct it before it is published: matter, title, content, forms."""
    one = _locked(consultation, by, "edit")
    _check_ways(ways)
    wanted["title"] = checks.line(wanted["title"], _("Cần ghi việc lấy ý kiến."), "title")
    changed = [name for name, value in wanted.items() if getattr(one, name) != value]
    for name in changed:
        setattr(one, name, wanted[name])
    one.save()
    if {way.pk for way in one.ways.all()} != {way.pk for way in ways}:
        one.ways.set(ways)
        changed.append("ways")
    if changed:
        fields = labels(Consultation, changed)
        record(events.CONSULTATION_EDITED, by=by, subject=one, unit_id=one.unit_id, fields=fields)
    return one


@transaction.atomic
def publish(*, consultation: Consultation, on: date, until: date, by: User) -> Consultation:
    """The draft is published; the people have at least twenty days (OPIN-01). Refused: fewer; a day to come."""
    one = _locked(consultation, by, "publish")
    checks.past(on)
    if until <= on:
        raise Refused(_("Ngày kết thúc phải sau ngày công khai."), field="until")
    one.state = flow.moved(workflow.STEPS, one.state, "publish")
    one.published_on, one.open_until = on, until
    one.save(update_fields=["state", "published_on", "open_until"])
    started = timing.start(one, timing.CONSULTATION, "OPIN-01", on=on, by=by)
    if started is not None and until < started.nominal_on:
        message = _("Phải lấy ý kiến ít nhất 20 ngày, tức ít nhất đến hết ngày {day} (khoản 2 Điều 28; OPIN-01).")
        raise Refused(message.format(day=ngay(started.nominal_on)), field="until")

    words = {"on": ngay(on), "until": ngay(until)}
    record(events.CONSULTATION_PUBLISHED, by=by, subject=one, unit_id=one.unit_id, **words)
    return one


@transaction.atomic
def count(
    *, consultation: Consultation, way: ConsultationWay, agree: int, disagree: int, other: int, by: User
) -> OpinionCount:
    """How many opinions came in one of its forms; entered again it replaces the former numbers."""
    one = _locked(consultation, by, "count")
    if not one.ways.filter(pk=way.pk).exists():
        raise Refused(_("Hình thức này không có trong hồ sơ."), field="way")
    numbers = {"agree": agree, "disagree": disagree, "other": other}
    row, _made = OpinionCount.objects.update_or_create(consultation=one, way=way, defaults=numbers)

    words = {"count": row.total, "way": way.name_vi}
    record(events.CONSULTATION_COUNTED, by=by, subject=one, unit_id=one.unit_id, **words)
    return row


@transaction.atomic
def note(*, consultation: Consultation, text: str, by: User, number: int | None = None, reply: str = "") -> OpinionNote:
    """What people said, summed up without names, and what became of it."""
    one = _locked(consultation, by, "note")
    said = checks.line(text, _("Cần ghi nội dung ý kiến."), "text")
    made = OpinionNote.objects.create(consultation=one, text=said, number=number, reply=clean_line(reply))

    record(events.CONSULTATION_NOTED, by=by, subject=one, unit_id=one.unit_id)
    return made


@transaction.atomic
def close(*, consultation: Consultation, on: date, by: User) -> Consultation:
    """No more opinions are taken. Refused: before the day that was announced; after today."""
    one = _locked(consultation, by, "close")
    checks.past(on)
    if one.open_until is not None and on <= one.open_until:
        message = _("Đã công khai là lấy ý kiến đến hết ngày {day}; chỉ kết thúc sau ngày đó.")
        raise Refused(message.format(day=ngay(one.open_until)), field="on")
    one.state = flow.moved(workflow.STEPS, one.state, "close")
    one.save(update_fields=["state"])
    timing.stop(one, timing.CONSULTATION, on=on, by=by)

    record(events.CONSULTATION_CLOSED, by=by, subject=one, unit_id=one.unit_id, on=ngay(on))
    return one


@transaction.atomic
def answer(
    *, consultation: Consultation, on: date, text: str, by: User, document: OfficialDocument | None = None
) -> Consultation:
    """What was taken over and why the rest was not. Refused: no text; before the consultation ended."""
    one = _locked(consultation, by, "answer")
    checks.past(on)
    checks.not_before(on, one.open_until)
    if not text.strip():
        raise Refused(_("Cần ghi nội dung giải trình, tiếp thu."), field="text")
    one.state = flow.moved(workflow.STEPS, one.state, "answer")
    one.response, one.answered_on, one.paper = nfc(text.strip()), on, document
    one.save(update_fields=["state", "response", "answered_on", "paper"])

    record(events.CONSULTATION_ANSWERED, by=by, subject=one, unit_id=one.unit_id, on=ngay(on))
    return one


@transaction.atomic
def report(*, consultation: Consultation, on: date, by: User, session: CouncilSession | None = None) -> Consultation:
    """The council's nearest session was told (OPIN-03, which names no number of days)."""
    one = _locked(consultation, by, "report")
    checks.past(on)
    checks.not_before(on, one.answered_on)
    one.state = flow.moved(workflow.STEPS, one.state, "report")
    one.session, one.reported_on = session, on
    one.save(update_fields=["state", "session", "reported_on"])

    record(events.CONSULTATION_REPORTED, by=by, subject=one, unit_id=one.unit_id, on=ngay(on))
    return one


@transaction.atomic
def cancel(*, consultation: Consultation, reason: str, by: User) -> Consultation:
    """It is not held after all. Refused: no reason; once it is published."""
    one = _locked(consultation, by, "cancel")
    one.cancel_reason = checks.line(reason, _("Cần ghi lý do."), "reason")
    one.state = flow.moved(workflow.STEPS, one.state, "cancel")
    one.save(update_fields=["state", "cancel_reason"])

    record(events.CONSULTATION_CANCELLED, by=by, subject=one, unit_id=one.unit_id, reason=one.cancel_reason)
    return one


def _locked(consultation: Consultation, by: User, step: str) -> Consultation:
    """The record locked, after both questions: may you, is it possible."""
    rows = Consultation.objects.select_for_update(of=("self",), no_key=True)
    one = rows.select_related("keeper__unit", "matter").get(pk=consultation.pk)
    policies.check_can_keep_own(by, one)
    flow.moved(workflow.STEPS, one.state, step)
    return one


def _check_ways(ways: Sequence[ConsultationWay]) -> None:
    if not ways:
        raise Refused(_("Chọn ít nhất một hình thức."), field="ways")
