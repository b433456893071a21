"""The task's own links of the chain: itself, and the evidence of its reports."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import chain
from common.chain import ChainLink

from .models import Task


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
