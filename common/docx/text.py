"""Sections and blocks: paragraphs, lists, tables, pictures, with their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from common import charts, official
from common.official import Block, Paper, Run, Section

from . import shape
from .build import Element, Look, bookmark, control, keep_row_with_next, mm, paragraph, pt, row, run, table
from .marks import FIGURE, LONGEST_TAG, SECTION, Kind, Mark, Marks, SectionMark, digest, printable
from .package import Package

EMU_PER_TWIP = 635
TALLEST = mm(180)
ENDS = "./;, "
"""What the end mark of a paper takes the place of."""


class Text:
    """Writes blocks one after the other; knows in which section it is, for the marks."""

    def __init__(self, paper: Paper, package: Package) -> None:
        self.paper, self.package = paper, package
        self.shape = shape.SHAPES[paper.style]
        self.marks = Marks(check=paper.check_code)
        self.section: SectionMark | None = None
        self.pictures = 0
        self.width = shape.width()

    def sections(self, sections: Sequence[Section], before: Sequence[Section], level: int = 1) -> Iterator[Element]:
        """Sections with what is inside them; ``before`` are the same without the mark that ends the paper."""
        for section, bare in zip(sections, before, strict=True):
            if section.code:
                yield self._editable(section, bare, level)
            else:
                yield self._heading(section, level, Kind.END)
                yield from self.blocks(section.blocks)
            yield from self.sections(section.sections, bare.sections, level + 1)

    def blocks(self, blocks: Sequence[Block], *, own: bool = False) -> Iterator[Element]:
        """The blocks of one part; ``own`` words of its writers are not marked as the portal's."""
        for block in blocks:
            match block:
                case official.Paragraph():
                    yield self._paragraph(block.inline, Look(style="BodyText"), own=own)
                case official.Bullets():
                    number = self.package.lists.numbered() if block.numbered else self.package.lists.dashes
                    look = Look(style="BodyText", list_=number)
                    yield from (self._paragraph(runs, look, own=own) for runs in block.inline)
                case official.Table():
                    yield from self._table(block)
                case official.Figure():
                    yield from self._figure(block)

    def end(self, *content: Element) -> list[Element]:
        """Content that ends the part before it: what follows is not its writers' own."""
        self.section = None
        return self._marked(self.marks.name(Kind.END), *content)

    def picture(self, drawing: bytes, words: str, width: int = 0) -> Element:
        """A drawing as a picture in a run; as wide as given, else as it says itself and the page allows."""
        png = charts.picture(drawing)
        across, down = (int.from_bytes(png[at : at + 4]) * 15 // charts.SHARPER for at in (16, 20))  # CSS pixels
        scale = min(self.width / across, TALLEST / down, 1) if not width else width / across
        self.pictures += 1
        return _drawing(self.package.image(png), self.pictures, words, round(across * scale), round(down * scale))

    def _editable(self, section: Section, bare: Section, level: int) -> Element:
        """A section of the outline in a control of its own. The heading stands first in it: LibreOffice takes the looks
        of the first paragraph of a control away."""
        at = len(section.blocks) - section.own
        own = bare.blocks[at:]
        mark = SectionMark(self.marks.name(Kind.HEADING), section.code, own=digest(own))
        if own and own != section.blocks[at:]:
            mark.end, mark.tail = _end(own[-1], self.paper.end_mark)
        self.marks.sections.append(mark)
        heading = self._heading(section, level, mark.name)
        self.section = mark
        filled, written = self.blocks(section.blocks[:at]), self.blocks(section.blocks[at:], own=True)
        content = [heading, *filled, *written]
        self.section = None
        tag = f"{SECTION}{section.code}"
        return control(tag, tag, self._number(), "sdtLocked", *content)

    def _heading(self, section: Section, level: int, mark: str) -> Element:
        words = run(section.heading(self.paper.style, outer=level == 1))
        name = self.marks.name(mark) if mark == Kind.END else mark
        return paragraph(Look(style=f"Heading{min(level, 3)}"), *self._marked(name, words))

    def _paragraph(self, runs: Sequence[Run], look: Look, *, own: bool = False, size: float = 0) -> Element:
        content = [piece for one in runs for piece in self._run(one, size)]
        if self.section is not None and not own:
            mark = Mark(self.marks.name(Kind.FILLED), text=printable("".join(one.text for one in runs)).strip())
            self.section.filled.append(mark)
            content = self._marked(mark.name, *content)
        return paragraph(look, *content)

    def _run(self, one: Run, size: float = 0) -> list[Element]:
        words = run(one.text, bold=one.bold, italic=one.italic, size=size)
        return self._told(one.figure, one.text, words) if one.figure else [words]

    def _told(self, key: str, text: str, words: Element) -> list[Element]:
        """A figure that Word does not let anybody retype."""
        mark = Mark(
            self.marks.name(Kind.FIGURE), key, printable(text).strip(), self.section.key if self.section else ""
        )
        self.marks.figures.append(mark)
        tag = f"{FIGURE}{key}"
        locked = control(tag[:LONGEST_TAG], tag[:LONGEST_TAG], self._number(), "sdtContentLocked", words)
        return self._marked(mark.name, locked)

    def _marked(self, name: str, *content: Element) -> list[Element]:
        return bookmark(name, self._number(), *content)

    def _number(self) -> int:
        self.marks.count += 1
        return self.marks.count

    def _table(self, made: official.Table) -> Iterator[Element]:
        look = Look(style="Caption")
        yield self._paragraph((Run(made.caption),), look)
        widths = [round(self.width * percent / 100) for percent in made.percents]
        widths[-1] += self.width - sum(widths)
        head = [[paragraph(Look(style="TableText", align="center"), run(name, bold=True))] for name in made.columns]
        rows = [row(widths, head, head=True, middle=True)]
        for number, cells in enumerate(made.keyed_rows):
            total = number >= len(made.rows) - made.totals
            content = [[self._cell(made, column, text, key, total)] for column, (text, key) in enumerate(cells)]
            rows.append(row(widths, content, middle=made.is_signed, high=shape.SIGNED if made.is_signed else 0))
        keep_row_with_next(rows[0])  # no head without a row, no total without what it adds up
        for made_row in rows[-made.totals - 1 : -1] if made.totals else ():
            keep_row_with_next(made_row)
        if self.section is not None:
            _mark_cell(rows[0], self._marked(self.marks.name(Kind.FILLED)))
        yield table(widths, rows, borders=True)

    def _cell(self, made: official.Table, column: int, text: str, key: str, total: bool) -> Element:
        words = run(text, bold=total)
        content = self._told(key, text, words) if key else [words]
        align = "center" if column in made.centred else "right" if column in made.numeric else ""
        return paragraph(Look(style="TableText", align=align), *content)

    def _figure(self, figure: official.Figure) -> Iterator[Element]:
        look = Look(align="center", before=pt(9), after=pt(3), keep_next=bool(figure.caption))
        yield paragraph(look, self.picture(charts.drawing(figure), figure.alt))
        if figure.caption:
            look = Look(align="center", after=pt(6))
            yield self._paragraph((Run(figure.caption, italic=True),), look, size=12)


def _end(block: Block, mark: str) -> tuple[str, str]:
    """The end mark as it stands behind a block, and what it takes away there."""
    match block:
        case official.Paragraph():
            text = block.text.rstrip()
        case official.Bullets() if block.items:
            text = block.items[-1].rstrip()
        case _:
            return mark, ""
    return official.end_behind(text, mark), text[len(text.rstrip(ENDS)) :]


def _mark_cell(first: Element, marks: list[Element]) -> None:
    """A mark without words in the first cell of a table says that the portal wrote it."""
    cell = first.find(".//{*}p")
    cell.extend(marks)


def _drawing(name: str, number: int, words: str, width: int, height: int) -> Element:
    """A picture that stands in its line, with the words that are read out for it."""
    across, down = width * EMU_PER_TWIP, height * EMU_PER_TWIP
    made = parse_xml(
        f"""<w:r {nsdecls("w", "wp", "a", "pic", "r")}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
        <wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{number}" name="Hình {number}"/>
        <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
        <pic:nvPicPr><pic:cNvPr id="{number}" name="Hình {number}"/><pic:cNvPicPr/></pic:nvPicPr>
        <pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
        <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>
        <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
        </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""
    )
    made.find(".//{*}docPr").set("descr", printable(words))
    return made
