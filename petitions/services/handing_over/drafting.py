"""Drafting a list: everything open of whoever gives, each line with a proposal that may be changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from conferences.models import CouncilTerm
from documents.models import OfficialDocument
from organizations.models import Body, LegalAct, Unit
from petitions import events, policies
from petitions.enums import OPEN, HandoverKind, HandoverSide, HandoverStatus, ItemState, ReferralStatus
from petitions.models import Handover, HandoverItem, Petition, Referral, ReferralItem
from petitions.services.shared import check_alive, checked_reason, next_number
from petitions.succeeding import ANSWERABLE, Proposal, Successors, parents_at_end

from .shared import check_draft, check_may, locked


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
    handover = locked(handover)
    check_may(by, handover)
    check_draft(handover)
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
    handover = locked(handover)
    check_may(by, handover)
    check_draft(handover)
    handover.items.all().delete()
    handover.delete()


# -- what is listed


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
    referral: Referral, body: Body, chosen: Mapping[int, Body | None], propose: Callable[[Body, int | None], Proposal]
) -> HandoverItem:
    keys = referral.items.filter(state=ItemState.DRAFT).values_list("petition_id", flat=True)
    most = Counter(to for key in keys if (to := chosen.get(key)) is not None).most_common(1)
    to = most[0][0] if most else propose(body, None).to
    return HandoverItem(side=HandoverSide.SENDER, referral=referral, from_body=body, to_body=to)


# -- keeping it


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


def _check_on(on: date, bodies: Sequence[Body]) -> None:
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="on")
    first = max((body.valid.upper for body in bodies), default=None)
    if first and on < first:
        message = _("Ngày bàn giao không được trước ngày cơ quan kết thúc ({day}).")
        raise Refused(message.format(day=ngay(first)), field="on")


def _has_ended(body: Body) -> bool:
    return body.valid.upper is not None and body.valid.upper <= clock.today()
