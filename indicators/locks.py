"""Why figures cannot be typed now, and who can open them again."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from common import clock
from common.templatetags.qcdc import ngay

from .enums import SubmissionState
from .models import LockException, Submission

_HANDED_IN = {
    SubmissionState.SUBMITTED: lambda: _("Biểu đang chờ duyệt; muốn sửa thì rút lại hoặc đề nghị người duyệt trả lại."),
    SubmissionState.APPROVED: lambda: _("Biểu đã gửi lên; muốn sửa thì đề nghị {issuer} trả lại."),
    SubmissionState.ACCEPTED: lambda: _("{issuer} đã nhận biểu từ {day}; {who} mở lại được, phải nêu lý do."),
    SubmissionState.CONSOLIDATED: lambda: _(
        "Số liệu đã được tổng hợp lên cấp trên; {who} mở lại được, phải nêu lý do."
    ),
    SubmissionState.LOCKED: lambda: _("Số liệu đã khóa; {who} mở lại được, phải nêu lý do."),
}


def why_closed(submission: Submission, today: date | None = None) -> str:
    """A sentence that says why nothing can be typed and who can open it; empty when figures may be typed."""
    day = today or clock.today()
    if not submission.is_editable:
        return _words(submission, _HANDED_IN[submission.status]())
    if submission.is_not_due(day):
        return _("Chưa đến kỳ: biểu mở nhập từ {day}.").format(day=ngay(submission.window.opens_on))
    opened = opened_until(submission)
    if opened is not None:
        ended = _("Thời hạn mở khóa đã hết ngày {day}; {who} mở thêm hạn được.")
        return _words(submission, ended, opened) if day > opened else ""
    locks_on = submission.window.locks_on
    if locks_on is not None and day >= locks_on:
        return _words(submission, _("Kỳ báo cáo đã khóa từ {day}; {who} mở thêm hạn được, phải nêu lý do."), locks_on)
    return ""


def opened_until(submission: Submission) -> date | None:
    """The last day of the exception that was given since the form was handed in last."""
    given: LockException | None = submission.exceptions.filter(round=submission.round).order_by("-pk").first()
    return given.until if given else None


def _words(submission: Submission, sentence: str, day: date | None = None) -> str:
    issuer = submission.form.issuer.name
    who = _("chuyên viên tổng hợp hoặc lãnh đạo của {issuer}").format(issuer=issuer)
    return sentence.format(issuer=issuer, who=who, day=ngay(day or submission.accepted_on))
