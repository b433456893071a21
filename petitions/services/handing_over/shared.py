"""What drafting, applying and undoing a list have in common: who may, locks, what is written and said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from common.names import in_portal_language
from organizations.models import Body
from petitions import policies
from petitions.enums import HandoverSide, HandoverStatus, ReferralStatus
from petitions.models import Handover, HandoverItem, Petition, PetitionState, Referral
from petitions.services.referring import write_parties_of_referral
from petitions.services.shared import latest_days, new_state, write_parties_of
from petitions.succeeding import parents_at_end

type Tell = Callable[[int, int], None]

BATCH = 200
IN_BACKGROUND = 200  # lines; more are a job
MOVING = (HandoverSide.COUNCIL, HandoverSide.HOLDER)


def quietly(_done: int, _total: int) -> None:
    """Tell nobody how far it came."""


def is_long(handover: Handover) -> bool:
    """Whether it is applied and undone as a job."""
    return handover.items.count() > IN_BACKGROUND


def check_may(by: User, handover: Handover, bodies: Iterable[Body] | None = None) -> None:
    """May this person decide about the list? Asked of the bodies that give and the councils around their unit.

    ``bodies``: those that give, where they were read already.
    """
    giving = giving_of(handover) if bodies is None else bodies
    policies.check_can_hand_over(by, giving, [handover.unit_id, *parents_at_end(handover.unit)])


def giving_of(handover: Handover) -> QuerySet[Body]:
    """The bodies from which something passes."""
    return Body.objects.filter(pk__in=handover.items.values("from_body")).select_related("unit", "kind")


def locked(handover: Handover) -> Handover:
    """Read again under its lock."""
    rows = Handover.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("unit__kind", "term__council").get(pk=handover.pk)


def locked_draft(line: HandoverItem) -> Referral:
    """The referral of a line, under its lock."""
    assert line.referral_id is not None
    return Referral.objects.select_for_update(of=("self",), no_key=True).get(pk=line.referral_id)


def check_draft(handover: Handover) -> None:
    """Refused once it was applied."""
    if handover.status != HandoverStatus.DRAFT:
        raise Refused(_("Danh sách bàn giao này đã được xác nhận."))


def enter(petitions: Sequence[Petition], on: date, note: str) -> dict[int, PetitionState]:
    """Council, holder, a dated row each, and whom it concerns; the row of each petition by its key."""
    Petition.objects.bulk_update(petitions, ["council", "holder"], batch_size=500)
    days = latest_days([petition.pk for petition in petitions])
    rows = PetitionState.objects.bulk_create(
        new_state(petition, max(on, days[petition.pk]), note=note) for petition in petitions
    )
    write_parties_of(petitions)
    return {row.petition_id: row for row in rows}


def rewrite_referrals(keys: Iterable[int]) -> None:
    """Who holds a petition now reads the referral by which it came."""
    sent = Referral.objects.filter(items__petition__in=list(keys), status=ReferralStatus.SENT).distinct()
    for referral in sent.select_related("sender"):
        write_parties_of_referral(referral)


@in_portal_language
def words_of(handover: Handover, line: HandoverItem) -> dict[str, str]:
    """What the history says of a line."""
    to = line.to_body
    return {
        "body": line.from_body.name, "to": to.name if to else "", "role": str(line.role.label),
        "handover": handover.code, "reason": handover.reason,
    }  # fmt: skip


@in_portal_language
def term_words(handover: Handover) -> dict[str, str]:
    """What the history says of a new term."""
    return {"term": handover.term.label if handover.term else "", "handover": handover.code}
