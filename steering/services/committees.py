"""Committees: founding, who joins, leaves and changes place by which decision ("kiện toàn"), the end."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from documents.models import OfficialDocument
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Term
from organizations.scope import StakeSpec
from steering import events, policies
from steering.enums import Position
from steering.models import Committee, CommitteeKind, CommitteeMember, Reorganisation
from steering.models.committees import name_key


@dataclass(frozen=True, kw_only=True)
class MemberSpec:
    """A person's place as a decision states it."""

    full_name: str
    position: Position = Position.MEMBER
    office: str = ""
    sector: str = ""
    user: User | None = None
    rank: int = 100

    @property
    def account_id(self) -> int | None:
        return self.user.pk if self.user else None


@dataclass(frozen=True)
class MemberChange:
    """A sitting member gets another place, office or sector."""

    member: CommitteeMember
    to: MemberSpec


@transaction.atomic
def found_committee(
    *,
    kind: CommitteeKind,
    body: Body,
    on: date,
    decision_text: str,
    members: Sequence[MemberSpec],
    by: User,
    term: Term | None = None,
    standing_body: Body | None = None,
    decision: OfficialDocument | None = None,
) -> Committee:
    """Found a committee; ``body`` is the body that it is from now on, and gives its unit and its name."""
    policies.check_can_found(by, body.unit_id)
    _check_decision(decision_text)
    _check_founding(kind, body, on)
    _check_members(members)

    committee = Committee.objects.create(
        unit=body.unit, kind=kind, body=body, term=term, standing_body=standing_body, decision=decision,
        decision_text=clean_line(decision_text), valid=Range(on, None, "[)"),
    )  # fmt: skip
    founding = _write_decision(committee, on, decision_text, decision, "")
    _join(founding, members)
    _write_stakes(committee)

    _remember(events.FOUNDED, committee, by, decision=founding.decision_text, count=len(members))
    return committee


@transaction.atomic
def reorganise(
    *,
    committee: Committee,
    on: date,
    decision_text: str,
    by: User,
    join: Sequence[MemberSpec] = (),
    leave: Sequence[CommitteeMember] = (),
    change: Sequence[MemberChange] = (),
    decision: OfficialDocument | None = None,
    note: str = "",
) -> Reorganisation:
    """Members join, leave and change place from a day on, by one decision; who sat before stays in the history.

    Refused: before the last decision or outside the committee's life; a person twice; two heads; nothing changed.
    """
    committee = _locked(committee)
    policies.check_can_organise(by, committee)
    _check_decision(decision_text)
    _check_turn(committee, on)
    if not (join or leave or change):
        raise Refused(_("Chưa có thay đổi nào về thành viên."))
    going = {member.pk for member in leave} | {item.member.pk for item in change}
    staying = committee.members.on(on).exclude(pk__in=going)
    _check_members([*map(_spec_of, staying), *(item.to for item in change), *join])

    step = _write_decision(committee, on, decision_text, decision, note)
    _leave(step, going)
    _join(step, [*(item.to for item in change), *join])

    counts = {"joined": len(join), "left": len(leave), "changed": len(change)}
    _remember(events.REORGANISED, committee, by, decision=step.decision_text, **counts)
    return step


@transaction.atomic
def edit_committee(
    *, committee: Committee, term: Term | None, standing_body: Body | None, decision_text: str, by: User
) -> Committee:
    """Correct what the founding decision says: term, standing body, number and date."""
    committee = _locked(committee)
    policies.check_can_organise(by, committee)
    _check_decision(decision_text)
    if standing_body and standing_body.pk == committee.body_id:
        raise Refused(_("Ban Chỉ đạo không là cơ quan thường trực của chính mình."), field="standing_body")

    wanted = {"term": term, "standing_body": standing_body, "decision_text": clean_line(decision_text)}
    changed = [name for name, value in wanted.items() if getattr(committee, name) != value]
    if not changed:
        return committee
    for name in changed:
        setattr(committee, name, wanted[name])
    committee.save(update_fields=changed)
    _write_stakes(committee)

    _remember(events.COMMITTEE_EDITED, committee, by, fields=events.labels(Committee, changed))
    return committee


