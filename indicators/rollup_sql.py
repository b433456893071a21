"""The statements of roll-ups: which units count under a unit and how much, and the sums of their figures.

"As reported then": a unit counts under the units that it stood under on its anchor day (see expected).

"Restated" to the map of a later day: a unit that lives then counts where it stands then. One that has ended is passed
on: to its successors by their shares, which multiply along the chain; without successors to the unit that it last
stood under. Where the shares of a split are not known the figure stays in one piece, a knot: it counts only where
everything that took over lives, and elsewhere it is named.
"""

from .expected import owed

UNIT_COLUMNS = "c.unit_id, c.label, c.anchor, c.weight, c.undivided, s.id, s.state, s.due_on, s.first_sent_on"

_WITH_SUBMISSIONS = f"""
    SELECT {UNIT_COLUMNS}
    FROM counted c
    LEFT JOIN indicators_submission s ON s.form_id = %(form)s AND s.window_id = %(window)s AND s.unit_id = c.unit_id
    ORDER BY c.sort_key, c.unit_id
"""

THEN = f"""
    WITH counted AS (
        SELECT e.*, 1::numeric AS weight, false AS undivided
        FROM ({owed()}) e
        JOIN organizations_ancestry above
        ON above.ancestor_id = %(unit)s AND above.descendant_id = e.unit_id AND (above.valid @> e.anchor) IS TRUE
    )
    {_WITH_SUBMISSIONS}
"""

# Whoever took over from a unit in one look: all, their shares, and whether these are known and make up the whole.
_TAKEN_OVER = """
    SELECT array_agg(s.successor_id) AS places, array_agg(s.share) AS shares,
        bool_and(s.share IS NOT NULL) AND sum(s.share) = 1 AS known
    FROM organizations_unitsuccession s WHERE s.predecessor_id = {unit}
"""

# Of a unit without successors: the one that it last stood under.
_LAST_PARENT = """
    SELECT l.parent_id FROM organizations_placement l
    WHERE l.unit_id = {row}.place AND upper(l.valid) = {row}.ends AND l.parent_id IS NOT NULL AND t.places IS NULL
"""

_UNDER = """
    organizations_ancestry w
    ON w.ancestor_id = %(unit)s AND w.descendant_id = {place} AND (w.valid @> %(on)s::date) IS TRUE
"""

_LIVES = owed(join=f"JOIN {_UNDER.format(place='u.id')}", where="(upper(u.valid) > %(on)s::date) IS NOT FALSE")
_HAS_ENDED = "upper(u.valid) <= %(on)s::date"
_REACHED = "JOIN organizations_reach r ON r.source_id = %(unit)s AND r.target_id = u.id"


def _restated(ended: str) -> str:
    """Units that live are asked for where they stand, and only those that have ended are followed.

    Rows carry what is needed at the end instead of being joined to their origin again: the planner takes sets that
    were found by days for tiny and would compare every row with every other. Index scans are right for few and many.
    """
    return f"""
    WITH RECURSIVE passed(unit_id, label, anchor, sort_key, place, ends, weight, is_knot) AS (
        SELECT e.unit_id, e.label, e.anchor, e.sort_key, e.unit_id, e.ends, 1::numeric, false
        FROM ({_LIVES} UNION ALL {ended}) e
        UNION ALL
        SELECT p.unit_id, p.label, p.anchor, p.sort_key, n.place, upper(u.valid), p.weight * n.share, n.is_knot
        FROM passed p
        CROSS JOIN LATERAL ({_TAKEN_OVER.format(unit="p.place")}) t
        CROSS JOIN LATERAL (
            SELECT unnest(t.places) AS place, unnest(t.shares) AS share, false AS is_knot WHERE t.known
            UNION ALL SELECT p.place, 1, true WHERE NOT t.known
            UNION ALL SELECT f.parent_id, 1, false FROM ({_LAST_PARENT.format(row="p")}) f
        ) n
        JOIN organizations_unit u ON u.id = n.place
        WHERE p.ends <= %(on)s::date AND NOT p.is_knot
    ),
    spread(knot, place, ends) AS (
        SELECT p.place, p.place, p.ends FROM passed p WHERE p.is_knot
        UNION
        SELECT k.knot, n.place, upper(u.valid)
        FROM spread k
        CROSS JOIN LATERAL ({_TAKEN_OVER.format(unit="k.place")}) t
        CROSS JOIN LATERAL (
            SELECT unnest(t.places) AS place UNION ALL SELECT f.parent_id FROM ({_LAST_PARENT.format(row="k")}) f
        ) n
        JOIN organizations_unit u ON u.id = n.place
        WHERE k.ends <= %(on)s::date
    ),
    knots AS (
        SELECT k.knot, bool_and(w.id IS NOT NULL) AS inside, bool_or(w.id IS NOT NULL) AS touched
        FROM spread k LEFT JOIN {_UNDER.format(place="k.place")}
        WHERE k.ends IS NULL OR k.ends > %(on)s::date
        GROUP BY k.knot
    ),
    pieces AS (
        SELECT p.unit_id, p.label, p.anchor, p.sort_key, p.weight, false AS undivided
        FROM passed p JOIN {_UNDER.format(place="p.place")}
        WHERE p.ends IS NULL OR p.ends > %(on)s::date
        UNION ALL
        SELECT p.unit_id, p.label, p.anchor, p.sort_key, CASE WHEN k.inside THEN p.weight ELSE 0 END, NOT k.inside
        FROM passed p JOIN knots k ON k.knot = p.place AND k.touched
        WHERE p.is_knot
    ),
    counted AS (
        SELECT p.unit_id, p.label, p.anchor, p.sort_key, sum(p.weight) AS weight, bool_or(p.undivided) AS undivided
        FROM pieces p GROUP BY p.unit_id, p.label, p.anchor, p.sort_key
    )
    {_WITH_SUBMISSIONS}
"""


