"""The five oldest open items, whatever they are: what has been due longest stands first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, Left, NullIf
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disclosures.enums import DisclosureStatus
from disclosures.models import DisclosureStake
from organizations.enums import Why
from organizations.models import Reach, Unit
from petitions import paging
from petitions.filters import OPEN_ONLY, PetitionFilter
from petitions.models import Petition
from steering.models import Task

MOST = 5
WORDS = 160  # of a petition: enough to know which one it is
KINDS: dict[str, tuple[str | Promise, str]] = {
    "task": (_("Nhiệm vụ"), "steering:task"),
    "petition": (_("Kiến nghị"), "petitions:detail"),
    "disclosure": (_("Công khai"), "disclosures:detail"),
}


@dataclass(frozen=True)
class Item:
    """Something open: what it is, who has to act, until when."""

    kind: str | Promise
    title: str
    who: str
    due_on: date
    url: str


def oldest(unit: Unit) -> list[Item]:
    """Of the tasks that the unit and all that it reaches lead, the petitions and the disclosures that concern them: two
    queries, asked anew for every reader."""
    units = Reach.objects.filter(source=unit).values("target")
    # Enough for the five that have a day: those without one stand last.
    keys = paging.keys(unit, PetitionFilter(status=OPEN_ONLY), slice(0, MOST))
    rows = _tasks(units).union(_petitions(keys), _disclosures(units), all=True)
    found = [Item(KINDS[kind][0], title, who, due, _url(kind, code)) for kind, code, title, due, who in rows]
    return sorted(found, key=lambda item: item.due_on)[:MOST]


def _url(kind: str, code: str) -> str:
    return reverse(KINDS[kind][1], args=[code])


def _row(rows: Any, kind: str, code: str, title: Any, due: str, who: Any) -> Any:
    named = rows.annotate(
        a_kind=Value(kind, CharField()), a_code=F(code), a_title=Left(title, WORDS), a_due=F(due), a_who=who
    )
    return named.order_by("a_due", "pk").values_list("a_kind", "a_code", "a_title", "a_due", "a_who")[:MOST]


def _tasks(units: Any) -> Any:
    led = Task.objects.open().filter(lead__unit__in=units)
    return _row(led, "task", "code", F("title"), "due_on", F("lead__name"))


def _petitions(keys: Collection[int]) -> Any:
    words = Coalesce(NullIf("wording", Value("")), "text")
    due = Petition.objects.filter(pk__in=keys, due_on__isnull=False)
    return _row(due, "petition", "code", words, "due_on", Coalesce("holder__name", "council__name"))


def _disclosures(units: Any) -> Any:
    waiting = DisclosureStake.objects.filter(
        unit__in=units, why=Why.ORIGIN, until=None, status=DisclosureStatus.WAITING, due_on__isnull=False
    )
    return _row(waiting, "disclosure", "record__code", F("record__title"), "due_on", F("record__body__name"))
