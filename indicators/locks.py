"""Why figures cannot be typed now, and who can open them again."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Lock:
    """Why nothing can be typed and who can open it; empty when figures may be typed. ``opened``: the exception that
    was given since the form was handed in last."""

    why: str = ""
    opened: LockException | None = None


def why_closed(submission: Submission, today: date | None = None) -> str:
    """A sentence for whoever wants to type; empty when figures may be typed."""
    return lock_of(submission, today).why


def lock_of(submission: Submission, today: date | None = None) -> Lock:
    """At most one query."""
    day = today or clock.today()
    if not submission.is_editable:
        return Lock(_words(submission, _HANDED_IN[submission.status]()))
    if submission.is_not_due(day):
        return Lock(_("Chưa đến kỳ: biểu mở nhập từ {day}.").format(day=ngay(submission.window.opens_on)))
    opened = submission.exceptions.filter(round=submission.round).order_by("-pk").first()
    if opened is not None:
        ended = _("Thời hạn mở khóa đã hết ngày {day}; {who} mở thêm hạn được.")
        return Lock(_words(submission, ended, opened.until) if day > opened.until else "", opened)
    locks_on = submission.window.locks_on
    if locks_on is not None and day >= locks_on:
        closed = _("Kỳ báo cáo đã khóa từ {day}; {who} mở thêm hạn được, phải nêu lý do.")
        return Lock(_words(submission, closed, locks_on))
    return Lock()


def _words(submission: Submission, sentence: str, day: date | None = None) -> str:
    issuer = submission.form.issuer.name
    who = _("chuyên viên tổng hợp hoặc lãnh đạo của {issuer}").format(issuer=issuer)
    return sentence.format(issuer=issuer, who=who, day=ngay(day or submission.accepted_on))
