"""Terms of councils, and how a council numbers its sessions."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from conferences import session_events as events
from conferences import session_policies as policies
from conferences.enums import SessionStatus
from conferences.models import CouncilSession, CouncilTerm, SessionNumbering
from conferences.numbering import LAST_TERM
from organizations.models import Body
from organizations.timeline import days


@dataclass(frozen=True, kw_only=True)
class Served:
    """A term: its number, its first day and the first day after it; ``name`` when the council writes it otherwise."""

    number: int
    first: date
    until: date | None = None
    name: str = ""


@transaction.atomic
def found_term(*, council: Body, served: Served, by: User) -> CouncilTerm:
    """Enter a term. Refused: a body that is no council, a number twice, days of another term."""
    council = lock_council(council)
    policies.check_can_organise(by, council)
    if council.kind.code != policies.COUNCIL:
        raise Refused(_("Chỉ Hội đồng nhân dân mới có khóa."), field="council")
    term = CouncilTerm(council=council)
    _write(term, served)
    term.save()
    events.remember_term(events.TERM_FOUNDED, term, by, first=ngay(served.first))
    return term


@transaction.atomic
def edit_term(*, term: CouncilTerm, served: Served, by: User) -> CouncilTerm:
    """Correct a term; its sessions stay within its days."""
    council = lock_council(term.council)
    policies.check_can_organise(by, council)
    term = CouncilTerm.objects.select_for_update(of=("self",), no_key=True).get(pk=term.pk)
    term.council = council
    _write(term, served)
    outside = Q(starts_on__lt=served.first) | (Q(starts_on__gte=served.until) if served.until else Q(pk=None))
    left_out = term.sessions.standing().filter(outside).order_by("starts_on", "pk").first()
    if left_out is not None:
        message = _("{session} khai mạc ngày {day}, ngoài thời gian này.")
        raise Refused(message.format(session=left_out.title, day=ngay(left_out.starts_on)), field="first")
    term.save()
    events.remember_term(events.TERM_EDITED, term, by)
    return term


@transaction.atomic
def set_numbering(*, council: Body, one_row: bool, restarts: bool, by: User) -> SessionNumbering:
    """Say how the council numbers. Counts for terms that are not over; Refused when two sessions would be alike."""
    council = lock_council(council)
    policies.check_can_organise(by, council)
    way = SessionNumbering.of(council.pk)
    way.one_row, way.restarts = one_row, restarts
    way.save()
    _renumber(council, way)
    record(events.NUMBERING_SET, by=by, subject=council, unit_id=council.unit_id, council=council.name)
    return way


def lock_council(council: Body) -> Body:
    """Numbers and terms of one council are given one at a time."""
    rows = Body.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("unit", "kind").get(pk=council.pk)


def _write(term: CouncilTerm, served: Served) -> None:
    if not 1 <= served.number <= LAST_TERM:
        raise Refused(_("Khóa là số từ 1 đến 89."), field="number")
    if served.until is not None and served.until <= served.first:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), field="last")
    others = CouncilTerm.objects.filter(council=term.council).exclude(pk=term.pk)
    if others.filter(number=served.number).exists():
        raise Refused(_("Hội đồng nhân dân này đã có khóa mang số đó."), field="number")
    life = days(served.first, served.until)
    beside = others.filter(valid__overlap=life).order_by("valid").first()
    if beside is not None:
        message = _("Trùng thời gian với {term} (từ {first}).")
        raise Refused(message.format(term=beside.label, first=ngay(beside.first_day)), field="first")
    term.number, term.name, term.valid = served.number, clean_line(served.name), life


def _renumber(council: Body, way: SessionNumbering) -> None:
    ahead = Q(term__valid__endswith=None) | Q(term__valid__endswith__gt=clock.today())
    sessions = list(CouncilSession.objects.filter(ahead, council=council).order_by("starts_on", "pk"))
    borne: dict[tuple[str, int], CouncilSession] = {}
    for session in sessions:
        session.series = way.series(session.term_id, session.kind)
        if session.ordinal is None or session.status == SessionStatus.CANCELLED:
            continue
        other = borne.setdefault((session.series, session.ordinal), session)
        if other is not session:
            message = _("“{one}” và “{two}” sẽ cùng mang số {number}. Sửa số của một kỳ họp trước.")
            raise Refused(message.format(one=other.title, two=session.title, number=session.ordinal))
    CouncilSession.objects.bulk_update(sessions, ["series"], batch_size=500)
