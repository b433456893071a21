"""The form as a workbook: take it away, bring it back, see what would change, decide."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common import list_files, spreadsheets
from common.errors import Refused
from common.forms import attempt
from common.frame import of as frame_of
from documents.forms import OneFileField
from indicators import locks, policies
from indicators.excel import sheet
from indicators.grid_queries import beside_of, grid_of
from indicators.models import Submission
from indicators.services import workbooks

PARCEL, OVER = "xem", "de"  # what the look showed; places of colleagues that are written over


class WorkbookForm(forms.Form):
    """A workbook that comes back."""

    upload = OneFileField(
        label=_("Tệp Excel đã nhập"),
        help_text=_("Tệp .xlsx tải từ trang này. Cổng cho xem trước từng thay đổi, chưa ghi gì."),
    )


@require_http_methods(["GET", "POST"])
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the form; upload it again."""
    submission, user = _submission_or_404(request, pk), cast(User, request.user)
    policies.check_can_type(user, submission)
    if request.method == "GET" and (why := locks.why_closed(submission)):
        messages.warning(request, why)
        return redirect(submission.get_absolute_url() + frame_of(request).unit_query)
    if request.GET.get(list_files.PARAMETER) == "xlsx":
        return _file(submission)
    form, outcome = WorkbookForm(), None
    if PARCEL in request.POST:
        try:
            outcome = _applied(request, submission, user)
        except Refused as refused:
            messages.error(request, str(refused))
        if outcome is not None and outcome.is_clear:
            count = len(outcome.changes)
            words = ngettext("Đã ghi %(count)s số liệu từ tệp.", "Đã ghi %(count)s số liệu từ tệp.", count)
            messages.success(request, words % {"count": count})
            return redirect(reverse("indicators:entry", args=[pk]) + frame_of(request).unit_query)
    elif request.method == "POST":
        form = WorkbookForm(request.POST, request.FILES)
        if form.is_valid():
            upload = form.cleaned_data["upload"]
            outcome = attempt(form, lambda: workbooks.look(submission=submission, upload=upload, by=user))
    context = {"submission": submission, "form": form, "outcome": outcome, "parcel": PARCEL, "over": OVER}
    return render(request, "indicators/workbook.html", context)


def _applied(request: HttpRequest, submission: Submission, user: User) -> workbooks.Outcome:
    parcel, over = request.POST.get(PARCEL, ""), request.POST.getlist(OVER)
    outcome = workbooks.apply(submission=submission, parcel=parcel, over=over, by=user)
    if not outcome.is_clear:
        messages.error(request, _now("Biểu vừa có thay đổi khác nên chưa ghi gì. Chọn tệp và xem lại."))
    return outcome


def _file(submission: Submission) -> HttpResponse:
    grid = grid_of(submission, beside=beside_of(submission), proposing=True)
    name = f"{submission.form.code}-{submission.unit.code}-{submission.window.code}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(sheet.build(submission, grid), content_type=spreadsheets.XLSX, headers=headers)


def _submission_or_404(request: HttpRequest, pk: int) -> Submission:
    related = ("form__issuer__unit", "version", "window", "unit__kind", "body__unit")
    return get_object_or_404(Submission.objects.visible_to(cast(User, request.user)).select_related(*related), pk=pk)
