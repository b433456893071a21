"""Names of states, steps and sorts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a conference stands. Recorded: every step has been saved, somebody has yet to say that it is complete."""

    PLANNED = "planned", _("dự kiến")
    HELD = "held", _("đang ghi kết quả")
    RECORDED = "recorded", _("đã ghi đủ")
    COMPLETED = "completed", _("hoàn tất")
    CANCELLED = "cancelled", _("đã hủy")

    @property
    def tone(self) -> str:
        """The colour of the badge."""
        return {"planned": "info", "held": "wait", "recorded": "info", "completed": "ok"}.get(self.value, "")


OPEN = (Status.HELD, Status.RECORDED)  # results may be written


class Step(models.IntegerChoices):
    """The eight steps of recording a conference, in the order of the rail."""

    GENERAL = 1, _("Thông tin chung")
    ATTENDANCE = 2, _("Thành phần")
    PRIOR = 3, _("Kết luận kỳ trước")
    FIGURES = 4, _("Số liệu trong kỳ")
    OPINIONS = 5, _("Ý kiến thảo luận")
    VOTES = 6, _("Biểu quyết")
    CONCLUSIONS = 7, _("Kết luận")
    PAPERS = 8, _("Văn bản")


class Presence(models.TextChoices):
    """Whether a member of the committee was there."""

    PRESENT = "present", _("có mặt")
    EXCUSED = "excused", _("vắng có lý do")
    ABSENT = "absent", _("vắng")


class VoteForm(models.TextChoices):
    """How the people decided: Articles 18, 19 and 20 of the Law 10/2022/QH15."""

    MEETING = "meeting", _("tại cuộc họp của cộng đồng dân cư")
    BALLOT = "ballot", _("phát phiếu lấy ý kiến")
    ONLINE = "online", _("biểu quyết trực tuyến")


class PaperRole(models.TextChoices):
    """What a paper is to the conference."""

    MINUTES = "minutes", _("Biên bản")
    NOTICE = "notice", _("Thông báo kết luận")
    REPORT = "report", _("Báo cáo trình hội nghị")
    INVITATION = "invitation", _("Giấy mời")
    OTHER = "other", _("Văn bản khác")
