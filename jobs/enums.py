"""Names of states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands. Only queued and running are unfinished."""

    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang làm")
    SUCCEEDED = "succeeded", _("Đã xong")
    FAILED = "failed", _("Không làm được")
    CANCELLED = "cancelled", _("Đã hủy")

    @property
    def tone(self) -> str:
        """The colour of its badge; the word says the same."""
        return {"running": "info", "succeeded": "ok", "failed": "late"}.get(self.value, "")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
