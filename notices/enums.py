"""Names of states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxState(models.TextChoices):
    """A row waits until it was sent, or until sending was given up."""

    WAITING = "waiting", _("chờ gửi")
    SENT = "sent", _("đã gửi")
    GIVEN_UP = "given_up", _("không gửi được")
