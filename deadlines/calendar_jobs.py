"""Long work of the calendar: a hundred thousand clocks are counted anew while a page shows how far it is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobs import registry
from jobs.models import Job
from jobs.registry import Progress

from . import applying
from .models import CalendarChange
from .recounting import Tell
from .services import calendar


def register() -> None:
    """Called once at start-up."""
    shown: dict[str, Any] = {"result_url": _page, "result_label": _("Xem thay đổi")}
    registry.job(calendar.FORESEE, title=_("Tính trước thay đổi lịch làm việc"), **shown)(foresee)
    registry.job(calendar.APPLY, title=_("Áp dụng thay đổi lịch làm việc"), **shown)(apply)


def _page(job: Job) -> str:
    return str((job.result or {}).get("url", ""))


def foresee(job: Job, progress: Progress) -> dict[str, Any]:
    """Which clocks would move. Nothing but the forecast is written, so doing it again changes nothing."""
    moves = applying.forecast(job.args["change_id"], _telling(progress))
    return {"moves": moves, "url": "" if moves is None else _url(job)}


def apply(job: Job, progress: Progress) -> dict[str, Any]:
    """In one transaction, under the lock of the change: whoever comes second finds it applied."""
    by = User.objects.get(jobs=job)
    change = applying.carry_out(job.args["change_id"], by, _telling(progress))
    return {"moves": change.move_count, "url": _url(job)}


def _telling(progress: Progress) -> Tell:
    def tell(done: int, total: int) -> None:
        step = _("Tính lại {done} / {total} thời hạn").format(done=done, total=total)
        progress(5 + 90 * done // max(total, 1), step)

    return tell


def _url(job: Job) -> str:
    return CalendarChange(pk=job.args["change_id"]).get_absolute_url()
