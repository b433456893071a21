"""Names of states and sorts: decisions of the people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionState(models.TextChoices):
    """Where a decision of the people stands. Held: every village has its figures."""

    PLANNED = "planned", _("đang chuẩn bị")
    HELD = "held", _("đã có kết quả")
    SENT = "sent", _("đã gửi kết quả")
    RECOGNISED = "recognised", _("đã được công nhận")
    REFUSED = "refused", _("không được công nhận")
    CANCELLED = "cancelled", _("đã hủy")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        tones = {"planned": "info", "held": "wait", "sent": "info", "recognised": "ok", "refused": "late"}
        return tones.get(self.value, "")


class Proposer(models.TextChoices):
    """Who put the matter to the people: Article 16 of the Law 10/2022/QH15."""

    HEAD = "head", _("Trưởng thôn, Tổ trưởng tổ dân phố và Ban công tác Mặt trận")
    COMMITTEE = "committee", _("Ủy ban nhân dân cấp xã đề nghị")
    CITIZENS = "citizens", _("sáng kiến của công dân")


class Outcome(models.TextChoices):
    """Whether the people agreed, as lists filter by it."""

    PASSED = "passed", _("đã thông qua")
    NOT_PASSED = "notpassed", _("không thông qua")
    UNKNOWN = "unknown", _("chưa có kết quả")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"passed": "ok", "notpassed": "late"}.get(self.value, "")

    @classmethod
    def of(cls, passed: bool | None) -> "Outcome":
        """The word for a stored answer."""
        return cls.UNKNOWN if passed is None else cls.PASSED if passed else cls.NOT_PASSED
