"""What the records of this room share: whom they concern, and the years that they may name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.periods import FIRST_YEAR, LAST_YEAR
from organizations.scope import Stake


class RoomStake(Stake):
    """Whom a record of this room concerns. Concrete classes add ``record`` with related_name="stakes"."""

    class Meta:
        abstract = True
        verbose_name = _("liên quan của hồ sơ giám sát")
        verbose_name_plural = _("liên quan của hồ sơ giám sát")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="%(class)s_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="%(class)s_unit")]

    def __str__(self) -> str:
        row: Any = self
        return f"{row.record_id} {self.why} {self.unit_id}"


def valid_year(name: str) -> models.CheckConstraint:
    """A year of the calendar."""
    return models.CheckConstraint(
        condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
        name=name,
        violation_error_message=_("Năm không hợp lệ."),
    )


def not_before(later: str, earlier: str, name: str, message: Any) -> models.CheckConstraint:
    """Of two days the second, where both are known, is not before the first."""
    missing = Q(**{f"{later}__isnull": True}) | Q(**{f"{earlier}__isnull": True})
    return models.CheckConstraint(
        condition=missing | Q(**{f"{later}__gte": models.F(earlier)}), name=name, violation_error_message=message
    )
