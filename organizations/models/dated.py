"""What everything that lasts for a stretch of days can say about its end."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models


class Dated(models.Model):
    """A row that is true in the half-open stretch of days ``valid``, which each model declares with its own words."""

    class Meta:
        abstract = True

    @property
    def ended_on(self) -> date | None:
        """The first day on which it is no more, or None."""
        life = vars(self).get("valid")
        return life.upper if life else None

    @property
    def last_day(self) -> date | None:
        """The last day on which it is true, or None without an announced end."""
        return self.ended_on - timedelta(days=1) if self.ended_on else None
