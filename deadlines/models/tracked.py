"""Limits that people follow by hand, for duties that no other room of the portal records yet."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank
from common.history import tracked
from common.text import clean_line, nfc
from organizations.scope import ScopedQuerySet, Stake


@tracked
class TrackedLimit(models.Model):
    """Something a body must do by law within a limit: "Gửi quyết định của cộng đồng" (VOTE-09).

    Its clock does the counting; it ends when the clock is stopped or cancelled. ``unit`` is the body's unit.
    """

    title = models.CharField(_("việc phải làm"), max_length=300)
    note = models.TextField(_("ghi chú"), max_length=5_000, blank=True)
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    body = models.ForeignKey("organizations.Body", models.PROTECT, related_name="+", verbose_name=_("cơ quan phải làm"))
    created_at = models.DateTimeField(_("ghi lúc"))
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))

    objects = ScopedQuerySet["TrackedLimit"].as_manager()

    class Meta:
        verbose_name = _("thời hạn theo dõi")
        verbose_name_plural = _("thời hạn theo dõi")
        constraints = [
            not_blank("title", name="tracked_title_not_blank", message=_("Cần ghi việc phải làm.")),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the text as people will search for it."""
        self.title, self.note = clean_line(self.title), nfc(self.note)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("deadlines:tracked", args=[self.pk])


class TrackedLimitStake(Stake):
    """Whom a tracked limit concerns."""

    record = models.ForeignKey(TrackedLimit, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của thời hạn theo dõi")
        verbose_name_plural = _("liên quan của thời hạn theo dõi")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=models.Q(until__isnull=True),
                nulls_distinct=False,
                name="tracked_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="tracked_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"
