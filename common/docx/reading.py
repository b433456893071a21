"""From the file back to sections and figures, whatever an office program made of it.

A section begins at its heading and ends where the next one, or something else of the portal's, begins. What stands
in between and is not marked as the portal's is its writers' own: also what was typed before or behind their words.
Changes that Word tracks are read as accepted; pictures, comments and text boxes are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from common import official
from common.official import Block, Run

from .archive import Parts
from .elements import INSIDE, WORD, Element, content_of, is_on, name_of, tag_of, text_of
from .lines import Line, in_one, tidy, without_end
from .marks import (
    FIGURE,
    SECTION,
    Copy,
    FigureRead,
    FilledRead,
    Kind,
    Mark,
    Marks,
    NotOursError,
    SectionMark,
    SectionRead,
    digest,
    squeezed,
)  # fmt: skip


def read(content: bytes) -> Copy:
    """What the file says. Raises NotOursError where it bears no mark."""
    parts = Parts(content)
    reader = _Reader(parts.marks, parts.lists)
    reader.read(parts.body)
    return reader.copy()


@dataclass
class _Place:
    """A figure in the file: by its bookmark, or by its control where the bookmark is lost."""

    key: str
    section: str
    text: str = ""


class _Reader:
    """Walks the body once."""

    def __init__(self, marks: Marks | None, lists: dict[str, bool]) -> None:
        self.marks, self.lists = marks, lists
        known = marks or Marks()
        self.figures = {mark.name: mark for mark in known.figures}
        self.codes = {mark.name: mark.key for mark in known.sections}
        self.names: dict[str, str] = {}  # open bookmarks: number → name
        self.begun: set[str] = set()  # marks that began since the last paragraph
        self.own: dict[str, list[Line]] = {}  # sections that were found
        self.filled: dict[str, str] = {}
        self.places: dict[str, _Place] = {}
        self.section = self.place = ""
        self.rows = 0

    def read(self, parent: Element) -> None:
        """Paragraphs and tables. The control of a section begins it too: its heading may have been taken out."""
        for child in parent:
            match name_of(child):
                case "p":
                    self._take(self._line(child))
                case "tbl":
                    self._take_table(list(self._lines(child)))
                case "sdt":
                    self._begin(tag_of(child, SECTION))
                    self.read(content_of(child))
                case name if name in INSIDE:
                    self.read(child)
                case _:
                    self._bookmark(child)

    def copy(self) -> Copy:
        """What was found, against what was written."""
        if self.marks is None:
            if not self.own and not self.places:
                raise NotOursError
            sections = tuple(SectionRead(code, True, self._blocks(lines)) for code, lines in self.own.items())
            figures = (FigureRead(one.key, one.section, None, squeezed(one.text)) for one in self.places.values())
            return Copy("", sections, tuple(figures))
        return Copy(
            self.marks.check,
            tuple(self._section(mark) for mark in self.marks.sections),
            tuple(self._figure(mark) for mark in self.marks.figures),
        )

    def _section(self, mark: SectionMark) -> SectionRead:
        if mark.key not in self.own:
            return SectionRead(mark.key, is_found=False)
        own = self._blocks(without_end(self.own[mark.key], mark))
        said = ((squeezed(one.text), squeezed(self.filled.get(one.name, ""))) for one in mark.filled)
        filled = tuple(FilledRead(written, now) for written, now in said if written != now)
        return SectionRead(mark.key, True, own, digest(own) != mark.own, filled)

    def _figure(self, mark: Mark) -> FigureRead:
        found = self.places.get(mark.name)
        return FigureRead(mark.key, mark.section, squeezed(mark.text), squeezed(found.text) if found else "")

    def _begin(self, section: str) -> None:
        if section:
            self.section = section
            self.own.setdefault(section, [])

    def _take(self, line: Line) -> None:
        """Put a paragraph where it belongs."""
        heading = next((self.codes[name] for name in line.begun if name in self.codes), "")
        if heading or line.kind == "h":
            self._begin(heading)
        elif line.has(Kind.END):
            self.section = ""
        elif line.has(Kind.FILLED):
            for name in line.open | line.begun:
                self.filled[name] = f"{self.filled.get(name, '')} {self._written(line)}"
        elif self.section:
            self.own[self.section].append(line)

    def _take_table(self, lines: list[Line]) -> None:
        """A table of the portal's is read for its figures; one that somebody put in becomes lines of text."""
        if any(line.has(Kind.END) for line in lines):
            self.section = ""
        elif self.section and not any(line.has(Kind.FILLED) for line in lines):
            rows = (list(row) for _number, row in groupby(lines, key=lambda line: line.row))
            self.own[self.section].extend(Line(in_one(row)) for row in rows)

    def _written(self, line: Line) -> str:
        """The words of a paragraph, its figures as they were: a changed one is told by itself."""
        return "".join(self.figures[run.figure].text if run.figure in self.figures else run.text for run in line.runs)

    def _lines(self, parent: Element) -> Iterator[Line]:
        """The paragraphs of a table, also of tables in it."""
        for child in parent:
            match name_of(child):
                case "p":
                    yield replace(self._line(child), row=self.rows)
                case "tr":
                    self.rows += 1
                    yield from self._lines(child)
                case "sdt":
                    yield from self._lines(content_of(child))
                case name if name in {*INSIDE, "tc", "tbl"}:
                    yield from self._lines(child)
                case _:
                    self._bookmark(child)

    def _line(self, paragraph: Element) -> Line:
        line = Line(begun=self.begun, open=set(self.names.values()))
        number = paragraph.find(f"{WORD}pPr/{WORD}numPr/{WORD}numId")
        if number is not None and (counted := self.lists.get(number.get(f"{WORD}val", ""))) is not None:
            line.kind = "1" if counted else "-"
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        if self.marks is None and style is not None and style.get(f"{WORD}val", "").startswith("Heading"):
            line.kind = "h"
        self._inside(paragraph, line)
        self.begun, self.place = set(), ""  # no figure goes on in the next paragraph
        return line

    def _inside(self, parent: Element, line: Line) -> None:
        for child in parent:
            match name_of(child):
                case "r":
                    self._run(child, line)
                case "sdt":
                    self._control(child, line)
                case name if name in INSIDE:
                    self._inside(child, line)
                case _:
                    self._bookmark(child)

    def _control(self, child: Element, line: Line) -> None:
        """A control around words; that of a figure counts only where its bookmark is lost."""
        key = tag_of(child, FIGURE)
        if key and not self.place and self.marks is None:
            self.place = f"control {len(self.places)}"
            self.places[self.place] = _Place(key, self.section)
            self._inside(content_of(child), line)
            self.place = ""
        else:
            self._inside(content_of(child), line)

    def _bookmark(self, child: Element) -> None:
        number = child.get(f"{WORD}id", "")
        if name_of(child) == "bookmarkStart":
            name = self.names[number] = child.get(f"{WORD}name", "")
            self.begun.add(name)
            if name in self.figures:
                self.place = name
                self.places.setdefault(name, _Place(self.figures[name].key, self.section))
        elif name_of(child) == "bookmarkEnd" and self.names.pop(number, "") == self.place:
            self.place = ""

    def _run(self, run: Element, line: Line) -> None:
        text = "".join(text_of(child) for child in run)
        if self.place:
            self.places[self.place].text += text
        if not text:
            return
        if self.place and line.runs and line.runs[-1].figure == self.place:
            text = line.runs.pop().text + text
        line.runs.append(Run(text, is_on(run, "b"), is_on(run, "i"), self.place))

    def _blocks(self, lines: Iterable[Line]) -> tuple[Block, ...]:
        """Paragraphs and lists; empty lines go, a line break begins a paragraph."""
        told = [(line.kind, runs) for line in lines for runs in self._split(line.runs)]
        blocks: list[Block] = []
        for kind, group in groupby(told, key=lambda one: one[0]):
            items = [runs for _kind, runs in group]
            if kind == "p":
                blocks += [official.paragraph(*runs) for runs in items]
            else:
                blocks.append(official.bullets(items, numbered=kind == "1"))
        return tuple(blocks)

    def _split(self, runs: list[Run]) -> Iterator[list[Run]]:
        """One line of squeezed runs, or several where a line was broken; figures by their keys."""
        lines: list[list[Run]] = [[]]
        for run in runs:
            if run.figure:
                key = self.places[run.figure].key
                lines[-1].append(replace(run, text=squeezed(run.text) or "…", figure=key))
                continue
            first, *rest = run.text.split("\n")
            lines[-1].append(replace(run, text=first))
            lines += [[replace(run, text=text)] for text in rest]
        yield from (words for line in lines if (words := tidy(line)))
