"""Elections of village heads: planned, prepared day by day, held, sent, recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from community import checks, events, flow, law, policies, timing
from community import workflow_elections as workflow
from community.models import Candidate, Election
from community.places import villages_of
from conferences.models import DecisionMatter
from documents import services as documents
from documents.models import OfficialDocument
from organizations import roles, scope
from organizations.enums import Family, Why
from organizations.models import Body, Unit
from organizations.scope import StakeSpec

PREFIX = "BT"
ITEM = 4  # of Article 15: election and dismissal of village heads


@transaction.atomic
def plan(*, keeper: Body, village: Unit, election_on: date, by: User, dismissed_on: date | None = None) -> Election:
    """Plan the election of a village's head; the four limits before that day begin to run (VOTE-14).

    After a dismissal the new head is elected within sixty days (VOTE-15). Refused: a village of another commune; a
    dismissal after the election; a day before the law knew this content.
    """
    policies.check_can_plan(by, keeper)
    if village.pk not in {one.pk for one in villages_of(keeper.unit, clock.today())}:
        message = _("{village} không thuộc {unit}.").format(village=village.label, unit=keeper.unit.label)
        raise Refused(message, field="village")
    matter = DecisionMatter.objects.filter(item=ITEM, valid__contains=election_on).first()
    if matter is None:
        raise Refused(_("Chỉ ghi cuộc bầu từ ngày 01/07/2023."), field="election_on")
    if dismissed_on is not None:
        checks.past(dismissed_on, "dismissed_on")
        checks.not_before(election_on, dismissed_on, "election_on")
    pk, code = Election.drawn(PREFIX, election_on.year)
    made = Election(
        pk=pk, code=code, keeper=keeper, unit_id=keeper.unit_id, village=village, matter=matter,
        election_on=election_on, dismissed_on=dismissed_on,
    )  # fmt: skip
    made.save(force_insert=True)
    scope.write_stakes(made, {StakeSpec.of(keeper, Why.ORIGIN), StakeSpec(village.pk, None, Why.HOLDER)})
    if election_on >= clock.today():
        for kind, rule in timing.PREPARATIONS.values():
            timing.start(made, kind, rule, on=election_on, by=by)
    if dismissed_on is not None:
        timing.start(made, timing.ELECTION, "VOTE-15", on=dismissed_on, by=by)

    record(events.ELECTION_PLANNED, by=by, subject=made, unit_id=made.unit_id, on=ngay(election_on))
    return made


@transaction.atomic
def prepare(*, election: Election, days: Mapping[str, date | None], by: User) -> Election:
    """The days on which the four things before an election were done; a late day is written down and shows as late.

    Refused: a day to come or after the election.
    """
    one = _locked(election, by, "prepare")
    for name in timing.PREPARATIONS:
        on = days.get(name)
        if on is not None:
            checks.past(on, name)
            if on > one.election_on:
                raise Refused(_("Ngày không được sau ngày bầu cử."), field=name)
        setattr(one, name, on)
    one.save(update_fields=list(timing.PREPARATIONS))
    for name, (kind, _rule) in timing.PREPARATIONS.items():
        done: date | None = getattr(one, name)
        if done is not None:
            timing.stop(one, kind, on=done, by=by)

    record(events.ELECTION_PREPARED, by=by, subject=one, unit_id=one.unit_id)
    return one


@transaction.atomic
def nominate(*, election: Election, names: Sequence[str], by: User) -> Election:
    """The list of candidates, in its order. Refused: nobody; a name twice."""
    one = _locked(election, by, "nominate")
    listed = [name for name in map(clean_line, names) if name]
    if not listed:
        raise Refused(_("Cần ít nhất một người ứng cử."), field="names")
    if len(set(listed)) < len(listed):
        raise Refused(_("Có người được ghi hai lần."), field="names")
    one.candidates.all().delete()
    Candidate.objects.bulk_create(
        Candidate(election=one, number=number, name=name) for number, name in enumerate(listed, 1)
    )

    record(events.ELECTION_NOMINATED, by=by, subject=one, unit_id=one.unit_id, count=len(listed))
    return one


@transaction.atomic
def enter(
    *,
    election: Election,
    households: int,
    represented: int,
    votes: Mapping[int, int],
    signed_by: str,
    by: User,
    photos: Iterable[File[bytes]] = (),
    no_state_secret: bool = False,
) -> Election:
    """The votes as the signed minutes state them, by the candidate's number.

    Elected is who has more than half of all household representatives of the village (VOTE-08). Refused: more votes
    than came to vote, more of them than households, a day before the election, no candidates, no signer.
    """
    one = _locked(election, by, "enter")
    if one.election_on > clock.today():
        raise Refused(_("Chưa đến ngày bầu cử."), field="represented")
    candidates = list(one.candidates.order_by("number"))
    if not candidates:
        raise Refused(_("Ghi danh sách ứng cử trước."))
    signed_by = checks.line(signed_by, _("Cần ghi người ký biên bản."), "signed_by")
    _check_votes(households, represented, candidates, votes)
    one.state = flow.moved(workflow.STEPS, one.state, "enter")
    one.households, one.represented, one.signed_by = households, represented, signed_by
    one.typed_by, one.typed_at = by, clock.now()
    one.on_behalf = not roles.at_unit(by, one.village_id)
    for candidate in candidates:
        candidate.votes = votes.get(candidate.number, 0)
    one.elected = next((row for row in candidates if verdict_of(one, row).passed), None)
    one.save()
    Candidate.objects.bulk_update(candidates, ["votes"])
    for photo in photos:
        documents.attach(owner=one, upload=photo, by=by, no_state_secret=no_state_secret)
    timing.stop(one, timing.ELECTION, on=one.election_on, by=by)
    for kind, _rule in timing.PREPARATIONS.values():
        timing.cancel(one, kind, by=by)
    timing.restart(one, timing.ELECTION_SENDING, "VOTE-09", on=one.election_on, by=by)

    record(
        events.ELECTION_HELD, by=by, subject=one, unit_id=one.unit_id, represented=represented, households=households,
        signed_by=signed_by,
    )  # fmt: skip
    return one


def verdict_of(election: Election, candidate: Candidate) -> law.Verdict:
    """Whether a candidate is elected: more than half of all household representatives."""
    tally = law.Tally(election.households or 0, election.represented or 0, candidate.votes or 0, 0)
    return law.of_village(election.matter, tally)


@transaction.atomic
def send(*, election: Election, on: date, recogniser: Body, received_on: date, by: User) -> Election:
    """The minutes went to the People's Committee (VOTE-09), whose five working days begin with the receipt (VOTE-10).

    Refused: no minutes attached; a day before the election; a body that is no People's Committee.
    """
    one = _locked(election, by, "send")
    checks.past(on)
    checks.not_before(on, one.election_on)
    checks.past(received_on, "received_on")
    checks.not_before(received_on, on, "received_on")
    if recogniser.family is not Family.STATE:
        raise Refused(_("Kết quả bầu do Ủy ban nhân dân cấp xã công nhận (khoản 2 Điều 21)."), field="recogniser")
    if not documents.attachments_of(one):
        raise Refused(_("Cần có biên bản: đính kèm ảnh biên bản đã ký ở trang hồ sơ."))
    one.state = flow.moved(workflow.STEPS, one.state, "send")
    one.sent_on, one.recogniser, one.received_on = on, recogniser, received_on
    one.save(update_fields=["state", "sent_on", "recogniser", "received_on"])
    timing.stop(one, timing.ELECTION_SENDING, on=on, by=by)
    timing.start(one, timing.ELECTION_RECOGNITION, "VOTE-10", on=received_on, by=by, body=recogniser)

    record(events.ELECTION_SENT, by=by, subject=one, unit_id=one.unit_id, on=ngay(on))
    return one


@transaction.atomic
def recognise(*, election: Election, on: date, by: User, document: OfficialDocument | None = None) -> Election:
    """The result is recognised. Refused: nobody was elected."""
    one = _answering(election, "recognise", on, by, document)
    if one.elected_id is None:
        raise Refused(_("Không có người trúng cử để công nhận."))
    one.save(update_fields=["state", "answered_on", "answer"])

    record(events.ELECTION_RECOGNISED, by=by, subject=one, unit_id=one.unit_id, on=ngay(on))
    return one


@transaction.atomic
def refuse(
    *, election: Election, on: date, reason: str, by: User, document: OfficialDocument | None = None
) -> Election:
    """It is not recognised, in writing and with the reason."""
    one = _answering(election, "refuse", on, by, document)
    one.refusal = checks.line(reason, _("Không công nhận thì phải nêu lý do."), "reason")
    one.save(update_fields=["state", "answered_on", "answer", "refusal"])

    words = {"on": ngay(on), "reason": one.refusal}
    record(events.ELECTION_REFUSED, by=by, subject=one, unit_id=one.unit_id, **words)
    return one


@transaction.atomic
def cancel(*, election: Election, reason: str, by: User) -> Election:
    """It is not held after all. Refused: no reason."""
    one = _locked(election, by, "cancel")
    one.cancel_reason = checks.line(reason, _("Cần ghi lý do."), "reason")
    one.state = flow.moved(workflow.STEPS, one.state, "cancel")
    one.save(update_fields=["state", "cancel_reason"])
    timing.cancel_all(one, by=by)

    record(events.ELECTION_CANCELLED, by=by, subject=one, unit_id=one.unit_id, reason=one.cancel_reason)
    return one


def _locked(election: Election, by: User, step: str) -> Election:
    """The record locked, after both questions: may you, is it possible."""
    one = _row(election)
    policies.check_can_keep_election(by, one)
    flow.moved(workflow.STEPS, one.state, step)
    return one


def _row(election: Election) -> Election:
    rows = Election.objects.select_for_update(of=("self",), no_key=True)
    related = ("keeper__unit", "village__kind", "matter", "recogniser__unit")
    return rows.select_related(*related).get(pk=election.pk)


def _answering(election: Election, step: str, on: date, by: User, document: OfficialDocument | None) -> Election:
    one = _row(election)
    state = flow.moved(workflow.STEPS, one.state, step)
    policies.check_can_recognise_election(by, one)
    checks.past(on)
    checks.not_before(on, one.received_on)
    one.state, one.answered_on, one.answer = state, on, document
    timing.stop(one, timing.ELECTION_RECOGNITION, on=on, by=by, document=document)
    return one


def _check_votes(households: int, represented: int, candidates: Sequence[Candidate], votes: Mapping[int, int]) -> None:
    if households < 1:
        raise Refused(_("Tổng số hộ phải lớn hơn 0."), field="households")
    if represented > households:
        message = _("Số đại diện hộ đi bầu ({represented}) không được quá tổng số hộ ({households}).")
        raise Refused(message.format(represented=represented, households=households), field="represented")
    total = sum(votes.get(row.number, 0) for row in candidates)
    if total > represented:
        message = _("Tổng số phiếu ({total}) không được quá số đại diện hộ đi bầu ({represented}).")
        field = f"votes_{candidates[-1].number}"
        raise Refused(message.format(total=total, represented=represented), field=field)
