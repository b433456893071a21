"""States of a project of contributions, and what people contribute."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectState(models.TextChoices):
    """Where a project stands. A closed one takes no lines until it is opened again."""

    OPEN = "open", _("đang huy động")
    CLOSED = "closed", _("đã kết thúc")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"open": "info", "closed": "ok"}[self.value]


class ProjectSort(models.TextChoices):
    """What the people contribute to."""

    WORK = "work", _("công trình")
    FUND = "fund", _("quỹ")


class Given(models.TextChoices):
    """What was contributed; each has its own unit, and no sum mixes two of them."""

    MONEY = "money", _("tiền")
    LAND = "land", _("đất")
    GOODS = "goods", _("hoa màu, tài sản")
    LABOUR = "labour", _("ngày công")
