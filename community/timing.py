"""The clocks of this room: of decisions of the people, of consultations, of elections of village heads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

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

    from .models import Consultation, Decision, Election

    type Record = Consultation | Decision | Election

NOTICE, PLAN, SENDING = "community.notice", "community.ballot_plan", "community.sending"
RECOGNITION, CONVENTION = "community.recognition", "community.convention"
CONSULTATION = "community.consultation"
ELECTION, ELECTION_SENDING = "community.election", "community.election_sending"
ELECTION_RECOGNITION = "community.election_recognition"

PREPARATIONS = {
    "decided_on": ("community.election_decision", "VOTE-14/decision"),
    "candidates_on": ("community.election_candidates", "VOTE-14/candidates"),
    "team_on": ("community.election_team", "VOTE-14/team"),
    "posted_on": ("community.election_notice", "VOTE-14/notice"),
}
"""What is done before an election, in the order of its last lawful days: field, clock, rule."""


def register() -> None:
    """Called once at start-up."""
    from .models import Consultation, Decision, Election
    from .policies import KEEPERS, RECOGNISERS, check_can_keep, check_can_keep_election, check_can_keep_own

    duties.register(NOTICE, _("Thông báo, công khai nội dung"), roles=KEEPERS)
    duties.register(PLAN, _("Gửi kế hoạch phát phiếu"), roles=KEEPERS)
    duties.register(SENDING, _("Gửi kết quả Nhân dân quyết định"), roles=KEEPERS)
    duties.register(RECOGNITION, _("Công nhận hoặc từ chối"), roles=RECOGNISERS)
    duties.register(CONVENTION, _("Gửi hương ước, quy ước đã công nhận"), roles=RECOGNISERS)
    duties.register(CONSULTATION, _("Kết thúc lấy ý kiến khi đủ thời gian"), roles=KEEPERS)
    duties.register(ELECTION, _("Tổ chức bầu Trưởng thôn mới"), roles=KEEPERS)
    duties.register(ELECTION_SENDING, _("Gửi biên bản bầu Trưởng thôn"), roles=KEEPERS)
    duties.register(ELECTION_RECOGNITION, _("Công nhận hoặc từ chối kết quả bầu"), roles=RECOGNISERS)
    duties.register(PREPARATIONS["decided_on"][0], _("Ra quyết định, kế hoạch bầu cử"), roles=KEEPERS)
    duties.register(PREPARATIONS["candidates_on"][0], _("Gửi biên bản, danh sách ứng cử"), roles=KEEPERS)
    duties.register(PREPARATIONS["team_on"][0], _("Thành lập Tổ bầu cử"), roles=KEEPERS)
    duties.register(PREPARATIONS["posted_on"][0], _("Thông báo, niêm yết quyết định bầu cử"), roles=KEEPERS)
    for model, check in (
        (Decision, check_can_keep),
        (Consultation, check_can_keep_own),
        (Election, check_can_keep_election),
    ):
        _subject(model, check)


def _subject(model: Any, check: Any) -> None:
    subjects.register(
        model._meta.label_lower,
        visible=lambda user: model.objects.visible_to(user).select_related("keeper__unit"),
        may_change=check,
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


def start(record: Record, kind: str, code: str, *, on: date, by: User, body: Body | None = None) -> Clock | None:
    """Start a clock where a rule of that day asks for it."""
    body = body or record.keeper
    rule = rule_of(code, on, body.unit_id)
    if rule is None:
        return None
    return clocks.start(record, kind, title=title(record), body=body, duty=kind, on=on, by=by, rule=rule)


def stop(record: Record, kind: str, *, on: date, by: User, document: OfficialDocument | None = None) -> None:
    """What was owed is done; nothing happens where no clock runs. The record is locked."""
    for live in _live(record, kind):
        clocks.stop(live, on=on, by=by, document=document)


def restart(record: Record, kind: str, code: str, *, on: date, by: User) -> None:
    """Another day of the event: the clock of the former one is not owed any more."""
    live = _live(record, kind)
    if live and live[0].started_on == on and live[0].rule and live[0].rule.reference == code:
        return
    cancel(record, kind, by=by)
    start(record, kind, code, on=on, by=by)


def cancel(record: Record, kind: str, *, by: User) -> None:
    """It need not be done after all."""
    for live in _live(record, kind):
        clocks.cancel(live, on=wall.today(), by=by, reason=_now("Hồ sơ đã thay đổi."))


def cancel_all(record: Record, *, by: User) -> None:
    """Nothing of the record is owed any more."""
    for kind in Clock.objects.of(record).live().values_list("kind__code", flat=True):
        cancel(record, kind, by=by)


def _live(record: Record, kind: str) -> list[Clock]:
    try:
        return [clocks.live(record, kind)]
    except Clock.DoesNotExist:
        return []


@in_portal_language
def title(record: Record) -> str:
    """What the clock is about, as lists of duties show it."""
    return record.clock_title
