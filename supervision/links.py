"""Where a supervision stands in its chain: plan or task → supervision → recommendations → tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import chain
from common.chain import ChainLink
from steering import citing

from .models import Criticism, Recommendation, Supervision, SupervisionPlan

SUPERVISION, CRITICISM, PLAN = "supervision.supervision", "supervision.criticism", "supervision.supervisionplan"


def register() -> None:
    """Called once at start-up."""
    chain.register(SUPERVISION, supervisions_themselves)
    chain.register_restricted("steering.task", recommendations_of_tasks, place=-6, rows=_recommendations)
    chain.register_restricted("steering.task", carrying_out, place=-5, rows=_carrying_out)
    citing.register(
        SUPERVISION,
        visible=lambda user: Supervision.objects.visible_to(user),
        noun=lambda count: ngettext("%(count)s cuộc giám sát", "%(count)s cuộc giám sát", count),
        list_url=lambda paper: f"{reverse('supervision:list')}?van-ban={paper}",
    )
    citing.register(
        CRITICISM,
        visible=lambda user: Criticism.objects.visible_to(user),
        noun=lambda count: ngettext("%(count)s phản biện, góp ý", "%(count)s phản biện, góp ý", count),
        list_url=lambda paper: f"{reverse('supervision:criticisms')}?van-ban={paper}",
    )
    citing.register(
        PLAN,
        visible=lambda user: SupervisionPlan.objects.visible_to(user),
        noun=lambda count: ngettext("%(count)s kế hoạch giám sát", "%(count)s kế hoạch giám sát", count),
        list_url=lambda paper: f"{reverse('supervision:plans')}?van-ban={paper}",
    )


def supervisions_themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The plan, the task that it carries out, the supervision; one query."""
    rows = Supervision.objects.filter(pk__in=keys).select_related("plan_line__plan", "task").order_by("pk")
    return {row.pk: _around(row) for row in rows}


def _around(row: Supervision) -> list[ChainLink]:
    links = []
    if row.plan_line:
        links.append(ChainLink(row.plan_line.plan.label, row.plan_line.plan.get_absolute_url()))
    if row.task:
        words = _("nhiệm vụ {code}").format(code=row.task.code)
        links.append(ChainLink(words, row.task.get_absolute_url(), str(row.task.state.label)))
    words = _("giám sát {code}").format(code=row.code)
    links.append(ChainLink(words, row.get_absolute_url(), str(row.state.label), current=True))
    return links


def recommendations_of_tasks(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """The recommendation that a task came from; one query."""
    found: dict[int, list[ChainLink]] = {}
    seen = Supervision.objects.visible_to(reader)
    for one in _recommendations(keys).filter(supervision__in=seen).select_related("supervision"):
        words = _("kiến nghị sau giám sát {code}").format(code=one.supervision.code)
        found.setdefault(one.task_id or 0, []).append(ChainLink(words, one.get_absolute_url()))
    return found


def _recommendations(keys: Sequence[int]) -> QuerySet[Recommendation]:
    return Recommendation.objects.filter(task__in=keys)


def carrying_out(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """The supervisions that carry a task out; one query."""
    found: dict[int, list[ChainLink]] = {}
    seen = Supervision.objects.visible_to(reader)
    for row in _carrying_out(keys).filter(pk__in=seen).order_by("pk"):
        words = _("giám sát {code}").format(code=row.code)
        found.setdefault(row.task_id or 0, []).append(ChainLink(words, row.get_absolute_url(), str(row.state.label)))
    return found


def _carrying_out(keys: Sequence[int]) -> QuerySet[Supervision]:
    return Supervision.objects.filter(task__in=keys)
