"""A Word file of a report that came back: what its writers changed, and what the portal's own became in it.

Only the writers' words may be taken over. A figure follows the records and a sentence of the portal's its figures:
where they read otherwise in the file, that is told and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common import docx, official
from common.docx import FigureRead, SectionRead
from common.errors import Refused
from common.official import Block
from documents.names import FIELD

from . import paper, richtext
from .enums import ChangeKind
from .models import OutlineSection, Report
from .richtext import Kind, Line
from .told import KEY, Told


@dataclass(frozen=True)
class Difference:
    """One place where the file says something else."""

    kind: ChangeKind
    section: OutlineSection | None
    before: str
    after: str
    key: str = ""
    label: str = ""


def read(report: Report, content: bytes) -> docx.Copy:
    """The file as it was read. Raises Refused for a file that is not a Word file of this report."""
    try:
        copy = docx.read_back(content)
    except docx.NotOursError:
        message = _(
            "Tệp không có dấu của Cổng nên không biết đoạn nào thuộc mục nào. Hãy sửa trên tệp Word tải từ trang của"
            " báo cáo này và lưu ở dạng .docx."
        )
        raise Refused(message, field=FIELD) from None
    if copy.check and copy.check != report.code:
        raise Refused(_("Đây là tệp Word của một báo cáo khác."), field=FIELD)
    return copy


def differences(report: Report, copy: docx.Copy) -> list[Difference]:
    """Everything in the file that the report does not say, in the order of the paper."""
    sections = {section.code: section for section in report.outline.sections.all()}
    words = dict(report.texts.values_list("section__code", "text"))
    told = {one.key: one for one in paper.compose(report).told}
    found: list[Difference] = []
    for one in copy.sections:
        if section := sections.get(one.code):
            found += _of_section(one, section, words.get(one.code, ""), report)
            found += _of_figures((f for f in copy.figures if f.section == one.code), section, told)
    elsewhere = (f for f in copy.figures if f.section not in sections)
    return found + list(_of_figures(elsewhere, None, told))


def _of_section(one: SectionRead, section: OutlineSection, now: str, report: Report) -> Iterator[Difference]:
    if not one.is_found:
        yield Difference(ChangeKind.LOST, section, section.title_for(report.period_value), "")
        return
    after = markup_of(one.own)
    if one.is_changed is not False and after != now:
        yield Difference(ChangeKind.TEXT, section, now, after)
    for filled in one.filled:
        yield Difference(ChangeKind.FILLED, section, filled.written, filled.found)


def _of_figures(
    figures: Iterable[FigureRead], section: OutlineSection | None, told: Mapping[str, Told]
) -> Iterator[Difference]:
    """Figures that read otherwise than they were written; each once. Without what was written, than they are told.

    What bears no key that a figure can have was put into the file by somebody, and says nothing.
    """
    seen = set()
    for one in figures:
        if not KEY.fullmatch(one.key):
            continue
        now = told[one.key].text if one.key in told else one.found
        written = now if one.written is None else one.written
        if one.found not in {written, now} and (one.key, one.found) not in seen:
            seen.add((one.key, one.found))
            label = told[one.key].label if one.key in told else one.key
            yield Difference(ChangeKind.FIGURE, section, written, one.found, one.key, label)


def markup_of(blocks: Iterable[Block]) -> str:
    """The markup of words that came from a file."""
    return richtext.clean(richtext.write(line for block in blocks for line in _lines(block)))


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case official.Paragraph():
            yield Line(Kind.TEXT, block.inline)
        case official.Bullets():
            kind = Kind.NUMBER if block.numbered else Kind.BULLET
            yield from (Line(kind, runs) for runs in block.inline)
