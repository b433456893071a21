"""Names of states and sorts of citizen reception."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

HEADS_RECEIVE_THEMSELVES_FROM = date(2026, 7, 1)
"""Law 136/2025/QH15: from this day heads may not leave their reception to deputies (read in a second-hand source)."""


class DayKind(models.TextChoices):
    """Why citizens are received on a day."""

    SCHEDULED = "scheduled", _("định kỳ")
    UNSCHEDULED = "unscheduled", _("đột xuất")  # Law 42/2013/QH13 Article 18(3)
    ONLINE = "online", _("trực tuyến")  # Decree 154/2026/NĐ-CP

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"unscheduled": "wait", "online": "info"}.get(self.value, "")


class DayState(models.TextChoices):
    """What became of a day of reception."""

    PLANNED = "planned", _("theo lịch")
    HELD = "held", _("đã tiếp")
    CANCELLED = "cancelled", _("không tổ chức")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"held": "ok", "cancelled": "late"}.get(self.value, "")


class Per(models.TextChoices):
    """In what a duty to receive citizens is counted."""

    WEEK = "week", _("tuần")
    MONTH = "month", _("tháng")


class Matter(models.TextChoices):
    """The classification in the book (Law 42/2013/QH13 Articles 25 and 26)."""

    COMPLAINT = "complaint", _("Khiếu nại")
    DENUNCIATION = "denunciation", _("Tố cáo")
    PROPOSAL = "proposal", _("Kiến nghị, phản ánh")
    SEVERAL = "several", _("Nhiều nội dung")


class Handling(models.TextChoices):
    """What was done with what the person said."""

    ANSWERED = "answered", _("Trả lời, giải thích ngay")
    GUIDED = "guided", _("Hướng dẫn")
    RECEIVED = "received", _("Tiếp nhận để xử lý")
    FORWARDED = "forwarded", _("Tiếp nhận, chuyển cơ quan khác")
    REFUSED = "refused", _("Từ chối tiếp")

    @property
    def takes_something_in(self) -> bool:
        """Something was received, so the person is told within ten working days how it stands (REC-02)."""
        return self in (Handling.RECEIVED, Handling.FORWARDED)

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"answered": "ok", "refused": "late", "received": "info", "forwarded": "info"}.get(self.value, "")


class VisitState(models.TextChoices):
    """What the reception still owes the person."""

    NOTHING_OWED = "none", _("không còn phải trả lời")
    STATUS_OWED = "status", _("chờ trả lời tình trạng xử lý")
    REFUSAL_OWED = "refusal", _("chờ thông báo từ chối tiếp")
    TOLD = "told", _("đã thông báo")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"status": "wait", "refusal": "wait", "told": "ok"}.get(self.value, "")


class StatusAnswer(models.TextChoices):
    """How what was received stands (Law 42/2013/QH13 Article 28(1))."""

    ACCEPTED = "accepted", _("đã thụ lý, đang giải quyết")
    MORE_TIME = "more_time", _("cần thêm thời gian")
    REFUSED = "refused", _("từ chối thụ lý, có nêu lý do")
    FORWARDED = "forwarded", _("đã chuyển cơ quan có thẩm quyền")
