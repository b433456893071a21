"""Which records cite directing papers, and both ends of it.

A room says in AppConfig.ready() that its records may cite; the chain of such a record then begins with its papers, and
the page of a paper counts who cites it:

    citing.register(
        "movements.programme",
        visible=lambda user: Programme.objects.visible_to(user),
        noun=lambda count: ngettext("%(count)s chương trình", "%(count)s chương trình", count),
        list_url=lambda paper: f"{reverse('movements:programmes')}?van-ban={paper}",   # lists exactly these
    )

Its forms take ``steering.forms.citing.CitedField``, its verbs call ``citing.cite(record, papers)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import chain
from common.chain import ChainLink
from common.names import one_of
from common.text import search_key
from organizations.models import Unit

from .models import Citation, DirectingPaper
from .models.directing import label_of

PAPER = "steering.directingpaper"
_SHORTEST = 5  # letters of a symbol that is looked for in a text


@dataclass(frozen=True)
class Citing:
    """A sort of record that cites papers; ``list_url(paper key)`` lists those that cite it."""

    kind: str
    visible: Callable[[User], QuerySet[Any]]
    noun: Callable[[int], str]
    list_url: Callable[[int], str]


@dataclass(frozen=True)
class Cited:
    """How many records of a sort cite a paper, and where they are listed."""

    words: str
    url: str


_kinds: dict[str, Citing] = {}


def register(
    kind: str,
    *,
    visible: Callable[[User], QuerySet[Any]],
    noun: Callable[[int], str],
    list_url: Callable[[int], str],
    in_chain: bool = True,
) -> None:
    """Let records of a model ("app.model" in small letters) cite papers; see the module.

    ``in_chain=False``: the room's own links name the papers, with ``cited_by`` in the query that they ask anyway.
    """
    _kinds[kind] = Citing(kind, visible, noun, list_url)
    if in_chain:
        chain.register_restricted(kind, partial(papers_cited, kind), place=-20, rows=partial(_citations, kind))


def cite(record: Model, papers: Iterable[DirectingPaper]) -> bool:
    """Make the record cite exactly these papers; whether anything changed."""
    kind = _kind_of(record)
    wanted = {paper.pk for paper in papers}
    own = Citation.objects.filter(kind=kind, record_id=record.pk)
    present = set(own.values_list("paper_id", flat=True))
    own.filter(paper__in=present - wanted).delete()
    Citation.objects.bulk_create(
        Citation(kind=kind, record_id=record.pk, paper_id=paper) for paper in sorted(wanted - present)
    )
    return wanted != present


def papers_of(record: Model) -> list[DirectingPaper]:
    """The papers that a record cites, the oldest first; one query."""
    cited = DirectingPaper.objects.filter(citations__kind=_kind_of(record), citations__record_id=record.pk)
    return list(cited.select_related("kind").order_by("issued_on", "pk"))


def records_citing(kind: str, paper: int) -> QuerySet[Citation, int]:
    """Keys of the records of a sort that cite a paper, for filters of lists."""
    return Citation.objects.filter(kind=kind, paper=paper).values_list("record_id", flat=True)


def named_in(text: str, unit: Unit) -> list[DirectingPaper]:
    """The papers known to a unit whose number and symbol stand in a text; a symbol of two papers names neither."""
    said = Value(f" {search_key(text)} ")
    known = DirectingPaper.objects.known_in(unit).annotate(said=said).filter(said__contains=F("symbol_key"))
    found = [paper for paper in known.select_related("kind").order_by("pk") if len(paper.symbol_key) >= _SHORTEST]
    keys = [paper.symbol_key for paper in found]
    return [paper for paper in found if keys.count(paper.symbol_key) == 1]


def citers_of(paper: DirectingPaper, reader: User) -> list[Cited]:
    """How many records of each sort that the reader sees cite the paper; one query."""
    counts = {
        f"n{place}": Count("pk", filter=Q(kind=kind, record_id__in=citing.visible(reader).order_by().values("pk")))
        for place, (kind, citing) in enumerate(_kinds.items())
    }
    numbers = Citation.objects.filter(paper=paper).aggregate(**counts) if counts else {}
    return [
        Cited(citing.noun(number) % {"count": number}, citing.list_url(paper.pk))
        for place, citing in enumerate(_kinds.values())
        if (number := numbers[f"n{place}"])
    ]


def _citations(kind: str, keys: Sequence[int]) -> QuerySet[Citation]:
    return Citation.objects.filter(kind=kind, record_id__in=list(keys))


def papers_cited(kind: str, keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """What records of a sort rest on; a paper that the reader does not see is named without its page. One query."""
    seen = DirectingPaper.objects.visible_to(reader).filter(pk=OuterRef("paper"))
    rows = _citations(kind, keys).annotate(seen=Exists(seen))
    found: dict[int, list[ChainLink]] = {}
    for row in rows.select_related("paper__kind").order_by("paper__issued_on", "paper"):
        url = row.paper.get_absolute_url() if vars(row)["seen"] else ""
        found.setdefault(row.record_id, []).append(ChainLink(row.paper.label, url))
    return found


def cited_by(kind: str, reader: User) -> ArraySubquery:
    """The same for a query of the records themselves: annotate with it and give each value to ``links_of_cited``."""
    seen = DirectingPaper.objects.visible_to(reader).filter(pk=OuterRef("paper"))
    rows = Citation.objects.filter(kind=kind, record_id=OuterRef("pk")).annotate(seen=Exists(seen))
    names = {"key": "paper", "symbol": "paper__symbol", "vi": "paper__kind__name_vi", "en": "paper__kind__name_en"}
    cited = rows.order_by("paper__issued_on", "paper").values(one=JSONObject(**names, seen="seen"))
    return ArraySubquery(cited)


def links_of_cited(cited: Iterable[Mapping[str, Any]]) -> list[ChainLink]:
    """The links of what ``cited_by`` found."""
    return [
        ChainLink(
            label_of(one_of(paper["vi"], paper["en"]), paper["symbol"]),
            reverse("steering:paper", args=[paper["key"]]) if paper["seen"] else "",
        )
        for paper in cited
    ]


def links_of_paper(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """The paper that it replaced, the paper itself, who carries it out, who cites it, what replaced it."""
    papers = DirectingPaper.objects.filter(pk__in=list(keys)).select_related("kind", "replaced_by__kind")
    return {paper.pk: _around(paper, reader) for paper in papers.order_by("pk")}


def _around(paper: DirectingPaper, reader: User) -> list[ChainLink]:
    links = [ChainLink(paper.label, paper.get_absolute_url(), str(paper.state.label), current=True)]
    links += [ChainLink(cited.words, cited.url) for cited in citers_of(paper, reader)]
    if paper.replaced_by:
        words = _("thay bằng {paper}").format(paper=paper.replaced_by.label)
        links.append(ChainLink(words, paper.replaced_by.get_absolute_url()))
    return links


def _kind_of(record: Model) -> str:
    label = record._meta.label_lower
    if label not in _kinds:
        raise LookupError(f"{label} cites no papers: steering.citing.register it in AppConfig.ready()")
    return label
