"""From records to the official paper: head, sections of the outline, the clerk's words, annexes, signature."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from common import clock, official
from common.names import in_portal_language
from common.periods import Period
from conferences.models import Conference
from organizations.models import Body

from . import content, known, richtext, snapshot
from .gather import Gathered, gather_for
from .heads import head_of, signing_of
from .models import OutlineSection, Report
from .outlines import outline_for
from .told import Told

WHOLE = "committee"
"""The kind whose figures are everything that the portal counts, not only what its text speaks of."""
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 10
LONGEST_FIRST = 66
"""Bold letters of the first line of a subject."""


@dataclass(frozen=True)
class Missing:
    """What a report is not handed in without: a figure that a section names or its outline requires and that has no
    value; without a key, a section in which nothing stands."""

    key: str
    label: str
    section: OutlineSection
    period: Period

    def __str__(self) -> str:
        place = f"{self.section.number}. {self.section.heading_for(self.period)}".removeprefix(". ")
        if not self.key:
            return _("{section}: chưa có nội dung").format(section=place)
        return _("{section}: “{figure}” chưa có giá trị").format(section=place, figure=self.label)


@dataclass(frozen=True)
class Composition:
    """A paper, every figure that it tells, and the figures that it should tell but that have no value."""

    paper: official.Paper
    told: tuple[Told, ...]
    missing: tuple[Missing, ...] = ()


def compose(report: Report, gathered: Gathered | None = None) -> Composition:
    """The paper of a report as its records stand now (a frozen one is read from its edition instead)."""
    with override("vi"):  # an official document is Vietnamese, whatever language the reader's pages have
        gathered = gathered or gather_for(report)
        texts = dict(report.texts.values_list("section_id", "text")) if report.pk else {}
        paper = _paper(report, gathered, texts)
        return Composition(paper, gathered.ledger.told(), missing_of(report, gathered, texts))


def missing_of(report: Report, gathered: Gathered, texts: Mapping[int, str]) -> tuple[Missing, ...]:
    """Figures that the outline requires or the words name, and that have no value, each once; sections of a period's
    report that nobody wrote and that the portal does not fill. In reading order."""
    lacking: dict[str, Missing] = {}
    for section in report.outline.sections.all():
        if _is_empty(section, report, gathered, texts):
            lacking[f"section:{section.code}"] = Missing("", "", section, gathered.period)
        for key in (*section.figures, *richtext.keys(texts.get(section.pk, ""))):
            if key not in lacking and known.resolve(gathered, key) is None:
                lacking[key] = Missing(key, known.label_of(key), section, gathered.period)
    return tuple(lacking.values())


def _is_empty(section: OutlineSection, report: Report, gathered: Gathered, texts: Mapping[int, str]) -> bool:
    """Whether only room for the pen would stand there. Papers made before a conference leave such room on purpose."""
    if report.conference_id or texts.get(section.pk, "").strip() or content.has_words(section.content):
        return False
    return not content.fill(section.content, gathered)


def paper_of(report: Report, gathered: Gathered | None = None) -> official.Paper:
    """The paper alone."""
    return compose(report, gathered).paper


def draft(*, body: Body, kind: str, period: Period, conference: Conference | None = None) -> Report:
    """An unsaved report with what the portal knows by itself; raises LookupError without an outline."""
    outline = outline_for(kind, body, period)
    return Report(
        outline=outline, body=body, unit=body.unit, kind=outline.kind, period=period.code, window=period.range,
        place=body.unit.name, code=new_code(), conference=conference, topic=conference.title if conference else "",
    )  # fmt: skip


def new_code() -> str:
    """A code that opens the public page of a report; letters and digits that are not taken for one another."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


