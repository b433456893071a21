"""Decisions of the people: prepared, announced, called off. What came of them: decision_results, decision_answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from community import checks, events, flow, law, policies, timing, workflow
from community.enums import Proposer
from community.models import Decision, VillageResult
from community.places import villages_of
from conferences.enums import VoteForm
from conferences.models import Conference, DecisionMatter
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Unit
from organizations.scope import StakeSpec
from steering.events import labels

PREFIX = "QD"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is put to the people, where, how and when."""

    text: str
    how: str
    starts_on: date
    villages: Sequence[Unit]
    matter: DecisionMatter | None = None
    commune_wide: bool = False
    ends_on: date | None = None
    venue: str = ""
    after_failed_meeting: bool = False
    proposer: str = Proposer.HEAD
    households: int | None = None
    agreeing: int | None = None
    agreed_on: date | None = None
    front_supports: bool = False
    conference: Conference | None = None


@transaction.atomic
def plan(*, keeper: Body, wanted: Plan, by: User) -> Decision:
    """Open the record of a matter that is put to the people of a village, or of all villages of the commune.

    Refused: a matter or a form that the law of that day does not know; a village of another commune; an initiative
    of citizens with too few households; an end before the start.
    """
    policies.check_can_plan(by, keeper)
    _check_plan(keeper.unit, wanted)
    pk, code = Decision.drawn(PREFIX, wanted.starts_on.year)
    decision = Decision(pk=pk, code=code, keeper=keeper, unit_id=keeper.unit_id, **_values(keeper, wanted))
    decision.save(force_insert=True)
    _write_villages(decision, wanted)
    _start_notice(decision, by=by)

    words = {"on": ngay(decision.starts_on), "count": len(wanted.villages)}
    record(events.PLANNED, by=by, subject=decision, unit_id=decision.unit_id, **words)
    return decision


@transaction.atomic
def edit(*, decision: Decision, wanted: Plan, by: User) -> Decision:
    """Correct the record before any figures are entered; the same rules as for a new one."""
    decision = locked(decision)
    policies.check_can_keep(by, decision)
    flow.moved(workflow.STEPS, decision.state, "edit")
    if any(result.is_known for result in decision.results.all()):
        raise Refused(_("Đã có kết quả được nhập; sửa ở phần kết quả."))
    _check_plan(decision.keeper.unit, wanted)
    values = _values(decision.keeper, wanted)
    changed = [name for name, value in values.items() if getattr(decision, name) != value]
    for name in changed:
        setattr(decision, name, values[name])
    decision.save()
    _write_villages(decision, wanted)
    _start_notice(decision, by=by)

    if changed:
        fields = labels(Decision, changed)
        record(events.EDITED, by=by, subject=decision, unit_id=decision.unit_id, fields=fields)
    return decision


@transaction.atomic
def notify(
    *,
    decision: Decision,
    on: date,
    by: User,
    plan_on: date | None = None,
    plan_sent_on: date | None = None,
    team: int | None = None,
) -> Decision:
    """The people were told (VOTE-03, VOTE-05). For a ballot also its plan (VOTE-04) and its team of three to five.

    A day that is too late is written down as it was and shows as late. Refused: a day to come or after the meeting; a
    team of another size; a plan sent before it was made.
    """
    decision = locked(decision)
    policies.check_can_keep(by, decision)
    flow.moved(workflow.STEPS, decision.state, "notify")
    checks.past(on, "on")
    if on > decision.starts_on:
        raise Refused(_("Ngày thông báo phải trước ngày {day}.").format(day=ngay(decision.starts_on)), field="on")
    if decision.how == VoteForm.BALLOT:
        _check_ballot(plan_on, plan_sent_on, team)
    else:
        plan_on = plan_sent_on = team = None
    decision.notified_on, decision.plan_on, decision.plan_sent_on = on, plan_on, plan_sent_on
    decision.team = team
    decision.save(update_fields=["notified_on", "plan_on", "plan_sent_on", "team"])
    timing.stop(decision, timing.NOTICE, on=on, by=by)
    _time_ballot_plan(decision, by=by)

    record(events.NOTIFIED, by=by, subject=decision, unit_id=decision.unit_id, on=ngay(on))
    return decision


