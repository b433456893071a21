"""The session's links of the chain: its papers and questions, the tasks that came of them; a task's session."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import chain
from common.chain import ChainLink
from steering.enums import TaskStatus

from .models import CouncilSession, Questioning, SessionPaper


def register() -> None:
    """Called once at start-up."""
    chain.register("conferences.councilsession", sessions_themselves)


def sessions_themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The session → its papers → its questions → the tasks that were promised; one query."""
    rows = CouncilSession.objects.filter(pk__in=keys).select_related("term").order_by("pk")
    questions = Questioning.objects.all()
    counted = rows.annotate(
        papers_here=_number_of(SessionPaper.objects.all()),
        asked=_number_of(questions),
        tasks=_number_of(questions.filter(task__isnull=False)),
        done=_number_of(questions.filter(Q(task__status=TaskStatus.DONE))),
    )
    return {row.pk: _links(row) for row in counted}


def _number_of(lines: QuerySet[SessionPaper] | QuerySet[Questioning]) -> Coalesce:
    of_session = lines.filter(session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(of_session.annotate(number=Count("pk")).values("number")), 0)


def _links(row: CouncilSession) -> list[ChainLink]:
    here, found = row.get_absolute_url(), vars(row)
    links = [ChainLink(row.label, here, str(row.state.label), current=True)]
    if found["papers_here"]:
        number = found["papers_here"]
        words = ngettext("%(count)s văn bản", "%(count)s văn bản", number) % {"count": number}
        links.append(ChainLink(words, f"{here}#van-ban"))
    if found["asked"]:
        number = found["asked"]
        words = ngettext("%(count)s chất vấn", "%(count)s chất vấn", number) % {"count": number}
        links.append(ChainLink(words, f"{here}#chat-van"))
    if found["tasks"]:
        state = _("{done}/{all} hoàn thành").format(done=found["done"], all=found["tasks"])
        links.append(ChainLink(_("nhiệm vụ"), f"{here}#chat-van", state))
    return links


def origin_of(row: Questioning) -> list[ChainLink]:
    session = row.session
    url = session.get_absolute_url()
    words = _("chất vấn tại {session}").format(session=session.short_label)
    return [ChainLink(session.label, url, str(session.state.label)), ChainLink(words, f"{url}#chat-van-{row.pk}")]
