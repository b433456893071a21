"""What was worked out for a unit, kept until something changes there.

A value is kept with the snapshot in which it was worked out. It holds as long as no transaction that this snapshot did
not see has marked the unit (UnitChange): not for some minutes, but exactly as long. A unit above a hundred others asks
for the values of each of them; after a change in one commune that commune alone is worked out anew. Without an answer
of the cache everything is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection

from common import clock

from .models import UnitChange

SECONDS = 12 * 60 * 60
FORGOTTEN_AFTER = timedelta(days=2)  # longer than anything is kept

_CHANGED = """SELECT FROM organizations_unitchange c
    WHERE c.unit_id = {units} AND c.transaction >= pg_snapshot_xmin({seen}::pg_snapshot)
    AND NOT pg_visible_in_snapshot(c.transaction, {seen}::pg_snapshot)"""

# The snapshot of now, which a transaction that has written itself may not use; which server answered: one that was
# restored counts its transactions anew; which of the kept values are out of date.
_ASKED = f"""
    SELECT pg_current_snapshot()::text, pg_current_xact_id_if_assigned() IS NULL,
        current_database() || ' ' || extract(epoch FROM pg_postmaster_start_time()),
        ARRAY(
            SELECT k.unit FROM unnest(%s::bigint[], %s::text[]) AS k(unit, seen)
            WHERE EXISTS ({_CHANGED.format(units="k.unit", seen="k.seen")})
        ),
        EXISTS ({_CHANGED.format(units="ANY(%s::bigint[])", seen="%s")})
"""  # noqa: S608 (our own words)
_NEVER = "1:1:"  # a snapshot that has seen nothing


@dataclass(frozen=True)
class _Moment:
    """What the database said: the snapshot, whether it may be kept, the server, the units that have changed since."""

    snapshot: str
    may_keep: bool
    server: str
    changed: Collection[int]
    group_changed: bool


def of_units[T](name: str, units: Collection[int], work: Callable[[list[int]], Mapping[int, T]], /) -> dict[int, T]:
    """The value of each unit; ``work`` is asked for those that are not known any more, all at once.

    ``name`` says what it is, with everything that it hangs on beside the unit's records: period, day, version. What
    is kept is plain: numbers, words, tuples, lists.
    """
    keys = {unit: f"unit:{unit}:{name}" for unit in units}
    found: dict[str, Any] = cache.get_many(keys.values())
    kept = {unit: found[key] for unit, key in keys.items() if key in found}
    moment = _ask({unit: seen for unit, (_server, seen, _value) in kept.items()})
    values = {
        unit: value
        for unit, (server, _seen, value) in kept.items()
        if server == moment.server and unit not in moment.changed
    }
    wanted = [unit for unit in keys if unit not in values]
    if wanted:
        made = work(wanted)
        values |= made
        if moment.may_keep:
            new = {keys[unit]: (moment.server, moment.snapshot, value) for unit, value in made.items()}
            cache.set_many(new, SECONDS)
    return values


def of_unit[T](name: str, unit: int, work: Callable[[], tuple[Collection[int], T]], /, *, keep: bool = True) -> T:
    """One value of a unit that hangs on many: ``work`` gives it with all units on whose records it hangs.

    One look at the cache and one short statement where nothing has changed in any of them. Whoever moves a unit marks
    those above it, so that the units themselves are right, too. ``keep``: whether the cache takes part at all.
    """
    key = f"unit:{unit}:{name}"
    entry: Any = cache.get(key) if keep else None
    server, seen, units = entry[:3] if entry else ("", _NEVER, [])
    moment = _ask({}, units, seen)
    if entry and server == moment.server and not moment.group_changed:
        kept: T = entry[3]
        return kept
    leaned_on, made = work()
    if keep and moment.may_keep:
        cache.set(key, (moment.server, moment.snapshot, sorted(leaned_on), made), SECONDS)
    return made


def forget_old() -> int:
    """Throw away marks that are older than anything kept; how many there were."""
    number, _by_model = UnitChange.objects.filter(at__lt=clock.now() - FORGOTTEN_AFTER).delete()
    return number


def _ask(seen: Mapping[int, str], group: Collection[int] = (), group_seen: str = _NEVER) -> _Moment:
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [list(seen), list(seen.values()), list(group), group_seen, group_seen])
        snapshot, may_keep, server, changed, group_changed = cursor.fetchone()
    return _Moment(snapshot, may_keep, server, frozenset(changed), group_changed)
