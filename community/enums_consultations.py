"""States of a consultation of the people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultationState(models.TextChoices):
    """Where a consultation stands: Articles 25 to 28 of the Law 10/2022/QH15."""

    DRAFT = "draft", _("đang chuẩn bị")
    OPEN = "open", _("đang lấy ý kiến")
    CLOSED = "closed", _("đã hết thời gian lấy ý kiến")
    ANSWERED = "answered", _("đã giải trình, tiếp thu")
    REPORTED = "reported", _("đã báo cáo Hội đồng nhân dân")
    CANCELLED = "cancelled", _("đã hủy")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"open": "info", "closed": "wait", "answered": "ok", "reported": "ok"}.get(self.value, "")
