"""Names of states and sorts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PetitionStatus(models.TextChoices):
    """Where a petition stands. "Answered" is not "resolved": an answer only opens the question of the outcome.

    Every change is a dated row (PetitionState), so the status of any day can be told.
    """

    RECEIVED = "received", _("Đã tiếp nhận")
    CONSOLIDATED = "consolidated", _("Đã tổng hợp, phân loại")
    TRANSFERRED = "transferred", _("Đã chuyển")
    ACCEPTED = "accepted", _("Đang giải quyết")  # the holder took it up, its answer is awaited
    ANSWERED = "answered", _("Đã trả lời, chờ kết quả")  # or: in progress until a promised day
    CLAIMED = "claimed", _("Chờ xác nhận kết quả")  # the holder claims an outcome
    VERIFIED = "verified", _("Đã xác nhận kết quả")  # by the council's standing committee
    CLOSED = "closed", _("Đã kết thúc")  # and the voters were told
    GROUPED = "grouped", _("Đã gộp")  # says the same as another petition, which goes on
    SPLIT = "split", _("Đã tách")  # its parts go on
    CANCELLED = "cancelled", _("Đã hủy")  # entered by mistake

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return _TONES.get(self.value, "")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self in OPEN


_TONES = {
    "transferred": "info", "accepted": "info", "answered": "info", "claimed": "wait", "verified": "ok", "closed": "ok",
}  # fmt: skip

_S = PetitionStatus
UNSENT = (_S.RECEIVED, _S.CONSOLIDATED)
AWAITED = (_S.TRANSFERRED, _S.ACCEPTED)  # an answer is awaited
HELD = (*AWAITED, _S.ANSWERED, _S.CLAIMED)
OPEN = (*UNSENT, *HELD, _S.VERIFIED)
ENDED = (_S.CLOSED, _S.GROUPED, _S.SPLIT, _S.CANCELLED)
SET_ASIDE = (_S.GROUPED, _S.SPLIT, _S.CANCELLED)  # left out of the count after consolidation
SENT = (*HELD, _S.VERIFIED, _S.CLOSED)
DONE = (_S.VERIFIED, _S.CLOSED)


class Outcome(models.TextChoices):
    """The classes that councils report (legal-rules 3.4). A class counts once the council has verified it."""

    RESOLVED = "resolved", _("Đã giải quyết xong")
    EXPLAINED = "explained", _("Đã giải trình, thông tin với cử tri")
    IN_PROGRESS = "in_progress", _("Đang giải quyết")
    NOT_RESOLVED = "not_resolved", _("Chưa giải quyết")
    NOT_COMPETENT = "not_competent", _("Không thuộc thẩm quyền; kiến nghị cấp trên")

    @property
    def is_settled(self) -> bool:
        """Whether reports count it as settled; what was only passed on or put off is not."""
        return self in SETTLED

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"resolved": "ok", "explained": "ok", "in_progress": "info", "not_resolved": "late"}.get(self.value, "")


SETTLED = (Outcome.RESOLVED, Outcome.EXPLAINED)


class Source(models.TextChoices):
    """How a petition reached the council."""

    MEETING = "meeting", _("tiếp xúc cử tri")
    SESSION = "session", _("kỳ họp")
    RECEPTION = "reception", _("tiếp công dân")
    LETTER = "letter", _("đơn thư")
    FRONT = "front", _("Mặt trận Tổ quốc chuyển đến")
    ORGANISATION = "organisation", _("tổ chức, đoàn thể chuyển đến")
    OTHER = "other", _("nguồn khác")


class ReferralStatus(models.TextChoices):
    """A referral is a draft until its paper has number and date."""

    DRAFT = "draft", _("Dự thảo")
    SENT = "sent", _("Đã chuyển")
    CANCELLED = "cancelled", _("Đã hủy")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"draft": "wait", "sent": "ok"}.get(self.value, "")


class ItemState(models.TextChoices):
    """What became of one petition of a referral."""

    DRAFT = "draft", _("chưa chuyển")
    SENT = "sent", _("đã chuyển, chờ tiếp nhận")
    ACCEPTED = "accepted", _("đã tiếp nhận")
    REFUSED = "refused", _("từ chối, đã chuyển nơi khác")
    DROPPED = "dropped", _("đưa ra khỏi đợt chuyển")


ITEM_LIVE = (ItemState.DRAFT, ItemState.SENT, ItemState.ACCEPTED)


class Verdict(models.TextChoices):
    """What the council's standing committee said to a claimed outcome."""

    CONFIRMED = "confirmed", _("Xác nhận")
    RETURNED = "returned", _("Trả lại")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return "ok" if self is Verdict.CONFIRMED else "late"