RESTATED = _restated(owed(where=_HAS_ENDED))
RESTATED_TODAY = _restated(owed(join=_REACHED, where=_HAS_ENDED))
"""On the map of today whatever counts under a unit is among what it reaches; on another day all have to be followed."""

# One row per submission and indicator: what a unit states as a whole. Items add up; a figure without items stands
# for them where none was given.
_GIVEN = """
    WITH given AS MATERIALIZED (
        SELECT v.unit_id, v.indicator_id, v.item_id, v.number, v.part, v.whole, v.text, v.missing, c.weight
        FROM unnest(%(submissions)s::bigint[], %(weights)s::numeric[]) AS c(submission_id, weight)
        JOIN indicators_value v ON v.submission_id = c.submission_id
        WHERE v.indicator_id = ANY(%(indicators)s::bigint[])
    ),
    stated AS (
        SELECT g.unit_id, g.indicator_id, g.item_id, g.number, g.part, g.whole, g.text, g.missing, g.weight
        FROM given g WHERE g.item_id IS NOT NULL
        UNION ALL
        SELECT g.unit_id, g.indicator_id, NULL,
            coalesce(
                sum(g.number) FILTER (WHERE g.item_id IS NOT NULL), max(g.number) FILTER (WHERE g.item_id IS NULL)
            ),
            max(g.part), max(g.whole), max(g.text), max(g.missing), max(g.weight)
        FROM given g GROUP BY g.unit_id, g.indicator_id
    )
"""

_REASON = "coalesce(t.number, t.part) IS NULL AND t.text = '' AND t.missing <> ''"

TOTALS = f"""
    {_GIVEN}
    SELECT t.indicator_id, t.item_id,
        sum(t.number * t.weight), sum(t.part * t.weight), sum(t.whole * t.weight),
        count(*) FILTER (WHERE coalesce(t.number, t.part) IS NOT NULL OR t.text <> ''),
        array_agg(t.unit_id) FILTER (WHERE coalesce(t.part, t.number) = 0),
        array_agg(t.unit_id) FILTER (WHERE t.part IS NULL AND (t.number IS NOT NULL OR t.text <> '')),
        array_agg(t.unit_id) FILTER (WHERE {_REASON}), array_agg(t.missing) FILTER (WHERE {_REASON})
    FROM stated t GROUP BY t.indicator_id, t.item_id
"""
"""Per indicator and item: the sums, how many units gave a figure, which gave zero, which gave one without parts, and
which said why they have none."""

STATED = f"""
    {_GIVEN}
    SELECT t.unit_id, t.number, t.part, t.whole, t.text, t.missing FROM stated t
    WHERE t.item_id IS NOT DISTINCT FROM %(item)s::bigint
"""
"""What each unit states of one indicator (and item)."""
