"""States of the election of a village head."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ElectionState(models.TextChoices):
    """Where an election stands. Held: the votes were entered."""

    PLANNED = "planned", _("đang chuẩn bị")
    HELD = "held", _("đã bầu")
    SENT = "sent", _("đã gửi biên bản")
    RECOGNISED = "recognised", _("đã công nhận")
    REFUSED = "refused", _("không được công nhận")
    CANCELLED = "cancelled", _("đã hủy")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        tones = {"planned": "info", "held": "wait", "sent": "info", "recognised": "ok", "refused": "late"}
        return tones.get(self.value, "")
