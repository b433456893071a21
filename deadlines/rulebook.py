"""What the pages of rules read: the list, one rule with what came before and after it, and the limits of units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.db.models.query import QuerySet

from common import clock
from common.text import nfc
from organizations.models import Ancestry, Unit
from organizations.timeline import lasting

from .enums import RuleStatus
from .finding import clean_reference
from .models import Rule
from .models.rules import RuleQuerySet

NEAR = 20  # units whose own limits the page of a rule names

type Duty = tuple[str, str]  # family and variant


@dataclass(frozen=True, kw_only=True)
class RuleFilter:
    """Every field narrows; ``on=None`` shows what was, is and will be in force."""

    words: str = ""
    topic: str = ""
    status: str = ""  # a RuleStatus, or MARKED
    on: date | None = None

    MARKED = "marked"

    def apply(self, rules: RuleQuerySet) -> RuleQuerySet:
        """The rules that pass."""
        if self.on:
            rules = rules.in_force(self.on)
        if self.topic:
            rules = rules.filter(topic=self.topic)
        if self.status == self.MARKED:
            rules = rules.filter(status__in=[status for status in RuleStatus if status.is_marked])
        elif self.status:
            rules = rules.filter(status=self.status)
        return self._by_words(rules) if self.words else rules

    def _by_words(self, rules: RuleQuerySet) -> RuleQuerySet:
        """The code as people type it, or words of the duty, of who must act, of the act; accents do not matter."""
        code, variant = clean_reference(self.words)
        says = Concat("name_vi", Value(" "), "name_en", Value(" "), "actor_vi", Value(" "), "citation")
        named = Q(code__startswith=code, variant__startswith=variant)
        return rules.annotate(says=says).filter(named | Q(says__unaccent__icontains=nfc(self.words)))


def family_of(rule: Rule) -> list[Rule]:
    """The general rules of the same duty, the oldest first, each case beside the others of its time."""
    return list(Rule.objects.national().filter(family=rule.family).order_by("valid", "rank", "pk"))


def own_limits(unit: Unit | None, on: date | None) -> dict[Duty, Rule]:
    """The own limits that apply in the unit on the day (None: today) by duty, the nearest unit's; one query."""
    if unit is None:
        return {}
    own = _placed(unit).filter(valid__contains=on or clock.today()).exclude(depth=None)
    found: dict[Duty, Rule] = {}
    for limit in own.order_by("depth", "pk"):
        found.setdefault((limit.family, limit.variant), limit)
    return found


def limits_near(rule: Rule, unit: Unit | None) -> tuple[list[Rule], bool]:
    """Own limits for the duty at the unit, above and below it, the newest first, and whether there are more."""
    if unit is None:
        return [], False
    below = Ancestry.objects.filter(ancestor=unit, valid__contains=clock.today()).values("descendant")
    limits = _placed(unit).filter(family=rule.family).filter(Q(depth__isnull=False) | Q(unit__in=below))
    found = list(limits.order_by("unit__kind__level__rank", "unit__sort_key", "-valid", "pk")[: NEAR + 1])
    return found[:NEAR], len(found) > NEAR


def limits_of(units: Iterable[Unit] | QuerySet[Unit], words: str, *, ended: bool) -> QuerySet[Rule]:
    """Own limits of these units with the general rule beside them, by unit; ``ended`` shows those of the past."""
    own = Rule.objects.filter(unit__in=units).select_related("unit__kind", "replaces")
    today = clock.today()
    own = own.filter(Q(valid__endswith__lte=today) if ended else lasting(today))
    if words:
        code, _variant = clean_reference(words)
        typed = nfc(words)
        names = Q(unit__name__unaccent__icontains=typed) | Q(name_vi__unaccent__icontains=typed)
        own = own.filter(Q(code__startswith=code) | Q(unit__code=words) | names | Q(basis__unaccent__icontains=typed))
    return own.order_by("unit__kind__level__rank", "unit__sort_key", "rank", "variant", "-valid", "pk")


def _placed(unit: Unit) -> QuerySet[Any]:
    """All own limits with how far their unit stands above this one (``depth``); None where it does not."""
    above = Ancestry.objects.filter(descendant=unit, ancestor=OuterRef("unit"), valid__contains=clock.today())
    own = Rule.objects.filter(unit__isnull=False).select_related("unit__kind")
    return own.annotate(depth=Subquery(above.values("depth")[:1]))
