"""Names of states and sorts of letters and of sealed cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CameBy(models.TextChoices):
    """How a letter reached the body."""

    POST = "post", _("qua bưu chính")
    IN_PERSON = "person", _("nộp trực tiếp")
    RECEPTION = "reception", _("tại buổi tiếp công dân")
    FORWARDED = "forwarded", _("cơ quan khác chuyển đến")
    ONLINE = "online", _("trực tuyến")


class ContentKind(models.TextChoices):
    """The classification of Circular 05/2021/TT-TTCP. What is denounced stands in a sealed case and nowhere else."""

    COMPLAINT = "complaint", _("Khiếu nại")
    RECOMMENDATION = "recommend", _("Kiến nghị")
    FEEDBACK = "feedback", _("Phản ánh")
    SEALED = "sealed", _("Nội dung được niêm phong")

    @property
    def letter_name(self) -> str:
        """What a letter with this content is called in titles: a complaint says so, nothing says whose."""
        names = {"complaint": _("Đơn khiếu nại"), "recommend": _("Đơn kiến nghị"), "feedback": _("Đơn phản ánh")}
        return str(names.get(self.value, _("Nội dung được niêm phong")))


OPEN_KINDS = (ContentKind.COMPLAINT, ContentKind.RECOMMENDATION, ContentKind.FEEDBACK)


class ContentStatus(models.TextChoices):
    """Where one content of a letter stands."""

    RECEIVED = "received", _("Mới tiếp nhận")
    TRANSFERRED = "moved", _("Đã chuyển, chờ xử lý")  # waits at the body that now holds it
    ACCEPTED = "accepted", _("Đã thụ lý")
    SUSPENDED = "suspended", _("Tạm đình chỉ")
    SETTLED = "settled", _("Đã giải quyết, chờ gửi quyết định")
    CLOSED = "closed", _("Đã giải quyết xong")
    TERMINATED = "ended", _("Đã đình chỉ")
    GUIDED = "guided", _("Đã hướng dẫn")
    RETURNED = "returned", _("Đã trả lại đơn")
    FILED = "filed", _("Đã lưu đơn")
    SEALED = "sealed", _("Được niêm phong")  # its life is the sealed case's

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        tones = {"moved": "wait", "accepted": "info", "suspended": "wait", "settled": "info", "closed": "ok"}
        return tones.get(self.value, "")


OPEN_CONTENT = (
    ContentStatus.RECEIVED,
    ContentStatus.TRANSFERRED,
    ContentStatus.ACCEPTED,
    ContentStatus.SUSPENDED,
    ContentStatus.SETTLED,
)


class LetterStatus(models.TextChoices):
    """Where a letter stands: follows from its contents."""

    RECEIVED = "received", _("Mới tiếp nhận")
    WORKING = "working", _("Đang xử lý")
    DONE = "done", _("Đã xử lý xong")
    SEALED = "sealed", _("Được niêm phong")  # it has no other content

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"working": "info", "done": "ok"}.get(self.value, "")


OPEN_LETTER = (LetterStatus.RECEIVED, LetterStatus.WORKING)


class Stage(models.TextChoices):
    """The first complaint, or the one after its decision."""

    FIRST = "first", _("lần đầu")
    SECOND = "second", _("lần hai")


class SealedStatus(models.TextChoices):
    """Where a sealed case stands. None of these words says what it is about."""

    RECEIVED = "received", _("Mới tiếp nhận")
    ACCEPTED = "accepted", _("Đã thụ lý")
    CONCLUDED = "concluded", _("Đã kết luận")
    FILED = "filed", _("Đã lưu")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"accepted": "info", "concluded": "ok"}.get(self.value, "")


OPEN_SEALED = (SealedStatus.RECEIVED, SealedStatus.ACCEPTED)


class ErasureReason(models.TextChoices):
    """Why a sealed case's key was destroyed: words that are chosen, because typed ones could name somebody."""

    PERIOD_OVER = "period", _("Hết thời hạn lưu giữ hồ sơ")
    ENTERED_WRONGLY = "mistake", _("Nhập nhầm, hồ sơ được lập lại")
    ORDERED = "ordered", _("Theo văn bản của cơ quan có thẩm quyền")
