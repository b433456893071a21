"""Steps of a coordination programme and of its contents, each a small form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.forms import attempt, save_guarded
from movements import policies, workflow
from movements.forms import programmes as forms
from movements.models import CoordinationProgramme, ProgrammeContent
from movements.services import contents, programmes, reviews
from movements.services.programmes import ProgrammeFacts

from .people import person
from .programmes import REVIEWS, crumbs_of, programme_or_404
from .shared import form_page, to


@require_http_methods(["GET", "POST"])
def programme_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Correct the head, record the signing or a review, begin next year's programme."""
    steps = {"sua": _edit, "ky-ket": _sign, "so-ket": _review, "tong-ket": _review, "nam-sau": _carry}
    programme, user = programme_or_404(request, pk), person(request)
    if step not in steps:
        raise Http404
    policies.check_can_keep(user, programme)
    name = {"sua": "edit", "ky-ket": "sign", "nam-sau": "carry"}.get(step) or REVIEWS[step]
    if not workflow.may(programme, name):
        messages.warning(request, _("Bước này không còn thực hiện được; xem trạng thái hiện tại."))
        return to(request, programme.get_absolute_url())
    return steps[step](request, programme, name, user)


def _edit(request: HttpRequest, programme: CoordinationProgramme, name: str, user: User) -> HttpResponse:
    form = forms.ProgrammeEditForm(request.POST or None, programme=programme)
    held = CoordinationProgramme.objects.select_for_update(of=("self",), no_key=True)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: forms.values_of(held.get(pk=programme.pk)),
            save=lambda values: programmes.edit(programme=programme, facts=ProgrammeFacts(**values), by=user),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return to(request, programme.get_absolute_url())
    return form_page(request, form, _("Sửa chương trình"), crumbs_of(programme))


def _sign(request: HttpRequest, programme: CoordinationProgramme, name: str, user: User) -> HttpResponse:
    form = forms.SignForm(request.POST or None, user=user, programme=programme)

    def act() -> Any:
        return programmes.sign(programme=programme, by=user, **form.signed())

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã ghi ký kết; hạn của từng nội dung bắt đầu được theo dõi."))
        return to(request, programme.get_absolute_url())
    hints = [_("Sau khi ký, cơ quan tham gia không thay đổi nữa; cơ quan chủ trì nội dung được nhắc trước hạn.")]
    return form_page(request, form, _("Ghi ký kết"), crumbs_of(programme), hints=hints)


def _review(request: HttpRequest, programme: CoordinationProgramme, name: str, user: User) -> HttpResponse:
    form = forms.ReviewForm(request.POST or None, user=user, programme=programme)
    rows = list(programme.contents.select_related("lead", "task").order_by("order"))
    for row in rows:
        row.programme = programme
    lines = [forms.JudgedForm(request.POST or None, content=row) for row in rows]
    if request.method == "POST" and form.is_valid() and all(line.is_valid() for line in lines):
        judged = {line.content.order: line.judged() for line in lines}
        made = attempt(
            form,
            lambda: reviews.review(programme=programme, kind=name, judged=judged, by=user, **form.cleaned_data),
        )
        if made:
            messages.success(request, _("Đã ghi; kết quả từng nội dung được giữ nguyên như hôm nay."))
            return to(request, programme.get_absolute_url())
    hints = [_("Ghi xong thì không sửa được. Nội dung đã giao thành nhiệm vụ lấy trạng thái của nhiệm vụ.")]
    if name == "final":
        hints.append(
            _("Nội dung không đánh dấu “Đã hoàn thành” được ghi là chưa hoàn thành và có thể chuyển sang năm sau.")
        )
    label = workflow.STEPS[name].label
    return form_page(request, form, str(label), crumbs_of(programme), lines=lines, hints=hints)


def _carry(request: HttpRequest, programme: CoordinationProgramme, name: str, user: User) -> HttpResponse:
    form = forms.CarryForm(request.POST or None)
    if request.method == "POST":
        form.is_valid()
        made = attempt(form, lambda: programmes.carry_over(programme=programme, by=user))
        if made:
            messages.success(request, _("Đã lập dự thảo chương trình năm sau từ các nội dung chưa xong."))
            return to(request, made.get_absolute_url())
    hints = [
        _("Lập dự thảo chương trình năm {year} với cùng các cơ quan.").format(year=programme.year + 1),
        _("Nội dung chưa xong được chuyển sang; nhiệm vụ đã giao vẫn tiếp tục, nội dung khác có hạn đến 31/12."),
    ]
    return form_page(request, form, _("Lập chương trình năm sau"), crumbs_of(programme), hints=hints)


@require_http_methods(["GET", "POST"])
def content_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more content; the form stays open for the next one."""
    programme, user = programme_or_404(request, pk), person(request)
    policies.check_can_keep(user, programme)
    form = forms.ContentForm(request.POST or None, programme=programme)

    def act() -> Any:
        return contents.add(programme=programme, facts=form.facts(), by=user)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã thêm nội dung."))
        return to(request, request.path if "them" in request.POST else programme.get_absolute_url())
    return form_page(request, form, _("Thêm nội dung"), crumbs_of(programme), more=_("Lưu và thêm nội dung nữa"))


@require_http_methods(["GET", "POST"])
def content_step(request: HttpRequest, pk: int, order: int, step: str) -> HttpResponse:
    """One step of a content: its result, correct it, make it a task, not carried out."""
    programme, user = programme_or_404(request, pk), person(request)
    if step not in STEPS:
        raise Http404
    content = get_object_or_404(programme.contents.select_related("lead__unit", "task"), order=order)
    content.programme = programme
    label, make, verb = STEPS[step]
    if step == "ket-qua":
        policies.check_can_report(user, content)
    else:
        policies.check_can_keep(user, programme)
    if request.method == "GET" and not content.waits:
        messages.warning(request, _("Nội dung này đã giao việc hoặc đã kết thúc."))
        return to(request, content.get_absolute_url())
    form = make(request, content)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: verb(content, form, user)):
        messages.success(request, _("Đã lưu."))
        return to(request, content.get_absolute_url())
    return form_page(request, form, label(), crumbs_of(programme), item=content, dangerous=step == "bo")


type _Step = tuple[
    Callable[[], str],
    Callable[[HttpRequest, ProgrammeContent], Any],
    Callable[[ProgrammeContent, Any, User], Any],
]

STEPS: dict[str, _Step] = {
    "ket-qua": (
        lambda: _("Ghi kết quả"),
        lambda request, content: forms.DoneForm(request.POST or None),
        lambda content, form, by: contents.report_done(content=content, by=by, **form.cleaned_data),
    ),
    "giao-viec": (
        lambda: _("Giao thành nhiệm vụ"),
        lambda request, content: forms.AssignForm(request.POST or None),
        lambda content, form, by: contents.make_task(content=content, by=by, **form.cleaned_data),
    ),
    "sua": (
        lambda: _("Sửa nội dung"),
        lambda request, content: forms.ContentForm(request.POST or None, programme=content.programme, content=content),
        lambda content, form, by: contents.edit(content=content, facts=form.facts(), by=by),
    ),
    "bo": (
        lambda: _("Không thực hiện"),
        lambda request, content: forms.DropForm(request.POST or None),
        lambda content, form, by: contents.drop(content=content, by=by, **form.cleaned_data),
    ),
}
