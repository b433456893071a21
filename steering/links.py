"""The room's own links of the chain: a task with the evidence of its reports and the programme that it came from, a
programme between the years around it."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import chain
from common.chain import ChainLink

from .models import ProgrammeItem, Task, WorkProgramme


def register() -> None:
    """Called once at start-up."""
    chain.register("steering.task", tasks_themselves, place=0)


def tasks_themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The task, and how many reports were made on it; one query."""
    found = Task.objects.filter(pk__in=keys).annotate(said=Count("reports")).order_by("pk")
    return {task.pk: _links(task, vars(task)["said"]) for task in found}


def _links(task: Task, said: int) -> list[ChainLink]:
    url = task.get_absolute_url()
    links = [ChainLink(_("nhiệm vụ {code}").format(code=task.code), url, str(task.state.label), current=True)]
    if said:
        words = ngettext("%(count)s báo cáo, minh chứng", "%(count)s báo cáo, minh chứng", said) % {"count": said}
        links.append(ChainLink(words, f"{url}#bao-cao"))
    return links


def programmes_of_tasks(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The programme whose content became the task, the latest one when it was carried over; one query."""
    rows = ProgrammeItem.objects.filter(task__in=keys).select_related("programme").order_by("programme__year")
    return {row.task_id: [ChainLink(row.programme.label, row.get_absolute_url())] for row in rows if row.task_id}


def programmes_themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The programme of the year before, this one, its tasks, the year after; one query."""
    rows = WorkProgramme.objects.filter(pk__in=keys).select_related("previous", "following")
    return {row.pk: _years(row, vars(row)["tasks"]) for row in rows.annotate(tasks=Count("items__task")).order_by("pk")}


def _years(row: WorkProgramme, tasks: int) -> list[ChainLink]:
    links = [ChainLink(row.previous.label, row.previous.get_absolute_url())] if row.previous else []
    links.append(ChainLink(row.label, row.get_absolute_url(), current=True))
    if tasks:
        words = ngettext("%(count)s nhiệm vụ", "%(count)s nhiệm vụ", tasks) % {"count": tasks}
        links.append(ChainLink(words, row.get_absolute_url()))
    if hasattr(row, "following"):
        links.append(ChainLink(row.following.label, row.following.get_absolute_url()))
    return links
