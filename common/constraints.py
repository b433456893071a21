"""Rules that the database keeps, each with its sentence for people."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import IntegrityError
from django.db.models import BaseConstraint, CheckConstraint, Q

from common.errors import Refused


def all_or_none(*fields: str, name: str, message: Any) -> CheckConstraint:
    """Fields that are filled together or not at all, such as issued_on and issued_by."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=none | every, name=name, violation_error_message=message)


def not_blank(field: str, name: str, message: Any) -> CheckConstraint:
    """A text that says something: at least one character that is not white space. NULL passes."""
    return CheckConstraint(condition=Q(**{f"{field}__regex": r"\S"}), name=name, violation_error_message=message)


def range_not_empty(field: str, name: str, message: Any) -> CheckConstraint:
    """A range of days with at least one day in it (Postgres turns [5 May, 5 May) into "empty"). NULL passes."""
    return CheckConstraint(condition=Q(**{f"{field}__isempty": False}), name=name, violation_error_message=message)


def one_at_a_time(
    name: str, *, same: list[str], during: str = "valid", condition: Q | None = None, message: Any
) -> ExclusionConstraint:
    """No two rows that agree in `same` share a day of their range `during`. Needs the extension btree_gist.

    Rows with NULL in `same` agree with no other row; ``condition`` gives such rows a rule of their own.
    """
    equal = [(field, RangeOperators.EQUAL) for field in same]
    return ExclusionConstraint(
        name=name,
        expressions=[*equal, (during, RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )


def refusal_of(error: IntegrityError) -> Refused | None:
    """The sentence of the rule that a write broke; None when the rule has none.

    Constraints carry it as violation_error_message, our triggers raise it themselves.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None:
        return None
    if diagnosis.source_function == "exec_stmt_raise":  # RAISE in a trigger of ours
        return Refused(diagnosis.message_primary)
    constraint = _constraint(diagnosis.table_name, diagnosis.constraint_name)
    if constraint is None or constraint.violation_error_message == BaseConstraint.default_violation_error_message:
        return None
    fields: Sequence[str] = getattr(constraint, "fields", ())
    return Refused(constraint.violation_error_message, field=fields[0] if len(fields) == 1 else None)


def _constraint(table: str, name: str) -> BaseConstraint | None:
    declared = (
        constraint
        for model in apps.get_models()
        if model._meta.db_table == table
        for constraint in model._meta.constraints
    )
    return next((constraint for constraint in declared if constraint.name == name), None)
