"""Names of states and sorts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Signing(models.TextChoices):
    """How the parties of a programme sign."""

    TOGETHER = "together", _("Các bên cùng ký một chương trình")
    PAIRS = "pairs", _("Cơ quan đầu mối ký với từng cơ quan")


class ProgrammeStatus(models.TextChoices):
    """Where a coordination programme stands."""

    DRAFT = "draft", _("Dự thảo")
    SIGNED = "signed", _("Đang thực hiện")
    REVIEWED = "reviewed", _("Đã tổng kết")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"draft": "wait", "signed": "info", "reviewed": "ok"}[self.value]


class ContentState(models.TextChoices):
    """Where a content stands; told from its programme, task and dates, stored only in reviews."""

    PLANNED = "planned", _("Chưa ký kết")
    DOING = "doing", _("Đang thực hiện")
    LATE = "late", _("Quá hạn")
    DONE = "done", _("Hoàn thành")
    UNDONE = "undone", _("Chưa hoàn thành")
    CARRIED = "carried", _("Chuyển sang năm sau")
    DROPPED = "dropped", _("Không thực hiện")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"planned": "wait", "doing": "info", "late": "late", "done": "ok", "undone": "late"}.get(self.value, "")


class ReviewKind(models.TextChoices):
    """Which review of a programme."""

    MIDYEAR = "midyear", _("Sơ kết giữa năm")
    FINAL = "final", _("Tổng kết năm")


class MovementForm(models.TextChoices):
    """What is launched."""

    MOVEMENT = "movement", _("Phong trào")
    DRIVE = "drive", _("Cuộc vận động")
    CAMPAIGN = "campaign", _("Chiến dịch")


class MovementState(models.TextChoices):
    """Whether a movement runs on a day."""

    AHEAD = "ahead", _("Sắp bắt đầu")
    RUNNING = "running", _("Đang triển khai")
    ENDED = "ended", _("Đã kết thúc")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"ahead": "wait", "running": "info", "ended": ""}[self.value]


class CheckResult(models.TextChoices):
    """What a check of a model found."""

    GOOD = "good", _("Đạt, công nhận")
    FOLLOW = "follow", _("Cần tiếp tục theo dõi")
    BAD = "bad", _("Không đạt")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"good": "ok", "follow": "wait", "bad": "late"}[self.value]


class Honoured(models.TextChoices):
    """Who or what is commended."""

    MODEL = "model", _("Mô hình")
    COLLECTIVE = "group", _("Tập thể")
    PERSON = "person", _("Cá nhân")
    UNSTATED = "unstated", _("Chưa nêu rõ")
