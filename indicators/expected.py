"""Who owes a form for a window: a question about the map, answered by one statement whatever the number of units.

A unit owes a form for a window when it lived on at least one day of the window and, on its anchor day, was of the
form's level (and kinds) and stood at or under the issuer's unit. The anchor day is the last day of the window, or of
the unit when that came first: on it a unit's level, kind, name and place are read, and there its figures count "as
reported then".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from organizations.models import Body, Unit

from .models import Form, ReportingWindow


def owed(join: str = "", where: str = "true") -> str:
    """The units that owe a form, with their end, their anchor day and what they were called on it.

    Asks for the values of question(); ``join`` and ``where`` narrow the units ``u``. Days are compared behind the
    index of keys (IS TRUE): the exclusion indexes know units and days together, but cost a hundred pages a look.
    """
    return f"""
        SELECT u.id AS unit_id, upper(u.valid) AS ends, a.anchor, k.name_vi || ' ' || n.name AS label, u.sort_key
        FROM organizations_ancestry placed
        JOIN organizations_unit u ON u.id = placed.descendant_id AND u.valid && %(days)s::daterange
        {join}
        CROSS JOIN LATERAL (SELECT least(%(last)s::date, upper(u.valid) - 1) AS anchor) a
        JOIN organizations_unitname n ON n.unit_id = u.id AND (n.valid @> a.anchor) IS TRUE
        JOIN organizations_unitkind k ON k.id = n.kind_id AND k.level_id = %(level)s
        WHERE placed.ancestor_id = %(issuer)s AND (placed.valid @> a.anchor) IS TRUE AND {where}
        AND (
            NOT EXISTS (SELECT FROM indicators_form_kinds c WHERE c.form_id = %(form)s)
            OR EXISTS (SELECT FROM indicators_form_kinds c WHERE c.form_id = %(form)s AND c.unitkind_id = n.kind_id)
        )
    """


# The nearest body of the kind that answers, from the unit upwards, on the anchor day.
_ANSWERED = f"""
    SELECT e.unit_id, e.anchor, e.label, answerer.id
    FROM ({owed()}) e
    LEFT JOIN LATERAL (
        SELECT b.id FROM organizations_ancestry up
        JOIN organizations_body b ON b.unit_id = up.ancestor_id AND (b.valid @> e.anchor) IS TRUE
        WHERE up.descendant_id = e.unit_id AND (up.valid @> e.anchor) IS TRUE AND b.kind_id = %(answerer)s
        ORDER BY up.depth, b.id LIMIT 1
    ) answerer ON true
    ORDER BY e.sort_key, e.unit_id
"""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A unit that owes a form, the body that answers for it (None: nobody can), and how it was on its anchor day."""

    unit: Unit
    body: Body | None
    anchor: date
    label: str


def expected(form: Form, window: ReportingWindow) -> list[Expected]:
    """Who owes the form for the window, in the order of their names: three queries."""
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERED, question(form, window) | {"answerer": form.answerer_id})
        rows = cursor.fetchall()
    units = Unit.objects.select_related("kind").in_bulk({unit for unit, _anchor, _label, _body in rows})
    bodies = Body.objects.select_related("unit").in_bulk({body for _unit, _anchor, _label, body in rows if body})
    return [
        Expected(unit=units[unit], body=bodies.get(body), anchor=anchor, label=label)
        for unit, anchor, label, body in rows
    ]


def question(form: Form, window: ReportingWindow) -> dict[str, Any]:
    """The values that owed() asks for."""
    return scope_of(form) | {"days": window.days, "last": window.end}


def scope_of(form: Form) -> dict[str, Any]:
    """Those of them that say which units a form is for."""
    return {"form": form.pk, "level": form.level_id, "issuer": form.issuer.unit_id}
