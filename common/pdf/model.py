"""A Paper prepared for its template: images by name, tables by number, the width classes that the tables use."""

import textwrap
from dataclasses import dataclass

from common import charts, official
from common.qr import qr_code

LONGEST_NAME = 22
"""Capitals that fit beside the national title; a longer name is broken (and, if still too long, wraps)."""
LONGEST_SUBJECT = 60
"""Bold letters that fit the middle of the page."""
LEEWAY = 6
"""Letters by which a line that was broken by hand may be longer: who broke it has seen it."""
LONGEST_ABOUT = 36
"""Letters of a letter's subject that fit under its number."""


def figure_address(check_at: str, key: str) -> str:
    """The public page of a figure; the templates write the same address."""
    return f"{check_at}so/{key}/"


def lines_of(text: str, longest: int) -> list[str]:
    """The text on as few lines as needed, none much longer than the others: one word alone on a line is ugly.

    Line breaks in the text are kept: who writes the name knows which words belong together. What would still be too
    long is broken once more.
    """
    if "\n" in text:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return [
            part for line in lines for part in (lines_of(line, longest) if len(line) > longest + LEEWAY else [line])
        ]
    if halves := _halves(text, longest):
        return halves
    wrap = textwrap.TextWrapper(width=longest, break_long_words=False, break_on_hyphens=False)
    lines = wrap.wrap(text)
    for wrap.width in range(longest, 0, -1):
        narrower = wrap.wrap(text)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _halves(text: str, longest: int) -> list[str]:
    """Two lines parted behind a comma, where the text is too long for one and a comma stands near its middle."""
    if len(text) <= longest:
        return []
    places = [place + 1 for place, letter in enumerate(text) if letter == "," and text[place + 1 : place + 2] == " "]
    fitting = [place for place in places if max(place, len(text) - place - 1) <= longest]
    if not fitting:
        return []
    place = min(fitting, key=lambda place: abs(2 * place - len(text)))
    return [text[:place], text[place + 1 :]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block with the name of its template and, for figures, the name of its image."""

    kind: str
    block: official.Block
    image: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section, an annex or the opening, with prepared blocks."""

    heading: str
    blocks: tuple[Drawn, ...]
    parts: tuple["Part", ...] = ()
    label: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class PaperView:
    """What `papers/paper.html` shows. Names that are centred on several lines come as lines of like length."""

    paper: official.Paper
    superior: list[str]
    issuer: list[str]
    subject: list[str]
    opening: Part
    parts: tuple[Part, ...]
    annexes: tuple[Part, ...]
    images: dict[str, bytes]
    links: dict[str, str]
    widths: tuple[int, ...]


def view_of(paper: official.Paper) -> PaperView:
    """The paper, its end mark set, ready for the template."""
    return _Preparation(paper.ended()).view()


class _Preparation:
    """Walks a paper once and collects the images on the way."""

    def __init__(self, paper: official.Paper) -> None:
        self.paper = paper
        self.images: dict[str, bytes] = {}
        self.links: dict[str, str] = {}
        self.widths: set[int] = set()

    def view(self) -> PaperView:
        paper = self.paper
        opening = Part("", self.drawn(paper.opening))
        parts = self.parts(paper.sections, level=2)
        if paper.check_at:
            self.images["check"] = qr_code(paper.check_at)
            self.links[paper.check_at] = "Trang xác minh văn bản này"
        annexes = tuple(
            Part(annex.title, self.drawn(annex.blocks), self.parts(annex.sections, level=3), label, annex.wide)
            for annex, label in zip(paper.annexes, paper.annex_labels, strict=True)
        )
        return PaperView(
            paper=paper,
            superior=lines_of(paper.superior, LONGEST_NAME),
            issuer=lines_of(paper.issuer, LONGEST_NAME),
            subject=lines_of(paper.subject, LONGEST_ABOUT if paper.is_letter else LONGEST_SUBJECT),
            opening=opening,
            parts=parts,
            annexes=annexes,
            images=self.images,
            links=self.links,
            widths=tuple(sorted(self.widths)),
        )

    def parts(self, sections: tuple[official.Section, ...], level: int) -> tuple[Part, ...]:
        return tuple(
            Part(
                section.heading(self.paper.style, outer=level == 2),
                self.drawn(section.blocks),
                self.parts(section.sections, level + 1),
            )
            for section in sections
        )

    def drawn(self, blocks: tuple[official.Block, ...]) -> tuple[Drawn, ...]:
        return tuple(self.draw(block) for block in blocks)

    def draw(self, block: official.Block) -> Drawn:
        match block:
            case official.Figure():
                name = f"figure-{len(self.images) + 1}"
                self.images[name] = charts.drawing(block)
                return Drawn("figure", block, name)
            case official.Table():
                self.widths.update(block.percents)
                for row, column, key in block.figures:
                    self.link(key, block.rows[row][column])
                return Drawn("table", block)
            case official.Bullets():
                for runs in block.runs:
                    self.link_runs(runs)
                return Drawn("bullets", block)
            case official.Paragraph():
                self.link_runs(block.runs)
                return Drawn("paragraph", block)

    def link_runs(self, runs: tuple[official.Run, ...]) -> None:
        for run in runs:
            if run.figure:
                self.link(run.figure, run.text)

    def link(self, key: str, text: str) -> None:
        """Where the figure leads, in the words that are read out with it; the first words of a key hold."""
        if self.paper.check_at:
            self.links.setdefault(figure_address(self.paper.check_at, key), f"Hồ sơ của số liệu “{text}” trên Cổng")
