"""One change of the working calendar: what it edits, which clocks it moves, and the steps that it may take."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from administration import calendars
from audit.services import history
from common.errors import Refused
from common.names import one_of
from common.pages import page_of
from deadlines import days, policies
from deadlines.enums import ChangeState, DayKind
from deadlines.models import CalendarChange, CalendarEdit
from deadlines.services import calendar

from .changing import person


@require_safe
def change_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Edits, forecast or moves, steps; while a job works the page asks for itself again."""
    change, user = _change_or_404(request, pk), person(request)
    job, failed = calendars.jobs_of(change)
    page = page_of(request, calendars.moves_of(change))
    context = {
        "change": change,
        "edits": [_shown(edit) for edit in change.edits.order_by("day")],
        "job": job,
        "failed": failed,
        "page": page,
        "lines": calendars.lines_of(user, page),
        "undoing": CalendarChange.objects.filter(undoes=change).first(),
        "can_apply": change.is_draft and change.foreseen_at is not None and job is None,
        "can_undo": change.state == ChangeState.APPLIED and change.undoes_id is None,
        "sentences": history(change),
    }
    return render(request, "administration/calendar_change.html", context)


@require_POST
def foresee(request: HttpRequest, pk: int) -> HttpResponse:
    """Count once more which clocks would move."""
    return _step(request, pk, calendar.foresee)


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Do it."""
    return _step(request, pk, calendar.apply)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the change that puts everything back, and show what it would move."""

    def verb(change: CalendarChange, by: User) -> CalendarChange:
        back = calendar.undo(change, by)
        if back.foreseen_at is None:
            calendar.foresee(back, by)
        return back

    words = _("Đã soạn việc hoàn tác. Xem những thời hạn sẽ trở lại, rồi bấm Áp dụng.")
    return _step(request, pk, verb, done=words)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    change = _change_or_404(request, pk)
    try:
        calendar.discard(change, person(request))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(change)
    messages.success(request, _("Đã bỏ bản soạn; lịch không thay đổi."))
    return redirect("administration:calendar")


def _step(
    request: HttpRequest, pk: int, verb: Callable[[CalendarChange, User], object], *, done: str = ""
) -> HttpResponse:
    """Take a step, and on to the change that it leads to."""
    change = _change_or_404(request, pk)
    try:
        result = verb(change, person(request))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(change)
    if done:
        messages.success(request, done)
    return redirect(result if isinstance(result, CalendarChange) else change)


def _change_or_404(request: HttpRequest, pk: int) -> CalendarChange:
    user = person(request)
    policies.check_can_keep_calendars(user)
    return get_object_or_404(calendars.changes_for(user), pk=pk)


def _shown(edit: CalendarEdit) -> dict[str, object]:
    """An edit in words: the day, what it was, what it becomes."""
    return {
        "day": edit.day,
        "weekday": days.weekday(edit.day),
        "before": _named(edit.kind_before, one_of(edit.name_before, edit.name_en_before)),
        "after": _named(edit.kind, one_of(edit.name, edit.name_en)),
        "also_before": _other(edit.name_before, edit.name_en_before),
        "also_after": _other(edit.name, edit.name_en),
        "basis": edit.basis,
        "source": edit.source,
    }


def _other(name: str, english: str) -> str:
    """The name in the language that is not the page's, so that a change of it is seen; nothing where there is one."""
    said = one_of(name, english)
    return english if said == name else name


def _named(kind: str, name: str) -> str:
    """Quốc khánh (nghỉ lễ, tết); nothing for an ordinary day."""
    if not kind:
        return ""
    label = str(DayKind(kind).label)
    return name if label.casefold() in name.casefold() else f"{name} ({label})"
