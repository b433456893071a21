"""One small page for each step of a content: what will happen, a form, a button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import Refused
from common.forms import attempt
from documents import services as documents
from documents.models import DocumentType, OfficialDocument
from letters import policies, workflow
from letters.actions import SLUGS
from letters.forms.letters import (
    AcceptForm,
    PaperForm,
    ReasonForm,
    ReasonPaperForm,
    ReportBackForm,
    StepForm,
    TakeInForm,
    TransferForm,
)
from letters.models import LetterContent
from letters.services import letters as services

from .letters import letter_or_404
from .people import person


@dataclass(frozen=True)
class StepPage:
    """How a step is asked for and carried out. ``paper``: the type of a paper that is entered with the step."""

    form: type[StepForm]
    verb: Callable[..., Any]
    effects: tuple[str | Promise, ...] = ()
    paper: str = ""
    subject: str | Promise = ""


PAGES: dict[str, StepPage] = {
    "take_in": StepPage(TakeInForm, services.take_in, (_("Thời hạn thụ lý tính lại từ ngày đến."),)),
    "accept": StepPage(
        AcceptForm,
        services.accept,
        (_("Khiếu nại: cần thông báo thụ lý có số, ngày; thời hạn giải quyết bắt đầu tính."),),
        "thong-bao",
        _("Thông báo thụ lý đơn {code}"),
    ),
    "guide": StepPage(ReasonForm, services.guide, (_("Ghi đã hướng dẫn người gửi đến cơ quan nào, cách làm."),)),
    "transfer": StepPage(
        TransferForm,
        services.transfer,
        (
            _("Cơ quan nhận được thông báo và tiếp tục xử lý; thời hạn của cơ quan đó bắt đầu tính."),
            _("Cơ quan chuyển vẫn xem được đơn đang ở đâu, đến bước nào."),
        ),
        "cong-van",
        _("Chuyển đơn {code}"),
    ),
    "give_back": StepPage(ReasonForm, services.give_back),
    "file": StepPage(ReasonForm, services.file, (_("Nội dung kết thúc; lý do được lưu."),)),
    "settle": StepPage(
        PaperForm,
        services.settle,
        (_("Thời hạn gửi quyết định bắt đầu tính."),),
        "quyet-dinh",
        _("Quyết định giải quyết đơn {code}"),
    ),
    "send": StepPage(StepForm, services.send, (_("Nội dung kết thúc."),)),
    "answer": StepPage(PaperForm, services.answer, (_("Nội dung kết thúc."),), "cong-van", _("Trả lời đơn {code}")),
    "suspend": StepPage(
        ReasonPaperForm,
        services.suspend,
        (_("Thời hạn giải quyết tạm dừng từ ngày này."),),
        "quyet-dinh",
        _("Quyết định tạm đình chỉ giải quyết đơn {code}"),
    ),
    "resume": StepPage(StepForm, services.resume, (_("Thời hạn giải quyết tính tiếp từ ngày này."),)),
    "terminate": StepPage(
        ReasonPaperForm,
        services.terminate,
        (_("Việc giải quyết kết thúc, không có quyết định về nội dung."),),
        "quyet-dinh",
        _("Quyết định đình chỉ giải quyết đơn {code}"),
    ),
    "report_back": StepPage(
        ReportBackForm, services.report_back, (), "cong-van", _("Báo kết quả giải quyết đơn {code}")
    ),
}
_NAMES = {slug: name for name, slug in SLUGS.items()}


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, position: int, slug: str) -> HttpResponse:
    """A step of one content; what the state does not allow is said instead of the form."""
    name = _NAMES.get(slug)
    if name is None:
        raise Http404
    user = person(request)
    letter = letter_or_404(request, code)
    contents = LetterContent.objects.select_related("holder__unit", "holder__kind", "letter__body")
    content = get_object_or_404(contents, letter=letter, position=position)
    if content.is_sealed:
        raise Http404
    policies.check_can_handle(user, content)
    page = PAGES[name]
    form: forms.Form = page.form(request.POST or None, content=content, user=user)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: _carry_out(page, content, dict(form.cleaned_data), user))
        if done:
            messages.success(request, _("Đã ghi: {step}.").format(step=workflow.STEPS[name].label))
            return redirect(letter)
    context = {
        "letter": letter,
        "content": content,
        "form": form,
        "label": workflow.STEPS[name].label,
        "effects": page.effects,
        "refusal": _refusal(content, name),
        "dangerous": name == "terminate",
    }
    return render(request, "letters/letter_step.html", context)


@transaction.atomic
def _carry_out(page: StepPage, content: LetterContent, values: dict[str, Any], by: User) -> LetterContent:
    """The paper that is entered with a step and the step stand or fall together."""
    number, issued_on = values.pop("number", None), values.pop("issued_on", None)
    if "document" in values:
        values["paper"] = values.pop("document") or _entered(page, content, number, issued_on, by)
    done: LetterContent = page.verb(content=content, by=by, **values)
    return done


def _entered(
    page: StepPage, content: LetterContent, number: int | None, issued_on: Any, by: User
) -> OfficialDocument | None:
    """A paper that is recorded here; its title says the number of the letter and nothing else."""
    if issued_on is None:
        return None
    kind = DocumentType.objects.get(code=page.paper)
    subject = str(page.subject).format(code=content.letter.code)
    return documents.record_issued(
        issuer=content.holder, type=kind, number=number, issued_on=issued_on, subject=subject, by=by
    )


def _refusal(content: LetterContent, name: str) -> str:
    """Why the state does not allow the step; empty when it does."""
    try:
        workflow.move(LetterContent(kind=content.kind, status=content.status), name)
    except Refused as refused:
        return str(refused)
    return ""
