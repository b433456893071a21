"""Versions of a form: what stands on one, and the steps by which a draft is changed and published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common.errors import Refused
from common.forms import attempt, save_guarded
from indicators import policies
from indicators.enums import Source
from indicators.forms import defining as forms
from indicators.forms.steps import NothingForm
from indicators.models import Check, Form, FormLine, FormSection, FormVersion
from indicators.services import forms as form_services
from indicators.services import versions as services

from .defining import form_or_404
from .people import person
from .shared import form_page, typed_in, with_unit

_ROWS: dict[str, type[FormSection] | type[FormLine] | type[Check]] = {
    "phan": FormSection, "dong": FormLine, "kiem-tra": Check,
}  # fmt: skip


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What stands on a version: sections, lines with their source, checks; on a draft with what may be done."""
    one = _version(request, code, number)
    may = policies.may_keep_forms(person(request), one.form.issuer)
    sections = list(one.sections.prefetch_related("lines__indicator"))
    context = {
        "version": one,
        "form": one.form,
        "sections": sections,
        "checks": list(one.checks.all()),
        "count": sum(len(section.lines.all()) for section in sections),
        "may_edit": may and not one.is_published,
        "may_draft": may and one.is_published and not _newest(one.form).number > number,
        "computed": Source.COMPUTED,
    }
    return render(request, "indicators/version.html", context)


@require_http_methods(["GET", "POST"])
def version_step(request: HttpRequest, code: str, number: int, step: str) -> HttpResponse:
    """One change of a draft; what was published only gets a successor."""
    one, user = _version(request, code, number), person(request)
    policies.check_can_keep_forms(user, one.form.issuer)
    if step not in STEPS:
        raise Http404
    if one.is_published and step != "ban-moi":
        messages.error(request, _("Phiên bản đã ban hành thì không sửa; soạn phiên bản mới từ phiên bản này."))
        return redirect(with_unit(request, one.get_absolute_url()))
    return STEPS[step](request, one, user)


# -- steps


def _edit(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    form = forms.VersionForm(typed_in(request), version=one)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: _stored(one),
            save=lambda values: services.edit(version=one, by=user, **values),
        )
        if saved:
            return _back(request, one, _("Đã lưu."))
    return _page(request, form, _("Sửa ngày áp dụng, đề cương"), one)


def _stored(one: FormVersion) -> dict[str, Any]:
    form_services.locked(one.form)
    row = FormVersion.objects.get(pk=one.pk)
    return {"starts_on": row.valid.lower, "outline": row.outline}


