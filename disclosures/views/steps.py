"""One small page for each step of a disclosure and of its places: what will happen, a form, a button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.forms import attempt
from common.frame import of as frame_of
from disclosures import actions, detail, workflow
from disclosures.actions import Reasons
from disclosures.forms.disclosures import FileForm, PublishForm, PutUpForm, ReasonForm, StepForm, WantPlaceForm
from disclosures.forms.postings import BreakOffForm, DropForm, PostingForm, ProveForm, TakeDownForm
from disclosures.models import Disclosure, DisclosureFile, Posting
from disclosures.services import disclosures as services
from disclosures.services import postings as posting_services

from .disclosures import disclosure_or_404
from .people import person


@dataclass(frozen=True)
class Page:
    """How a step is asked for and carried out."""

    form: type[Any]
    verb: Callable[..., Any]
    effects: tuple[str | Promise, ...] = ()


_SEEN = _("Mọi người xem được trên mạng: việc công khai, số văn bản, nơi và ngày công khai, các tệp bên dưới.")
PAGES: dict[str, Page] = {
    "put_up": Page(
        PutUpForm,
        posting_services.put_up,
        (_("Thời gian công khai tối thiểu tính từ ngày này, theo từng nơi."),),
    ),
    "keep_as_is": Page(StepForm, services.keep_as_is, (_("Nội dung đang niêm yết vẫn đúng, không phải thay."),)),
    "publish": Page(PublishForm, services.publish, (_SEEN,)),
    "withdraw": Page(ReasonForm, services.withdraw, (_("Việc này không còn trên bảng công khai trên mạng."),)),
    "add_file": Page(
        FileForm, services.add_file, (_("Tệp hiện trên bảng công khai nếu việc này đã được đưa lên bảng."),)
    ),
    "add_place": Page(WantPlaceForm, posting_services.want_place),
    "ask_review": Page(
        ReasonForm,
        services.ask_review,
        (_("Người của cơ quan công khai được báo để xem nội dung đang niêm yết còn đúng hay phải thay."),),
    ),
    "cancel": Page(
        ReasonForm, services.cancel, (_("Việc ghi nhầm không còn phải công khai và không tính vào số liệu."),)
    ),
}
POSTING_PAGES: dict[str, Page] = {
    "prove": Page(ProveForm, posting_services.prove),
    "take_down": Page(TakeDownForm, posting_services.take_down),
    "break_off": Page(
        BreakOffForm,
        posting_services.break_off,
        (_("Ghi nhận một lần gián đoạn; nơi này phải công khai lại, thời gian tối thiểu tính lại từ đầu."),),
    ),
    "drop": Page(DropForm, posting_services.drop, (_("Nơi này không còn phải công khai việc này; lý do được lưu."),)),
}
_NAMES = {slug: name for name, (slug, _who) in actions.STEPS.items()}
_POSTING_NAMES = {slug: name for name, (slug, _who) in actions.POSTING_STEPS.items()}


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """A step of the whole disclosure."""
    name = _NAMES.get(slug)
    if name is None:
        raise Http404
    disclosure, user = disclosure_or_404(request, code), person(request)
    _check(Reasons.at(user, disclosure), name)
    possible = actions.possible(disclosure, name, list(disclosure.postings.all()))
    if request.method == "GET" and not possible:
        messages.warning(request, _now("Việc công khai này không ở trạng thái thực hiện được bước đó."))
        return _back(request, disclosure)
    if name == "replace":
        unit = frame_of(request).unit_code
        return redirect(f"{reverse('disclosures:new')}?thay={code}{f'&don-vi={unit}' if unit else ''}")
    page = PAGES[name]
    form = page.form(*_sent(request), disclosure=disclosure, user=user, initial=_initial(request, name))
    final = request.method == "POST" and "preview" not in request.POST
    if final and form.is_valid() and _act(form, lambda: _carry_out(page, name, disclosure, form, user)):
        messages.success(request, _now("{step}: đã lưu.").format(step=actions.label_of(name)))
        return _back(request, disclosure)
    context = {
        "disclosure": disclosure,
        "form": form,
        "label": actions.label_of(name, disclosure),
        "effects": page.effects,
        "dangerous": name in {"cancel", "withdraw"},
        "preview": _preview(disclosure, form) if name == "publish" else None,
    }
    return render(request, "disclosures/step.html", context)


@require_http_methods(["GET", "POST"])
def posting_step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A step of one place."""
    name = _POSTING_NAMES.get(slug)
    if name is None:
        raise Http404
    posting, user = posting_or_404(request, pk), person(request)
    disclosure = posting.disclosure
    _check(Reasons.at(user, disclosure), name)
    if request.method == "GET" and not workflow.may(posting, name, workflow.POSTING_STEPS):
        messages.warning(request, _now("Nơi này không ở trạng thái thực hiện được bước đó."))
        return _back(request, disclosure)
    page = POSTING_PAGES[name]
    form: PostingForm = page.form(*_sent(request), posting=posting, user=user)
    if form.is_valid() and _act(form, lambda: page.verb(posting=posting, by=user, **form.values())):
        messages.success(request, _now("{step}: đã lưu.").format(step=actions.label_of(name)))
        return _back(request, disclosure)
    context = {
        "disclosure": disclosure,
        "posting": posting,
        "form": form,
        "label": actions.label_of(name),
        "effects": page.effects,
        "dangerous": name in {"break_off", "drop"},
    }
    return render(request, "disclosures/step.html", context)


