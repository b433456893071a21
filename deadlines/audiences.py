"""Whom a reminder reaches: people of the body that must act, its leaders, the body or unit above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from organizations import roles
from organizations.enums import Role
from organizations.models import Body
from organizations.roles import Held

from . import duties
from .enums import Audience
from .models import Clock

UPWARDS = (Audience.HOLDER, Audience.LEADER, Audience.ABOVE)
_WATCHERS = (Role.LEADER, Role.CLERK)  # of the body that a clock names as the one above


class Audiences:
    """The people whom reminders of some clocks reach today; six queries at most, whatever the number of clocks."""

    def __init__(self, clocks: Iterable[Clock]) -> None:
        self._clocks = list(clocks)

    def of(self, clock: Clock, audience: Audience | str) -> frozenset[int]:
        """Keys of the people. Where nobody is, it climbs: holder, leader, above. Empty when nobody is anywhere."""
        first = UPWARDS.index(Audience(audience))
        return next((found for step in UPWARDS[first:] if (found := self._at(clock, step))), frozenset())

    def _at(self, clock: Clock, audience: Audience) -> frozenset[int]:
        match audience:
            case Audience.HOLDER:
                duty = duties.find(clock.duty)
                working = set(duty.roles) - {Role.LEADER} if duty else ()  # leaders hear when it is late
                return _with(self._people.get(clock.body_id, ()), working)
            case Audience.LEADER:
                return _with(self._people.get(clock.body_id, ()), (Role.LEADER,))
            case Audience.ABOVE if clock.above_id is not None:
                return _with(self._people.get(clock.above_id, ()), _WATCHERS)
            case _:
                return self._leaders_of_the_unit_above(clock)

    def _leaders_of_the_unit_above(self, clock: Clock) -> frozenset[int]:
        """Leaders of the whole unit above or of its body of the same kind; other leaders there when it has none."""
        unit_id, kind_id = self._bodies[clock.body_id]
        leaders = self._above.get(unit_id, [])
        near = [held for held in leaders if held.kind_id in (None, kind_id)]
        return _with(near or leaders, (Role.LEADER,))

    @cached_property
    def _bodies(self) -> dict[int, tuple[int, int]]:
        """Unit and kind of every body that a clock names."""
        wanted = {key for clock in self._clocks for key in (clock.body_id, clock.above_id) if key is not None}
        rows = Body.objects.filter(pk__in=wanted).values_list("pk", "unit_id", "kind_id")
        return {pk: (unit, kind) for pk, unit, kind in rows}

    @cached_property
    def _people(self) -> dict[int, list[Held]]:
        named = {role for clock in self._clocks if (duty := duties.find(clock.duty)) for role in duty.roles}
        units = {body: unit for body, (unit, _kind) in self._bodies.items()}
        return roles.people_of_bodies(units, named | set(_WATCHERS))

    @cached_property
    def _above(self) -> dict[int, list[Held]]:
        unnamed = {self._bodies[clock.body_id][0] for clock in self._clocks if clock.above_id is None}
        return roles.people_above(unnamed, (Role.LEADER,))


def _with(people: Sequence[Held], wanted: Iterable[Role]) -> frozenset[int]:
    roles_wanted = set(wanted)
    return frozenset(held.user_id for held in people if held.role in roles_wanted)
