"""What the page of a council session shows of its petitions: how many, in which state, and what came back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from conferences.enums import SessionStatus
from conferences.models import CouncilSession
from conferences.session_sections import SessionSection
from organizations import roles

from . import policies
from .enums import SET_ASIDE, PetitionStatus
from .filters import AS_CONSOLIDATED, AS_RECEIVED, NOT_SETTLED, PetitionFilter
from .models import Petition

SHOWN = 5
MOST_SESSIONS = 10  # earlier ones that are named
STEPS = (
    (PetitionStatus.RECEIVED, "petitions:consolidate_many", _("Tổng hợp, phân loại")),
    (PetitionStatus.CONSOLIDATED, "petitions:referral_new", _("Lập đợt chuyển")),
)
PAPERS = (
    ("tong-hop", _("In báo cáo tổng hợp")),
    ("ket-qua", _("In báo cáo kết quả")),
    ("tham-tra", _("In báo cáo thẩm tra")),
)


def of_session(user: User, session: CouncilSession) -> SessionSection:
    """Counts before and after consolidation, by state, the next step, and what came back of earlier sessions."""
    petitions = Petition.objects.visible_to(user).filter(session=session)
    counted = (
        petitions.order_by()
        .values("status")
        .annotate(
            number=Count("pk"),
            whole=Count("pk", filter=Q(split_from=None)),
            again=Count("pk", filter=Q(times_raised__gt=1)),
            mine=BoolOr(Q(council__in=roles.bodies_of(user, policies.KEEPERS))),
        )
    )
    rows: dict[str, Any] = {row["status"]: row for row in counted}
    keeps = any(row["mine"] for row in rows.values()) if rows else _keeps(user, session)
    asked = PetitionFilter(session=session.code)

    def link(**narrower: Any) -> str:
        return replace(asked, **narrower).url(session.council.unit)

    context = {
        "total": sum(row["number"] for row in rows.values()),
        "received": sum(row["whole"] for status, row in rows.items() if status != PetitionStatus.CANCELLED),
        "consolidated": sum(row["number"] for status, row in rows.items() if status not in SET_ASIDE),
        "states": [
            (status, rows[status.value]["number"], link(status=status.value))
            for status in PetitionStatus
            if status.value in rows
        ],
        "again_count": sum(row["again"] for row in rows.values()),
        "again": list(petitions.filter(times_raised__gt=1).order_by("-times_raised", "pk")[:SHOWN]) if rows else [],
        "all_url": link(),
        "received_url": link(basis=AS_RECEIVED),
        "consolidated_url": link(basis=AS_CONSOLIDATED),
        "again_url": link(raised=True),
        "papers": PAPERS,
        "steps": _steps(session, rows),
        "take_url": _take_url(session) if keeps else "",
        "unsettled": _unsettled(user, session),
    }
    return SessionSection("petitions/of_session.html", context)


def _steps(session: CouncilSession, rows: dict[str, Any]) -> list[tuple[str, Any]]:
    """What waits for the council's people, each with the page that does it for the whole session."""
    query = urlencode({"don-vi": session.council.unit.code} | PetitionFilter(session=session.code).query())
    return [
        (f"{reverse(name)}?{query}", label) for status, name, label in STEPS if status in rows and rows[status]["mine"]
    ]


def _keeps(user: User, session: CouncilSession) -> bool:
    """What the counts say already where there are any: the person keeps petitions for the council."""
    return bool(roles.at_body(user, session.council) & set(policies.KEEPERS))


def _take_url(session: CouncilSession) -> str:
    """The form of a new petition for this session; a session that was called off takes none."""
    if session.state == SessionStatus.CANCELLED:
        return ""
    query = {"don-vi": session.council.unit.code} | PetitionFilter(session=session.code).query()
    return f"{reverse('petitions:take')}?{urlencode(query)}"


def _unsettled(user: User, session: CouncilSession) -> list[tuple[CouncilSession, int, str]]:
    """The latest earlier sessions with what is still not settled of each; one query."""
    wanted = PetitionFilter(settled=NOT_SETTLED)
    left = wanted.apply(Petition.objects.visible_to(user)).filter(session=OuterRef("pk"), council=session.council_id)
    number = Subquery(left.order_by().values("session").annotate(number=Count("pk")).values("number"))
    earlier = CouncilSession.objects.before(session).annotate(unsettled=number).filter(unsettled__gt=0)
    sessions = earlier.select_related("term", "council__unit")[:MOST_SESSIONS]
    return [(one, vars(one)["unsettled"], replace(wanted, session=one.code).url(one.council.unit)) for one in sessions]
