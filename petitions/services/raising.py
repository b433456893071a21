"""The same matter came up before: across sessions, terms, and councils that were taken over."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from conferences.models import CouncilSession
from petitions import events, policies
from petitions.enums import SET_ASIDE
from petitions.likeness import before
from petitions.models import Petition, RaisedAgain
from petitions.models.petitions import PetitionQuerySet

from .shared import checked_reason, locked, remember

LONGEST = 100  # sessions in a row; a chain is never that long


@transaction.atomic
def raise_again(*, petition: Petition, earlier: Petition, by: User) -> RaisedAgain:
    """Tie a petition to an earlier one. ``times_raised`` of it, and of all that raise it again, counts the chain.

    Refused: not earlier; of a council that this one did not take over from; of the same session; tied already.
    """
    petition = locked(petition)
    policies.check_can_keep(by, petition)
    if petition.status in SET_ASIDE:
        raise Refused(_("Kiến nghị này không còn được tính riêng, không ghi nêu lại được."))
    if not before(petition).filter(pk=earlier.pk).exists():
        raise Refused(
            _("Chọn một kiến nghị có trước, gửi đến chính Hội đồng nhân dân này hoặc nơi mà nó kế thừa."),
            field="earlier",
        )
    if petition.session_id and petition.session_id == earlier.session_id:
        raise Refused(_("Hai kiến nghị cùng một kỳ họp: hãy gộp, không phải nêu lại."), field="earlier")
    link, new = RaisedAgain.objects.get_or_create(
        petition=petition, earlier=earlier, defaults={"by": by, "on": clock.today()}
    )
    if not new:
        raise Refused(_("Đã ghi là nêu lại kiến nghị này."), field="earlier")
    _count_again([petition.pk])
    petition.refresh_from_db(fields=["times_raised"])
    remember(events.RAISED_AGAIN, petition, by, earlier=earlier.code, times=petition.times_raised)
    return link


@transaction.atomic
def not_raised_again(*, link: RaisedAgain, reason: str, by: User) -> Petition:
    """The link was wrong; the count goes back."""
    petition = locked(link.petition)
    policies.check_can_keep(by, petition)
    reason = checked_reason(reason)
    earlier = link.earlier.code
    RaisedAgain.objects.filter(pk=link.pk).delete()
    _count_again([petition.pk])
    remember(events.NO_LONGER_RAISED, petition, by, earlier=earlier, reason=reason)
    return petition


def came_back(session: CouncilSession) -> PetitionQuerySet:
    """What was raised before and stands in this session again, most often raised first; for the session's page."""
    rows: PetitionQuerySet = Petition.objects.as_consolidated().filter(session=session, times_raised__gt=1)
    return rows.order_by("-times_raised", F("field__rank").asc(nulls_last=True), "pk")


def _count_again(keys: list[int]) -> None:
    """The length of the chain that ends in each petition, and after it of all that raise it again."""
    for _turn in range(LONGEST):
        if not keys:
            return
        for key in keys:
            longest = RaisedAgain.objects.filter(petition=key).aggregate(most=Max("earlier__times_raised"))["most"]
            Petition.objects.filter(pk=key).update(times_raised=(longest or 0) + 1)
        keys = list(RaisedAgain.objects.filter(earlier__in=keys).values_list("petition_id", flat=True).distinct())
