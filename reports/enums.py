"""Names of states and sorts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportStatus(models.TextChoices):
    """A report is written, submitted, approved, handed over for signing, issued; later withdrawn or replaced.

    What is handed over for signing is frozen already: what was signed must be what was issued.
    """

    DRAFT = "draft", _("đang soạn")
    SUBMITTED = "submitted", _("đã trình")
    APPROVED = "approved", _("đã duyệt")
    SIGNING = "signing", _("đã chuyển ký")
    ISSUED = "issued", _("đã ban hành")
    WITHDRAWN = "withdrawn", _("đã thu hồi")
    REPLACED = "replaced", _("đã được thay thế")

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {
            "draft": "", "submitted": "wait", "approved": "info", "signing": "info",
            "issued": "ok", "withdrawn": "late", "replaced": "",
        }[self.value]  # fmt: skip


FROZEN = frozenset({ReportStatus.SIGNING, ReportStatus.ISSUED, ReportStatus.WITHDRAWN, ReportStatus.REPLACED})
"""States in which a report is read from its edition, whatever the records say by now."""

ENDED = frozenset({ReportStatus.WITHDRAWN, ReportStatus.REPLACED})
"""States that leave room for another report of the same body, kind and period."""


class About(models.TextChoices):
    """What a kind of report speaks of."""

    PERIOD = "period", _("một kỳ")
    CONFERENCE = "conference", _("một hội nghị, kỳ họp")


class Issuer(models.TextChoices):
    """Which bodies make reports of a kind."""

    ANY = "any", _("mọi cơ quan")
    COMMITTEE = "committee", _("Ban Chỉ đạo")
    COUNCIL = "council", _("Hội đồng nhân dân")
    DISCLOSING = "disclosing", _("cơ quan công khai")
    FRONT = "front", _("Mặt trận Tổ quốc")
    INSPECTORS = "inspectors", _("Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng")


class NumberedBy(models.TextChoices):
    """Who gives a report its number."""

    EXTERNAL = "external", _("hệ thống văn bản của cơ quan (chuyển ký, rồi ghi nhận phát hành)")
    PORTAL = "portal", _("dãy số của Cổng")


class Outcome(models.TextChoices):
    """How a step of approval ended."""

    APPROVED = "approved", _("đã duyệt")
    RETURNED = "returned", _("trả lại")


class ChangeKind(models.TextChoices):
    """What differs between a report and the Word file that came back."""

    TEXT = "text", _("lời văn")
    FIGURE = "figure", _("số liệu")
    FILLED = "filled", _("câu do Cổng viết")
    LOST = "lost", _("mục không còn trong tệp")


class ChangeOutcome(models.TextChoices):
    """What a writer decided on a difference of the Word file."""

    ACCEPTED = "accepted", _("đã nhận")
    DECLINED = "declined", _("không nhận")

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return "ok" if self is ChangeOutcome.ACCEPTED else ""


class ItemState(models.TextChoices):
    """Where one report of a batch stands."""

    WAITING = "waiting", _("đang chờ")
    DONE = "done", _("đã xong")
    FAILED = "failed", _("không làm được")

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {"waiting": "wait", "done": "ok", "failed": "late"}[self.value]


class Copy(models.TextChoices):
    """Which file of a report lies in a batch; the value stands in the file's name."""

    SIGNED = "da-ky", _("bản đã ký")
    ISSUED = "ban-hanh", _("bản ban hành của Cổng")
    NOT_ISSUED = "chua-ban-hanh", _("chưa ban hành")


class BookSort(models.TextChoices):
    """Registers that can be printed as a book."""

    PETITIONS = "petitions", _("Sổ theo dõi kiến nghị cử tri")
    LETTERS = "letters", _("Sổ theo dõi đơn thư")
    DISCLOSURES = "disclosures", _("Sổ theo dõi việc công khai")
    TASKS = "tasks", _("Sổ theo dõi nhiệm vụ")
    CONCLUSIONS = "conclusions", _("Sổ theo dõi kết luận hội nghị")
