"""The list of tasks, one task, a new task, its correction."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit.services import history
from common import chain
from common.errors import Refused
from common.forms import apply_refusal, save_guarded
from common.frame import UNIT_PARAMETER
from common.pages import PARAMETER, page_of
from deadlines.panels import panel_of
from documents.models import Attachment
from documents.services import attachments_of_all
from organizations.current import unit_in_view
from steering import policies, queries, services, timing, workflow
from steering.actions import Action, actions_for
from steering.filters import OPEN_ONLY
from steering.forms.filters import TaskFilterForm
from steering.forms.tasks import AssignForm, EditForm, values_of
from steering.models import ProgressReport, Task
from steering.policies import Standing

from .people import person

NOT_FILTERS = {UNIT_PARAMETER, PARAMETER}  # of an address: the unit in view, the page


@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """Tasks within reach that concern the unit in view, by due date; a page or, for htmx, its results.

    An address that asks for nothing shows what is open: tasks closed years ago would stand before them.
    """
    unit = unit_in_view(request)
    asked = request.GET if set(request.GET) - NOT_FILTERS else {"trang-thai": OPEN_ONLY}
    form = TaskFilterForm(asked, unit=unit)
    chosen = form.chosen()
    tasks = Task.objects.visible_in(person(request), unit) if unit else Task.objects.none()
    page = page_of(request, chosen.apply(tasks).order_by("due_on", "pk").values_list("pk", flat=True))
    context = {
        "form": form,
        "page": page,
        "rows": queries.rows(page.object_list, chosen.on),
        "said": form.said(),
        "day": chosen.day,
        "can_assign": bool(policies.may_assign_somewhere(person(request))),
    }
    template = "steering/task_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_GET
def task_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The record with its evidence, its history, and the next steps with who may take them."""
    task = task_or_404(request, code, detailed=True)
    user = person(request)
    at = Standing.of(user, task)
    actions = actions_for(user, task, at)
    reports: list[ProgressReport] = list(task.reports.all())
    files = attachments_of_all([task, *reports])
    context = {
        "task": task,
        "clock": panel_of(task, timing.KIND),
        "links": chain.links("steering.task", [task.pk], reader=user)[task.pk],
        "allowed": [action for action in actions if action.allowed],
        "denied": _denied(actions),
        "reports": _reports(task, reports, files, at),
        "attachments": files[task],
        "can_attach": task.is_open and policies.may_attach(at),
        "sentences": history(task),
    }
    return render(request, "steering/task_detail.html", context)


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    """Set a task that comes from no conference."""
    assigners = queries.assigners_of(person(request))
    if not assigners:
        raise PermissionDenied(_("Chỉ cán bộ nhập liệu, chuyên viên tổng hợp và lãnh đạo mới được giao nhiệm vụ."))
    form = AssignForm(request.POST or None, assigners=assigners)
    if request.method == "POST" and form.is_valid():
        task = _try(form, lambda values: services.assign_task(by=person(request), **values))
        if task:
            messages.success(request, _("Đã giao nhiệm vụ {code}.").format(code=task.code))
            return redirect(task)
    return render(request, "steering/task_form.html", {"form": form, "task": None})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a task; the digest in the form keeps a colleague's changes."""
    task = task_or_404(request, code)
    policies.check_can_edit(person(request), task)
    if not workflow.may(task, "edit"):
        messages.warning(request, _("Nhiệm vụ đã kết thúc, không sửa được nữa."))
        return redirect(task)
    form = EditForm(request.POST or None, task=task)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of(Task.objects.select_for_update(of=("self",), no_key=True).get(pk=task.pk)),
            save=lambda values: services.edit_task(task=task, by=person(request), **values),
        )
        if saved:
            messages.success(request, _("Đã lưu nhiệm vụ."))
            return redirect(task)
    return render(request, "steering/task_form.html", {"form": form, "task": task})


def task_or_404(request: HttpRequest, code: str, *, detailed: bool = False) -> Task:
    """A task within the person's reach; everything else does not exist."""
    visible = Task.objects.visible_to(person(request))
    tasks = queries.for_detail(visible) if detailed else visible.for_list()
    return get_object_or_404(tasks, code=code)


def _denied(actions: list[Action]) -> list[tuple[str, str]]:
    """Each reason with the steps that it keeps from this person."""
    reasons = dict.fromkeys(action.reason for action in actions if not action.allowed)
    return [(reason, ", ".join(a.label for a in actions if a.reason == reason)) for reason in reasons]


def _reports(
    task: Task, reports: list[ProgressReport], files: Mapping[Model, list[Attachment]], at: Standing
) -> list[dict[str, Any]]:
    """Each report with its evidence, and whether more may be added."""
    may = task.is_open and policies.may_report(at)
    return [
        {"report": report, "attachments": files[report], "can_attach": may and report.verdict is None}
        for report in reports
    ]


def _try(form: AssignForm, verb: Any) -> Task | None:
    try:
        task: Task = verb(form.cleaned_data)
    except Refused as refused:
        apply_refusal(form, refused)
        return None
    return task
