"""Names of states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentStatus(models.TextChoices):
    """A document is a draft until it has its number and its date."""

    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã ban hành")

    @property
    def tone(self) -> str:
        """The colour of its badge; the word says the same."""
        return {"draft": "wait", "issued": "ok"}[self.value]