@require_http_methods(["GET", "POST"])
def remove_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file off, with the reason."""
    user = person(request)
    seen = DisclosureFile.objects.present().filter(disclosure__in=Disclosure.objects.visible_to(user))
    file = get_object_or_404(seen, pk=pk)
    disclosure = disclosure_or_404(request, file.disclosure.code)
    _check(Reasons.at(user, disclosure), "add_file")
    form = ReasonForm(*_sent(request), disclosure=disclosure, user=user)
    if form.is_valid() and _act(form, lambda: services.remove_file(file=file, by=user, **form.cleaned_data)):
        messages.success(request, _now("Đã gỡ tệp “{name}”.").format(name=file.caption))
        return _back(request, disclosure)
    effects = [_now("Tệp “{name}” không còn hiện ở đây và trên bảng công khai.").format(name=file.caption)]
    context = {
        "disclosure": disclosure, "form": form, "label": _now("Gỡ tệp"), "effects": effects, "dangerous": True,
    }  # fmt: skip
    return render(request, "disclosures/step.html", context)


def posting_or_404(request: HttpRequest, pk: int) -> Posting:
    """A place of a disclosure that the person sees."""
    seen = Posting.objects.filter(disclosure__in=Disclosure.objects.visible_to(person(request)))
    related = (
        "place__form",
        "rule",
        "disclosure__body__unit",
        "disclosure__item__catalogue",
        "disclosure__responsible",
    )
    return get_object_or_404(seen.select_related(*related), pk=pk)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent, for a form that may have no field of its own."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _check(reasons: Reasons, name: str) -> None:
    if reason := reasons.of(name):
        raise PermissionDenied(reason)


def _initial(request: HttpRequest, name: str) -> dict[str, Any]:
    """The place whose button was pressed is ticked already; without one, all that wait."""
    if name != "put_up":
        return {}
    asked = request.GET.get("noi", "")
    return {"postings": [int(asked)] if asked.isascii() and asked.isdigit() and len(asked) < 10 else []}


def _carry_out(page: Page, name: str, disclosure: Disclosure, form: forms.Form, by: User) -> object:
    if name == "put_up":
        return page.verb(by=by, **form.cleaned_data)
    done: object = page.verb(disclosure=disclosure, by=by, **form.cleaned_data)
    return done


def _act(form: forms.Form, act: Callable[[], object]) -> bool:
    return attempt(form, act) is not None


def _preview(disclosure: Disclosure, form: forms.Form) -> dict[str, Any]:
    """What everybody would see: the same fields as the public board."""
    text = form.cleaned_data.get("text", "") if form.is_valid() else disclosure.public_text
    return {
        "text": text,
        "postings": [row for row in detail.postings_of(disclosure) if row.status == "up"],
        "files": detail.files_of(disclosure),
    }


def _back(request: HttpRequest, disclosure: Disclosure) -> HttpResponse:
    return redirect(disclosure.get_absolute_url() + frame_of(request).unit_query)
