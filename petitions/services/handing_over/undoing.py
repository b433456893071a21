"""Undoing a list: what nobody has touched since goes back, the rest stays, and its line says so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import batched

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.text import clean_line
from jobs import services as jobs
from jobs.models import Job
from petitions import events, timing
from petitions.enums import ITEM_LIVE, HandoverSide, HandoverStatus, ItemState, MoveState, ReferralStatus
from petitions.models import Handover, HandoverItem, Petition, PetitionState, ReferralItem
from petitions.services.referring import write_parties_of_referral
from petitions.services.shared import checked_reason, locked_many, remember_many

from .shared import (
    BATCH,
    MOVING,
    Tell,
    check_may,
    enter,
    is_long,
    locked,
    locked_draft,
    quietly,
    rewrite_referrals,
    term_words,
    words_of,
)

UNDO = "petitions.handover_undo"
_TOUCHED = gettext_lazy("Đã có bước mới sau khi bàn giao.")


def undo_or_enqueue(*, handover: Handover, reason: str, by: User) -> Job | None:
    """apply_or_enqueue() the other way."""
    if not is_long(handover):
        undo(handover=handover, reason=reason, by=by)
        return None
    with transaction.atomic():
        check_may_undo(handover, by)
    args = {"handover_id": handover.pk, "reason": checked_reason(reason)}
    return jobs.enqueue(UNDO, key=str(handover.pk), by=by, unit_id=handover.unit_id, **args)


@transaction.atomic
def undo(*, handover: Handover, reason: str, by: User, tell: Tell = quietly) -> Handover:
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
    rewrite_referrals(by_petition)

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
    handover = locked(handover)
    check_may(by, handover)
    if handover.status != HandoverStatus.APPLIED:
        raise Refused(_("Chỉ hoàn tác được lần bàn giao đã xác nhận và chưa hoàn tác."))
    return handover


# -- line by line


def _undo_batch(handover: Handover, lines: Mapping[int, Sequence[HandoverItem]], reason: str, by: User) -> None:
    petitions = locked_many(list(lines))
    newest = dict(
        PetitionState.objects.filter(petition__in=petitions).order_by().values("petition_id").annotate(last=Max("pk"))
        .values_list("petition_id", "last")
    )  # fmt: skip
    changed: list[Petition] = []
    said: list[tuple[Petition, dict[str, str]]] = []
    for petition in petitions:
        moved = [line for line in lines[petition.pk] if line.side in MOVING]
        untouched = all(line.state_row_id == newest[petition.pk] for line in moved)
        for line in moved:
            if not untouched or not _move_back(petition, line):
                line.state, line.note = MoveState.KEPT, str(_TOUCHED)
            else:
                line.state = MoveState.RETURNED
                said.append((petition, words_of(handover, line) | {"to": line.from_body.name}))
        if any(line.state == MoveState.RETURNED for line in moved):
            changed.append(petition)
    enter(changed, handover.on, clean_line(f"{handover.code}: {reason}"))
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
                given_back.append((petition, term_words(handover)))
    remember_many(events.TERM_GAVE_BACK, given_back, by)


def _undo_addressees(lines: Mapping[int, Sequence[HandoverItem]]) -> None:
    for line in (line for own in lines.values() for line in own if line.side == HandoverSide.ADDRESSEE):
        drafts = ReferralItem.objects.filter(petition=line.petition_id, state=ItemState.DRAFT, to=line.to_body)
        returned = drafts.update(to=line.from_body)
        line.state, line.note = (MoveState.RETURNED, "") if returned else (MoveState.KEPT, str(_TOUCHED))


def _undo_drafts(lines: Sequence[HandoverItem]) -> None:
    """The draft goes back to its sender, and what had left it comes back unless it lies in another one."""
    for line in (line for line in lines if line.side == HandoverSide.SENDER):
        referral = locked_draft(line)
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
