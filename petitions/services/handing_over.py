"""Open petitions pass to a new term, to the successors of what ended, or by decision: one list, confirmed, undoable.

A list is drafted with proposals, each line may be changed, and then all of it is applied in one transaction. Clocks go
on until the same day at the new body; whoever held a petition keeps reading it; the origin sees everything. Undoing
moves back what nobody has touched since and says what was left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import batched

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line
from conferences.models import CouncilTerm
from documents.models import OfficialDocument
from jobs import services as jobs
from jobs.models import Job
from organizations.models import Body, LegalAct, Unit
from petitions import events, policies, telling, timing
from petitions.enums import (
    ITEM_LIVE,
    OPEN,
    HandoverKind,
    HandoverSide,
    HandoverStatus,
    ItemState,
    MoveState,
    ReferralStatus,
)
from petitions.models import Handover, HandoverItem, Petition, PetitionState, Referral, ReferralItem
from petitions.succeeding import ANSWERABLE, Proposal, Successors, parents_at_end

from .referring import write_parties_of_referral
from .shared import (
    check_alive,
    checked_reason,
    latest_days,
    locked_many,
    new_state,
    next_number,
    remember_many,
    write_parties_of,
)

type Tell = Callable[[int, int], None]

BATCH = 200
IN_BACKGROUND = 200  # lines; more are a job
APPLY, UNDO = "petitions.handover_apply", "petitions.handover_undo"
_MOVING = (HandoverSide.COUNCIL, HandoverSide.HOLDER)


def _quietly(_done: int, _total: int) -> None:
    return None


# -- drafting


@transaction.atomic
def draft_succession(
    *,
    unit: Unit,
    on: date,
    reason: str,
    by: User,
    act: LegalAct | None = None,
    document: OfficialDocument | None = None,
) -> Handover:
    """List everything open of the ended bodies of a unit, each line with a proposed successor.

    Refused: nothing open; a day ahead, or before a body ended; a list of this unit waits already.
    """
    bodies = [body for body in unit.bodies.select_related("unit__kind", "kind").order_by("pk") if _has_ended(body)]
    policies.check_can_hand_over(by, bodies, [unit.pk, *parents_at_end(unit)])
    _check_on(on, bodies)
    if Handover.objects.filter(unit=unit, kind=HandoverKind.SUCCESSION, status=HandoverStatus.DRAFT).exists():
        raise Refused(_("Đơn vị này đang có một danh sách bàn giao chưa xác nhận."))
    successors = Successors(bodies)
    handover = _new(HandoverKind.SUCCESSION, unit, on, reason, by, act=act, document=document)
    return _filled(handover, _lines_of(bodies, successors.propose), by)


@transaction.atomic
def draft_manual(
    *, body: Body, to: Body, on: date, reason: str, by: User, document: OfficialDocument | None = None
) -> Handover:
    """List everything open that a body follows or holds, to pass to another one that is named."""
    policies.check_can_hand_over(by, [body], [body.unit_id, *parents_at_end(body.unit)])
    _check_on(on, [])
    if body.pk == to.pk:
        raise Refused(_("Bên nhận phải khác bên giao."), field="to")
    check_alive(to, on, field="to")
    handover = _new(HandoverKind.MANUAL, body.unit, on, reason, by, document=document)
    return _filled(handover, _lines_of([body], lambda _body, _place: Proposal(to, "")), by)


@transaction.atomic
def draft_term(
    *, term: CouncilTerm, reason: str, by: User, document: OfficialDocument | None = None, on: date | None = None
) -> Handover:
    """List the open petitions of the council's earlier terms, which the new term takes over and follows on.

    Refused: nothing open; taken over already; the term has not begun.
    """
    council = term.council
    policies.check_can_hand_over(by, [council], [])
    day = on or max(term.valid.lower, date.min)
    _check_on(day, [])
    if day not in term.valid:
        raise Refused(_("Ngày không thuộc {term}.").format(term=term.label), field="on")
    open_ones = Petition.objects.filter(council=council, status__in=OPEN, received_on__lt=term.valid.lower)
    taken = HandoverItem.objects.filter(
        handover__term=term, handover__status__in=[HandoverStatus.DRAFT, HandoverStatus.APPLIED]
    )
    rows = open_ones.exclude(pk__in=taken.values("petition")).order_by("pk")
    handover = _new(HandoverKind.TERM, council.unit, day, reason, by, document=document, term=term)
    lines = [
        HandoverItem(side=HandoverSide.TERM, petition=petition, from_body=council, to_body=council) for petition in rows
    ]
    return _filled(handover, lines, by)


@transaction.atomic
def choose(*, handover: Handover, to: Mapping[int, Body | None], by: User) -> Handover:
    """Change the proposals of some lines, by the key of the line."""
    handover = _locked(handover)
    check_may(by, handover)
    _check_draft(handover)
    lines = list(handover.items.filter(pk__in=to).select_related("from_body"))
    for line in lines:
        body = to[line.pk]
        if body is not None:
            if body.pk == line.from_body_id and line.side != HandoverSide.TERM:
                raise Refused(_("Bên nhận phải khác bên giao."), field=str(line.pk))
            check_alive(body, handover.on, field=str(line.pk))
        line.to_body, line.why = body, ""
    HandoverItem.objects.bulk_update(lines, ["to_body", "why"])
    return handover


@transaction.atomic
def discard(*, handover: Handover, by: User) -> None:
    """Throw a draft away."""
    handover = _locked(handover)
    check_may(by, handover)
    _check_draft(handover)
    handover.items.all().delete()
    handover.delete()


# -- applying


def apply_or_enqueue(*, handover: Handover, by: User) -> Job | None:
    """Apply at once, or above IN_BACKGROUND lines as a job, which is handed back. Refused at once, not in the job."""
    if handover.items.count() <= IN_BACKGROUND:
        apply(handover=handover, by=by)
        return None
    with transaction.atomic():
        check_may_apply(handover, by)
    return jobs.enqueue(APPLY, key=str(handover.pk), by=by, unit_id=handover.unit_id, handover_id=handover.pk)


@transaction.atomic
def apply(*, handover: Handover, by: User, tell: Tell = _quietly) -> Handover:
    """Do all of it. A line whose petition went elsewhere meanwhile is kept as it is, and says so.

    Refused: done before; a line without a receiver; a receiver that is no more.
    """
    handover = check_may_apply(handover, by)
    lines = list(
        handover.items.select_related("from_body", "to_body__unit", "referral").order_by("petition", "side", "pk")
    )
    by_petition: dict[int, list[HandoverItem]] = defaultdict(list)
    for line in lines:
        if line.petition_id:
            by_petition[line.petition_id].append(line)
    done = 0
    for keys in batched(sorted(by_petition), BATCH):
        _apply_batch(handover, {key: by_petition[key] for key in keys}, by)
        done += len(keys)
        tell(done, len(by_petition))
    _apply_drafts(handover, [line for line in lines if line.side == HandoverSide.SENDER], by_petition)
    HandoverItem.objects.bulk_update(lines, ["state", "state_row", "note"], batch_size=500)
    _rewrite_referrals(by_petition)

    handover.status, handover.applied_by, handover.applied_at = HandoverStatus.APPLIED, by, clock.now()
    handover.save(update_fields=["status", "applied_by", "applied_at"])
    states = Counter(handover.items.values_list("state", flat=True))
    moved, kept = states[MoveState.MOVED], states[MoveState.KEPT]
    record(events.HANDOVER_APPLIED, by=by, subject=handover, unit_id=handover.unit_id, moved=moved, kept=kept)
    telling.handed_over(handover, lines, by=by)
    return handover


def check_may_apply(handover: Handover, by: User) -> Handover:
    """Under its lock: may this person, and is every line ready?"""
    handover = _locked(handover)
    check_may(by, handover)
    _check_draft(handover)
    undecided = handover.items.filter(to_body=None).count()
    if undecided:
        raise Refused(_("Còn {count} dòng chưa chọn bên nhận.").format(count=undecided))
    if not handover.items.exists():
        raise Refused(_("Danh sách không có dòng nào."))
    for body in Body.objects.filter(pk__in=handover.items.values("to_body")):
        check_alive(body, clock.today(), field="to")
    return handover


def _apply_batch(handover: Handover, lines: Mapping[int, Sequence[HandoverItem]], by: User) -> None:
    petitions = locked_many(list(lines))
    changed: list[Petition] = []
    said: list[tuple[Petition, dict[str, str]]] = []
    for petition in petitions:
        moved = [line for line in lines[petition.pk] if _move(petition, line)]
        if any(line.side in _MOVING for line in moved):
            changed.append(petition)
        said += [(petition, _words(handover, line)) for line in moved if line.side in _MOVING]
    rows = _enter(changed, handover.on, clean_line(f"{handover.code}: {handover.reason}"))
    for line in (line for key in lines for line in lines[key]):
        if line.side in _MOVING and line.state == MoveState.MOVED:
            line.state_row = rows[line.petition_id or 0]
    timing.pass_on(changed)
    remember_many(events.HANDED_OVER, said, by)
    taken = [(row, _term_words(handover)) for row in petitions if lines[row.pk][0].side == HandoverSide.TERM]
    remember_many(events.TERM_TOOK_OVER, [(row, words) for row, words in taken if row.status in OPEN], by)


def _move(petition: Petition, line: HandoverItem) -> bool:
    """Change the petition as the line says, or note on the line why it stays."""
    if not _still_there(petition, line):
        line.state, line.note = MoveState.KEPT, str(_WENT_ELSEWHERE)
        return False
    if line.side == HandoverSide.COUNCIL:
        assert line.to_body is not None
        petition.council = line.to_body
    elif line.side == HandoverSide.HOLDER:
        petition.holder = line.to_body
    elif line.side == HandoverSide.ADDRESSEE:
        _drafted(petition, line.from_body).update(to=line.to_body)
    line.state, line.note = MoveState.MOVED, ""
    return True


def _still_there(petition: Petition, line: HandoverItem) -> bool:
    match line.side:
        case HandoverSide.COUNCIL:
            return petition.council_id == line.from_body_id and petition.status in OPEN
        case HandoverSide.HOLDER:
            return petition.holder_id == line.from_body_id and petition.status in ANSWERABLE
        case HandoverSide.ADDRESSEE:
            return _drafted(petition, line.from_body).exists()
        case _:
            return petition.status in OPEN


def _drafted(petition: Petition, to: Body) -> QuerySet[ReferralItem]:
    """Its line in a draft; a paper that was sent stays as it was written."""
    return ReferralItem.objects.filter(petition=petition, state=ItemState.DRAFT, to=to)


_WENT_ELSEWHERE = gettext_lazy("Kiến nghị đã kết thúc hoặc không còn ở bên giao.")
_TOUCHED = gettext_lazy("Đã có bước mới sau khi bàn giao.")


def _apply_drafts(
    handover: Handover, senders: Sequence[HandoverItem], by_petition: Mapping[int, Sequence[HandoverItem]]
) -> None:
    """Drafts of an ended council go on at the one that got most of their petitions; the others leave the draft."""
    for line in senders:
        referral = _locked_draft(line)
        if referral.status != ReferralStatus.DRAFT or referral.sender_id != line.from_body_id:
            line.state, line.note = MoveState.KEPT, str(_WENT_ELSEWHERE)
            continue
        assert line.to_body is not None
        referral.sender = line.to_body
        referral.save(update_fields=["sender"])
        line.state = MoveState.MOVED
        left = referral.items.filter(state=ItemState.DRAFT).exclude(petition__council=line.to_body)
        for item in left.select_related("to"):
            HandoverItem.objects.create(
                handover=handover, side=HandoverSide.LEFT_OUT, petition_id=item.petition_id, referral=referral,
                from_body=item.to, to_body=item.to, state=MoveState.MOVED,
            )  # fmt: skip
        left.update(state=ItemState.DROPPED)
        write_parties_of_referral(referral)


# -- undoing


def undo_or_enqueue(*, handover: Handover, reason: str, by: User) -> Job | None:
    """apply_or_enqueue() the other way."""
    if handover.items.count() <= IN_BACKGROUND:
        undo(handover=handover, reason=reason, by=by)
        return None
    with transaction.atomic():
        check_may_undo(handover, by)
    args = {"handover_id": handover.pk, "reason": checked_reason(reason)}
    return jobs.enqueue(UNDO, key=str(handover.pk), by=by, unit_id=handover.unit_id, **args)


@transaction.atomic
def undo(*, handover: Handover, reason: str, by: User, tell: Tell = _quietly) -> Handover:
    """Give back what nobody has touched since; what was moved on, answered or ended since stays, and its line says so.

    Refused: not applied, or undone before; no reason.
    """
    handover = check_may_undo(handover, by)
    reason = checked_reason(reason)
    lines = list(
        handover.items.filter(state=MoveState.MOVED)
        .select_related("from_body__unit", "to_body", "state_row")
        .order_by("petition", "side", "pk")
    )
    by_petition: dict[int, list[HandoverItem]] = defaultdict(list)
    for line in lines:
        if line.petition_id:
            by_petition[line.petition_id].append(line)
    _undo_drafts(lines)  # first: what comes back into a draft then gets its addressee back, too
    done = 0
    for keys in batched(sorted(by_petition), BATCH):
        _undo_batch(handover, {key: by_petition[key] for key in keys}, reason, by)
        done += len(keys)
        tell(done, len(by_petition))
    HandoverItem.objects.bulk_update(lines, ["state", "note"], batch_size=500)
    _rewrite_referrals(by_petition)

    handover.status, handover.undone_by, handover.undone_at = HandoverStatus.UNDONE, by, clock.now()
    handover.undone_reason = reason[:500]
    handover.save(update_fields=["status", "undone_by", "undone_at", "undone_reason"])
    states = Counter(line.state for line in lines)
    record(
        events.HANDOVER_UNDONE, by=by, subject=handover, unit_id=handover.unit_id, reason=reason,
        returned=states[MoveState.RETURNED], kept=states[MoveState.KEPT],
    )  # fmt: skip
    return handover


def check_may_undo(handover: Handover, by: User) -> Handover:
    """Under its lock: may this person, and was it applied?"""
    handover = _locked(handover)
    check_may(by, handover)
    if handover.status != HandoverStatus.APPLIED:
        raise Refused(_("Chỉ hoàn tác được lần bàn giao đã xác nhận và chưa hoàn tác."))
    return handover


def _undo_batch(handover: Handover, lines: Mapping[int, Sequence[HandoverItem]], reason: str, by: User) -> None:
    petitions = locked_many(list(lines))
    newest = dict(
        PetitionState.objects.filter(petition__in=petitions).order_by().values("petition_id").annotate(last=Max("pk"))
        .values_list("petition_id", "last")
    )  # fmt: skip
    changed: list[Petition] = []
    said: list[tuple[Petition, dict[str, str]]] = []
    for petition in petitions:
        moved = [line for line in lines[petition.pk] if line.side in _MOVING]
        untouched = all(line.state_row_id == newest[petition.pk] for line in moved)
        for line in moved:
            if not untouched or not _move_back(petition, line):
                line.state, line.note = MoveState.KEPT, str(_TOUCHED)
            else:
                line.state = MoveState.RETURNED
                said.append((petition, _words(handover, line) | {"to": line.from_body.name}))
        if any(line.state == MoveState.RETURNED for line in moved):
            changed.append(petition)
    _enter(changed, handover.on, clean_line(f"{handover.code}: {reason}"))
    timing.pass_on(changed)
    remember_many(events.HANDED_BACK, said, by)
    _undo_terms(handover, petitions, lines, by)
    _undo_addressees(lines)


def _move_back(petition: Petition, line: HandoverItem) -> bool:
    if line.side == HandoverSide.COUNCIL and petition.council_id == line.to_body_id:
        petition.council = line.from_body
        return True
    if line.side == HandoverSide.HOLDER and petition.holder_id == line.to_body_id:
        petition.holder = line.from_body
        return True
    return False


def _undo_terms(
    handover: Handover, petitions: Sequence[Petition], lines: Mapping[int, Sequence[HandoverItem]], by: User
) -> None:
    given_back = []
    for petition in petitions:
        for line in lines[petition.pk]:
            if line.side == HandoverSide.TERM:
                line.state = MoveState.RETURNED
                given_back.append((petition, _term_words(handover)))
    remember_many(events.TERM_GAVE_BACK, given_back, by)


def _undo_addressees(lines: Mapping[int, Sequence[HandoverItem]]) -> None:
    for line in (line for own in lines.values() for line in own if line.side == HandoverSide.ADDRESSEE):
        drafts = ReferralItem.objects.filter(petition=line.petition_id, state=ItemState.DRAFT, to=line.to_body)
        returned = drafts.update(to=line.from_body)
        line.state, line.note = (MoveState.RETURNED, "") if returned else (MoveState.KEPT, str(_TOUCHED))


def _undo_drafts(lines: Sequence[HandoverItem]) -> None:
    """The draft goes back to its sender, and what had left it comes back unless it lies in another one."""
    for line in (line for line in lines if line.side == HandoverSide.SENDER):
        referral = _locked_draft(line)
        if referral.status != ReferralStatus.DRAFT or referral.sender_id != line.to_body_id:
            line.state, line.note = MoveState.KEPT, str(_TOUCHED)
            continue
        referral.sender = line.from_body
        referral.save(update_fields=["sender"])
        line.state = MoveState.RETURNED
        write_parties_of_referral(referral)
    for line in (line for line in lines if line.side == HandoverSide.LEFT_OUT):
        elsewhere = ReferralItem.objects.filter(petition=line.petition_id, state__in=ITEM_LIVE)
        dropped = ReferralItem.objects.filter(
            petition=line.petition_id, referral=line.referral_id, state=ItemState.DROPPED,
            referral__status=ReferralStatus.DRAFT,
        )  # fmt: skip
        back = 0 if elsewhere.exists() else dropped.update(state=ItemState.DRAFT)
        line.state, line.note = (MoveState.RETURNED, "") if back else (MoveState.KEPT, str(_TOUCHED))


# -- who may, what is listed


def check_may(by: User, handover: Handover, bodies: Iterable[Body] | None = None) -> None:
    """May this person decide about the list? Asked of the bodies that give and the councils around their unit.

    ``bodies``: those that give, where they were read already.
    """
    giving = giving_of(handover) if bodies is None else bodies
    policies.check_can_hand_over(by, giving, [handover.unit_id, *parents_at_end(handover.unit)])


def giving_of(handover: Handover) -> QuerySet[Body]:
    """The bodies from which something passes."""
    return Body.objects.filter(pk__in=handover.items.values("from_body")).select_related("unit", "kind")


def _lines_of(bodies: Sequence[Body], propose: Callable[[Body, int | None], Proposal]) -> list[HandoverItem]:
    """Everything open of the bodies, with proposals."""
    by_key = {body.pk: body for body in bodies}
    lines = []
    councils = Petition.objects.filter(council__in=by_key, status__in=OPEN).order_by("pk")
    holders = Petition.objects.filter(holder__in=by_key, status__in=ANSWERABLE).order_by("pk")
    drafts = ReferralItem.objects.filter(to__in=by_key, state=ItemState.DRAFT).select_related("petition").order_by("pk")
    chosen: dict[int, Body | None] = {}
    for petition in councils:
        line = _line(HandoverSide.COUNCIL, petition, by_key[petition.council_id], propose)
        chosen[petition.pk] = line.to_body
        lines.append(line)
    for petition in holders:
        lines.append(_line(HandoverSide.HOLDER, petition, by_key[petition.holder_id or 0], propose))
    lines += [_line(HandoverSide.ADDRESSEE, item.petition, by_key[item.to_id], propose) for item in drafts]
    for referral in Referral.objects.filter(sender__in=by_key, status=ReferralStatus.DRAFT).order_by("pk"):
        lines.append(_draft_line(referral, by_key[referral.sender_id], chosen, propose))
    return lines


def _line(
    side: HandoverSide, petition: Petition, body: Body, propose: Callable[[Body, int | None], Proposal]
) -> HandoverItem:
    found = propose(body, petition.place_unit_id)
    return HandoverItem(side=side, petition=petition, from_body=body, to_body=found.to, why=found.why)


def _draft_line(
    referral: Referral,
    body: Body,
    chosen: Mapping[int, Body | None],
    propose: Callable[[Body, int | None], Proposal],
) -> HandoverItem:
    keys = referral.items.filter(state=ItemState.DRAFT).values_list("petition_id", flat=True)
    most = Counter(to for key in keys if (to := chosen.get(key)) is not None).most_common(1)
    to = most[0][0] if most else propose(body, None).to
    return HandoverItem(side=HandoverSide.SENDER, referral=referral, from_body=body, to_body=to)


# -- change, remember


def _new(
    kind: HandoverKind,
    unit: Unit,
    on: date,
    reason: str,
    by: User,
    *,
    act: LegalAct | None = None,
    document: OfficialDocument | None = None,
    term: CouncilTerm | None = None,
) -> Handover:
    number = next_number("petitions_handover")
    handover = Handover(
        pk=number, code=f"BG-{clock.today().year}-{number:04d}", kind=kind, unit=unit, on=on, term=term, act=act,
        reason=checked_reason(reason)[:500], document=document, created_by=by,
    )  # fmt: skip
    handover.save(force_insert=True)
    return handover


def _filled(handover: Handover, lines: Sequence[HandoverItem], by: User) -> Handover:
    if not lines:
        raise Refused(_("Không có kiến nghị, đợt chuyển nào đang mở để bàn giao."))
    for line in lines:
        line.handover = handover
    HandoverItem.objects.bulk_create(lines, batch_size=500)
    record(events.HANDOVER_DRAFTED, by=by, subject=handover, unit_id=handover.unit_id, count=len(lines))
    return handover


def _enter(petitions: Sequence[Petition], on: date, note: str) -> dict[int, PetitionState]:
    """Council, holder, a dated row each, and whom it concerns; the row of each petition by its key."""
    Petition.objects.bulk_update(petitions, ["council", "holder"], batch_size=500)
    days = latest_days([petition.pk for petition in petitions])
    rows = PetitionState.objects.bulk_create(
        new_state(petition, max(on, days[petition.pk]), note=note) for petition in petitions
    )
    write_parties_of(petitions)
    return {row.petition_id: row for row in rows}


def _rewrite_referrals(keys: Iterable[int]) -> None:
    """Who holds a petition now reads the referral by which it came."""
    sent = Referral.objects.filter(items__petition__in=list(keys), status=ReferralStatus.SENT).distinct()
    for referral in sent.select_related("sender"):
        write_parties_of_referral(referral)


def _locked(handover: Handover) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("unit__kind", "term__council").get(pk=handover.pk)


def _locked_draft(line: HandoverItem) -> Referral:
    assert line.referral_id is not None
    return Referral.objects.select_for_update(of=("self",), no_key=True).get(pk=line.referral_id)


def _check_draft(handover: Handover) -> None:
    if handover.status != HandoverStatus.DRAFT:
        raise Refused(_("Danh sách bàn giao này đã được xác nhận."))


def _check_on(on: date, bodies: Sequence[Body]) -> None:
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="on")
    first = max((body.valid.upper for body in bodies), default=None)
    if first and on < first:
        message = _("Ngày bàn giao không được trước ngày cơ quan kết thúc ({day}).")
        raise Refused(message.format(day=ngay(first)), field="on")


def _has_ended(body: Body) -> bool:
    return body.valid.upper is not None and body.valid.upper <= clock.today()


@in_portal_language
def _words(handover: Handover, line: HandoverItem) -> dict[str, str]:
    to = line.to_body
    return {
        "body": line.from_body.name, "to": to.name if to else "", "role": str(line.role.label),
        "handover": handover.code, "reason": handover.reason,
    }  # fmt: skip


@in_portal_language
def _term_words(handover: Handover) -> dict[str, str]:
    return {"term": handover.term.label if handover.term else "", "handover": handover.code}
