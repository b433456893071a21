"""Names of states of pending cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    """Is the matter still pending?"""

    OPEN = "open", _("đang theo dõi")
    CLOSED = "closed", _("đã kết thúc")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return "info" if self is CaseState.OPEN else "ok"


class CasePart(models.TextChoices):
    """Why a body takes part in a case beside the one that leads it."""

    SUPPORTER = "supporter", _("cơ quan phối hợp")
    SUPERVISOR = "supervisor", _("cơ quan giám sát")
