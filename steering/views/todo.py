"""The home page: what this person can act on now, oldest due first."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from common import home as registry
from common.home import Item, Section
from steering import queries
from steering.models import Task
from steering.models.tasks import TaskQuerySet

from .people import person

SHOWN = 10

type _Note = Callable[[Task], str]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Sections and buttons of every room, for all units of the person together: one person has one list."""
    sections = registry.sections(request)
    context = {
        "sections": sections,
        "actions": registry.actions(request),
        "total": sum(section.total for section in sections),
    }
    return render(request, "steering/home.html", context)


def tasks_to_report(request: HttpRequest) -> Section | None:
    """Tasks that the person's bodies lead."""
    return _section(_("Nhiệm vụ phải thực hiện"), queries.to_do(person(request)), _note_of_work)


def tasks_to_judge(request: HttpRequest) -> Section | None:
    """Tasks whose completion waits for the person's confirmation."""
    return _section(_("Chờ xác nhận hoàn thành"), queries.to_judge(person(request)), _note_of_judging)


def register() -> None:
    """Called once at start-up."""
    registry.register_section(10, tasks_to_report)
    registry.register_section(20, tasks_to_judge)


def _section(title: str, tasks: TaskQuerySet, note: _Note) -> Section | None:
    """The first tasks, and how many there are: two queries only when they do not all fit."""
    found = list(tasks[: SHOWN + 1])
    if not found:
        return None
    total = tasks.count() if len(found) > SHOWN else len(found)
    return Section(title, _items(found[:SHOWN], note), total, reverse("steering:tasks"))


def _items(tasks: Sequence[Task], note: _Note) -> list[Item]:
    return [Item(task.title, task.get_absolute_url(), task.due_on, note(task)) for task in tasks]


def _note_of_work(task: Task) -> str:
    words = [task.lead.name, _("do {body} giao").format(body=task.assigned_by.name), task.period_note]
    return " · ".join(word for word in words if word)


def _note_of_judging(task: Task) -> str:
    return _("{body} báo cáo đã hoàn thành").format(body=task.lead.name)
