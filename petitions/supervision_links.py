"""The links of a supervision: petition → supervision → recommendation → task. Only for those who may read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import chain
from common.chain import ChainLink
from steering.enums import TaskStatus

from .models import Recommendation, SupervisedPetition, Supervision

SHOWN = 3


def register() -> None:
    """Called once at start-up."""
    chain.register_restricted("petitions.petition", of_petitions, place=20)
    chain.register_restricted("steering.task", of_tasks, place=-10, rows=_of_tasks)
    chain.register("petitions.supervision", themselves)


def of_petitions(keys: Sequence[int], reader: Any) -> Mapping[int, Iterable[ChainLink]]:
    """The supervisions that looked at each petition, the newest ones; one query."""
    seen = Exists(Supervision.objects.visible_to(reader).filter(pk=OuterRef("supervision")))
    rows = SupervisedPetition.objects.filter(petition__in=keys).annotate(seen=seen).select_related("supervision")
    found: dict[int, list[ChainLink]] = defaultdict(list)
    for row in rows.order_by("-pk"):
        if vars(row)["seen"] and len(found[row.petition_id]) < SHOWN:
            state = str(row.judgement.label) if row.judgement else ""
            found[row.petition_id].append(_link(row.supervision, state))
    return found


def _of_tasks(keys: Sequence[int]) -> QuerySet[Recommendation]:
    return Recommendation.objects.filter(task__in=keys)


def of_tasks(keys: Sequence[int], reader: Any) -> Mapping[int, Iterable[ChainLink]]:
    """The supervision that a task came from; one query."""
    seen = Supervision.objects.visible_to(reader)
    rows = _of_tasks(keys).filter(supervision__in=seen).select_related("supervision")
    return {row.task_id: [_link(row.supervision, str(row.supervision.state.label))] for row in rows if row.task_id}


def themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The session → the supervision → its petitions → its tasks; one query."""
    done = Count("recommendations", distinct=True, filter=Q(recommendations__task__status=TaskStatus.DONE))
    rows = Supervision.objects.filter(pk__in=keys).select_related("session__term")
    counted = rows.annotate(
        looked_at=Count("lines", distinct=True), asked=Count("recommendations", distinct=True), done=done
    )
    return {row.pk: _links(row, vars(row)) for row in counted}


def _links(row: Supervision, counted: Mapping[str, int]) -> list[ChainLink]:
    here, links = row.get_absolute_url(), []
    if row.session:
        links.append(ChainLink(row.session.label, row.session.get_absolute_url()))
    links.append(ChainLink(_("giám sát {code}").format(code=row.code), here, str(row.state.label), current=True))
    number = counted["looked_at"]
    if number:
        words = ngettext("%(count)s kiến nghị", "%(count)s kiến nghị", number) % {"count": number}
        links.append(ChainLink(words, f"{here}#kien-nghi"))
    if counted["asked"]:
        state = _("{done}/{all} hoàn thành").format(done=counted["done"], all=counted["asked"])
        links.append(ChainLink(_("nhiệm vụ"), f"{here}#sau-giam-sat", state))
    return links


def _link(row: Supervision, state: str) -> ChainLink:
    return ChainLink(_("giám sát {code}").format(code=row.code), row.get_absolute_url(), state)
