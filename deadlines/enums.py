"""Names of states and sorts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    """Why a day is not what its day of the week says."""

    HOLIDAY = "holiday", _("nghỉ lễ, tết")
    COMPENSATORY_OFF = "compoff", _("nghỉ bù")
    SWAPPED_OFF = "swapoff", _("nghỉ hoán đổi")
    SWAPPED_ON = "swapon", _("làm bù (hoán đổi)")

    @property
    def works(self) -> bool:
        """Only a swapped Saturday or Sunday is a working day."""
        return self is DayKind.SWAPPED_ON


class LimitUnit(models.TextChoices):
    """In what a limit is counted. Vietnamese law uses both kinds of days; never convert one into the other."""

    WORKING_DAY = "working_days", _("ngày làm việc")
    CALENDAR_DAY = "calendar_days", _("ngày")
    MONTH = "months", _("tháng")
    YEAR = "years", _("năm")


class Direction(models.TextChoices):
    """Does the limit run from its event on, or towards it?"""

    AFTER = "after", _("kể từ sau sự kiện")
    BEFORE = "before", _("trước sự kiện")


class Bound(models.TextChoices):
    """No later than the last day, or not before it (a posting of at least 30 days)."""

    MAXIMUM = "maximum", _("chậm nhất")
    MINIMUM = "minimum", _("ít nhất")


class RuleStatus(models.TextChoices):
    """How sure we are of a rule's wording. Only VERIFIED and LOCAL are shown without a mark.

    ORIGINAL: the original wording was read and an amendment was not; ``Rule.unread`` names it.
    PRACTICE: what offices do without being told to by law; a local regulation may turn it into a limit.
    """

    VERIFIED = "verified", _("đã đối chiếu văn bản")
    ORIGINAL = "original", _("đã đối chiếu bản gốc; cần đối chiếu văn bản sửa đổi")
    SECOND_HAND = "second", _("theo nguồn thứ cấp; cần đối chiếu văn bản")
    RECALLED = "recalled", _("chưa đối chiếu; không dùng như quy định")
    PRACTICE = "practice", _("thông lệ, không phải quy định")
    LOCAL = "local", _("quy định riêng của đơn vị")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        tones = {"verified": "ok", "original": "wait", "second": "wait", "recalled": "late", "practice": ""}
        return tones.get(self.value, "info")

    @property
    def is_marked(self) -> bool:
        """Whether people are warned wherever the rule is used."""
        return self not in (RuleStatus.VERIFIED, RuleStatus.LOCAL)


class RuleTopic(models.TextChoices):
    """What a rule is about, for the list of rules."""

    DISCLOSURE = "cong-khai", _("Công khai ở xã")
    DECISION = "ban-quyet-dinh", _("Nhân dân bàn, quyết định")
    OPINION = "y-kien", _("Nhân dân tham gia ý kiến")
    INSPECTION = "kiem-tra-giam-sat", _("Nhân dân kiểm tra, giám sát")
    AGENCY = "co-quan", _("Cơ quan, đơn vị")
    ENTERPRISE = "doanh-nghiep", _("Doanh nghiệp")
    COUNCIL = "giam-sat-hdnd", _("Giám sát của Hội đồng nhân dân")
    PETITION = "kien-nghi", _("Kiến nghị của cử tri")
    CONTACT = "tiep-xuc-cu-tri", _("Tiếp xúc cử tri")
    FRONT = "mat-tran", _("Giám sát, phản biện của Mặt trận")
    COMPLAINT = "khieu-nai", _("Khiếu nại")
    DENUNCIATION = "to-cao", _("Tố cáo")
    RECEPTION = "tiep-cong-dan", _("Tiếp công dân, phản ánh")
    REPORT = "bao-cao", _("Kỳ báo cáo")
    REORGANISATION = "sap-xep", _("Sắp xếp đơn vị hành chính")
    PORTAL = "cong-thong-tin", _("Thông tin, dữ liệu, cổng thông tin")


class ClockState(models.TextChoices):
    """Where a clock stands."""

    RUNNING = "running", _("đang chạy")
    SUSPENDED = "suspended", _("tạm dừng")
    STOPPED = "stopped", _("đã xong")
    CANCELLED = "cancelled", _("đã hủy")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"running": "info", "suspended": "wait", "stopped": "ok"}.get(self.value, "")


LIVE = (ClockState.RUNNING, ClockState.SUSPENDED)
ENDED = (ClockState.STOPPED, ClockState.CANCELLED)


class StepKind(models.TextChoices):
    """What happened to a clock."""

    STARTED = "started", _("Bắt đầu tính")
    SUSPENDED = "suspended", _("Đã tạm dừng")
    RESUMED = "resumed", _("Đã tính tiếp")
    EXTENDED = "extended", _("Đã gia hạn")
    CORRECTED = "corrected", _("Đã sửa hạn")
    RECOUNTED = "recounted", _("Đã tính lại theo lịch làm việc")
    STOPPED = "stopped", _("Đã kết thúc")
    CANCELLED = "cancelled", _("Đã hủy")


class Audience(models.TextChoices):
    """Whom a reminder reaches."""

    HOLDER = "holder", _("người thực hiện ở cơ quan phải làm")
    LEADER = "leader", _("lãnh đạo cơ quan phải làm")
    ABOVE = "above", _("cơ quan cấp trên")


class ChangeState(models.TextChoices):
    """Where a change of the calendar stands."""

    DRAFT = "draft", _("đang soạn")
    APPLIED = "applied", _("đã áp dụng")
    UNDONE = "undone", _("đã hoàn tác")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"draft": "wait", "applied": "ok"}.get(self.value, "")


class Due(models.TextChoices):
    """The parts of "Việc cần làm", in their order."""

    OVERDUE = "overdue", _("Quá hạn")
    TODAY = "today", _("Hôm nay")
    WEEK = "week", _("7 ngày tới")
    LATER = "later", _("Sau đó")
    PAUSED = "paused", _("Đang tạm dừng")

    @property
    def place(self) -> int:
        """Its place in the order, as a query sorts by it."""
        return list(Due).index(self)

    @classmethod
    def at(cls, place: int) -> Due:
        """The part of that place."""
        return list(cls)[place]
