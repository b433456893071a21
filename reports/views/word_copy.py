"""A report in Word: taken away, edited outside, brought back; each difference is taken over or not."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common import docx, list_files
from common.errors import Refused
from common.forms import attempt
from common.frame import of as frame_of
from documents.forms import OneFileField

from .. import building, editing, policies, richtext
from ..enums import ChangeKind, ChangeOutcome, ReportStatus
from ..gather import gather_for
from ..models import Report, WordChange, WordCopy
from ..services import word as words
from ..word_beside import Beside, beside
from .loading import load

ACCEPT, DECLINE = "nhan", "khong"


class WordForm(forms.Form):
    """A Word file that comes back."""

    upload = OneFileField(
        label=_("Tệp Word đã sửa"),
        help_text=_("Tệp .docx tải từ trang này. Cổng liệt kê từng chỗ khác, chưa ghi gì vào báo cáo."),
    )
    no_state_secret = forms.BooleanField(
        label=_("Tôi xác nhận tệp không chứa bí mật nhà nước"),
        error_messages={"required": _("Cần xác nhận tệp không chứa bí mật nhà nước.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].widget.attrs["accept"] = ".docx"


@require_http_methods(["GET", "HEAD", "POST"])
def word_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the draft away as a Word file; bring it back; decide about each difference."""
    report, user = load(request, pk), cast(User, request.user)
    policies.check_can_write(user, report.body)
    if request.method != "POST" and report.status != ReportStatus.DRAFT:
        messages.warning(request, _now("Báo cáo không còn ở bước soạn: muốn sửa thì trả lại người soạn."))
        return redirect(report.get_absolute_url() + frame_of(request).unit_query)
    if request.method != "POST" and request.GET.get(list_files.PARAMETER) == "docx":
        return _file(report)
    if ACCEPT in request.POST or DECLINE in request.POST:
        return _decided(request, report, user)
    form = WordForm(request.POST, request.FILES) if request.method == "POST" else WordForm()
    if form.is_valid():
        given = form.cleaned_data
        copy = attempt(
            form,
            lambda: words.read_word(
                report=report, upload=given["upload"], no_state_secret=given["no_state_secret"], by=user
            ),
        )
        if copy is not None:
            return _back(request, report)
    return render(request, "reports/word.html", {"report": report, "form": form, **_shown(report)})


def _file(report: Report) -> HttpResponse:
    """The draft as it stands at this moment."""
    name = f"bao-cao-{report.unit.code}-{report.period}.docx"
    content = building.build(report, "docx", lambda _percent, _step: None)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=docx.CONTENT_TYPE, headers=headers)


def _decided(request: HttpRequest, report: Report, user: User) -> HttpResponse:
    """Take one difference over, or not."""
    accept = ACCEPT in request.POST
    chosen = request.POST.get(ACCEPT if accept else DECLINE, "")
    changes = WordChange.objects.filter(copy__report=report).select_related("copy__report")
    if not chosen.isdecimal() or len(chosen) > 18:
        chosen = "0"
    try:
        words.decide_word(change=get_object_or_404(changes, pk=int(chosen)), accept=accept, by=user)
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request, report)


def _back(request: HttpRequest, report: Report) -> HttpResponse:
    return redirect(reverse("reports:word", args=[report.pk]) + frame_of(request).unit_query)


class _Change:
    """A difference as the page shows it."""

    def __init__(self, change: WordChange, report: Report, texts: dict[str, str]) -> None:
        self.change, self.report, self.texts = change, report, texts
        self.is_text, self.is_lost = change.kind == ChangeKind.TEXT, change.kind == ChangeKind.LOST
        self.kind = ChangeKind(change.kind)
        self.outcome = ChangeOutcome(change.outcome) if change.outcome else None

    @property
    def title(self) -> str:
        """Where it stands."""
        section = self.change.section
        if section is None:
            return _now("Phụ lục")
        return editing.numbered(section, section.heading_for(self.report.period_value))

    @cached_property
    def beside(self) -> Beside:
        """Both versions of the writers' words."""
        return beside(self.change.before, self.change.after, self.texts)


def _shown(report: Report) -> dict[str, Any]:
    """The newest file and where it differs."""
    copy = WordCopy.objects.filter(report=report).select_related("read_by").order_by("-read_at", "-pk").first()
    if copy is None:
        return {"copy": None}
    changes = list(copy.changes.select_related("section", "decided_by"))
    keys = {key for one in changes for text in (one.before, one.after) for key in _keys(one, text)}
    texts = editing.texts_in(report, gather_for(report), keys)
    shown = [_Change(one, report, texts) for one in changes]
    return {
        "copy": copy,
        "texts": [one for one in shown if one.is_text],
        "conflicts": [one for one in shown if not one.is_text],
    }


def _keys(change: WordChange, text: str) -> list[str]:
    return richtext.keys(text) if change.kind == ChangeKind.TEXT else []
