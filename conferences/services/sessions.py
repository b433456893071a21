"""Sessions of councils: planned, opened, closed, called off, opened again with a reason."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line
from conferences import session_events as events
from conferences import session_policies as policies
from conferences import workflow
from conferences.enums import SessionKind, SessionStatus
from conferences.models import CouncilSession, CouncilTerm, SessionNumbering
from conferences.numbering import LAST_ORDINAL
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec, write_stakes

from .terms import lock_council


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A session as it is entered. Without a title the portal makes one; without an ordinal it takes the next one,
    unless the session bears none (``is_numbered`` False).
    """

    term: CouncilTerm
    kind: SessionKind
    starts_on: date
    ends_on: date
    ordinal: int | None = None
    is_numbered: bool = True
    title: str = ""
    place: str = ""


@transaction.atomic
def plan_session(*, sitting: Sitting, by: User) -> CouncilSession:
    """Put a session on the calendar. Refused: days outside the term, a number that another session bears."""
    council = lock_council(sitting.term.council)
    policies.check_can_keep(by, council)
    session = CouncilSession(council=council, created_at=clock.now(), created_by=by)
    _write(session, sitting)
    session.code = _new_code(session)
    session.save(force_insert=True)
    write_session_stakes(session)
    events.remember(events.PLANNED, session, by, label=session.label, on=ngay(session.starts_on))
    return session


@transaction.atomic
def edit_session(*, session: CouncilSession, sitting: Sitting, by: User) -> CouncilSession:
    """Correct a session until it is closed; it stays with its council, and an open one has begun."""
    council = lock_council(session.council)
    session = locked_session(session)
    policies.check_can_keep(by, council)
    workflow.move_session(session, "edit")
    if sitting.term.council_id != council.pk:
        raise Refused(_("Khóa này không phải của Hội đồng nhân dân của kỳ họp."), field="term")
    if session.status == SessionStatus.OPEN and sitting.starts_on > clock.today():
        raise Refused(_("Kỳ họp đang họp thì ngày khai mạc không thể ở tương lai."), field="starts_on")
    _write(session, sitting)
    session.save()
    events.remember(events.EDITED, session, by)
    return session


@transaction.atomic
def open_session(*, session: CouncilSession, by: User) -> CouncilSession:
    """Say that it has begun, from its first day on."""
    session = locked_session(session)
    policies.check_can_run(by, session.council)
    workflow.move_session(session, "open")
    if session.starts_on > clock.today():
        raise Refused(_("Kỳ họp khai mạc ngày {day}; chưa đến ngày đó.").format(day=ngay(session.starts_on)))
    session.save(update_fields=["status"])
    events.remember(events.OPENED, session, by)
    return session


@transaction.atomic
def close_session(*, session: CouncilSession, by: User) -> CouncilSession:
    """Say that it is over, from its last day on. Papers and answers are still added: numbers come days later."""
    session = locked_session(session)
    policies.check_can_run(by, session.council)
    workflow.move_session(session, "close")
    if session.ends_on > clock.today():
        message = _("Kỳ họp bế mạc ngày {day}; chưa đến ngày đó. Nếu bế mạc sớm hơn, sửa ngày bế mạc trước.")
        raise Refused(message.format(day=ngay(session.ends_on)))
    session.save(update_fields=["status"])
    events.remember(events.CLOSED, session, by)
    return session


@transaction.atomic
def cancel_session(*, session: CouncilSession, reason: str, by: User) -> CouncilSession:
    """Call a planned session off; it gives its number back."""
    session = locked_session(session)
    policies.check_can_run(by, session.council)
    workflow.move_session(session, "cancel")
    session.cancelled_reason = _checked_reason(reason)
    session.save(update_fields=["status", "cancelled_reason"])
    events.remember(events.CANCELLED, session, by, reason=session.cancelled_reason)
    return session


@transaction.atomic
def reopen_session(*, session: CouncilSession, reason: str, by: User) -> CouncilSession:
    """Open a closed session to correct it; the reason stays in the history."""
    session = locked_session(session)
    policies.check_can_reopen(by, session.council)
    workflow.move_session(session, "reopen")
    why = _checked_reason(reason)
    session.save(update_fields=["status"])
    events.remember(events.REOPENED, session, by, reason=why)
    return session


