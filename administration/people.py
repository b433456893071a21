"""Whom an administrator sees, and which of them a list shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from accounts.models import User
from accounts.phones import normal_phone
from common import clock
from common.text import nfc, search_key
from organizations.models import Membership, Reach, Unit
from organizations.policies import administered_units, is_system_admin

ACTIVE, CLOSED = "active", "closed"


def visible_to(user: User) -> QuerySet[User]:
    """People who have, had or will have a role in a unit that the person administers; a system administrator sees all.

    Somebody whose last role has ended is still seen: the account has to be closed by somebody.
    """
    if is_system_admin(user):
        return User.objects.all()
    return User.objects.filter(_with_role(administered_units(user).values("pk")))


def _with_role(units: QuerySet[Any, Any]) -> Exists:
    return Exists(Membership.objects.filter(user=OuterRef("pk"), unit__in=units))


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """Every field narrows. ``unit``: people with a role in the unit or below it; ``role``: who holds it today."""

    words: str = ""
    state: str = ""
    role: str = ""
    unit: Unit | None = None

    def apply(self, people: QuerySet[User]) -> QuerySet[User]:
        """The people who pass, by given name in the order of the Vietnamese alphabet; names typed with their accents
        stand before look-alikes."""
        if self.state:
            people = people.filter(is_active=self.state == ACTIVE)
        if self.unit:
            people = people.filter(_with_role(Reach.objects.filter(source=self.unit).values("target")))
        if self.role:
            people = people.filter(self._holds_today())
        if not self.words:
            return people.order_by("sort_key", "pk")
        exact = When(full_name__icontains=nfc(self.words), then=Value(0))
        unlike = Case(exact, default=Value(1), output_field=IntegerField())
        return people.filter(self._found()).annotate(unlike=unlike).order_by("unlike", "sort_key", "pk")

    def _holds_today(self) -> Exists:
        holds = Membership.objects.filter(user=OuterRef("pk"), role=self.role, valid__contains=clock.today())
        return Exists(holds.filter(unit__reached_from__source=self.unit) if self.unit else holds)

    def _found(self) -> Q:
        """By name with or without accents, user name, e-mail address, or the end of a phone number."""
        key, phone = search_key(self.words), normal_phone(self.words)
        found = Q(search_key__contains=key) | Q(username__icontains=key) | Q(email__icontains=key)
        if len(phone) >= 6 and phone[-6:].isdigit():
            found |= Q(phone__endswith=phone.removeprefix("+84"))
        return found


def for_list(people: QuerySet[User]) -> QuerySet[User]:
    """With the roles of today (``held``): one more query, whatever the number of people."""
    today = Membership.objects.filter(valid__contains=clock.today()).select_related("unit__kind", "body")
    return people.prefetch_related(Prefetch("memberships", today.order_by("pk"), to_attr="held"))


def memberships_of(person: User) -> list[Membership]:
    """All roles over time, the newest first."""
    rows = Membership.objects.filter(user=person).select_related("unit__kind", "body", "user")
    return list(rows.order_by("-valid__startswith", "-pk"))
