"""What the page of a council session shows of its petitions: how many, in which state, and what came back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from conferences.models import CouncilSession
from conferences.session_sections import SessionSection

from .enums import SET_ASIDE, PetitionStatus
from .filters import AS_CONSOLIDATED, AS_RECEIVED, PetitionFilter
from .models import Petition

SHOWN = 5
PAPERS = (
    ("tong-hop", _("In báo cáo tổng hợp")),
    ("ket-qua", _("In báo cáo kết quả")),
    ("tham-tra", _("In báo cáo thẩm tra")),
)


def of_session(user: User, session: CouncilSession) -> SessionSection:
    """Counts before and after consolidation, by state, and what voters raised again; two queries."""
    petitions = Petition.objects.visible_to(user).filter(session=session)
    counted = (
        petitions.order_by()
        .values("status")
        .annotate(
            number=Count("pk"),
            whole=Count("pk", filter=Q(split_from=None)),
            again=Count("pk", filter=Q(times_raised__gt=1)),
        )
    )
    rows: dict[str, Any] = {row["status"]: row for row in counted}
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
    }
    return SessionSection("petitions/of_session.html", context)
