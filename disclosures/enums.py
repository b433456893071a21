"""Names of states and sorts. Each label is what people read, each tone is how its badge looks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppliesTo(models.TextChoices):
    """Which sort of body a catalogue of contents binds."""

    COMMUNE = "commune", _("xã, phường, đặc khu")
    AGENCY = "agency", _("cơ quan, đơn vị")
    ENTERPRISE = "enterprise", _("doanh nghiệp nhà nước")


class Where(models.TextChoices):
    """At which places a content must be posted."""

    EVERYWHERE = "everywhere", _("trụ sở, nhà văn hóa và điểm sinh hoạt cộng đồng")
    HEADQUARTERS = "headquarters", _("trụ sở")
    NOWHERE = "", _("không bắt buộc niêm yết")


class FormSort(models.TextChoices):
    """What the portal has to know of a form of disclosure."""

    POSTING = "posting", _("niêm yết")
    BROADCAST = "broadcast", _("truyền thanh")
    ONLINE = "online", _("đăng trên mạng")
    PEOPLE = "people", _("qua người, hội nghị, văn bản")


class DisclosureStatus(models.TextChoices):
    """Where the disclosure of one content stands."""

    WAITING = "waiting", _("Chưa đủ nơi")
    UP = "up", _("Đang công khai")
    DONE = "done", _("Đã kết thúc")
    REPLACED = "replaced", _("Đã thay thế")
    CANCELLED = "cancelled", _("Đã hủy")

    @property
    def tone(self) -> str:
        """The badge's colour and icon."""
        tones = {"waiting": "wait", "up": "ok", "done": "", "replaced": "", "cancelled": ""}
        return tones[self.value]


class PostingStatus(models.TextChoices):
    """Where the disclosure of one content stands at one place."""

    PLANNED = "planned", _("Chưa thực hiện")
    UP = "up", _("Đang công khai")
    DOWN = "down", _("Đã gỡ")
    BROKEN = "broken", _("Gián đoạn trước hạn")
    DROPPED = "dropped", _("Không thực hiện")

    @property
    def tone(self) -> str:
        """The badge's colour and icon."""
        tones = {"planned": "wait", "up": "ok", "down": "", "broken": "late", "dropped": ""}
        return tones[self.value]


class ProofKind(models.TextChoices):
    """What shows that a content was up."""

    PHOTO = "photo", _("ảnh chụp")
    RECORDING = "recording", _("bản ghi âm, ghi hình")


class PlanStatus(models.TextChoices):
    """Where a yearly plan stands."""

    DRAFT = "draft", _("Đang soạn")
    ISSUED = "issued", _("Đã ban hành")

    @property
    def tone(self) -> str:
        """The badge's colour and icon."""
        return {"draft": "wait", "issued": "ok"}[self.value]


class Timeliness(models.TextChoices):
    """Whether a content was disclosed at every place in time, on a day."""

    ON_TIME = "on_time", _("Đúng hạn")
    LATE = "late", _("Chậm")
    MISSING = "missing", _("Quá hạn, chưa đủ nơi")
    WAITING = "waiting", _("Còn trong hạn")
    NO_LIMIT = "no_limit", _("Không tính hạn")

    @property
    def tone(self) -> str:
        """The badge's colour and icon."""
        tones = {"on_time": "ok", "late": "wait", "missing": "late", "waiting": "info", "no_limit": ""}
        return tones[self.value]


STANDING = (DisclosureStatus.WAITING, DisclosureStatus.UP)
"""A disclosure for which something may still happen."""

NAMED_CONTENTS_NEED_END = _("Phụ lục có tên người phải có ngày thôi công khai trên mạng.")
