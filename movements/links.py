"""The room's own links of the chain: a programme between the years around it, with its tasks and reviews; the programme
from which a task came."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import chain
from common.chain import ChainLink

from .filters import PROGRAMME
from .filters_register import MOVEMENT, ModelFilter
from .models import CoordinationProgramme, LocalModel, Movement, ProgrammeContent

MODEL = "movements.localmodel"


def register() -> None:
    """Called once at start-up."""
    chain.register(PROGRAMME, programmes_themselves)
    chain.register_restricted("steering.task", programmes_of_tasks, place=-10, rows=_contents_of_tasks)
    chain.register(MOVEMENT, movements_themselves)
    chain.register(MODEL, models_themselves)


def programmes_themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The programme of the year before, this one, its tasks, the year after; one query."""
    rows = CoordinationProgramme.objects.filter(pk__in=keys).select_related("previous", "following")
    counted = rows.annotate(tasks=Count("contents__task")).order_by("pk")
    return {row.pk: _around(row, vars(row)["tasks"]) for row in counted}


def _around(row: CoordinationProgramme, tasks: int) -> list[ChainLink]:
    links = []
    if row.previous:
        words = _("chương trình năm {year}").format(year=row.previous.year)
        links.append(ChainLink(words, row.previous.get_absolute_url(), str(row.previous.state.label)))
    words = _("chương trình phối hợp năm {year}").format(year=row.year)
    links.append(ChainLink(words, row.get_absolute_url(), str(row.state.label), current=True))
    if tasks:
        links.append(ChainLink(ngettext("%(count)s nhiệm vụ", "%(count)s nhiệm vụ", tasks) % {"count": tasks}, ""))
    following = getattr(row, "following", None)
    if following:
        words = _("chương trình năm {year}").format(year=following.year)
        links.append(ChainLink(words, following.get_absolute_url(), str(following.state.label)))
    return links


def _contents_of_tasks(keys: Sequence[int]) -> QuerySet[ProgrammeContent]:
    return ProgrammeContent.objects.filter(task__in=list(keys))


def programmes_of_tasks(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """The latest programme in which a task stands; one query."""
    seen = ProgrammeContent.objects.visible_to(reader).filter(task__in=list(keys))
    rows = seen.select_related("programme").order_by("programme__year")
    return {row.task_id: [_of_task(row)] for row in rows if row.task_id is not None}


def _of_task(row: ProgrammeContent) -> ChainLink:
    words = _("chương trình phối hợp năm {year}").format(year=row.programme.year)
    return ChainLink(words, row.get_absolute_url())


def movements_themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """A movement, and the models that were registered for it; one query."""
    rows = Movement.objects.filter(pk__in=keys).annotate(registered=Count("models")).order_by("pk")
    return {row.pk: _around_movement(row, vars(row)["registered"]) for row in rows}


def _around_movement(row: Movement, registered: int) -> list[ChainLink]:
    own = ChainLink(str(row.get_form_display()), row.get_absolute_url(), str(row.state.label), current=True)
    if not registered:
        return [own]
    words = ngettext("%(count)s mô hình", "%(count)s mô hình", registered) % {"count": registered}
    return [own, ChainLink(words, ModelFilter(movement=row.pk).url(None))]


def models_themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The movement for which a model was registered, the model, its commendations and the units that took it up."""
    rows = LocalModel.objects.filter(pk__in=keys).select_related("movement").order_by("pk")
    counted = rows.annotate(given=Count("commendations", distinct=True), taken=Count("spreads", distinct=True))
    return {row.pk: _around_model(row, vars(row)["given"], vars(row)["taken"]) for row in counted}


def _around_model(row: LocalModel, given: int, taken: int) -> list[ChainLink]:
    links = [ChainLink(row.movement.name, row.movement.get_absolute_url())] if row.movement else []
    state = str(row.check_state.label) if row.check_state else ""
    links.append(ChainLink(_("mô hình"), row.get_absolute_url(), state, current=True))
    if given:
        words = ngettext("%(count)s lần khen", "%(count)s lần khen", given) % {"count": given}
        links.append(ChainLink(words, f"{row.get_absolute_url()}#khen-thuong"))
    if taken:
        words = ngettext("%(count)s đơn vị nhân rộng", "%(count)s đơn vị nhân rộng", taken) % {"count": taken}
        links.append(ChainLink(words, f"{row.get_absolute_url()}#nhan-rong"))
    return links
