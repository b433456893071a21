"""Names of states of directing papers and of what carries them out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Force(models.TextChoices):
    """Whether a paper binds on a day."""

    AHEAD = "ahead", _("Chưa có hiệu lực")
    IN_FORCE = "inforce", _("Đang hiệu lực")
    ENDED = "ended", _("Hết hiệu lực")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"inforce": "ok", "ahead": "info"}.get(self.value, "")


class Carrying(models.TextChoices):
    """How far a body is with a directing paper; told from its dates, stored nowhere."""

    WAITING = "waiting", _("Chưa ban hành")
    LATE = "late", _("Quá hạn, chưa ban hành")
    ISSUED = "issued", _("Đã ban hành")
    DONE = "done", _("Đã thực hiện xong")
    EXCUSED = "excused", _("Không phải thực hiện")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"waiting": "wait", "late": "late", "issued": "info", "done": "ok"}.get(self.value, "")


class ItemState(models.TextChoices):
    """Where a content of a yearly programme stands; told from its task and dates, stored nowhere."""

    PLANNED = "planned", _("Chưa giao việc")
    WORKING = "working", _("Đang thực hiện")
    DONE = "done", _("Hoàn thành")
    CARRIED = "carried", _("Chuyển sang năm sau")
    DROPPED = "dropped", _("Không thực hiện")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"planned": "wait", "working": "info", "done": "ok"}.get(self.value, "")
