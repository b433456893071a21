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
from common.edition import edition

from .models import UnitChange

SECONDS = 36 * 60 * 60  # over the night: numbers of a day that is past are the same in the morning
FORGOTTEN_AFTER = timedelta(days=2)  # longer than anything is kept

_CHANGED = """SELECT FROM organizations_unitchange c
    WHERE c.unit_id = {units} AND c.transaction >= pg_snapshot_xmin({seen}::pg_snapshot)
    AND NOT pg_visible_in_snapshot(c.transaction, {seen}::pg_snapshot)"""

# The snapshot of now, which a transaction that has written itself may not use; which server and database answered: one
# that was restored counts its transactions or its units anew; which of the kept values are out of date.
_ASKED = f"""
    SELECT pg_current_snapshot()::text, pg_current_xact_id_if_assigned() IS NULL,
        (SELECT oid FROM pg_database WHERE datname = current_database())
            || ' ' || extract(epoch FROM pg_postmaster_start_time()),
        ARRAY(
            SELECT k.at FROM unnest(%s::bigint[], %s::text[]) WITH ORDINALITY AS k(unit, seen, at)
            WHERE EXISTS ({_CHANGED.format(units="k.unit", seen="k.seen")})
        ),
        EXISTS ({_CHANGED.format(units="ANY(%s::bigint[])", seen="%s")})
"""  # noqa: S608 (our own words)
_NEVER = "1:1:"  # a snapshot that has seen nothing

type Seen = tuple[int, str]  # a unit, and the snapshot that something of it was worked out in
type Work = Callable[[list[int]], Mapping[int, Any]]


@dataclass(frozen=True)
class _Moment:
    """What the database said: the snapshot, whether it may be kept, the server, which units have changed since when."""

    snapshot: str
    may_keep: bool
    server: str
    changed: Collection[Seen]
    group_changed: bool


def of_units[T](name: str, units: Collection[int], work: Callable[[list[int]], Mapping[int, T]], /) -> dict[int, T]:
    """The value of each unit; ``work`` is asked for those that are not known any more, all at once.

    ``name`` says what it is, with everything that it hangs on beside the unit's records: period, day, language. What
    is kept is plain: numbers, words, tuples, lists.
    """
    return of_units_each({name: work}, units)[name]


def of_units_each(works: Mapping[str, Work], units: Collection[int], /) -> dict[str, dict[int, Any]]:
    """The same of several values by their names, with one look at the cache and one statement for all of them."""
    keys = {(name, unit): _key(unit, name) for name in works for unit in units}
    found: dict[str, Any] = cache.get_many(keys.values())
    kept = {place: found[key] for place, key in keys.items() if key in found}
    moment = _ask({(unit, seen) for (_name, unit), (_server, seen, _value) in kept.items()})
    known: dict[str, dict[int, Any]] = {name: {} for name in works}
    for (name, unit), (server, seen, value) in kept.items():
        if server == moment.server and (unit, seen) not in moment.changed:
            known[name][unit] = value
    made = {name: _made(work, units, known[name]) for name, work in works.items()}
    if moment.may_keep:
        new = {
            keys[name, unit]: (moment.server, moment.snapshot, value)
            for name, values in made.items()
            for unit, value in values.items()
        }
        cache.set_many(new, SECONDS)
    return {name: known[name] | dict(made[name]) for name in works}


def _made(work: Work, units: Collection[int], known: Collection[int]) -> Mapping[int, Any]:
    wanted = [unit for unit in units if unit not in known]
    return work(wanted) if wanted else {}


def of_unit[T](name: str, unit: int, work: Callable[[], tuple[Collection[int], T]], /, *, keep: bool = True) -> T:
    """One value of a unit that hangs on many: ``work`` gives it with all units on whose records it hangs.

    One look at the cache and one short statement where nothing has changed in any of them. Whoever moves a unit marks
    those above it, so that the units themselves are right, too. ``keep``: whether the cache takes part at all.
    """
    key = _key(unit, name)
    entry: Any = cache.get(key) if keep else None
    server, seen, units = entry[:3] if entry else ("", _NEVER, "{}")
    moment = _ask((), units, seen)
    if entry and server == moment.server and not moment.group_changed:
        kept: T = entry[3]
        return kept
    leaned_on, made = work()
    if keep and moment.may_keep:
        # The units as PostgreSQL reads a list: written out once, not at every look.
        units = "{" + ",".join(map(str, sorted(leaned_on))) + "}"
        cache.set(key, (moment.server, moment.snapshot, units, made), SECONDS)
    return made


def forget_old() -> int:
    """Throw away marks that are older than anything kept; how many there were."""
    number, _by_model = UnitChange.objects.filter(at__lt=clock.now() - FORGOTTEN_AFTER).delete()
    return number


def _key(unit: int, name: str) -> str:
    """Another edition of the portal counts and draws for itself."""
    return f"unit:{unit}:{edition()}:{name}"


def _ask(kept: Collection[Seen], group: str = "{}", group_seen: str = _NEVER) -> _Moment:
    asked = list(kept)
    units, snapshots = [unit for unit, _seen in asked], [seen for _unit, seen in asked]
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [units, snapshots, group, group_seen, group_seen])
        snapshot, may_keep, server, changed, group_changed = cursor.fetchone()
    return _Moment(snapshot, may_keep, server, frozenset(asked[place - 1] for place in changed), group_changed)
