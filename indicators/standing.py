"""Where a unit stands with a form of a window: the words of completeness and of the silences of a roll-up."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import SENT_UP


class Standing(models.TextChoices):
    """What can be said on a day about a unit that owes a form."""

    NOT_DUE = "not_due", _("chưa đến kỳ")  # its window has not opened
    WAITING = "waiting", _("chưa gửi, còn hạn")
    OVERDUE = "overdue", _("chưa gửi, quá hạn")
    LATE = "late", _("đã gửi, quá hạn")  # sent up for the first time after its last day
    ON_TIME = "on_time", _("đã gửi đúng hạn")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {Standing.OVERDUE: "late", Standing.LATE: "wait", Standing.ON_TIME: "ok"}.get(self, "")


SILENT = (Standing.NOT_DUE, Standing.WAITING, Standing.OVERDUE)
"""Nothing of the unit is in a sum of what was sent up."""


def standing_of(
    *, state: str | None, opens_on: date, due_on: date, first_sent_on: date | None, today: date
) -> Standing:
    """The standing of a unit on a day; ``state`` is None where the form was not sent down to it."""
    if state in SENT_UP:
        return Standing.LATE if first_sent_on and first_sent_on > due_on else Standing.ON_TIME
    if today < opens_on:
        return Standing.NOT_DUE
    return Standing.WAITING if today <= due_on else Standing.OVERDUE