def _section_new(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    form = forms.SectionForm(typed_in(request))
    return _step(
        request, one, form, _("Thêm phần"), lambda: services.add_section(version=one, by=user, **form.cleaned_data)
    )


def _section(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    section = _asked(request, one, FormSection)
    form = forms.SectionForm(typed_in(request), section=section)
    return _change(
        request, one, form, _("Sửa phần"), section,
        lambda stored, values: services.edit_section(section=stored, by=user, **values),
    )  # fmt: skip


def _lines_new(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    section = _asked(request, one, FormSection)
    form = forms.LinesForm(typed_in(request), section=section)
    label = _("Thêm chỉ tiêu vào “{section}”").format(section=section.title)
    return _step(
        request, one, form, label, lambda: services.add_lines(section=section, by=user, **form.cleaned_data), wide=True
    )


def _line(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    line = _asked(request, one, FormLine)
    form = forms.LineForm(typed_in(request), line=line)
    label = _("Sửa dòng “{name}”").format(name=line.indicator.name)
    return _change(
        request, one, form, label, line, lambda stored, values: services.edit_line(line=stored, by=user, **values)
    )


def _check_new(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    form = forms.CheckForm(typed_in(request))
    return _step(
        request, one, form, _("Thêm quy tắc kiểm tra"),
        lambda: services.add_check(version=one, by=user, **form.cleaned_data), codes=_codes(one),
    )  # fmt: skip


def _check(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    check = _asked(request, one, Check)
    form = forms.CheckForm(typed_in(request), check=check)
    return _change(
        request, one, form, _("Sửa quy tắc kiểm tra"), check,
        lambda stored, values: services.edit_check(check=stored, by=user, **values), codes=_codes(one),
    )  # fmt: skip


def _move(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    """The small buttons beside a row: up, down, away. Only POST."""
    if request.method != "POST":
        raise Http404
    sort, _sign, key = request.POST.get("muc", "").partition(":")
    if sort not in _ROWS:
        raise Http404
    row = _row(one, _ROWS[sort], key)
    verb = request.POST.get("viec", "")
    if verb == "bo":
        return _refusable(request, one, lambda: services.remove(row=row, by=user), _("Đã bỏ."))
    return _refusable(request, one, lambda: services.move(row=row, up=verb == "len", by=user), _("Đã đổi thứ tự."))


def _publish(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    effects = [
        _("Phiên bản {number} áp dụng cho các kỳ chốt số liệu từ ngày {day}.").format(
            number=one.number, day=f"{one.valid.lower:%d/%m/%Y}"
        ),
        _("Sau khi ban hành, nội dung không sửa được nữa; cần thay đổi thì soạn phiên bản mới."),
        _("Phiên bản trước thôi áp dụng cho các kỳ chốt từ ngày đó; biểu đã giao giữ phiên bản của mình."),
    ]
    form = NothingForm(typed_in(request))
    return _step(
        request, one, form, _("Ban hành phiên bản"), lambda: services.publish(version=one, by=user), effects=effects
    )


def _drop(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    form = NothingForm(typed_in(request))

    def act() -> bool:
        services.drop(version=one, by=user)
        return True

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã bỏ dự thảo."))
        return redirect(with_unit(request, one.form.get_absolute_url()))
    effects = [_("Các phần, chỉ tiêu và quy tắc của dự thảo này mất đi; phiên bản đã ban hành giữ nguyên.")]
    return _page(request, form, _("Bỏ dự thảo"), one, effects=effects, dangerous=True)


def _draft(request: HttpRequest, one: FormVersion, user: User) -> HttpResponse:
    """A copy of the newest version, to be changed. Only POST."""
    if request.method != "POST":
        raise Http404
    try:
        with transaction.atomic():
            made = services.draft(form=one.form, by=user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(with_unit(request, one.form.get_absolute_url()))
    return _back(request, made, _("Đã soạn dự thảo phiên bản {number}.").format(number=made.number))


STEPS: dict[str, Callable[[HttpRequest, FormVersion, User], HttpResponse]] = {
    "sua": _edit, "them-phan": _section_new, "phan": _section, "them-chi-tieu": _lines_new, "dong": _line,
    "them-kiem-tra": _check_new, "kiem-tra": _check, "xep": _move, "ban-hanh": _publish, "bo": _drop,
    "ban-moi": _draft,
}  # fmt: skip


# -- inside


@dataclass(frozen=True)
class Code:
    """How a check names an indicator."""

    code: str
    name: str


def _codes(one: FormVersion) -> list[Code]:
    lines = one.lines.select_related("indicator")
    return [Code(f"[{line.indicator.code}]", line.indicator.name) for line in lines]


def _version(request: HttpRequest, code: str, number: int) -> FormVersion:
    form = form_or_404(request, code)
    if number > 32_767:
        raise Http404
    one = get_object_or_404(form.versions.select_related("published_by"), number=number)
    one.form = form
    return one


def _newest(form: Form) -> FormVersion:
    newest: FormVersion = form.versions.latest("number")
    return newest


def _asked[R: FormSection | FormLine | Check](request: HttpRequest, one: FormVersion, model: type[R]) -> R:
    """The row that the address names (?muc=)."""
    return _row(one, model, request.GET.get("muc", ""))


def _row[R: FormSection | FormLine | Check](one: FormVersion, model: type[R], key: str) -> R:
    if not (key.isascii() and key.isdecimal() and len(key) < 15):
        raise Http404
    rows: Any = model._default_manager
    row: R = get_object_or_404(rows.filter(version=one), pk=int(key))
    return row


def _step(
    request: HttpRequest, one: FormVersion, form: Any, label: str, act: Callable[[], Any], **context: Any
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and attempt(form, act):
        return _back(request, one, _("Đã lưu."))
    return _page(request, form, label, one, **context)


def _change[R: FormSection | FormLine | Check](
    request: HttpRequest, one: FormVersion, form: Any, label: str, row: R, save: Callable[[R, dict[str, Any]], Any],
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """Another content of a row: what a colleague changed meanwhile is kept, or shown beside what was typed."""
    stored: dict[int, R] = {}

    def lock() -> R:
        form_services.locked(one.form)
        stored[row.pk] = _row(one, type(row), str(row.pk))
        return stored[row.pk]

    if request.method == "POST" and form.is_valid():
        saved = save_guarded(form, lock=lock, save=lambda values: save(stored[row.pk], values))
        if saved:
            return _back(request, one, _("Đã lưu."))
    return _page(request, form, label, one, **context)


def _refusable(request: HttpRequest, one: FormVersion, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(with_unit(request, one.get_absolute_url()))
    return _back(request, one, done)


def _back(request: HttpRequest, one: FormVersion, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect(with_unit(request, one.get_absolute_url()))


def _page(request: HttpRequest, form: Any, label: str, one: FormVersion, **context: Any) -> HttpResponse:
    return form_page(request, form, label, crumb="forms", record=one, over=one.form, **context)
