"""Names of the states and sorts of reporting."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Span(models.TextChoices):
    """How long a reporting window is; the values are those of common.periods.Kind."""

    MONTH = "month", _("tháng")
    QUARTER = "quarter", _("quý")
    HALF = "half", _("6 tháng")
    NINE_MONTHS = "nine_months", _("9 tháng")
    YEAR = "year", _("năm")
    TERM = "term", _("nhiệm kỳ")
    AD_HOC = "ad_hoc", _("đột xuất")


PARTITIONING = (Span.MONTH, Span.QUARTER, Span.HALF, Span.YEAR)
"""Spans whose windows of one regime never overlap; nine months and years do, as do windows ad hoc."""


class Source(models.TextChoices):
    """Where the figure of a line comes from."""

    TYPED = "typed", _("nhập")
    COUNTED = "counted", _("cổng tự đếm")
    ROLLED = "rolled", _("tổng hợp từ cấp dưới")
    COMPUTED = "computed", _("tính từ hai chỉ tiêu khác")


class SubmissionState(models.TextChoices):
    """Where a unit's form for one window stands. Before its window opens an open one is "not due"."""

    OPEN = "open", _("chưa nhập")
    DRAFT = "draft", _("đang nhập")
    SUBMITTED = "submitted", _("đã trình")
    RETURNED = "returned", _("trả lại")
    APPROVED = "approved", _("đã duyệt")
    ACCEPTED = "accepted", _("cấp trên đã nhận")
    CONSOLIDATED = "consolidated", _("đã tổng hợp")
    LOCKED = "locked", _("đã khóa")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return _TONES.get(self, "")


_TONES = {
    SubmissionState.DRAFT: "info",
    SubmissionState.SUBMITTED: "wait",
    SubmissionState.RETURNED: "late",
    SubmissionState.APPROVED: "ok",
    SubmissionState.ACCEPTED: "ok",
    SubmissionState.CONSOLIDATED: "ok",
}


EDITABLE = (SubmissionState.OPEN, SubmissionState.DRAFT, SubmissionState.RETURNED)
SENT_UP = (SubmissionState.APPROVED, SubmissionState.ACCEPTED, SubmissionState.CONSOLIDATED, SubmissionState.LOCKED)
"""States whose figures the level above may add up."""
RECEIVED = (SubmissionState.ACCEPTED, SubmissionState.CONSOLIDATED, SubmissionState.LOCKED)
"""States in which the level above stands on the form: nothing is added to it any more."""


class StepKind(models.TextChoices):
    """What a step of the chain of approval is for."""

    REVIEW = "review", _("xem xét")
    FORMAT = "format", _("kiểm tra thể thức")
    SIGN = "sign", _("ký duyệt")
    NUMBER = "number", _("lấy số, phát hành")


class Outcome(models.TextChoices):
    """What was decided at a step."""

    APPROVED = "approved", _("đồng ý")
    RETURNED = "returned", _("trả lại")


class Severity(models.TextChoices):
    """What a failed check does."""

    BLOCK = "block", _("không cho trình")
    WARN = "warn", _("cảnh báo, cần giải trình")


class CheckKind(models.TextChoices):
    """How a check judges."""

    EXPRESSION = "expression", _("so sánh hai biểu thức")
    OUTLIER = "outlier", _("khác thường so với các kỳ trước")


class CellWindow(models.TextChoices):
    """Which window a cell of a superior's workbook shows, seen from the one that is reported."""

    THIS = "this", _("kỳ này")
    PREVIOUS = "previous", _("kỳ trước")
    YEAR_TO_DATE = "to_date", _("lũy kế từ đầu năm")
    YEAR_BEFORE = "year_before", _("cùng kỳ năm trước")


class CellPart(models.TextChoices):
    """What of a figure a cell shows."""

    FIGURE = "figure", _("số liệu")
    PART = "part", _("tử số")
    WHOLE = "whole", _("mẫu số")
    NOTE = "note", _("ghi chú")
