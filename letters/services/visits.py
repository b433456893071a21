"""The book of citizen reception: visits, what they start, what the person was told. No event names anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from documents.models import OfficialDocument
from letters import events_reception as events
from letters import policies_reception as policies
from letters import timing_reception as timing
from letters import workflow_reception
from letters.enums import ContentKind
from letters.enums_reception import DayState, Handling, Matter, StatusAnswer, VisitState
from letters.models import Letter, ReceptionDay, Visit
from letters.models.reception import GROUP_FROM
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from petitions.models import Petition
from steering.events import labels

MOST_FOR_TWO = 10  # people: up to so many send one or two representatives, more send up to five (Article 29)


@sensitive_variables()
@transaction.atomic
def record_visit(
    *,
    body: Body,
    on: date,
    matter: str,
    handling: str,
    by: User,
    full_name: str = "",
    address: str = "",
    content: str = "",
    people: int = 1,
    representatives: str = "",
    result: str = "",
    letter: Letter | None = None,
    petition: Petition | None = None,
    day: ReceptionDay | None = None,
) -> Visit:
    """Write a line into the body's book of the year; the next number is its own.

    Refused: a day to come; a denunciation with a name or with what was said (both lie in the sealed files alone);
    representatives that do not fit the number of people; no name or content otherwise.
    """
    body = Body.objects.select_for_update(no_key=True).get(pk=body.pk)  # one number at a time
    policies.check_can_receive(by, body)
    _check_day(body, on, day)
    values = _checked(
        matter=matter, handling=handling, full_name=full_name, address=address, content=content, people=people,
        representatives=representatives, result=result, letter=letter, petition=petition,
    )  # fmt: skip
    owed = workflow_reception.owed(handling, refusals_are_told=timing.refusals_are_told(on))
    visit = Visit.objects.create(
        body=body, unit_id=body.unit_id, day=day or _day_of(body, on), year=on.year, number=_next(body, on.year), on=on,
        state=owed, recorded_by=by, recorded_at=clock.now(), **values,
    )  # fmt: skip
    scope.write_stakes(visit, [StakeSpec.of(body, Why.ORIGIN)])
    timing.start(visit, by=by)

    words = {"number": f"{visit.number}/{visit.year}", "on": ngay(on)}
    record(events.VISIT_RECORDED, by=by, subject=visit, unit_id=visit.unit_id, **words)
    return visit


@sensitive_variables()
@transaction.atomic
def edit_visit(*, visit: Visit, by: User, **wanted: Any) -> Visit:
    """Correct a line: any column but number, body and day. Another way of handling starts or ends its clock.

    Refused: another way of handling after the person was told; the rules of record_visit().
    """
    visit = _locked(visit)
    policies.check_can_change_visit(by, visit)
    values = _checked(**{name: wanted.get(name, getattr(visit, name)) for name in EDITABLE})
    changed = [name for name in EDITABLE if values[name] != getattr(visit, name)]
    if not changed:
        return visit
    before = VisitState(visit.state)
    after = before
    if "handling" in changed:
        after = _owed_now(visit, values["handling"])
    for name in changed:
        setattr(visit, name, values[name])
    visit.state = after
    visit.save(update_fields=[*changed, "state"])
    if after != before:
        timing.cancel(visit, before, on=clock.today(), by=by)
        timing.start(visit, by=by)

    record(events.VISIT_EDITED, by=by, subject=visit, unit_id=visit.unit_id, fields=labels(Visit, changed))
    return visit


@transaction.atomic
def tell(*, visit: Visit, on: date, by: User, answer: str = "", document: OfficialDocument | None = None) -> Visit:
    """The person was told how it stands (REC-02), or why the reception was refused (REC-15); the clock stops.

    Refused: nothing is owed; a day before the visit or to come; no answer chosen.
    """
    visit = _locked(visit)
    policies.check_can_change_visit(by, visit)
    step = workflow_reception.answer_of(visit.state)
    if on < visit.on:
        raise Refused(_("Ngày không được trước ngày tiếp ({day}).").format(day=ngay(visit.on)), field="on")
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="on")
    if step == "tell_status" and answer not in StatusAnswer.values:
        raise Refused(_("Chọn nội dung trả lời."), field="answer")
    owed = VisitState(visit.state)
    visit.state = workflow_reception.VISIT_STEPS[step].target
    visit.told_on, visit.told_by = on, document
    visit.told = answer if step == "tell_status" else ""
    visit.save(update_fields=["state", "told_on", "told", "told_by"])
    timing.stop(visit, owed, on=on, by=by, document=document)

    _remember_told(visit, step, by)
    return visit


EDITABLE = (
    "matter", "handling", "full_name", "address", "content", "people", "representatives", "result",
    "letter", "petition",
)  # fmt: skip


# -- is it possible


@sensitive_variables()
def _checked(**given: Any) -> dict[str, Any]:
    """The columns as they are stored."""
    values = given | {
        "full_name": clean_line(given["full_name"]),
        "address": clean_line(given["address"]),
        "content": nfc(given["content"].strip()),
        "result": nfc(given["result"].strip()),
        "representatives": "\n".join(_lines(given["representatives"])),
    }
    if values["matter"] not in Matter.values:
        raise Refused(_("Chọn phân loại."), field="matter")
    if values["handling"] not in Handling.values:
        raise Refused(_("Chọn cách xử lý."), field="handling")
    if values["matter"] == Matter.DENUNCIATION:
        _check_nothing_said(values)
    else:
        _check_said(values)
        _check_representatives(values["people"], _lines(values["representatives"]))
    _check_letter(values["letter"])
    return values


@sensitive_variables()
def _check_nothing_said(values: dict[str, Any]) -> None:
    """Who denounces is secret (Law 25/2018/QH14): neither name nor content is written into the open book."""
    for name in (*Visit.PRIVATE, "letter", "petition"):
        if values[name]:
            message = _("Với tố cáo, sổ này không ghi người đến và nội dung: ghi ở hồ sơ niêm phong, để trống ô này.")
            raise Refused(message, field=name)


@sensitive_variables()
def _check_said(values: dict[str, Any]) -> None:
    if not values["full_name"]:
        raise Refused(_("Cần ghi họ và tên."), field="full_name")
    if not values["content"]:
        raise Refused(_("Cần ghi nội dung."), field="content")


@sensitive_variables()
def _check_representatives(people: int, names: Sequence[str]) -> None:
    """Law 42/2013/QH13 Article 29: five to ten people send one or two, more send at most five."""
    if people < 1:
        raise Refused(_("Có ít nhất một người đến."), field="people")
    if people < GROUP_FROM:
        return
    most = 2 if people <= MOST_FOR_TWO else 5
    if not 1 <= len(names) <= most:
        message = _("Đoàn {people} người cử từ 1 đến {most} người đại diện (Luật 42/2013/QH13 Điều 29).")
        raise Refused(message.format(people=people, most=most), field="representatives")


def _check_letter(letter: Letter | None) -> None:
    """The book carries names, so it never leads to a sealed case."""
    if letter is not None and letter.contents.filter(kind=ContentKind.SEALED).exists():
        raise Refused(_("Đơn này có nội dung được niêm phong, không gắn với lượt tiếp."), field="letter")


def _check_day(body: Body, on: date, day: ReceptionDay | None) -> None:
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="on")
    if on not in body.valid:
        raise Refused(_("{body} không tồn tại vào ngày {day}.").format(body=body.name, day=ngay(on)), field="on")
    if day is not None and (day.body_id != body.pk or day.on != on or day.state == DayState.CANCELLED):
        raise Refused(_("Lượt tiếp không thuộc buổi tiếp này."), field="on")


def _owed_now(visit: Visit, handling: str) -> VisitState:
    if visit.state == VisitState.TOLD:
        raise Refused(_("Đã thông báo cho công dân, không đổi cách xử lý được nữa."), field="handling")
    return workflow_reception.owed(handling, refusals_are_told=timing.refusals_are_told(visit.on))


# -- change, remember


def _lines(text: str) -> list[str]:
    return [line for line in (clean_line(line) for line in text.splitlines()) if line]


def _locked(visit: Visit) -> Visit:
    locked = Visit.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("body__unit", "letter", "petition").get(pk=visit.pk)


def _next(body: Body, year: int) -> int:
    last = Visit.objects.filter(body=body, year=year).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _day_of(body: Body, on: date) -> ReceptionDay | None:
    """The body's only day of reception on that date; visits of other days belong to none."""
    days = list(ReceptionDay.objects.filter(body=body, on=on).exclude(state=DayState.CANCELLED).order_by("pk")[:2])
    return days[0] if len(days) == 1 else None


@in_portal_language
def _remember_told(visit: Visit, step: str, by: User) -> None:
    if step == "tell_refusal":
        record(events.REFUSAL_TOLD, by=by, subject=visit, unit_id=visit.unit_id, on=ngay(visit.told_on))
        return
    answer = visit.told_word
    record(events.VISIT_TOLD, by=by, subject=visit, unit_id=visit.unit_id, on=ngay(visit.told_on), answer=answer)