def subject_of(report: Report) -> str:
    """The summary line: "kết quả thực hiện … 9 tháng đầu năm 2020, nhiệm vụ trọng tâm quý IV năm 2020"."""
    with override("vi"):
        period = report.period_value
        topic = f"{report.topic[:1].lower()}{report.topic[1:]}"
        return report.outline.subject_vi.format(period=period.label, next=period.next_label, topic=topic)


@in_portal_language
def filled(section: OutlineSection, gathered: Gathered) -> tuple[official.Block, ...]:
    """What the portal writes in one section; a sentence where it would stay empty, unless writers fill it."""
    return content.fill(section.content, gathered) or content.nothing(section.content, gathered)


def issued_paper(report: Report) -> official.Paper:
    """The paper as it was frozen, with the number and day that were recorded after signing.

    Raises ValueError for a report without an edition.
    """
    if report.edition is None:
        raise ValueError(f"{report} is not frozen")
    frozen: official.Paper = snapshot.thaw(report.edition.paper)
    if stamp := report.edition.stamp:
        on = datetime.date.fromisoformat(stamp["issued_on"])
        return replace(frozen, number=stamp["number"], symbol=stamp["symbol"], issued_on=on)
    return frozen


def issued_blocks(report: Report, section: OutlineSection) -> tuple[official.Block, ...]:
    """What an issued report says in one section, the words of its writers among it."""
    sections = issued_paper(report).sections
    found = (one.blocks for one in sections if (one.code == section.code if one.code else one.number == section.number))
    return next(found, ())


def signer_of(report: Report, gathered: Gathered) -> str:
    """Whoever signed an issued report; another one is signed by whom its writers named, else by who usually does."""
    return issued_paper(report).signer if report.is_frozen else report.signer_name or signing_of(report, gathered).name


@in_portal_language
def annexes_of(kind: str, gathered: Gathered, sections: Iterable[official.Section]) -> tuple[official.Annex, ...]:
    """What belongs to the kind of report, with charts; before it every figure of a period's report with its source."""
    if gathered.conference:  # its own words say where their few numbers come from
        return content.annexes_of(kind, gathered)
    figures = content.figures_tables(gathered, sections, is_whole=kind == WHOLE)
    first = (official.Annex("Số liệu trong kỳ và nguồn số liệu", figures),) if figures else ()
    return (*first, *content.annexes_of(kind, gathered))


def _paper(report: Report, gathered: Gathered, texts: dict[int, str]) -> official.Paper:
    made = [(_section(one, texts.get(one.pk, ""), gathered), one.is_bare) for one in report.outline.sections.all()]
    sections = tuple(section for section, is_bare in made if not is_bare)
    return official.Paper(
        **head_of(report, gathered),
        subject=_broken(subject_of(report), gathered.period.label),
        made_at=report.issued_at or clock.now(),
        opening=tuple(block for section, is_bare in made if is_bare for block in section.blocks),
        sections=sections,
        annexes=annexes_of(report.kind_id, gathered, sections),
    )


def _broken(subject: str, period: str) -> str:
    """Broken before what comes next, where the first part fits a line; else before the period."""
    first, comma, rest = subject.partition(", nhiệm vụ")
    if comma and len(first) <= LONGEST_FIRST:
        return f"{first},\nnhiệm vụ{rest}"
    return subject.replace(f" {period}", f"\n{period}", 1) if len(subject) > LONGEST_FIRST else subject


def _section(section: OutlineSection, text: str, gathered: Gathered) -> official.Section:
    """What the portal writes, then the writers' words; a sentence that says so where both are missing."""
    blocks = content.fill(section.content, gathered)
    written = richtext.blocks(text, lambda key: _tell(gathered, key))
    if not blocks and not written:
        blocks = content.nothing(section.content, gathered)
    title = section.title_for(gathered.period)
    return official.Section(section.number, title, (*blocks, *written), code=section.code, own=len(written))


def _tell(gathered: Gathered, key: str) -> official.Run | None:
    told = known.resolve(gathered, key)
    return gathered.ledger.tell(told) if told else None