@transaction.atomic
def cancel(*, decision: Decision, reason: str, by: User) -> Decision:
    """It is not put to the people after all. Refused: no reason."""
    decision = locked(decision)
    policies.check_can_keep(by, decision)
    decision.state = flow.moved(workflow.STEPS, decision.state, "cancel")
    decision.cancel_reason = clean_line(reason)
    if not decision.cancel_reason:
        raise Refused(_("Cần ghi lý do."), field="reason")
    decision.save(update_fields=["state", "cancel_reason"])
    timing.cancel_all(decision, by=by)

    record(events.CANCELLED, by=by, subject=decision, unit_id=decision.unit_id, reason=decision.cancel_reason)
    return decision


def _check_plan(unit: Unit, wanted: Plan) -> None:
    if not clean_line(wanted.text):
        raise Refused(_("Cần ghi việc đưa ra Nhân dân quyết định."), field="text")
    if wanted.ends_on and wanted.ends_on < wanted.starts_on:
        raise Refused(_("Ngày kết thúc không được trước ngày bắt đầu."), field="ends_on")
    if wanted.how not in VoteForm.values:
        raise Refused(_("Chọn hình thức."), field="how")
    if wanted.proposer not in Proposer.values:
        raise Refused(_("Chọn người đề xuất."), field="proposer")
    _check_villages(unit, wanted)
    _check_law(wanted)
    _check_initiative(wanted)


def _check_villages(unit: Unit, wanted: Plan) -> None:
    if not wanted.villages:
        raise Refused(_("Chọn thôn, tổ dân phố."), field="villages")
    if not wanted.commune_wide and len(wanted.villages) > 1:
        raise Refused(_("Nhiều thôn, tổ dân phố thì đánh dấu “trong phạm vi toàn xã”."), field="villages")
    if wanted.commune_wide and len(wanted.villages) < 2:
        raise Refused(_("Việc trong phạm vi toàn xã có từ hai thôn, tổ dân phố trở lên."), field="villages")
    known = {village.pk for day in (clock.today(), wanted.starts_on) for village in villages_of(unit, day)}
    strange = next((village for village in wanted.villages if village.pk not in known), None)
    if strange is not None:
        message = _("{village} không thuộc {unit}.").format(village=strange.label, unit=unit.label)
        raise Refused(message, field="villages")


def _check_law(wanted: Plan) -> None:
    """Which form is lawful: Articles 18 to 20; a ballot on items 3 to 5 only after a meeting to which too few came."""
    day, matter = wanted.ends_on or wanted.starts_on, wanted.matter
    if matter is None:
        if day >= law.IN_FORCE:
            raise Refused(_("Chọn nội dung theo Điều 15."), field="matter")
        return
    if not matter.in_force_on(day):
        raise Refused(_("Nội dung này chưa có hoặc hết hiệu lực vào ngày {day}.").format(day=ngay(day)), field="matter")
    if wanted.how not in matter.forms:
        message = _("Nội dung ở khoản {item} Điều 15 không được quyết định theo hình thức này.")
        raise Refused(message.format(item=matter.item), field="how")
    if wanted.how == VoteForm.BALLOT and matter.ballot_after_meeting and not wanted.after_failed_meeting:
        message = _(
            "Nội dung này chỉ phát phiếu khi đã họp mà không đủ đại diện hộ "
            "(điểm b khoản 1 Điều 19); đánh dấu nếu đúng như vậy."
        )
        raise Refused(message, field="after_failed_meeting")
    if wanted.commune_wide and matter.rule != law.WHOLE_COMMUNE:
        message = _("Nội dung ở khoản {item} Điều 15 được quyết định ở từng thôn, tổ dân phố.")
        raise Refused(message.format(item=matter.item), field="commune_wide")


