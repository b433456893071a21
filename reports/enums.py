"""Names of states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportStatus(models.TextChoices):
    """A report is written, submitted, approved, then issued; an issued one is frozen."""

    DRAFT = "draft", _("đang soạn")
    SUBMITTED = "submitted", _("đã trình")
    APPROVED = "approved", _("đã duyệt")
    ISSUED = "issued", _("đã ban hành")

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {"draft": "", "submitted": "wait", "approved": "info", "issued": "ok"}[self.value]