def propose_ordinal(term: CouncilTerm, kind: str, *, apart_from: int | None = None) -> int:
    """The number after the last one in the row in which such a session counts."""
    row = SessionNumbering.of(term.council_id).series(term.pk, kind)
    borne = CouncilSession.objects.standing().filter(council=term.council_id, series=row).exclude(pk=apart_from or 0)
    last: int | None = borne.aggregate(last=Max("ordinal"))["last"]
    return (last or 0) + 1


def locked_session(session: CouncilSession) -> CouncilSession:
    """The row as it is now, held until the transaction ends."""
    rows = CouncilSession.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("council__unit", "council__kind", "term").get(pk=session.pk)


def write_session_stakes(session: CouncilSession) -> None:
    """The council's unit always; committees that verify; bodies that are asked."""
    wanted = {StakeSpec.of(session.council, Why.ORIGIN)}
    committees = Body.objects.filter(pk__in=session.verifications.values("committee"))
    asked = Body.objects.filter(pk__in=session.questionings.values("asked"))
    wanted |= {StakeSpec.of(body, Why.SUPPORTER) for body in committees}
    wanted |= {StakeSpec.of(body, Why.HOLDER) for body in asked}
    write_stakes(session, wanted)


def _write(session: CouncilSession, sitting: Sitting) -> None:
    term, kind = sitting.term, sitting.kind
    _check_days(session, sitting)
    session.term, session.kind = term, kind
    session.series = SessionNumbering.of(term.council_id).series(term.pk, kind)
    session.starts_on, session.ends_on = sitting.starts_on, sitting.ends_on
    session.place = clean_line(sitting.place)
    session.ordinal = _ordinal(session, sitting)
    session.title = (clean_line(sitting.title) or _composed(session))[:300]


def _check_days(session: CouncilSession, sitting: Sitting) -> None:
    if sitting.ends_on < sitting.starts_on:
        raise Refused(_("Ngày bế mạc không được trước ngày khai mạc."), field="ends_on")
    if sitting.starts_on not in sitting.term.valid:
        message = _("Ngày này không thuộc {term}.")
        raise Refused(message.format(term=sitting.term.label), field="starts_on")
    if sitting.starts_on not in session.council.valid:
        message = _("{body} không tồn tại vào ngày {day}.")
        raise Refused(message.format(body=session.council.name, day=ngay(sitting.starts_on)), field="starts_on")


def _ordinal(session: CouncilSession, sitting: Sitting) -> int | None:
    """The number that was typed or the next one; Refused when another session of the row bears it."""
    if not sitting.is_numbered:
        return None
    number = sitting.ordinal or propose_ordinal(sitting.term, sitting.kind, apart_from=session.pk)
    if not 1 <= number <= LAST_ORDINAL:
        raise Refused(_("Số thứ tự của kỳ họp từ 1 đến 999."), field="ordinal")
    alike = CouncilSession.objects.standing().filter(council=session.council, series=session.series, ordinal=number)
    other = alike.exclude(pk=session.pk).first()
    if other is not None:
        message = _("Số {number} đã là của “{other}”.")
        raise Refused(message.format(number=number, other=other.title), field="ordinal")
    return number


@in_portal_language
def _composed(session: CouncilSession) -> str:
    """ "Kỳ họp thứ 11, Hội đồng nhân dân quận Long Biên khóa XIX"."""
    label = session.short_label
    return f"{label[:1].upper()}{label[1:]}, {session.council.name} {session.term.label}"


def _new_code(session: CouncilSession) -> str:
    """A free readable code: KH-2020-0706-long-bien, the second of the day …-2. The council is locked."""
    base = f"KH-{session.starts_on:%Y-%m%d}-{session.council.unit.code}"
    taken = set(CouncilSession.objects.filter(code__startswith=base).values_list("code", flat=True))
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


def _checked_reason(reason: str) -> str:
    why = clean_line(reason)
    if not why:
        raise Refused(_("Cần ghi lý do."), field="reason")
    return why[:300]
