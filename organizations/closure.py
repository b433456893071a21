"""Works out Ancestry, Reach, UnitHeir and BodyHeir from placements and successions; nothing else writes them.

``rebuild()`` does all of it, ``refresh()`` only what a verb changed. Both compare with what is stored and write the
difference, so a run that finds nothing new writes nothing. Everything is a handful of set-based statements.

Reach, UnitHeir and BodyHeir are true for one day. ``keep_up()`` rebuilds when a new day has come, so that a merger
entered in advance takes effect on its day, however many nights were missed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from common import clock

from .models import Derivation, Unit, UnitName

_NAME = "organizations"
_DEEPEST = 30  # a circle is refused at the end of the transaction; until then it must not spin


@dataclass(frozen=True)
class _Derived:
    """A derived table, the column whose values are worked out as a whole, and the query for the values in `scope`."""

    table: str
    columns: str
    scope: str
    wanted: str


_ANCESTRY = _Derived(
    "organizations_ancestry",
    "ancestor_id, descendant_id, depth, valid",
    "descendant_id",
    f"""
    WITH RECURSIVE line(ancestor_id, descendant_id, depth, valid) AS (
        SELECT u.id, u.id, 0, u.valid FROM organizations_unit u JOIN scope ON scope.id = u.id
        UNION ALL
        SELECT p.parent_id, l.descendant_id, l.depth + 1, l.valid * p.valid
        FROM line l JOIN organizations_placement p ON p.unit_id = l.ancestor_id AND p.valid && l.valid
        WHERE p.parent_id IS NOT NULL AND l.depth < {_DEEPEST}
    )
    SELECT ancestor_id, descendant_id, depth, unnest(range_agg(valid)) AS valid
    FROM line GROUP BY ancestor_id, descendant_id, depth
    """,
)

# Who is reached through whom, on a day: what stands under a unit, what last stood under it, whom it took over from.
_EDGES = """
    SELECT p.parent_id AS upper_id, p.unit_id AS lower_id
    FROM organizations_placement p JOIN organizations_unit u ON u.id = p.unit_id
    WHERE p.parent_id IS NOT NULL AND (
        p.valid @> %(day)s::date OR (upper(p.valid) <= %(day)s::date AND upper(p.valid) = upper(u.valid))
    )
    UNION ALL
    SELECT s.successor_id, s.predecessor_id FROM organizations_unitsuccession s WHERE s."on" <= %(day)s::date
"""

_REACH = _Derived(
    "organizations_reach",
    "source_id, target_id",
    "source_id",
    f"""
    WITH RECURSIVE reached(source_id, target_id) AS (
        SELECT scope.id, scope.id FROM scope
        UNION
        SELECT r.source_id, e.lower_id FROM reached r JOIN ({_EDGES}) e ON e.upper_id = r.target_id
    )
    SELECT source_id, target_id FROM reached
    """,
)

# Whoever reaches a changed unit now, or reached it before the change.
_REACH_SCOPE = f"""
    WITH RECURSIVE above(id) AS (
        SELECT unnest(%(changed)s::bigint[])
        UNION
        SELECT e.upper_id FROM above JOIN ({_EDGES}) e ON e.lower_id = above.id
    )
    SELECT id FROM above
    UNION
    SELECT r.source_id FROM organizations_reach r WHERE r.target_id = ANY(%(changed)s::bigint[])
"""

# Every unit that ever stood under a changed one, on whatever day.
_ANCESTRY_SCOPE = """
    WITH RECURSIVE below(id) AS (
        SELECT unnest(%(changed)s::bigint[])
        UNION
        SELECT p.unit_id FROM below JOIN organizations_placement p ON p.parent_id = below.id
    )
    SELECT id FROM below