@transaction.atomic
def dissolve(*, committee: Committee, on: date, decision_text: str, by: User) -> Committee:
    """End a committee: from that day on it has no members. What it set and recorded stays."""
    committee = _locked(committee)
    policies.check_can_organise(by, committee)
    _check_decision(decision_text)
    _check_turn(committee, on)

    step = _write_decision(committee, on, decision_text, None, "")
    _leave(step, committee.members.on(on).values_list("pk", flat=True))
    committee.valid = Range(committee.valid.lower, on, "[)")
    committee.save(update_fields=["valid"])

    _remember(events.DISSOLVED, committee, by, decision=step.decision_text, on=ngay(on))
    return committee


# -- is it possible


def _check_decision(decision_text: str) -> None:
    if not decision_text.strip():
        raise Refused(_("Cần ghi số, ngày của quyết định."), field="decision_text")


def _check_founding(kind: CommitteeKind, body: Body, on: date) -> None:
    if on not in body.valid:
        raise Refused(_("{body} không tồn tại vào ngày {day}.").format(body=body.name, day=ngay(on)), field="on")
    if Committee.objects.filter(body=body).exists():
        raise Refused(_("Ban Chỉ đạo này đã được lập."), field="body")
    if Committee.objects.filter(unit=body.unit_id, kind=kind, valid__overlap=Range(on, None, "[)")).exists():
        raise Refused(_("Đơn vị đã có Ban Chỉ đạo loại này trong thời gian đó."), field="kind")


def _check_turn(committee: Committee, on: date) -> None:
    """Decisions are entered in their order; each counts from a day of its own."""
    if on not in committee.valid:
        raise Refused(_("Ban Chỉ đạo không hoạt động vào ngày {day}.").format(day=ngay(on)), field="on")
    latest = committee.reorganisations.order_by("-on").values_list("on", flat=True).first()
    if latest and on <= latest:
        message = _("Ngày phải sau lần kiện toàn gần nhất ({day}).")
        raise Refused(message.format(day=ngay(latest)), field="on")


def _check_members(members: Iterable[MemberSpec]) -> None:
    """Nobody sits twice, and one person heads the committee."""
    listed = list(members)
    if any(not spec.full_name.strip() for spec in listed):
        raise Refused(_("Cần có họ và tên."), field="full_name")
    names = Counter(name_key(spec.full_name) for spec in listed)
    accounts = Counter(spec.account_id for spec in listed)
    for spec in listed:
        if names[name_key(spec.full_name)] > 1 or (spec.account_id and accounts[spec.account_id] > 1):
            message = _("{name} có hai lần trong danh sách. Nếu là hai người trùng tên, ghi thêm năm sinh sau họ tên.")
            raise Refused(message.format(name=clean_line(spec.full_name)), field="full_name")
    if sum(spec.position == Position.HEAD for spec in listed) > 1:
        raise Refused(_("Ban Chỉ đạo chỉ có một Trưởng ban."), field="position")


# -- change, remember


def _locked(committee: Committee) -> Committee:
    locked = Committee.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("body__unit", "standing_body__unit", "term").get(pk=committee.pk)


def _spec_of(member: CommitteeMember) -> MemberSpec:
    return MemberSpec(full_name=member.full_name, position=Position(member.position), user=member.user)


def _write_decision(
    committee: Committee, on: date, decision_text: str, decision: OfficialDocument | None, note: str
) -> Reorganisation:
    return Reorganisation.objects.create(
        committee=committee, on=on, decision=decision, decision_text=clean_line(decision_text), note=clean_line(note)
    )


def _join(step: Reorganisation, members: Iterable[MemberSpec]) -> None:
    for spec in members:
        CommitteeMember.objects.create(
            committee_id=step.committee_id, user=spec.user, full_name=spec.full_name,
            office=clean_line(spec.office), position=spec.position, sector=clean_line(spec.sector), rank=spec.rank,
            valid=Range(step.on, None, "[)"), joined_by=step,
        )  # fmt: skip


def _leave(step: Reorganisation, keys: Iterable[int]) -> None:
    for member in CommitteeMember.objects.filter(committee=step.committee_id, pk__in=list(keys)).order_by("pk"):
        member.valid = Range(member.valid.lower, step.on, "[)")
        member.left_by = step
        member.save(update_fields=["valid", "left_by"])


def _write_stakes(committee: Committee) -> None:
    stakes = [StakeSpec.of(committee.body, Why.ORIGIN)]
    if committee.standing_body:
        stakes.append(StakeSpec.of(committee.standing_body, Why.SUPPORTER))
    scope.write_stakes(committee, stakes)


def _remember(kind: str, committee: Committee, by: User, **data: Any) -> None:
    record(kind, by=by, subject=committee, unit_id=committee.unit_id, **data)
