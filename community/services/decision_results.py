"""What came of a decision of the people: the figures of each village, and that decision and minutes were sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from community import checks, events, flow, law, policies, timing, workflow
from community.models import Decision, Sitting, VillageResult
from conferences.enums import VoteForm
from documents import services as documents
from documents.models import OfficialDocument
from organizations import roles
from organizations.enums import Family
from organizations.models import Body

from .decisions import locked


@dataclass(frozen=True)
class Sat:
    """One meeting or ballot box as its minutes state it."""

    on: date
    represented: int
    in_favour: int
    against: int
    place: str = ""


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
    checks.past(on, "on")
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
    checks.past(sat.on, f"on_{number}")
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
    checks.past(received_on, "received_on")
    if received_on < on:
        raise Refused(_("Ngày nhận không được trước ngày gửi."), field="received_on")


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
