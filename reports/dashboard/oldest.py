"""The oldest open items, whatever they are: what has been due longest stands first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Left, NullIf
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.statements import Given, Statement, rows_of
from disclosures.enums import DisclosureStatus
from disclosures.models import Disclosure, DisclosureStake
from organizations.enums import Why
from organizations.models import Body, Reach, Unit
from petitions import paging
from petitions.enums import HELD
from petitions.filters import OPEN_ONLY, PetitionFilter
from petitions.models import Petition
from steering.models import Task

MOST, MOST_OWN = 5, 10
WORDS = 160  # of a petition: enough to know which one it is
KINDS: dict[str, tuple[str | Promise, str]] = {
    "task": (_("nhiệm vụ"), "steering:task"),
    "petition": (_("kiến nghị"), "petitions:detail"),
    "disclosure": (_("việc công khai"), "disclosures:detail"),
}


@dataclass(frozen=True)
class Item:
    """Something open: what it is, who has to act or, on a body's own page, for whom, until when."""

    kind: str | Promise
    title: str
    who: str
    due_on: date
    url: str


def oldest(unit: Unit) -> list[Item]:
    """Of the tasks that the unit and all that it reaches lead, the petitions and the disclosures that concern them: one
    query, asked anew for every reader, because no stake repeats a title."""
    # Enough for the five that have a day: those without one stand last.
    walk = paging.walked(unit, PetitionFilter(status=OPEN_ONLY), 0, MOST)
    asked = _OF_UNIT.sql(unit=unit.pk)
    return _items(rows_of(f"WITH walked (due_on, key) AS MATERIALIZED ({walk}) {asked}"))[:MOST]


def oldest_of(body: Body) -> list[Item]:
    """Of the tasks that the body leads, the petitions that it holds and what it has to disclose: one query."""
    return _items(_OF_BODY.rows(body=body.pk))[:MOST_OWN]


def _items(rows: Iterable[tuple[Any, ...]]) -> list[Item]:
    found = [Item(KINDS[kind][0], title, who, due, _url(kind, code)) for kind, code, title, due, who in rows]
    return sorted(found, key=lambda item: item.due_on)


def _url(kind: str, code: str) -> str:
    return reverse(KINDS[kind][1], args=[code])


def _of_unit() -> Any:
    units = Reach.objects.filter(source=Given("unit")).values("target")
    led = Task.objects.open().filter(lead__unit__in=units)
    walked = Petition.objects.filter(pk__in=RawSQL("SELECT key FROM walked", ()), due_on__isnull=False)
    stakes = DisclosureStake.objects.filter(
        unit__in=units, why=Why.ORIGIN, until=None, status=DisclosureStatus.WAITING, due_on__isnull=False
    )
    first = stakes.order_by("due_on", "pk").values("record")[:MOST]  # titles are looked up for these alone
    waiting = Disclosure.objects.filter(pk__in=first)
    return _together(
        _row(led, "task", "code", F("title"), F("lead__name"), MOST),
        _row(walked, "petition", "code", _WORDS, Coalesce("holder__name", "council__name"), MOST),
        _row(waiting, "disclosure", "code", F("title"), F("body__name"), MOST),
    )


def _of_body() -> Any:
    body = Given("body")
    led = Task.objects.open().filter(lead=body)
    held = Petition.objects.filter(holder=body, status__in=HELD, due_on__isnull=False)
    waiting = Disclosure.objects.filter(body=body, status=DisclosureStatus.WAITING, due_on__isnull=False)
    return _together(
        _row(led, "task", "code", F("title"), F("assigned_by__name"), MOST_OWN),
        _row(held, "petition", "code", _WORDS, F("council__name"), MOST_OWN),
        _row(waiting, "disclosure", "code", F("title"), Value("", CharField()), MOST_OWN),
    )


_WORDS = Coalesce(NullIf("wording", Value("")), "text")


def _row(rows: Any, kind: str, code: str, title: Any, who: Any, most: int) -> Any:
    named = rows.annotate(
        a_kind=Value(kind, CharField()), a_code=F(code), a_title=Left(title, WORDS), a_due=F("due_on"), a_who=who
    )
    return named.order_by("a_due", "pk").values_list("a_kind", "a_code", "a_title", "a_due", "a_who")[:most]


def _together(first: Any, *others: Any) -> Any:
    return first.union(*others, all=True)


_OF_UNIT, _OF_BODY = Statement(_of_unit), Statement(_of_body)