def _check_initiative(wanted: Plan) -> None:
    """At least a tenth of the households, or fewer with the support of the Front's work board (Article 16(3))."""
    if wanted.proposer != Proposer.CITIZENS:
        return
    if wanted.commune_wide:
        raise Refused(_("Sáng kiến của công dân được đưa ra ở từng thôn, tổ dân phố."), field="proposer")
    if not wanted.households:
        raise Refused(_("Cần tổng số hộ để xét sáng kiến của công dân."), field="households")
    if wanted.agreeing is None:
        raise Refused(_("Cần số hộ đồng thuận với sáng kiến."), field="agreeing")
    if wanted.agreed_on is None:
        raise Refused(_("Cần ngày có sự đồng thuận."), field="agreed_on")
    if wanted.agreeing > wanted.households:
        raise Refused(_("Số hộ đồng thuận không được quá tổng số hộ."), field="agreeing")
    if wanted.agreed_on > wanted.starts_on:
        raise Refused(_("Ngày đồng thuận không được sau ngày họp."), field="agreed_on")
    if not law.enough_for_initiative(wanted.agreeing, wanted.households) and not wanted.front_supports:
        message = _(
            "Sáng kiến cần ít nhất 10 % số hộ đồng thuận (khoản 3 Điều 16; VOTE-01): {agreeing}/{households} hộ."
            " Ít hơn thì phải được Ban công tác Mặt trận ủng hộ."
        )
        text = message.format(agreeing=wanted.agreeing, households=wanted.households)
        raise Refused(text, field="agreeing")


def _check_ballot(plan_on: date | None, plan_sent_on: date | None, team: int | None) -> None:
    if team is None or team not in law.TEAM:
        raise Refused(_("Tổ phát phiếu có từ 03 đến 05 người."), field="team")
    if plan_on is not None:
        checks.past(plan_on, "plan_on")
    if plan_sent_on is not None:
        checks.past(plan_sent_on, "plan_sent_on")
        if plan_on is None:
            raise Refused(_("Cần ngày ban hành kế hoạch."), field="plan_on")
        if plan_sent_on < plan_on:
            raise Refused(_("Ngày gửi kế hoạch không được trước ngày ban hành kế hoạch."), field="plan_sent_on")


def locked(decision: Decision) -> Decision:
    """The decision as it is now, locked."""
    rows = Decision.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("keeper__unit__kind", "matter", "place__kind", "recogniser__unit").get(pk=decision.pk)


def _values(keeper: Body, wanted: Plan) -> dict[str, Any]:
    by_citizens = wanted.proposer == Proposer.CITIZENS
    return {
        "text": clean_line(wanted.text), "matter": wanted.matter, "commune_wide": wanted.commune_wide,
        "place": keeper.unit if wanted.commune_wide else wanted.villages[0], "how": wanted.how,
        "after_failed_meeting": wanted.after_failed_meeting and wanted.how == VoteForm.BALLOT,
        "proposer": wanted.proposer, "agreeing": wanted.agreeing if by_citizens else None,
        "agreed_on": wanted.agreed_on if by_citizens else None,
        "front_supports": wanted.front_supports and by_citizens, "starts_on": wanted.starts_on,
        "ends_on": wanted.ends_on or wanted.starts_on, "venue": clean_line(wanted.venue),
        "conference": wanted.conference,
    }  # fmt: skip


def _write_villages(decision: Decision, wanted: Plan) -> None:
    """The villages that decide, and with them who sees the record."""
    chosen = {village.pk for village in wanted.villages}
    decision.results.exclude(village__in=chosen).delete()
    known = set(decision.results.values_list("village_id", flat=True))
    VillageResult.objects.bulk_create(
        VillageResult(decision=decision, village=village) for village in wanted.villages if village.pk not in known
    )
    if not wanted.commune_wide:
        decision.results.update(households=wanted.households)
    stakes = [StakeSpec.of(decision.keeper, Why.ORIGIN)]
    scope.write_stakes(decision, [*stakes, *(StakeSpec(pk, None, Why.HOLDER) for pk in chosen)])


def _start_notice(decision: Decision, *, by: User) -> None:
    """Only for a meeting to come: what is typed in afterwards shows its day of notice beside the lawful one."""
    if decision.starts_on >= clock.today() and decision.notified_on is None:
        timing.restart(decision, timing.NOTICE, timing.notice_rule(decision), on=decision.starts_on, by=by)
    else:
        timing.cancel(decision, timing.NOTICE, by=by)


def _time_ballot_plan(decision: Decision, *, by: User) -> None:
    if decision.plan_on is None:
        timing.cancel(decision, timing.PLAN, by=by)
        return
    timing.restart(decision, timing.PLAN, "VOTE-04", on=decision.plan_on, by=by)
    if decision.plan_sent_on is not None:
        timing.stop(decision, timing.PLAN, on=decision.plan_sent_on, by=by)
