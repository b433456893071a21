"""How mediation cases ended, and by which periods they are counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseResult(models.TextChoices):
    """What became of the cases of a period; the names are those of the columns that count them."""

    DONE = "done", _("hòa giải thành")
    FAILED = "failed", _("hòa giải không thành")
    GOING = "going", _("đang hòa giải cuối kỳ")
