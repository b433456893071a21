"""Applying a list: all of it in one transaction; what went elsewhere meanwhile stays, and its line says so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import batched

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.text import clean_line
from jobs import services as jobs
from jobs.models import Job
from organizations.models import Body
from petitions import events, telling, timing
from petitions.enums import OPEN, HandoverSide, HandoverStatus, ItemState, MoveState, ReferralStatus
from petitions.models import Handover, HandoverItem, Petition, ReferralItem
from petitions.services.referring import write_parties_of_referral
from petitions.services.shared import check_alive, locked_many, remember_many
from petitions.succeeding import ANSWERABLE

from .shared import (
    BATCH,
    MOVING,
    Tell,
    check_draft,
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

APPLY = "petitions.handover_apply"
_WENT_ELSEWHERE = gettext_lazy("Kiến nghị đã kết thúc hoặc không còn ở bên giao.")


def apply_or_enqueue(*, handover: Handover, by: User) -> Job | None:
    """Apply at once, or above IN_BACKGROUND lines as a job, which is handed back. Refused at once, not in the job."""
    if not is_long(handover):
        apply(handover=handover, by=by)
        return None
    with transaction.atomic():
        check_may_apply(handover, by)
    return jobs.enqueue(APPLY, key=str(handover.pk), by=by, unit_id=handover.unit_id, handover_id=handover.pk)


@transaction.atomic
def apply(*, handover: Handover, by: User, tell: Tell = quietly) -> Handover:
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
    rewrite_referrals(by_petition)

    handover.status, handover.applied_by, handover.applied_at = HandoverStatus.APPLIED, by, clock.now()
    handover.save(update_fields=["status", "applied_by", "applied_at"])
    states = Counter(handover.items.values_list("state", flat=True))
    moved, kept = states[MoveState.MOVED], states[MoveState.KEPT]
    record(events.HANDOVER_APPLIED, by=by, subject=handover, unit_id=handover.unit_id, moved=moved, kept=kept)
    telling.handed_over(handover, lines, by=by)
    return handover


def check_may_apply(handover: Handover, by: User) -> Handover:
    """Under its lock: may this person, and is every line ready?"""
    handover = locked(handover)
    check_may(by, handover)
    check_draft(handover)
    undecided = handover.items.filter(to_body=None).count()
    if undecided:
        raise Refused(_("Còn {count} dòng chưa chọn bên nhận.").format(count=undecided))
    if not handover.items.exists():
        raise Refused(_("Danh sách không có dòng nào."))
    for body in Body.objects.filter(pk__in=handover.items.values("to_body")):
        check_alive(body, clock.today(), field="to")
    return handover


# -- line by line


def _apply_batch(handover: Handover, lines: Mapping[int, Sequence[HandoverItem]], by: User) -> None:
    petitions = locked_many(list(lines))
    changed: list[Petition] = []
    said: list[tuple[Petition, dict[str, str]]] = []
    for petition in petitions:
        moved = [line for line in lines[petition.pk] if _move(petition, line)]
        if any(line.side in MOVING for line in moved):
            changed.append(petition)
        said += [(petition, words_of(handover, line)) for line in moved if line.side in MOVING]
    rows = enter(changed, handover.on, clean_line(f"{handover.code}: {handover.reason}"))
    for line in (line for key in lines for line in lines[key]):
        if line.side in MOVING and line.state == MoveState.MOVED:
            line.state_row = rows[line.petition_id or 0]
    timing.pass_on(changed)
    remember_many(events.HANDED_OVER, said, by)
    taken = [(row, term_words(handover)) for row in petitions if lines[row.pk][0].side == HandoverSide.TERM]
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


def _apply_drafts(
    handover: Handover, senders: Sequence[HandoverItem], by_petition: Mapping[int, Sequence[HandoverItem]]
) -> None:
    """Drafts of an ended council go on at the one that got most of their petitions; the others leave the draft."""
    for line in senders:
        referral = locked_draft(line)
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
