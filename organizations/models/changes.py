"""In which transactions something that is counted changed in a unit: what was worked out before then is out of date."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .units import Unit


class TransactionField(models.Field):  # type: ignore[type-arg]  # Django knows no parameters when it runs
    """PostgreSQL's number of a transaction, 64 bits wide: it never comes again."""

    def db_type(self, connection: Any) -> str:
        """xid8, which can be compared with a snapshot."""
        return "xid8"


class UnitChange(models.Model):
    """One row for each transaction and unit; written by triggers (organizations.scope.marks_units) alone.

    Rows are added, never changed, so that two people who work in one unit never wait for each other. They are thrown
    away after some days, when nothing that is kept is that old (organizations.kept).
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    transaction = TransactionField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lần thay đổi số liệu")
        verbose_name_plural = _("lần thay đổi số liệu")
        constraints = [models.UniqueConstraint(fields=["unit", "transaction"], name="unit_change_once")]
        indexes = [models.Index(fields=["at"], name="unit_change_by_age")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.transaction}"
