"""The clocks that a visit starts: telling how what was received stands (REC-02), telling a refusal (REC-15).

Both kinds are private: a notice outside the portal says only that something is due. Their titles name the line of the
book and nobody.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused
from common.names import in_portal_language
from deadlines import duties, finding, subjects
from deadlines.models import Clock
from deadlines.services import clocks

from .enums_reception import VisitState

if TYPE_CHECKING:
    from accounts.models import User
    from documents.models import OfficialDocument

    from .models import Visit

SUBJECT = "letters.visit"
STATUS, REFUSAL = "letters.visit_status", "letters.visit_refusal"
RULES = {STATUS: "REC-02", REFUSAL: "REC-15"}
KINDS = {VisitState.STATUS_OWED: STATUS, VisitState.REFUSAL_OWED: REFUSAL}


def register() -> None:
    """Called once at start-up."""
    from .models import Visit
    from .policies_reception import RECEIVERS, check_can_change_visit

    duties.register(STATUS, _("Trả lời tình trạng xử lý"), roles=RECEIVERS)
    duties.register(REFUSAL, _("Thông báo từ chối tiếp"), roles=RECEIVERS)
    subjects.register(
        SUBJECT,
        visible=lambda user: Visit.objects.visible_to(user).select_related("body__unit"),
        may_change=check_can_change_visit,
        by_hand=False,
    )


def refusals_are_told(on: date) -> bool:
    """Whether the law of that day asks for a notice of refusal (Decree 154/2026/NĐ-CP, from 01/07/2026)."""
    try:
        finding.rule(RULES[REFUSAL], on)
    except Refused:
        return False
    return True


def start(visit: Visit, *, by: User) -> Clock | None:
    """The clock of what the visit is owed, counted from its day; None when nothing is owed."""
    kind = KINDS.get(VisitState(visit.state))
    if kind is None:
        return None
    rule = finding.rule(RULES[kind], visit.on, visit.unit_id)
    return clocks.start(
        visit, kind, title=_title(visit, kind), body=visit.body, duty=kind, on=visit.on, by=by, rule=rule
    )


def stop(visit: Visit, state: VisitState, *, on: date, by: User, document: OfficialDocument | None = None) -> None:
    """What was owed has been told; the visit is locked."""
    clocks.stop(clocks.live(visit, KINDS[state]), on=on, by=by, document=document)


def cancel(visit: Visit, state: VisitState, *, on: date, by: User) -> None:
    """Nothing of that sort is owed after all; the visit is locked."""
    if state in KINDS:
        clocks.cancel(clocks.live(visit, KINDS[state]), on=on, by=by, reason=_now("Sửa cách xử lý của lượt tiếp."))


@in_portal_language
def _title(visit: Visit, kind: str) -> str:
    words = {STATUS: _now("Trả lời tình trạng xử lý: {visit}"), REFUSAL: _now("Thông báo từ chối tiếp: {visit}")}
    return words[kind].format(visit=visit.label)
