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


class SessionKind(models.TextChoices):
    """Kinds of sessions of a People's Council: Article 78 of the Law 77/2015/QH13 as amended."""

    REGULAR = "regular", _("thường lệ")
    THEMATIC = "thematic", _("chuyên đề")
    EXTRAORDINARY = "extra", _("bất thường")


class SessionStatus(models.TextChoices):
    """Where a session stands."""

    PLANNED = "planned", _("dự kiến")
    OPEN = "open", _("đang họp")
    CLOSED = "closed", _("đã bế mạc")
    CANCELLED = "cancelled", _("đã hủy")

    @property
    def tone(self) -> str:
        """The colour of the badge."""
        return {"planned": "info", "open": "wait", "closed": "ok"}.get(self.value, "")


class SessionPaperRole(models.TextChoices):
    """What a paper is to the session."""

    RESOLUTION = "resolution", _("Nghị quyết")
    SUBMISSION = "submission", _("Tờ trình")
    REPORT = "report", _("Báo cáo trình kỳ họp")
    VERIFICATION = "verify", _("Báo cáo thẩm tra")
    MINUTES = "minutes", _("Biên bản")
    OTHER = "other", _("Văn bản khác")


class Answered(models.TextChoices):
    """How a question to a body was answered."""

    AT_SESSION = "session", _("trả lời tại kỳ họp")
    IN_WRITING = "writing", _("trả lời bằng văn bản")
