"""Decisions of the people: prepared, announced, counted, sent, recognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from community import events, flow, law, policies, timing, workflow
from community.enums import Proposer
from community.models import Decision, Sitting, VillageResult
from community.places import villages_of
from conferences.enums import VoteForm
from conferences.models import Conference, DecisionMatter
from documents import services as documents
from documents.models import OfficialDocument
from organizations import roles, scope
from organizations.enums import Family, Why
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


@dataclass(frozen=True)
class Sat:
    """One meeting or ballot box as its minutes state it."""

    on: date
    represented: int
    in_favour: int
    against: int
    place: str = ""


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
    _check_past(on, "on")
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
def enter(
    *,
    result: VillageResult,
    households: int,
    sittings: Sequence[Sat],
    signed_by: str,
    by: User,
    dispersed: bool = False,
    stated_passed: bool | None = None,
    photos: Iterable[File[bytes]] = (),
    no_state_secret: bool = False,
) -> VillageResult:
    """Type in the signed sheet of a village: its meeting, or its cluster meetings, which are added up.

    Whoever does not belong to the village types it in for its head: that is kept, with who signed. When the last
    village has its figures, the decision is counted and the five working days to send it begin (VOTE-09).
    Refused: more votes than households; clusters that the law does not allow; a day outside the time set; no signer.
    """
    decision = locked(result.decision)
    policies.check_can_keep(by, decision)
    flow.moved(workflow.STEPS, decision.state, "enter")
    result = decision.results.select_for_update(no_key=True).select_related("village__kind").get(pk=result.pk)
    result.decision = decision
    signed_by = clean_line(signed_by)
    if not signed_by:
        raise Refused(_("Cần ghi người ký biên bản."), field="signed_by")
    _check_sittings(decision, households, sittings, dispersed=dispersed)
    result.households, result.dispersed, result.signed_by = households, dispersed, signed_by
    result.represented, result.in_favour, result.against = law.added(
        (sat.represented, sat.in_favour, sat.against) for sat in sittings
    )
    result.typed_by, result.typed_at = by, clock.now()
    result.on_behalf = not roles.at_unit(by, result.village_id)
    verdict = result.verdict
    result.passed = verdict.passed if verdict else None
    result.save()
    result.sittings.all().delete()
    Sitting.objects.bulk_create(
        Sitting(result=result, number=number, **(vars(sat) | {"place": clean_line(sat.place)}))
        for number, sat in enumerate(sittings, 1)
    )
    for photo in photos:
        documents.attach(owner=decision, upload=photo, by=by, no_state_secret=no_state_secret)
    _count(decision, stated_passed, by=by)

    record(
        events.ENTERED, by=by, subject=decision, unit_id=decision.unit_id, village=result.village.label,
        in_favour=result.in_favour, against=result.against, households=households, signed_by=signed_by,
    )  # fmt: skip
    return result


@transaction.atomic
def send(
    *,
    decision: Decision,
    on: date,
    by: User,
    minutes: OfficialDocument | None = None,
    recogniser: Body | None = None,
    received_on: date | None = None,
) -> Decision:
    """The decision and its minutes went to the People's Committee and the Front (VOTE-09).

    Items 3 to 5 that passed go to the body that recognises them, whose five working days begin with the receipt
    (VOTE-10, of a convention VOTE-11). Refused: no minutes, as a paper or as a file; a day before the end; a body of
    another family than Article 21(2) says.
    """
    decision = locked(decision)
    policies.check_can_keep(by, decision)
    state = flow.moved(workflow.STEPS, decision.state, "send")
    _check_past(on, "on")
    if on < decision.ends_on:
        raise Refused(_("Ngày gửi không được trước ngày {day}.").format(day=ngay(decision.ends_on)), field="on")
    if minutes is None and not documents.attachments_of(decision):
        raise Refused(_("Cần có biên bản: đính kèm ảnh biên bản đã ký, hoặc chọn văn bản."), field="minutes")
    if decision.needs_recognition and decision.passed:
        _check_recogniser(decision, recogniser, on, received_on)
    else:
        recogniser = received_on = None
    decision.state, decision.sent_on, decision.minutes = state, on, minutes
    decision.recogniser, decision.received_on = recogniser, received_on
    decision.save(update_fields=["state", "sent_on", "minutes", "recogniser", "received_on"])
    timing.stop(decision, timing.SENDING, on=on, by=by, document=minutes)
    if recogniser is not None and received_on is not None:
        code = "VOTE-11" if decision.is_convention else "VOTE-10"
        timing.start(decision, timing.RECOGNITION, code, on=received_on, by=by, body=recogniser)

    record(events.SENT, by=by, subject=decision, unit_id=decision.unit_id, on=ngay(on))
    return decision


@transaction.atomic
def recognise(*, decision: Decision, on: date, by: User, document: OfficialDocument | None = None) -> Decision:
    """The People's Committee or the Front recognises what the people decided; a convention is then sent (VOTE-12)."""
    decision = _answering(decision, "recognise", on, by, document)
    decision.save(update_fields=["state", "answered_on", "answer"])
    if decision.is_convention:
        timing.start(decision, timing.CONVENTION, "VOTE-12", on=on, by=by, body=decision.recogniser)

    record(events.RECOGNISED, by=by, subject=decision, unit_id=decision.unit_id, on=ngay(on))
    return decision


