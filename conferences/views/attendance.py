"""Step 2: one form for the members' boxes, the counts on the page and the new line, so that Enter saves them all."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.errors import Refused, StaleForm
from conferences import services
from conferences.enums import Step
from conferences.forms.lines import AttendanceForm
from conferences.forms.presence import PresenceForm
from conferences.models import Conference
from conferences.services.shared import locked

from .lines import ADD, ENTER, NEXT, LineStep, leave, line_step, page_of_lines, row_asked
from .shared import next_url, step_context, step_url, user_of

STEP = Step.ATTENDANCE
_ROW = LineStep(
    step=STEP,
    template="conferences/attendance_row.html",
    form=AttendanceForm,
    finish=lambda conference, by: services.save_step_2_attendance(conference=conference, by=by),
    remove=lambda conference, line, data, by: services.remove_attendance(line=line, by=by),
)


class _LineRefusedError(Exception):
    """The new line was refused: nothing of the step is saved."""


def attendance(request: HttpRequest, conference: Conference) -> HttpResponse:
    """The page of the step; ?sua=KEY opens one line of it."""
    if row_asked(request, conference.attendance) is not None:
        return line_step(request, conference, _ROW)
    if request.method != "POST":
        return _show(request, conference, _presence(request, conference), AttendanceForm(conference=conference))
    go, line = request.POST.get("go", ENTER), AttendanceForm(request.POST, conference=conference)
    if line.is_blank and go != ADD:
        line = AttendanceForm(conference=conference)
    presence = _presence(request, conference, request.POST)
    if not _save(request, conference, presence, line):
        return _show(request, conference, presence, line)
    if go == NEXT or not line.is_bound:
        return leave(request, next_url(request, conference, STEP))
    if request.headers.get("HX-Request"):
        return _show(request, conference, _presence(request, conference), AttendanceForm(conference=conference))
    return redirect(step_url(request, conference, STEP))


def _save(request: HttpRequest, conference: Conference, presence: PresenceForm, line: AttendanceForm) -> bool:
    """Everything or nothing; False when a form has to be shown again."""
    is_fine = presence.is_valid()
    if line.is_bound:
        is_fine = line.is_valid() and is_fine
    if not is_fine:
        return False
    user = user_of(request)
    try:
        with transaction.atomic():
            locked(conference)
            values = presence.merge_under_lock(presence.stored())
            services.save_step_2_attendance(
                conference=conference, members=presence.presences(values), counts=presence.counts(values), by=user
            )
            if line.is_bound and line.save(user) is None:
                raise _LineRefusedError
    except (StaleForm, _LineRefusedError):
        return False
    except Refused as refused:
        presence.refuse(refused)
        return False
    return True


def _presence(request: HttpRequest, conference: Conference, data: Any = None) -> PresenceForm:
    page = page_of_lines(request, conference.attendance.select_related("body").order_by("order", "pk"))
    return PresenceForm(data, conference=conference, page=page)


def _show(request: HttpRequest, conference: Conference, presence: PresenceForm, line: AttendanceForm) -> HttpResponse:
    context = step_context(request, conference, STEP, presence=presence, form=line, page=presence.page, row=None)
    return render(request, "conferences/attendance.html", context)
