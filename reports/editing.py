"""What stands beside the words while they are written: figures to pick, the last period's words, two versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.db.models.functions import Left

from common import official
from common.names import in_portal_language
from common.text import search_key

from . import known, richtext
from .gather import Gathered, gather, gather_for
from .models import OutlineSection, Report, SectionText
from .paper import issued_paper
from .told import Told
from .word_beside import changes

MOST_OFFERED = 12
EXCERPT = 1200
"""Characters of a section that the page of its report shows."""


@dataclass(frozen=True)
class Offered:
    """Figures that fit what was looked for."""

    words: str
    found: list[Told]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.found)


def offered(gathered: Gathered, words: str) -> Offered:
    """Figures whose name, way of counting or value holds every word; all of them when nothing is looked for."""
    wanted = search_key(words).split()
    found = [told for told in known.known(gathered).values() if all(word in _searched(told) for word in wanted)]
    return Offered(words, found[:MOST_OFFERED], len(found))


def _searched(told: Told) -> str:
    return search_key(f"{told.label} {told.formula} {told.text}")


@in_portal_language
def texts_of(gathered: Gathered, keys: Iterable[str]) -> dict[str, str]:
    """What each of these figures says today; one without value is left out. Counts are asked together."""
    wanted = list(keys)
    if not wanted:
        return {}
    counted = {key.removeprefix("counted:") for key in wanted if key.startswith("counted:")}
    if counted:
        gathered.count(counted & {indicator.counted for indicator in gathered.indicators})
    told = {key: known.resolve(gathered, key) for key in wanted}
    return {key: one.text for key, one in told.items() if one}


def texts_in(report: Report, gathered: Gathered, keys: Iterable[str]) -> dict[str, str]:
    """What the figures of a report's words say: of a frozen report as they were frozen."""
    wanted = list(keys)
    if report.edition is None or not wanted:
        return texts_of(gathered, wanted)
    return dict(report.edition.figures.filter(key__in=wanted).values_list("key", "text"))


@dataclass(frozen=True)
class Before:
    """The words of the same section one period earlier, with the figures of then."""

    report: Report
    markup: str
    texts: dict[str, str]

    @property
    def html(self) -> str:
        """For the page."""
        return richtext.to_html(self.markup, self.texts)


def words_before(report: Report, section: OutlineSection) -> Before | None:
    """What the body wrote in this section for the period before; None when it wrote nothing."""
    period = report.period_value.previous()
    kept = SectionText.objects.filter(
        ~Q(text=""),
        report__body=report.body_id,
        report__kind__code=report.kind_id,
        report__period=period.code,
        section__code=section.code,
    )
    found = kept.select_related("report__edition").order_by("-report__pk").first()
    if found is None:
        return None
    then = found.report
    texts = texts_in(then, gather(report.body, period), richtext.keys(found.text))
    return Before(then, found.text, texts)


def carried_over(markup: str, gathered: Gathered) -> str:
    """The words of a period before for this one: figures of its forms become those of this period's forms."""
    if "{{submitted:" not in markup:
        return markup
    now = {one.told.key.split(":", 2)[2]: one.told.key for one in gathered.submitted}
    for key in richtext.keys(markup):
        prefix, _colon, name = key.partition(":")
        code = name.partition(":")[2]
        if prefix == "submitted" and code in now:
            markup = markup.replace(f"{{{{{key}}}}}", f"{{{{{now[code]}}}}}")
    return markup


def appended(markup: str, more: str) -> str:
    """The words with others below them."""
    return richtext.clean(f"{markup}\n{more}")


@dataclass(frozen=True)
class Paragraph:
    """A line of the stored words beside those of the person who writes; ``is_new``: the person's lack it."""

    html: str
    is_new: bool


def against(theirs: str, mine: str, texts: dict[str, str]) -> list[Paragraph]:
    """The stored words line by line, those marked that the person's own lack."""
    own = set(mine.splitlines())
    return [Paragraph(richtext.to_html(line, texts), line not in own) for line in theirs.splitlines()]


def merged(theirs: str, mine: str) -> str:
    """Every line of both: what both have once, where they differ the stored lines before the person's."""
    one, other = theirs.splitlines(), mine.splitlines()
    lines: list[str] = []
    for kind, i, j, k, m in changes(one, other):
        lines += one[i:j]
        if kind != "equal":
            lines += other[k:m]
    return richtext.clean("\n".join(lines))


def excerpt(markup: str) -> tuple[str, bool]:
    """The first lines of a text, and whether there are more: a page with every section stays light."""
    if len(markup) <= EXCERPT:
        return markup, False
    return markup[:EXCERPT].rsplit("\n" if "\n" in markup[:EXCERPT] else " ", 1)[0], True


def numbered(section: OutlineSection, title: str) -> str:
    """The title of a section behind its number, where it has one."""
    return f"{section.number}. {title}" if section.number else title


@dataclass(frozen=True)
class Shown:
    """A section on the page of its report: the beginning of its words, who saved them, what is still to be settled."""

    code: str
    title: str
    html: str = ""
    is_cut: bool = False
    text: SectionText | None = None
    remarks: int = 0


def sections_of(report: Report, *, inside: bool = False) -> list[Shown]:
    """Every section; of long words only the beginning is read. Of a frozen report: what was frozen.

    ``inside``: for the people of the body, who alone are told how many remarks wait.
    """
    if report.edition and (frozen := _frozen_sections(issued_paper(report).sections)):
        return frozen
    begun = report.texts.annotate(begins=Left("text", EXCERPT + 1)).defer("text").select_related("saved_by")
    texts = {text.section_id: text for text in begun}
    open_remarks = report.comments.filter(settled_at=None).order_by().values_list("section").annotate(Count("pk"))
    remarks = dict(open_remarks) if inside else {}
    cut = {pk: excerpt(text.begins) for pk, text in texts.items()}
    keys = {key for markup, _is_cut in cut.values() for key in richtext.keys(markup)}
    said = texts_in(report, gather_for(report), keys)
    shown = []
    for section in report.outline.sections.all():
        markup, is_cut = cut.get(section.pk, ("", False))
        title = numbered(section, section.heading_for(report.period_value))
        html, text = richtext.to_html(markup, said), texts.get(section.pk)
        shown.append(Shown(section.code, title, html, is_cut, text, remarks.get(section.pk, 0)))
    return shown


def _frozen_sections(sections: Sequence[official.Section]) -> list[Shown]:
    """Titles and first words as they stand on the paper; none of papers that were frozen before sections had codes."""
    if not all(section.code for section in sections):
        return []
    return [
        Shown(one.code, f"{one.number}. {one.title}" if one.number else one.title, *_first_words(one))
        for one in sections
    ]


def _first_words(section: official.Section) -> tuple[str, bool]:
    """Sentences and lists; what stands in tables and charts is read in the section itself."""
    told = [block for block in section.blocks if isinstance(block, official.Paragraph | official.Bullets)]
    begun, is_cut = excerpt(richtext.write(line for block in told for line in _lines(block)))
    return richtext.to_html(begun, {}), is_cut or len(told) < len(section.blocks)


def _lines(block: official.Paragraph | official.Bullets) -> Iterator[richtext.Line]:
    """The lines of a frozen block; a figure is the words that were frozen."""
    kind, items = richtext.Kind.TEXT, [block.inline] if isinstance(block, official.Paragraph) else list(block.inline)
    if isinstance(block, official.Bullets):
        kind = richtext.Kind.NUMBER if block.numbered else richtext.Kind.BULLET
    for runs in items:
        yield richtext.Line(kind, tuple(replace(run, figure="") for run in runs))