@transaction.atomic
def refuse(
    *, decision: Decision, on: date, reason: str, by: User, document: OfficialDocument | None = None
) -> Decision:
    """It is not recognised, in writing and with the reason (Article 21(2)). Refused: no reason."""
    decision = _answering(decision, "refuse", on, by, document)
    decision.refusal = clean_line(reason)
    if not decision.refusal:
        raise Refused(_("Không công nhận thì phải nêu lý do."), field="reason")
    decision.save(update_fields=["state", "answered_on", "answer", "refusal"])

    words = {"on": ngay(on), "reason": decision.refusal}
    record(events.REFUSED, by=by, subject=decision, unit_id=decision.unit_id, **words)
    return decision


@transaction.atomic
def send_convention(*, decision: Decision, on: date, by: User) -> Decision:
    """The recognised convention went to the village and to those who must have it (VOTE-12)."""
    decision = locked(decision)
    policies.check_can_recognise(by, decision)
    flow.moved(workflow.STEPS, decision.state, "convention")
    if not decision.is_convention or decision.convention_sent_on is not None:
        raise Refused(_("Hồ sơ này không còn hương ước, quy ước phải gửi."))
    _check_past(on, "on")
    if decision.answered_on and on < decision.answered_on:
        message = _("Ngày gửi không được trước ngày công nhận ({day}).")
        raise Refused(message.format(day=ngay(decision.answered_on)), field="on")
    decision.convention_sent_on = on
    decision.save(update_fields=["convention_sent_on"])
    timing.stop(decision, timing.CONVENTION, on=on, by=by)

    record(events.CONVENTION_SENT, by=by, subject=decision, unit_id=decision.unit_id, on=ngay(on))
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


# -- is it possible


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
        _check_past(plan_on, "plan_on")
    if plan_sent_on is not None:
        _check_past(plan_sent_on, "plan_sent_on")
        if plan_on is None:
            raise Refused(_("Cần ngày ban hành kế hoạch."), field="plan_on")
        if plan_sent_on < plan_on:
            raise Refused(_("Ngày gửi kế hoạch không được trước ngày ban hành kế hoạch."), field="plan_sent_on")


def _check_sittings(decision: Decision, households: int, sittings: Sequence[Sat], *, dispersed: bool) -> None:
    if households < 1:
        raise Refused(_("Tổng số hộ phải lớn hơn 0."), field="households")
    if not sittings:
        raise Refused(_("Cần ít nhất một cuộc họp."), field="represented_1")
    if len(sittings) > 1:
        _check_clusters(decision, households, sittings, dispersed=dispersed)
    for number, sat in enumerate(sittings, 1):
        _check_sitting(decision, sat, number)
    represented = sum(sat.represented for sat in sittings)
    if represented > households:
        message = _("Số hộ có đại diện ({represented}) không được quá tổng số hộ ({households}).")
        text = message.format(represented=represented, households=households)
        raise Refused(text, field=f"represented_{len(sittings)}")


