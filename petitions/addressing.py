"""To which body a petition should go: a proposal that officers change, and the bodies that their list offers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from common import clock
from organizations.models import Ancestry, Body

from .enums import ItemState
from .models import Petition, ReferralItem

# The People's Committee of the unit of that level at or above the council.
_LEVELS = {"tinh": "province", "huyen": "district", "xa": "commune"}
_COMMITTEE = "ubnd"
LATEST, OFFERED = 500, 60

BY_RANK = ("to__unit__kind__level__rank", "to__kind__rank", "to__sort_key", "to")
"""Receivers as an official letter names them: the higher level first, then by the kind of body."""


def proposals(council: Body, petitions: Iterable[Petition]) -> dict[Petition, Body]:
    """The body of the competent level that last got a petition of the same field and level from this council, else the
    People's Committee of that level. Petitions for which neither is known are left out: a person chooses. Two
    queries."""
    chosen = _last_choices(council)
    committees = _committees(council)
    found = {}
    for petition in petitions:
        level = petition.level.code if petition.level else ""
        wanted = _LEVELS.get(level, "")
        body, committee = chosen.get((petition.field_id, petition.level_id)), committees.get(wanted)
        if body is None or (committee is not None and body.unit.kind.level.code != wanted):
            body = committee
        if body is not None:
            found[petition] = body
    return found


def offered(council: Body, also: Iterable[int] = ()) -> Sequence[Body]:
    """Bodies for the lists of choices: of the council's unit, those that it sent petitions to, the committees above."""
    today = clock.today()
    used = ReferralItem.objects.filter(referral__sender=council).exclude(state=ItemState.DROPPED).order_by("-pk")
    recent = list(used.values_list("to_id", flat=True)[:LATEST])
    above = Ancestry.objects.filter(descendant=council.unit_id, valid__contains=today).values("ancestor")
    near = Q(unit=council.unit_id) | Q(unit__in=above, kind__code=_COMMITTEE) | Q(pk__in=[*recent, *also])
    alive = Body.objects.alive(today).filter(near).exclude(pk=council.pk).select_related("unit__kind")
    rows = sorted(alive.order_by("kind__rank", "sort_key", "pk")[: OFFERED * 5], key=lambda body: _place(body, council))
    return rows[:OFFERED]


def _place(body: Body, council: Body) -> int:
    return int(body.unit_id != council.unit_id)


def _last_choices(council: Body) -> dict[tuple[int | None, int | None], Body]:
    sent = ReferralItem.objects.filter(referral__sender=council, to__valid__contains=clock.today())
    rows = (
        sent.exclude(state=ItemState.REFUSED)
        .select_related("to__unit__kind__level", "petition")
        .order_by("-pk")[:LATEST]
    )
    found: dict[tuple[int | None, int | None], Body] = {}
    for row in rows:
        found.setdefault((row.petition.field_id, row.petition.level_id), row.to)
    return found


def _committees(council: Body) -> dict[str, Body]:
    today = clock.today()
    above = Ancestry.objects.filter(descendant=council.unit_id, valid__contains=today).values("ancestor")
    bodies = Body.objects.alive(today).filter(unit__in=above, kind__code=_COMMITTEE)
    return {body.unit.kind.level.code: body for body in bodies.select_related("unit__kind__level").order_by("-pk")}
