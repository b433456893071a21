"""Reminders as marks: what was owed to whom, once for every due date."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .clocks import Clock, ReminderStep


class Digest(models.Model):
    """What a person was reminded of on a day: one notice instead of a flood."""

    recipient = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người nhận"))
    day = models.DateField(_("ngày"))
    made_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("bản nhắc việc trong ngày")
        verbose_name_plural = _("bản nhắc việc trong ngày")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "day"],
                name="digest_once_a_day",
                violation_error_message=_("Hôm nay người này đã được nhắc."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.day}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Marks, read like speech."""

    def waiting(self) -> ReminderQuerySet:
        """In no digest yet."""
        return self.filter(digest__isnull=True, lapsed=False)


class Reminder(models.Model):
    """A mark with the key (clock, step, due_on, recipient): an extended clock owes its reminders again.

    It waits until it is in a digest; ``lapsed`` says that the clock had stopped or moved by then.
    """

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="reminders", verbose_name=_("thời hạn"))
    step = models.ForeignKey(ReminderStep, models.PROTECT, related_name="+", verbose_name=_("bước nhắc"))
    due_on = models.DateField(_("hạn"))
    recipient = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người nhận"))
    made_at = models.DateTimeField(_("ghi lúc"))
    digest = models.ForeignKey(
        Digest, models.PROTECT, null=True, blank=True, related_name="reminders", verbose_name=_("bản nhắc việc")
    )
    lapsed = models.BooleanField(_("không còn cần nhắc"), default=False)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời nhắc")
        verbose_name_plural = _("lời nhắc")
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "step", "due_on", "recipient"],
                name="reminder_once",
                violation_error_message=_("Người này đã được nhắc việc đó."),
            )
        ]
        indexes = [
            models.Index(
                fields=["recipient", "id"],
                condition=models.Q(digest__isnull=True, lapsed=False),
                name="reminder_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.step_id} {self.due_on} → {self.recipient_id}"
