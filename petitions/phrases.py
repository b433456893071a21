"""The petitions that hold a phrase, for the list: one statement, compiled once for each filter.

``searching.found`` builds its queries anew and asks twice, for the keys and for their order, because a phrase may stand
in every tenth record. Of a rare one the first look has read every hit already, so that it brings what the order needs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, DateField, Exists, F, Func, OuterRef, QuerySet, TextField
from django.db.models.functions import StrIndex, Upper

from accounts.models import User
from common import clock
from common.searching import COMMON
from common.statements import Given, Statement
from common.text import nfc, syllable_pairs, syllables
from organizations.models import Reach, Unit
from organizations.scope import reach_of

from .filters import PetitionFilter
from .models import Petition, PetitionStake

KEPT = 200  # filters whose statements are kept


class _HoldsAll(Func):
    """Condition: the first, an array, holds all of a list."""

    template = "%(expressions)s"
    arg_joiner = " @> "
    output_field = BooleanField()


def keys(user: User, unit: Unit, chosen: PetitionFilter) -> list[int] | None:
    """The petitions of a unit with the filter's phrase: those with its accents first, then by due date, those without
    one last. None for a single syllable and for a phrase of more than COMMON petitions, which are read otherwise."""
    spoken = syllables(chosen.words)
    if len(spoken) < 2:
        return None
    rows = _statement(replace(chosen, words=""), chosen.day).rows(
        user=user.pk, unit=unit.pk, day=clock.today(), pairs=syllable_pairs(chosen.words),
        phrase=f" {' '.join(spoken)} ", typed=" ".join(nfc(chosen.words).split()),
    )  # fmt: skip
    if len(rows) > COMMON:
        return None
    rows.sort(key=lambda row: (not (row[2] or row[3]), row[0] or date.max, row[1]))
    return [key for _due_on, key, _in_wording, _in_text in rows]


@lru_cache(maxsize=KEPT)
def _statement(chosen: PetitionFilter, _day: date) -> Statement:
    """Kept, because its SQL hangs on nothing but filter and day."""
    return Statement(lambda: _hits(chosen), dated=True)


def _hits(chosen: PetitionFilter) -> QuerySet[Any, Any]:
    """``Petition.objects.visible_in`` with a person and a unit that are named, then the phrase, then the filter."""
    unit, typed = Given("unit"), Upper(Given("typed", TextField()))
    stakes = PetitionStake.objects.filter(
        record=OuterRef("pk"), unit__in=Reach.objects.filter(source=unit).values("target")
    )
    may = reach_of(Given("user"), Given("day", DateField())).filter(target=unit)
    petitions: Any = Petition.objects.filter(_HoldsAll(F("pairs"), Given("pairs")), Exists(stakes), Exists(may))
    petitions = petitions.alias(at=StrIndex("search_key", Given("phrase", TextField()))).filter(at__gt=0)
    found: QuerySet[Any, Any] = chosen.apply_but_words(petitions).annotate(
        in_wording=StrIndex(Upper("wording"), typed), in_text=StrIndex(Upper("text"), typed)
    )
    return found.order_by().values_list("due_on", "pk", "in_wording", "in_text")[: COMMON + 1]
