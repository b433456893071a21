"""The conference's links of the chain: what came before it, what it concluded, what follows from it."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import chain
from common.chain import ChainLink
from common.templatetags.qcdc import ngay
from movements.filters import PROGRAMME
from movements.models import CoordinationProgramme
from steering import citing
from steering.enums import TaskStatus
from steering.models import Task

from .enums import Status
from .models import Conclusion, Conference
from .session_links import origin_of

CONFERENCE = "conferences.conference"


def register() -> None:
    """Called once at start-up."""
    chain.register_restricted(CONFERENCE, around_conferences)
    chain.register_restricted(PROGRAMME, conferences_of_programmes, place=10)
    citing.register(
        CONFERENCE,
        visible=lambda user: Conference.objects.visible_to(user),
        noun=lambda count: ngettext("%(count)s hội nghị", "%(count)s hội nghị", count),
        list_url=lambda paper: f"{reverse('conferences:list')}?van-ban={paper}",
        in_chain=False,
    )
    chain.register("steering.task", origins_of_tasks, place=-10)
    chain.register("steering.task", where_tasks_return, place=30, rows=_opened_by_tasks)


def around_conferences(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """Last conference → this one → its conclusions → their tasks → the next one; one query for any number.

    Before them the directing papers that it rests on and the coordination programme that it reviews, as far as the
    reader sees them.
    """
    done = Count("conclusions", filter=Q(conclusions__task__status=TaskStatus.DONE))
    rows = Conference.objects.filter(Q(pk__in=keys) | Q(previous__in=keys)).select_related("previous", "programme")
    programme = CoordinationProgramme.objects.visible_to(reader).filter(pk=OuterRef("programme"))
    cited = citing.cited_by(CONFERENCE, reader)
    rows = rows.annotate(concluded=Count("conclusions"), done=done, may_know=Exists(programme), cited=cited)
    found = list(rows.order_by("starts_at", "pk"))
    after = _first_after(found)
    asked = set(keys)
    return {
        row.pk: _around(row, vars(row)["concluded"], vars(row)["done"], after.get(row.pk))
        for row in found
        if row.pk in asked
    }


def _programme(row: CoordinationProgramme) -> ChainLink:
    words = _("chương trình phối hợp năm {year}").format(year=row.year)
    return ChainLink(words, row.get_absolute_url(), str(row.state.label))


def conferences_of_programmes(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """The conferences that reviewed a programme, as far as the reader sees them; one query."""
    seen = Conference.objects.visible_to(reader).filter(programme__in=keys).exclude(status=Status.CANCELLED)
    found: dict[int, list[ChainLink]] = {}
    for row in seen.order_by("starts_at", "pk"):
        found.setdefault(row.programme_id or 0, []).append(_conference(row))
    return found


def origins_of_tasks(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """What a task came from: the conference and its conclusion, or the session and its question; one query."""
    came_from = Q(conclusion__isnull=False) | Q(questioning__isnull=False)
    rows = Task.objects.filter(came_from, pk__in=keys).order_by("pk")
    tied = rows.select_related("conclusion__conference", "questioning__session__term")
    return {row.pk: _origin(row) for row in tied}


def _origin(task: Task) -> list[ChainLink]:
    if hasattr(task, "conclusion"):
        return [_conference(task.conclusion.conference), _conclusion(task.conclusion)]
    return origin_of(task.questioning)


def _opened_by_tasks(keys: Sequence[int]) -> QuerySet[Conference]:
    return Conference.objects.filter(previous__conclusions__task__in=keys).exclude(status=Status.CANCELLED)


def where_tasks_return(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The conference that opens with the state of a task; one query."""
    rows = _opened_by_tasks(keys).annotate(task=F("previous__conclusions__task")).order_by("starts_at", "pk")
    first: dict[int, Conference] = {}
    for row in rows:
        first.setdefault(vars(row)["task"], row)
    return {task: [_conference(row, opens=True)] for task, row in first.items()}


def _first_after(rows: Iterable[Conference]) -> dict[int, Conference]:
    """Of conferences in the order of their days: the first that looks back at each, unless it was called off."""
    found: dict[int, Conference] = {}
    for row in rows:
        if row.previous_id is not None and row.status != Status.CANCELLED:
            found.setdefault(row.previous_id, row)
    return found


def _around(row: Conference, concluded: int, done: int, after: Conference | None) -> list[ChainLink]:
    here = row.get_absolute_url()
    links = citing.links_of_cited(vars(row)["cited"])
    links += [_programme(row.programme)] if row.programme and vars(row)["may_know"] else []
    links += [_conference(row.previous)] if row.previous else []
    links.append(ChainLink(_("hội nghị {day}").format(day=ngay(row.held_on)), here, _state(row), current=True))
    if concluded:
        said = ngettext("%(count)s kết luận", "%(count)s kết luận", concluded) % {"count": concluded}
        state = _("{done}/{all} hoàn thành").format(done=done, all=concluded)
        links += [ChainLink(said, f"{here}#ket-luan"), ChainLink(_("nhiệm vụ"), f"{here}#ket-luan", state)]
    if after:
        links.append(_conference(after, opens=True))
    return links


def _conference(row: Conference, *, opens: bool = False) -> ChainLink:
    words = _("hội nghị sau {day}") if opens else _("hội nghị {day}")
    return ChainLink(words.format(day=ngay(row.held_on)), row.get_absolute_url(), _state(row))


def _conclusion(row: Conclusion) -> ChainLink:
    url = f"{row.conference.get_absolute_url()}#ket-luan-{row.order}"
    return ChainLink(_("kết luận {number}").format(number=row.order), url)


def _state(row: Conference) -> str:
    return str(Status(row.status).label)
