"""Names of states and sorts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SupervisorSort(models.TextChoices):
    """As what a body supervises: the law sets the days by it."""

    FRONT = "front", _("Mặt trận Tổ quốc giám sát")
    COUNCIL = "council", _("Hội đồng nhân dân giám sát")
    COMMUNE_BOARD = "commune", _("Ban Thanh tra nhân dân ở xã giám sát")
    AGENCY_BOARD = "agency", _("Ban Thanh tra nhân dân ở cơ quan, đơn vị giám sát")
    INVESTMENT_BOARD = "invest", _("Ban Giám sát đầu tư của cộng đồng giám sát")
    COMMITTEE = "committee", _("Cấp ủy, Ban Chỉ đạo giám sát")
    OTHER = "other", _("Cơ quan khác giám sát")


class SubjectKind(models.TextChoices):
    """Who or what is supervised."""

    BODY = "body", _("Cơ quan, đơn vị")
    PARTY_CELL = "cell", _("Chi bộ")
    PROJECT = "project", _("Dự án, công trình")
    MATTER = "matter", _("Vụ việc, nội dung")


class SupervisionStatus(models.TextChoices):
    """Where a supervision stands."""

    PLANNED = "planned", _("Đang chuẩn bị")
    NOTIFIED = "notified", _("Đã gửi kế hoạch")
    CARRIED_OUT = "carried", _("Đã tiến hành, chờ thông báo kết quả")
    CONCLUDED = "concluded", _("Đã thông báo kết quả")
    CLOSED = "closed", _("Đã kết thúc")
    CANCELLED = "cancelled", _("Đã hủy")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"planned": "wait", "notified": "info", "carried": "info", "concluded": "info", "closed": "ok"}.get(
            self.value, ""
        )


class RecommendationStatus(models.TextChoices):
    """Where a recommendation stands."""

    WAITING = "waiting", _("Chờ trả lời")
    ANSWERED = "answered", _("Đã trả lời, đang thực hiện")
    DONE = "done", _("Đã thực hiện")
    PARTLY = "partly", _("Thực hiện một phần")
    NOT_DONE = "notdone", _("Không thực hiện")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"waiting": "wait", "answered": "info", "done": "ok", "partly": "wait"}.get(self.value, "late")


OPEN_RECOMMENDATIONS = (RecommendationStatus.WAITING, RecommendationStatus.ANSWERED, RecommendationStatus.PARTLY)


class BoardSort(models.TextChoices):
    """What sort of board the people supervise through."""

    COMMUNE = "commune", _("Ban Thanh tra nhân dân ở xã, phường, đặc khu")
    AGENCY = "agency", _("Ban Thanh tra nhân dân ở cơ quan, đơn vị")
    INVESTMENT = "invest", _("Ban Giám sát đầu tư của cộng đồng")

    @property
    def supervises_as(self) -> SupervisorSort:
        """By which rules of the law the board supervises."""
        return SupervisorSort(self.value)


class BoardPosition(models.TextChoices):
    """A place on a board."""

    HEAD = "head", _("Trưởng ban")
    DEPUTY = "deputy", _("Phó Trưởng ban")
    MEMBER = "member", _("Thành viên")


class CriticismSort(models.TextChoices):
    """By which decision of the Politburo the Front speaks on a draft."""

    CRITICISM = "criticism", _("Phản biện xã hội (Quyết định 217-QĐ/TW)")
    COMMENT = "comment", _("Góp ý xây dựng Đảng, chính quyền (Quyết định 218-QĐ/TW)")


class CriticismStatus(models.TextChoices):
    """Where a draft stands between the body that wrote it and the one that speaks on it."""

    AWAITED = "awaited", _("Chờ dự thảo")
    OPEN = "open", _("Đang lấy ý kiến")
    SENT = "sent", _("Đã gửi văn bản, chờ phản hồi")
    ANSWERED = "answered", _("Đã có phản hồi")
    FINAL = "final", _("Văn bản đã ban hành")
    CANCELLED = "cancelled", _("Không thực hiện")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"awaited": "wait", "open": "info", "sent": "wait", "answered": "info", "final": "ok"}.get(
            self.value, ""
        )
