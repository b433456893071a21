"""What happened. A row is written by the verb that caused it, in the same transaction, and never changes."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One thing that somebody did to one record. Append-only: the database refuses to change or delete it.

    Actor, unit and subject are keys by name, not foreign keys: this app knows no other.
    """

    at = models.DateTimeField(_("thời điểm"))
    kind = models.CharField(_("việc"), max_length=80)
    actor_id = models.BigIntegerField(_("mã người thực hiện"), null=True)
    actor_name = models.CharField(_("người thực hiện"), max_length=200, blank=True)
    unit_id = models.BigIntegerField(_("mã đơn vị"), null=True)
    subject_kind = models.CharField(_("loại hồ sơ"), max_length=80)
    subject_id = models.BigIntegerField(_("mã hồ sơ"))
    data = models.JSONField(_("chi tiết"), default=dict)

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("sự kiện")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "at", "id"], name="event_by_subject"),
            models.Index(fields=["unit_id", "-at"], name="event_by_unit"),
            models.Index(fields=["actor_id", "-at"], name="event_by_actor"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}:{self.subject_id}"