class Rung(models.IntegerChoices):
    """The ladder by which a council presses a body to act (legal-rules 3.4); it is climbed, never descended."""

    URGE = 1, _("Đôn đốc lần 1")
    URGE_AGAIN = 2, _("Đôn đốc tiếp")
    PROPOSE = 3, _("Kiến nghị xử lý")
    EXPLAIN = 4, _("Yêu cầu giải trình")
    QUESTION = 5, _("Chất vấn")
    SUPERVISE_AGAIN = 6, _("Giám sát lại")
    REPORT = 7, _("Báo cáo Hội đồng nhân dân")


class ImportStatus(models.TextChoices):
    """Where a file of petitions stands. Nothing is imported before a person decides."""

    UPLOADED = "uploaded", _("Chờ kiểm tra")
    CHECKED = "checked", _("Đã kiểm tra, chờ quyết định")
    IMPORTED = "imported", _("Đã nhập")
    CANCELLED = "cancelled", _("Đã hủy, không nhập")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"uploaded": "info", "checked": "wait", "imported": "ok"}.get(self.value, "")


class ExportFormat(models.TextChoices):
    """What a list is written as; a paper that takes long is kept among them as PDF."""

    XLSX = "xlsx", _("Excel (.xlsx)")
    CSV = "csv", _("CSV (UTF-8)")
    PDF = "pdf", _("PDF")


LIST_FORMATS = (ExportFormat.XLSX, ExportFormat.CSV)


class HandoverKind(models.TextChoices):
    """Why open petitions pass to somebody else."""

    TERM = "term", _("Khóa mới tiếp nhận")
    SUCCESSION = "succession", _("Cơ quan, đơn vị kết thúc")
    MANUAL = "manual", _("Phân công lại")


class HandoverStatus(models.TextChoices):
    """A handover is a list to confirm; confirmed, it may be undone once."""

    DRAFT = "draft", _("Chờ xác nhận")
    APPLIED = "applied", _("Đã bàn giao")
    UNDONE = "undone", _("Đã hoàn tác")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"draft": "wait", "applied": "ok"}.get(self.value, "")


class HandoverSide(models.TextChoices):
    """As what the body stands in the line that passes on."""

    COUNCIL = "council", _("theo dõi kiến nghị")
    HOLDER = "holder", _("giải quyết kiến nghị")
    TERM = "term", _("kiến nghị của khóa trước")
    ADDRESSEE = "addressee", _("nơi nhận trong dự thảo đợt chuyển")
    SENDER = "sender", _("dự thảo đợt chuyển")
    LEFT_OUT = "left_out", _("đưa ra khỏi dự thảo đợt chuyển")


class MoveState(models.TextChoices):
    """What became of a line of a handover."""

    PROPOSED = "proposed", _("đề xuất")
    MOVED = "moved", _("đã bàn giao")
    KEPT = "kept", _("giữ nguyên")
    RETURNED = "returned", _("đã trả lại")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"proposed": "wait", "moved": "ok", "kept": "late"}.get(self.value, "")


class SupervisionStatus(models.TextChoices):
    """Where a supervision of how petitions are handled stands. It is concluded by its report, with number and date."""

    PLANNED = "planned", _("Đã lập kế hoạch")
    UNDER_WAY = "under_way", _("Đang giám sát")
    CONCLUDED = "concluded", _("Đã có báo cáo")
    CANCELLED = "cancelled", _("Đã hủy")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"planned": "wait", "under_way": "info", "concluded": "ok"}.get(self.value, "")


class ChosenFor(models.TextChoices):
    """Why a petition is supervised."""

    UNSETTLED = "unsettled", _("chưa giải quyết xong")
    DISPUTED = "disputed", _("báo đã giải quyết nhưng bị trả lại hoặc cử tri không đồng ý")
    RAISED_AGAIN = "raised", _("cử tri nêu lại")
    LATE = "late", _("trả lời chậm")


class Fulfilment(models.TextChoices):
    """How the supervision judges what was done about a petition (legal-rules 3.4)."""

    DONE = "done", _("Hoàn thành")
    PARTLY = "partly", _("Hoàn thành một phần")
    NOT_DONE = "not_done", _("Chưa hoàn thành")
    OVERDUE = "overdue", _("Quá hạn")
    NOT_CARRIED_OUT = "ignored", _("Không thực hiện")
    FALLS_SHORT = "short", _("Chưa đáp ứng yêu cầu")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"done": "ok", "partly": "info"}.get(self.value, "late")
