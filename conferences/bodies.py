"""Which bodies a form offers: those of the host's unit first, then those of the units below, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.utils.translation import gettext as _

from common.text import search_key
from organizations.models import Body, Reach, Unit

MOST = 60  # a list that a keyboard can still walk, and a page that stays light


@dataclass(frozen=True)
class Offer:
    """The bodies of a select, grouped by unit. ``is_cut``: there are more; they are found by typing their name."""

    groups: list[tuple[str, list[tuple[int, str]]]]
    reachable: QuerySet[Body]
    is_cut: bool

    def options(self, empty: str) -> list[Any]:
        """As a select wants them, with words for no choice."""
        return [("", empty), *self.groups]


def reachable(unit: Unit, on: date) -> QuerySet[Body]:
    """Bodies of the unit, and of the units that it reaches, that existed on a day."""
    reached = Reach.objects.filter(source=unit).values("target")
    return Body.objects.filter(unit__in=reached, valid__contains=on)


def offer(unit: Unit, on: date, keep: tuple[int, ...] = ()) -> Offer:
    """At most MOST bodies, the unit's own first, and whatever a form already holds; two queries at most."""
    found = reachable(unit, on)
    own_first = Case(When(unit=unit, then=Value(False)), default=Value(True), output_field=BooleanField())
    ordered = found.select_related("unit__kind").order_by(own_first, "unit__sort_key", "kind__rank", "sort_key", "pk")
    rows = list(ordered[: MOST + 1])
    shown = rows[:MOST]
    missing = set(keep) - {body.pk for body in shown}
    if missing:
        shown += Body.objects.filter(pk__in=missing).select_related("unit__kind").order_by("sort_key", "pk")
    return Offer(_grouped(unit, shown), found, len(rows) > MOST)


def find(found: QuerySet[Body], typed: str) -> list[Body]:
    """Bodies whose name holds all that was typed, accents or not; at most six."""
    words = search_key(typed)
    exact = list(found.filter(name__iexact=typed).order_by("sort_key", "pk")[:2])
    if len(exact) == 1:
        return exact
    return list(found.filter(search_key__contains=words).order_by("sort_key", "pk")[:6]) if words else []


def _grouped(unit: Unit, bodies: list[Body]) -> list[tuple[str, list[tuple[int, str]]]]:
    groups: dict[str, list[tuple[int, str]]] = {}
    short = _short_names(unit, bodies)
    for body in bodies:
        groups.setdefault(body.unit.label, []).append((body.pk, short.get(body.pk, body.name)))
    return list(groups.items()) or [(_("chưa có cơ quan"), [])]


def _short_names(unit: Unit, bodies: list[Body]) -> dict[int, str]:
    """Own bodies by their short names, where these tell them apart."""
    own = [body for body in bodies if body.unit_id == unit.pk]
    names = [body.short_name for body in own]
    return {body.pk: body.short_name for body in own if body.short_name and names.count(body.short_name) == 1}