def _check_clusters(decision: Decision, households: int, sittings: Sequence[Sat], *, dispersed: bool) -> None:
    if decision.how != VoteForm.MEETING:
        raise Refused(_("Chỉ cuộc họp mới tổ chức theo cụm dân cư."), field="place_2")
    if not law.may_meet_in_clusters(households, dispersed=dispersed):
        message = _(
            "Chỉ họp theo cụm khi thôn, tổ dân phố có từ 200 hộ trở lên hoặc dân cư sống phân tán (khoản 3 Điều 18)."
        )
        raise Refused(message, field="households")
    places = [clean_line(sat.place) for sat in sittings]
    for number, place in enumerate(places, 1):
        if not place:
            raise Refused(_("Ghi tên cụm dân cư."), field=f"place_{number}")
        if place in places[: number - 1]:
            raise Refused(_("Cụm dân cư này đã có ở trên."), field=f"place_{number}")


def _check_sitting(decision: Decision, sat: Sat, number: int) -> None:
    _check_past(sat.on, f"on_{number}")
    if not decision.starts_on <= sat.on <= decision.ends_on:
        message = _("Ngày phải từ {first} đến {last}, như trong hồ sơ.")
        text = message.format(first=ngay(decision.starts_on), last=ngay(decision.ends_on))
        raise Refused(text, field=f"on_{number}")
    if sat.in_favour + sat.against > sat.represented:
        message = _("Tán thành và không tán thành cộng lại ({sum}) không được quá số hộ có đại diện ({represented}).")
        text = message.format(sum=sat.in_favour + sat.against, represented=sat.represented)
        field = "against" if sat.in_favour <= sat.represented else "in_favour"
        raise Refused(text, field=f"{field}_{number}")


def _check_recogniser(decision: Decision, body: Body | None, on: date, received_on: date | None) -> None:
    wanted = law.family_of(decision.matter)
    if body is None:
        raise Refused(_("Chọn cơ quan công nhận."), field="recogniser")
    if body.family is not wanted:
        message = _("Nội dung này do {family} cấp xã công nhận (khoản 2 Điều 21).")
        name = _("Mặt trận Tổ quốc") if wanted is Family.FRONT else _("Ủy ban nhân dân")
        raise Refused(message.format(family=name), field="recogniser")
    if received_on is None:
        raise Refused(_("Cần ngày cơ quan công nhận nhận được."), field="received_on")
    _check_past(received_on, "received_on")
    if received_on < on:
        raise Refused(_("Ngày nhận không được trước ngày gửi."), field="received_on")


def _check_past(on: date, field: str) -> None:
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field=field)


# -- change


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


def _count(decision: Decision, stated_passed: bool | None, *, by: User) -> None:
    """When every village has its figures: did it pass, by the rule or, before the law, by the minutes' own word?"""
    results = list(decision.results.all())
    if not all(result.is_known for result in results):
        return
    first_time = decision.is_planned
    decision.state = flow.moved(workflow.STEPS, decision.state, "enter")
    answers = [bool(result.passed) for result in results]
    if not decision.counts:
        decision.passed, decision.stated_passed = None, stated_passed
    elif decision.commune_wide:
        decision.passed, decision.stated_passed = law.of_commune(answers).passed, None
    else:
        decision.passed, decision.stated_passed = answers[0], None
    decision.save(update_fields=["state", "passed", "stated_passed"])
    timing.cancel(decision, timing.NOTICE, by=by)
    if first_time:
        timing.start(decision, timing.SENDING, "VOTE-09", on=decision.ends_on, by=by)


def _answering(decision: Decision, step: str, on: date, by: User, document: OfficialDocument | None) -> Decision:
    """The recogniser's answer. Refused: nothing to recognise; a day before the receipt or to come."""
    decision = locked(decision)
    state = flow.moved(workflow.STEPS, decision.state, step)
    if decision.recogniser is None or decision.received_on is None:
        raise Refused(_("Nội dung này không phải qua bước công nhận."))
    policies.check_can_recognise(by, decision)
    _check_past(on, "on")
    if on < decision.received_on:
        message = _("Ngày không được trước ngày nhận ({day}).").format(day=ngay(decision.received_on))
        raise Refused(message, field="on")
    decision.state, decision.answered_on, decision.answer = state, on, document
    timing.stop(decision, timing.RECOGNITION, on=on, by=by, document=document)
    return decision
