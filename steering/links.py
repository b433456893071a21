"""The room's own links of the chain: a task with the evidence of its reports and the programme that it came from, a
programme between the years around it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import chain
from common.chain import ChainLink

from . import citing
from .models import ProgrammeItem, Regulation, Task, WorkProgramme
from .models.programmes import programme_label


def register() -> None:
    """Called once at start-up."""
    chain.register_restricted("steering.task", tasks_themselves, place=0)


def tasks_themselves(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """The papers that a task cites, the latest programme that it stands in, the task, its reports; one query."""
    items = ProgrammeItem.objects.filter(task=OuterRef("pk")).order_by("-programme__year")
    place = items.values(one=JSONObject(year="programme__year", key="programme", order="order"))[:1]
    tasks = Task.objects.filter(pk__in=keys).annotate(
        said=Count("reports"), cited=citing.cited_by("steering.task", reader), place=Subquery(place)
    )
    return {task.pk: _around(task, **_found(task)) for task in tasks.order_by("pk")}


def _found(task: Task) -> dict[str, Any]:
    return {name: vars(task)[name] for name in ("said", "cited", "place")}


def _around(task: Task, said: int, cited: list[Any], place: dict[str, int] | None) -> list[ChainLink]:
    links = citing.links_of_cited(cited)
    if place:
        url = reverse("steering:programme", args=[place["key"]])
        links.append(ChainLink(programme_label(place["year"]), f"{url}#noi-dung-{place['order']}"))
    return links + _links(task, said)


def _links(task: Task, said: int) -> list[ChainLink]:
    url = task.get_absolute_url()
    links = [ChainLink(_("nhiệm vụ {code}").format(code=task.code), url, str(task.state.label), current=True)]
    if said:
        words = ngettext("%(count)s báo cáo, minh chứng", "%(count)s báo cáo, minh chứng", said) % {"count": said}
        links.append(ChainLink(words, f"{url}#bao-cao"))
    return links


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


def regulations_themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The regulation before, this one, the one in its place; one query."""
    rows = Regulation.objects.filter(pk__in=keys).select_related("replaced_by", "replaces").order_by("pk")
    return {row.pk: _replacements(row) for row in rows}


def _replacements(row: Regulation) -> list[ChainLink]:
    before = [row.replaces] if hasattr(row, "replaces") else []
    after = [row.replaced_by] if row.replaced_by else []
    links = [ChainLink(one.symbol, one.get_absolute_url(), str(one.state.label)) for one in before]
    links.append(ChainLink(row.symbol, row.get_absolute_url(), str(row.state.label), current=True))
    return [*links, *(ChainLink(one.symbol, one.get_absolute_url(), str(one.state.label)) for one in after)]
