"""The clocks of a decision of the people: notice, ballot plan, result sent, recognition, convention sent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock as wall
from common.errors import Refused
from common.names import in_portal_language
from conferences.enums import VoteForm
from deadlines import duties, finding, subjects
from deadlines.models import Clock, Rule
from deadlines.services import clocks

if TYPE_CHECKING:
    from accounts.models import User
    from documents.models import OfficialDocument
    from organizations.models import Body

    from .models import Decision

SUBJECT = "community.decision"
NOTICE, PLAN, SENDING = "community.notice", "community.ballot_plan", "community.sending"
RECOGNITION, CONVENTION = "community.recognition", "community.convention"


def register() -> None:
    """Called once at start-up."""
    from .models import Decision
    from .policies import KEEPERS, RECOGNISERS, check_can_keep

    duties.register(NOTICE, _("Thông báo, công khai nội dung"), roles=KEEPERS)
    duties.register(PLAN, _("Gửi kế hoạch phát phiếu"), roles=KEEPERS)
    duties.register(SENDING, _("Gửi kết quả Nhân dân quyết định"), roles=KEEPERS)
    duties.register(RECOGNITION, _("Công nhận hoặc từ chối"), roles=RECOGNISERS)
    duties.register(CONVENTION, _("Gửi hương ước, quy ước đã công nhận"), roles=RECOGNISERS)
    subjects.register(
        SUBJECT,
        visible=lambda user: Decision.objects.visible_to(user).select_related("keeper__unit"),
        may_change=check_can_keep,
        by_hand=False,
    )


def rule_of(code: str, on: date, unit_id: int) -> Rule | None:
    """The rule in force for an event of that day; None before its law."""
    try:
        return finding.rule(code, on, unit_id)
    except Refused:
        return None


def notice_rule(decision: Decision) -> str:
    """A meeting is announced by VOTE-03; a ballot, and an online vote likewise, by VOTE-05."""
    return "VOTE-03" if decision.how == VoteForm.MEETING else "VOTE-05"


def start(decision: Decision, kind: str, code: str, *, on: date, by: User, body: Body | None = None) -> Clock | None:
    """Start a clock where a rule of that day asks for it."""
    body = body or decision.keeper
    rule = rule_of(code, on, body.unit_id)
    if rule is None:
        return None
    return clocks.start(decision, kind, title=title(decision), body=body, duty=kind, on=on, by=by, rule=rule)


def stop(decision: Decision, kind: str, *, on: date, by: User, document: OfficialDocument | None = None) -> None:
    """What was owed is done; nothing happens where no clock runs. The decision is locked."""
    for live in _live(decision, kind):
        clocks.stop(live, on=on, by=by, document=document)


def restart(decision: Decision, kind: str, code: str, *, on: date, by: User) -> None:
    """Another day of the event: the clock of the former one is not owed any more."""
    live = _live(decision, kind)
    if live and live[0].started_on == on and live[0].rule and live[0].rule.code == code:
        return
    cancel(decision, kind, by=by)
    start(decision, kind, code, on=on, by=by)


def cancel(decision: Decision, kind: str, *, by: User) -> None:
    """It need not be done after all."""
    for live in _live(decision, kind):
        clocks.cancel(live, on=wall.today(), by=by, reason=_now("Hồ sơ đã thay đổi."))


def cancel_all(decision: Decision, *, by: User) -> None:
    """Nothing of the record is owed any more."""
    for kind in (NOTICE, PLAN, SENDING, RECOGNITION, CONVENTION):
        cancel(decision, kind, by=by)


def _live(decision: Decision, kind: str) -> list[Clock]:
    try:
        return [clocks.live(decision, kind)]
    except Clock.DoesNotExist:
        return []


@in_portal_language
def title(decision: Decision) -> str:
    """What the clock is about, as lists of duties show it."""
    return _now("{place}: {text}").format(place=decision.place.label, text=decision.text)
