"""One small page for each step of a task: what will happen, a form, a button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import Refused
from common.forms import apply_refusal
from documents.services import attach
from steering import policies, services, workflow
from steering.forms.tasks import CancelForm, ExtendForm, ReportForm, SendBackForm, SignOffForm
from steering.models import Task

from .people import person
from .tasks import task_or_404


@dataclass(frozen=True)
class StepPage:
    """How a step is asked for and carried out."""

    step: str  # of workflow.STEPS
    check: Callable[[User, Task], None]
    form: Callable[[HttpRequest, Task], forms.Form]
    carry_out: Callable[[Task, dict[str, Any], User], object]
    done: str | Promise
    effects: list[str | Promise] = field(default_factory=list)
    dangerous: bool = False


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The lead body says how far it is."""
    return _page(request, code, REPORT)


@require_http_methods(["GET", "POST"])
def sign_off(request: HttpRequest, code: str) -> HttpResponse:
    """The body that set the task confirms."""
    return _page(request, code, SIGN_OFF)


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    """The body that set the task asks for more."""
    return _page(request, code, SEND_BACK)


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, code: str) -> HttpResponse:
    """A later due date."""
    return _page(request, code, EXTEND)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """The task is no longer wanted."""
    return _page(request, code, CANCEL)


def _page(request: HttpRequest, code: str, page: StepPage) -> HttpResponse:
    task = task_or_404(request, code)
    page.check(person(request), task)
    if request.method == "GET" and not workflow.may(task, page.step):
        messages.warning(request, _impossible(task, page))
        return redirect(task)
    form = page.form(request, task)
    if request.method == "POST" and form.is_valid() and _carry_out(page, task, form, person(request)):
        messages.success(request, str(page.done))
        return redirect(task)
    context = {"task": task, "form": form, "page": page, "label": workflow.STEPS[page.step].label}
    return render(request, "steering/task_step.html", context)


def _carry_out(page: StepPage, task: Task, form: forms.Form, by: User) -> bool:
    try:
        page.carry_out(task, form.cleaned_data, by)
    except Refused as refused:
        apply_refusal(form, refused)
        return False
    return True


def _impossible(task: Task, page: StepPage) -> str:
    try:
        workflow.move(task, page.step)
    except Refused as refused:
        return str(refused)
    return ""


@transaction.atomic
def _report(task: Task, values: dict[str, Any], by: User) -> None:
    """The report and its evidence stand or fall together."""
    uploads, confirmed = values.pop("upload"), values.pop("no_state_secret")
    report = services.report_progress(task=task, by=by, **values)
    for upload in uploads:
        attach(owner=report, upload=upload, by=by, no_state_secret=confirmed)


REPORT = StepPage(
    step="progress",
    check=policies.check_can_report,
    form=lambda request, task: ReportForm(request.POST or None, request.FILES or None, task=task),
    carry_out=_report,
    done=_("Đã ghi báo cáo tiến độ."),
)
SIGN_OFF = StepPage(
    step="sign_off",
    check=policies.check_can_decide,
    form=lambda request, task: SignOffForm(request.POST or None),
    carry_out=lambda task, values, by: services.sign_off(task=task, by=by, **values),
    done=_("Đã xác nhận hoàn thành."),
    effects=[_("Nhiệm vụ kết thúc, được tính là hoàn thành trong báo cáo.")],
)
SEND_BACK = StepPage(
    step="send_back",
    check=policies.check_can_decide,
    form=lambda request, task: SendBackForm(request.POST or None),
    carry_out=lambda task, values, by: services.send_back(task=task, by=by, **values),
    done=_("Đã trả lại, cơ quan chủ trì được thông báo."),
    effects=[_("Nhiệm vụ trở lại trạng thái đang thực hiện."), _("Cơ quan chủ trì nhận thông báo kèm lý do.")],
)
EXTEND = StepPage(
    step="extend",
    check=policies.check_can_decide,
    form=lambda request, task: ExtendForm(request.POST or None, task=task, user=person(request)),
    carry_out=lambda task, values, by: services.extend(task=task, by=by, **values),
    done=_("Đã gia hạn."),
    effects=[_("Hạn cũ và lý do vẫn còn trong lịch sử.")],
)
CANCEL = StepPage(
    step="cancel",
    check=policies.check_can_cancel,
    form=lambda request, task: CancelForm(request.POST or None),
    carry_out=lambda task, values, by: services.cancel(task=task, by=by, **values),
    done=_("Đã hủy nhiệm vụ."),
    effects=[
        _("Nhiệm vụ không còn được tính là đang mở hay hoàn thành."),
        _("Cơ quan chủ trì nhận thông báo; hồ sơ vẫn xem được."),
    ],
    dangerous=True,
)
