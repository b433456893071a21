"""Stretches of time: half open, so the end is the first day outside."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast
from psycopg.types.range import Range

type Days = Range[date]


def days(start: date | None, end: date | None = None) -> Days:
    """From the first day until the day before ``end``, or for good."""
    return Range(start, end, "[)")


def starts_after(life: Days, day: date) -> bool:
    """True if nothing of it is on or before the day."""
    return life.lower is not None and life.lower > day


def goes_on(life: Days, day: date) -> bool:
    """True if it still lasts on the day."""
    return life.upper is None or life.upper > day


def contains(life: Days, other: Days) -> bool:
    """True if every day of ``other`` is a day of ``life``."""
    begins = life.lower is None or (other.lower is not None and life.lower <= other.lower)
    ends = life.upper is None or (other.upper is not None and other.upper <= life.upper)
    return begins and ends


def lasting(day: date) -> Q:
    """Rows that have a day at or after the given one."""
    return Q(valid__endswith__isnull=True) | Q(valid__endswith__gt=day)


def cut(rows: QuerySet[Any], on: date) -> int:
    """End the rows on the day (the first day without them). Rows must begin before it."""
    day = Cast(Value(on), models.DateField())
    end = Func(F("valid__startswith"), day, function="daterange", output_field=DateRangeField())
    return rows.update(valid=end)
