"""Small pieces of WordprocessingML, their children in the order that the schema wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from common.pdf import held

from .marks import printable

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20

type Element = Any
"""An lxml element of python-docx."""


def mm(length: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(length * TWIPS_PER_MM)


def pt(length: float) -> int:
    """Points in twentieths of a point."""
    return round(length * TWIPS_PER_POINT)


def el(tag: str, *children: Element, **attributes: object) -> Element:
    """An element: ``el("w:spacing", before=120)``; a trailing underscore keeps Python's words out of the way."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    made.extend(children)
    return made


def run(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 0,
    underline: bool = False,
    small: bool = False,
) -> Element:
    """A stretch of text; where it differs from its style: ``size`` in points, ``small`` letters instead of capitals."""
    looks = el("w:rPr")
    if bold:
        looks.append(el("w:b"))
    if italic:
        looks.append(el("w:i"))
    if small:
        looks.append(el("w:caps", val=0))
    if size:
        looks.extend([el("w:sz", val=round(size * 2)), el("w:szCs", val=round(size * 2))])
    if underline:
        looks.append(el("w:u", val="single"))
    words = OxmlElement("w:t")
    words.text = held(printable(text))
    words.set(qn("xml:space"), "preserve")
    return el("w:r", *([looks] if len(looks) else []), words)


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a paragraph stands; lengths in twentieths of a point, None leaves it to the style."""

    style: str = ""
    align: str = ""
    before: int | None = None
    after: int | None = None
    left: int | None = None
    right: int | None = None
    first: int | None = None
    keep_next: bool = False
    list_: int | None = None
    top: bool = False
    bottom: bool = False
    size: float = 0

    def element(self) -> Element:
        """The paragraph's properties."""
        made = el("w:pPr")
        if self.style:
            made.append(el("w:pStyle", val=self.style))
        if self.keep_next:
            made.append(el("w:keepNext"))
        if self.list_ is not None:
            made.append(el("w:numPr", el("w:ilvl", val=0), el("w:numId", val=self.list_)))
        if self.top or self.bottom:
            line = {"val": "single", "sz": 6, "space": 1, "color": "000000"}
            made.append(el("w:pBdr", el("w:top" if self.top else "w:bottom", **line)))
        spacing = {name: value for name in ("before", "after") if (value := getattr(self, name)) is not None}
        if spacing:
            made.append(el("w:spacing", **spacing))
        indents = {"left": self.left, "right": self.right, "firstLine": self.first}
        if given := {name: value for name, value in indents.items() if value is not None}:
            made.append(el("w:ind", **given))
        if self.align:
            made.append(el("w:jc", val=self.align))
        if self.size:  # of a paragraph without words
            made.append(el("w:rPr", el("w:sz", val=round(self.size * 2))))
        return made


def paragraph(look: Look, *content: Element) -> Element:
    """A paragraph of runs, bookmarks and controls."""
    return el("w:p", look.element(), *content)


def keep_with_next(block: Element) -> None:
    """The last paragraph of a block, or the last row of its table, stands on one page with what follows it."""
    if ends_with_table(block):
        keep_row_with_next(list(block.iter(qn("w:tr")))[-1])
    else:
        _keep(list(block.iter(qn("w:p")))[-1])


def ends_with_table(block: Element) -> bool:
    """Whether a table is the last that stands in it."""
    last = list(block.iter(qn("w:tbl"), qn("w:p")))[-1]
    return last.tag == qn("w:tbl") or any(above.tag == qn("w:tc") for above in last.iterancestors())


def low(*, keep_next: bool = False) -> Element:
    """A paragraph too low to be seen."""
    made = paragraph(Look(before=0, after=0, keep_next=keep_next))
    spacing = made.find(f".//{qn('w:spacing')}")
    spacing.set(qn("w:line"), str(pt(1)))
    spacing.set(qn("w:lineRule"), "exact")
    return made


def keep_row_with_next(made: Element) -> None:
    """A row of a table stands on one page with the next one: Word asks every paragraph of it."""
    for words in made.iter(qn("w:p")):
        _keep(words)


def _keep(words: Element) -> None:
    properties = words.find(qn("w:pPr"))
    if properties is None:
        properties = el("w:pPr")
        words.insert(0, properties)
    if properties.find(qn("w:keepNext")) is None:
        style = properties.find(qn("w:pStyle"))
        properties.insert(0 if style is None else 1, el("w:keepNext"))


def bookmark(name: str, number: int, *content: Element) -> list[Element]:
    """Content between the two ends of a bookmark."""
    return [el("w:bookmarkStart", id=number, name=name), *content, el("w:bookmarkEnd", id=number)]


def control(tag: str, title: str, number: int, lock: str, *content: Element) -> Element:
    """A content control around runs or around paragraphs. Its title repeats the tag: some programs keep only that."""
    properties = el(
        "w:sdtPr",
        el("w:alias", val=title),
        el("w:tag", val=tag),
        el("w:id", val=number),
        el("w:lock", val=lock),
    )
    return el("w:sdt", properties, el("w:sdtContent", *content))


def table(widths: Sequence[int], rows: Iterable[Element], *, borders: bool = False) -> Element:
    """A table of fixed widths; without borders it only lays out what stands side by side."""
    line = {"val": "single", "sz": 4, "space": 0, "color": "000000"} if borders else {"val": "nil"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    inner = (pt(2.5), pt(4)) if borders else (0, 0)
    properties = el(
        "w:tblPr",
        el("w:tblW", w=sum(widths), type="dxa"),
        el("w:tblBorders", *(el(f"w:{side}", **line) for side in sides)),
        el("w:tblLayout", type="fixed"),
        el(
            "w:tblCellMar",
            *(
                el(f"w:{side}", w=inner[0] if side in {"top", "bottom"} else inner[1], type="dxa")
                for side in ("top", "left", "bottom", "right")
            ),
        ),
    )
    return el("w:tbl", properties, el("w:tblGrid", *(el("w:gridCol", w=width) for width in widths)), *rows)


def row(
    widths: Sequence[int],
    cells: Iterable[Sequence[Element]],
    *,
    head: bool = False,
    middle: bool = False,
    high: int = 0,
) -> Element:
    """A row that no page break cuts; a head row stands on every page again. ``middle``: words half way down; ``high``:
    at least so high."""
    properties = el("w:trPr", el("w:cantSplit"))
    if high:
        properties.append(el("w:trHeight", val=high, hRule="atLeast"))
    if head:
        properties.append(el("w:tblHeader"))
    made = []
    for width, content in zip(widths, cells, strict=True):
        look = el("w:tcPr", el("w:tcW", w=width, type="dxa"), *([el("w:vAlign", val="center")] if middle else []))
        made.append(el("w:tc", look, *(content or [el("w:p")])))
    return el("w:tr", properties, *made)
