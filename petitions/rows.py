"""What is kept of petitions when a figure that counts them is frozen.

Neither who petitioned nor the exact place is kept. The code opens a petition to whoever holds the slip, and its words
may name people: neither is public.
"""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from figures import rows
from figures.rows import RowColumn, RowKind, by_then

from . import past
from .enums import Outcome, PetitionStatus
from .models import Petition, PetitionState


def _on(petitions: QuerySet[Any], day: date) -> QuerySet[Any]:
    """With state, holder, answer and limit as they stood at the end of the day."""
    states = PetitionState.objects.filter(petition=OuterRef("pk"), since__lte=day).order_by("-since", "-pk")
    stood: Any = petitions
    stood = stood.with_state_on(day).annotate(held_then=Subquery(states.values("holder__name")[:1]))
    return past.with_dates(stood, day)


PETITIONS = RowKind(
    label=_("kiến nghị"),
    records=Petition.objects.select_related("council", "field", "level", "holder", "lead").defer(
        "search_key", "lead__search_key"
    ),
    joined=lambda one: (one.lead.code, one.closed_on) if one.lead else None,
    columns=(
        RowColumn(_("Mã"), lambda one: one.code),
        RowColumn(_("Nội dung"), lambda one: one.content),
        RowColumn(_("Hội đồng nhân dân"), lambda one: one.council.name, public=True),
        RowColumn(_("Lĩnh vực"), lambda one: one.field, public=True),
        RowColumn(_("Cấp thẩm quyền"), lambda one: one.level or "", public=True),
        RowColumn(_("Ngày tiếp nhận"), lambda one: one.received_on, public=True),
        RowColumn(
            _("Cơ quan đang giữ"),
            lambda one: one.holder.name if one.holder else "",
            public=True,
            then=lambda one, _day: one.held_then,
        ),
        RowColumn(_("Hạn"), lambda one: one.due_on, public=True, then=lambda one, _day: one.due_then),
        RowColumn(
            _("Ngày trả lời"),
            lambda one: one.answered_on,
            public=True,
            then=lambda one, day: by_then(one.answered_then, day),
        ),
        RowColumn(
            _("Trạng thái"),
            lambda one: one.state.label,
            public=True,
            then=lambda one, _day: PetitionStatus(one.status_on).label if one.status_on else "",
        ),
        RowColumn(
            _("Kết quả"),
            lambda one: one.result.label if one.result else "",
            public=True,
            then=lambda one, _day: Outcome(one.outcome_on).label if one.outcome_on else "",
        ),
    ),
    on=_on,
)


def register() -> None:
    """Called once at start-up."""
    rows.register(PETITIONS)