"""


def _heirs(table: str, successions: str, own: str) -> _Derived:
    return _Derived(
        table,
        f"{own}, heir_id",
        own,
        f"""
        WITH RECURSIVE heirs({own}, heir_id) AS (
            SELECT scope.id, scope.id FROM scope
            UNION
            SELECT h.{own}, s.successor_id FROM heirs h
            JOIN {successions} s ON s.predecessor_id = h.heir_id AND s."on" <= %(day)s::date
        )
        SELECT {own}, heir_id FROM heirs
        """,
    )


def _heirs_scope(successions: str) -> str:
    """The changed ones and all that came before them."""
    return f"""
        WITH RECURSIVE before(id) AS (
            SELECT unnest(%(changed)s::bigint[])
            UNION
            SELECT s.predecessor_id FROM before JOIN {successions} s ON s.successor_id = before.id
        )
        SELECT id FROM before
    """


_UNIT_HEIR = _heirs("organizations_unitheir", "organizations_unitsuccession", "unit_id")
_BODY_HEIR = _heirs("organizations_bodyheir", "organizations_bodysuccession", "body_id")
_UNIT_HEIR_SCOPE = _heirs_scope("organizations_unitsuccession")
_BODY_HEIR_SCOPE = _heirs_scope("organizations_bodysuccession")
_ALL_UNITS = "SELECT id FROM organizations_unit"
_ALL_BODIES = "SELECT id FROM organizations_body"


def lock() -> None:
    """One change of the map at a time: verbs that change placements or successions take this first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organizations.closure'))")


@transaction.atomic
def rebuild() -> None:
    """Work out everything anew, as of today."""
    lock()
    day = clock.today()
    for derived in (_ANCESTRY, _REACH, _UNIT_HEIR):
        _derive(derived, _ALL_UNITS, day)
    _derive(_BODY_HEIR, _ALL_BODIES, day)
    _name_as_of(day)
    Derivation.objects.update_or_create(name=_NAME, defaults={"day": day})


@transaction.atomic
def refresh(*, units: Iterable[int] = (), bodies: Iterable[int] = ()) -> None:
    """Work out what follows from changed rows.

    ``units``: those whose placements or life changed, and those that got a successor. ``bodies``: new ones, and those
    that got a successor.
    """
    lock()
    if keep_up():
        return
    changed_units, changed_bodies, day = sorted(set(units)), sorted(set(bodies)), clock.today()
    if changed_units:
        _derive(_ANCESTRY, _ANCESTRY_SCOPE, day, changed_units)
        _derive(_REACH, _REACH_SCOPE, day, changed_units)
        _derive(_UNIT_HEIR, _UNIT_HEIR_SCOPE, day, changed_units)
    if changed_bodies:
        _derive(_BODY_HEIR, _BODY_HEIR_SCOPE, day, changed_bodies)


def keep_up() -> bool:
    """Rebuild if that has not been done today; True if it was done now."""
    if Derivation.objects.filter(name=_NAME, day=clock.today()).exists():
        return False
    rebuild()
    return True


def _derive(derived: _Derived, scope: str, day: date, changed: list[int] | None = None) -> None:
    """Make the derived rows of the scope equal to what the query wants."""
    values: dict[str, Any] = {"day": day, "changed": changed}
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE scope AS {scope}", values)
        cursor.execute("ANALYZE scope")
        cursor.execute(f"CREATE TEMPORARY TABLE wanted AS {derived.wanted}", values)
        cursor.execute("ANALYZE wanted")
        cursor.execute(_delete(derived))
        cursor.execute(_insert(derived))
        cursor.execute("DROP TABLE scope, wanted")


def _delete(derived: _Derived) -> str:
    same = " AND ".join(f"w.{column} = d.{column}" for column in derived.columns.split(", "))
    return (
        f"DELETE FROM {derived.table} d USING scope WHERE d.{derived.scope} = scope.id"
        f" AND NOT EXISTS (SELECT FROM wanted w WHERE {same})"
    )


def _insert(derived: _Derived) -> str:
    stored = f"SELECT {derived.columns} FROM {derived.table} d JOIN scope ON scope.id = d.{derived.scope}"
    return f"INSERT INTO {derived.table} ({derived.columns}) SELECT {derived.columns} FROM wanted EXCEPT {stored}"


def _name_as_of(day: date) -> None:
    """Copy the name and kind of the day to each unit whose name changes on a day that has come."""
    wrong = UnitName.objects.filter(valid__contains=day).exclude(unit__name=F("name"), unit__kind=F("kind"))
    for row in wrong.select_related("unit").order_by("pk"):
        copy_name(row.unit, row)


def copy_name(unit: Unit, row: UnitName) -> None:
    """The unit's own copy of a name, with the keys that lists sort and search by."""
    unit.name, unit.kind_id = row.name, row.kind_id
    unit.save(update_fields=["name", "kind", "sort_key", "search_key"])
