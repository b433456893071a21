"""The entry page of a form, its answers to the script that saves field by field, and the pasted block."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common import clock
from common.errors import Refused
from common.frame import of as frame_of
from common.templatetags.qcdc import luc
from common.text import show_unreadable
from indicators import locks, policies
from indicators.forms.entry import send, show_again, take_offers
from indicators.grid import Cell, Grid, reason_of, words_of
from indicators.grid_queries import CUMULATED, beside_of, grid_of
from indicators.models import Submission, Value
from indicators.pasting import read_block
from organizations import roles

PERSON = "nguoi"  # whose page it is: another account may have signed in meanwhile
MOST_PASTED = 200_000  # characters


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Type the figures of a form; the script sends them one by one to the same address."""
    submission, user = _submission_or_404(request, pk), cast(User, request.user)
    policies.check_can_type(user, submission, _standing(user, submission))
    if request.headers.get("accept", "") == "application/json":
        return _answer(request, submission, user)
    lock = locks.lock_of(submission)
    if lock.why and request.method == "GET":
        return _closed(request, submission, lock.why)
    beside = beside_of(submission)
    grid = grid_of(submission, beside=beside, proposing=True)
    if request.method == "POST" and _sent(request, submission, grid, user):
        return redirect(request.get_full_path())
    context = {
        "submission": submission,
        "lock": lock,
        "grid": grid,
        "beside": beside,
        "cumulates": submission.window.span in CUMULATED,
        "newest": max((cell.value for cell in grid.cells.values() if cell.value), key=_when, default=None),
        "person": PERSON,
    }
    return render(request, "indicators/entry.html", context)


@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest, pk: int) -> HttpResponse:
    """A block copied from a spreadsheet: where each figure would go; the entry page stores it."""
    submission, user = _submission_or_404(request, pk), cast(User, request.user)
    policies.check_can_type(user, submission, _standing(user, submission))
    if why := locks.why_closed(submission):
        return _closed(request, submission, why)
    grid = grid_of(submission)
    text, start = request.POST.get("khoi", ""), request.POST.get("tu", "")
    error = _("Khối dán quá dài.") if len(text) > MOST_PASTED else ""
    block = read_block(text, grid, start) if text.strip() and not error else None
    context = {
        "submission": submission, "grid": grid, "found": block, "text": show_unreadable(text), "start": start,
        "error": error or (_("Chưa dán gì vào ô.") if request.method == "POST" and not block else ""),
        "person": PERSON,
    }  # fmt: skip
    return render(request, "indicators/paste.html", context)


def _closed(request: HttpRequest, submission: Submission, why: str) -> HttpResponse:
    """Nothing can be typed: the page of the submission shows where it stands."""
    messages.warning(request, why)
    return redirect(submission.get_absolute_url() + frame_of(request).unit_query)


def _others(request: HttpRequest, user: User) -> str:
    """Why a page is not stored that another person opened: their work would stand under this one's name."""
    if request.POST.get(PERSON, "") == str(user.pk):
        return ""
    return _("Trang này do người khác mở. Số liệu chưa được lưu; hãy đăng nhập lại bằng tài khoản đã nhập.")


def _sent(request: HttpRequest, submission: Submission, grid: Grid, user: User) -> bool:
    """Store what the page carries; True when nothing of it is left to be decided."""
    data = request.POST.dict()
    if "lay" in data:
        data = take_offers(grid, data)
    try:
        if why := _others(request, user):
            show_again(grid, data, why)
            raise Refused(why)
        sent = send(submission=submission, grid=grid, data=data, by=user)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    count = len(sent.saved)
    if count:
        words = ngettext("Đã lưu %(count)s số liệu.", "Đã lưu %(count)s số liệu.", count) % {"count": count}
        messages.success(request, words)
    elif not grid.unsaved:
        messages.info(request, _("Không có gì thay đổi."))
    return not grid.unsaved


def _answer(request: HttpRequest, submission: Submission, user: User) -> JsonResponse:
    """For the script: what stands in the form now; after a POST what became of the places that were sent."""
    why = (_others(request, user) if request.method == "POST" else "") or locks.why_closed(submission)
    if why:
        return JsonResponse({"why": why}, status=409)
    grid = grid_of(submission)
    told = {"person": user.pk, "at": f"{clock.now().astimezone(clock.ZONE):%H:%M}"}
    if request.method != "POST":
        cells = {cell.key: _told(cell, cell.value) for cell in grid.cells.values() if cell.value}
        return JsonResponse(told | {"cells": cells})
    try:
        send(submission=submission, grid=grid, data=request.POST.dict(), by=user)
    except Refused as refused:
        return JsonResponse({"why": str(refused)}, status=409)
    posted = {name[2:] for name in request.POST if name.startswith(("f-", "g-"))}
    cells = {
        cell.key: _told(cell, cell.value) for key, cell in grid.cells.items() if key in posted and not cell.is_unsaved
    }
    errors = {cell.key: cell.error for cell in grid.errors}
    conflicts = {cell.key: _told(cell, cell.theirs) for cell in grid.conflicts}
    return JsonResponse(told | {"cells": cells, "errors": errors, "conflicts": conflicts})


def _told(cell: Cell, value: Value | None) -> dict[str, Any]:
    return {
        "f": words_of(cell.indicator, value),
        "g": reason_of(value),
        "seen": cell.token(value),
        "by": value.typed_by.full_name if value else "",
        "own": value.typed_by_id if value else 0,
        "at": luc(value.typed_at) if value else "",
    }


def _standing(user: User, submission: Submission) -> policies.Standing:
    """What the person is at the body; the issuer's side is nobody's business here."""
    return policies.Standing(roles.at_body(user, submission.body), frozenset())


def _when(value: Value) -> Any:
    return value.typed_at


def _submission_or_404(request: HttpRequest, pk: int) -> Submission:
    """A submission within the person's reach, as the entry page reads it; everything else does not exist."""
    related = ("form__issuer__unit", "version", "window", "unit__kind", "body__unit")
    return get_object_or_404(Submission.objects.visible_to(cast(User, request.user)).select_related(*related), pk=pk)
