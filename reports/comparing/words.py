"""The words that are compared: those of the frozen paper line by line, those of a file as one stretch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from common.official import Annex, Block, Bullets, Figure, Paper, Paragraph, Section, Table
from common.text import nfc, show_unreadable

from . import pages


def squeezed(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, in small letters, each with its place in the text; marks inside a number stay."""
    kept, places = [], []
    for place, char in enumerate(text):
        inside = char in ".,:/-−" and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
        if char.isalnum() or char == "%" or inside:
            folded = char.casefold()
            kept.append(folded)
            places.extend([place] * len(folded))
    return "".join(kept), places


def key_of(text: str) -> str:
    """What is compared of a text."""
    return squeezed(nfc(text))[0]


@dataclass(frozen=True)
class Line:
    """A line of the frozen paper. ``number``: of an item in a numbered list, which a file may write or draw.

    ``ends_body``: the signature block stands behind it.
    """

    text: str
    key: str
    number: str = ""
    ends_body: bool = False


def lines_of(paper: Paper) -> list[Line]:
    """Everything that the paper says, in reading order: its subject first, its annexes last."""
    addressed = f"{paper.addressed} {' '.join(paper.addressees)}" if paper.addressees else ""
    body = [_line(paper.subject), _line(addressed), *(_line(ground) for ground in paper.grounds)]
    body += [*_blocks(paper.opening), *_sections(paper.sections)]
    body[-1] = Line(body[-1].text, body[-1].key, body[-1].number, ends_body=True)
    return body + [line for annex in paper.annexes for line in _annex(annex)]


def _annex(annex: Annex) -> Iterator[Line]:
    yield _line(annex.title)
    yield from _blocks(annex.blocks)
    yield from _sections(annex.sections)


def _sections(sections: Iterable[Section]) -> Iterator[Line]:
    for section in sections:
        yield _line(f"{section.number}. {section.title}" if section.number else section.title)
        yield from _blocks(section.blocks)
        yield from _sections(section.sections)


def _blocks(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _line(block.text)
            case Bullets():
                for number, item in enumerate(block.items, 1):
                    yield Line(item, key_of(item), str(number) if block.numbered else "")
            case Table():
                yield from map(_line, (block.caption, " ".join(block.columns)))
                yield from (_line(" ".join(row)) for row in block.rows)
            case Figure():
                yield _line(block.caption)


def _line(text: str) -> Line:
    return Line(text, key_of(text))


@dataclass(frozen=True)
class Signed:
    """The words of the signed file: as they stand, squeezed, and where each page begins; whether pages are pictures,
    and whether there are more than were read."""

    text: str
    key: str
    places: list[int]
    pages: list[int]
    is_drawn: bool = False
    is_cut: bool = False

    def page_at(self, place: int) -> int:
        """The page of a place in ``key``."""
        at = self.places[place] if place < len(self.places) else len(self.text)
        return max(1, bisect_right(self.pages, at))

    def words(self, start: int, end: int) -> str:
        """The text from one place of ``key`` to another."""
        if start >= end:
            return ""
        return self.text[self.places[start] : self.places[end - 1] + 1]

    def cuts_number(self, start: int, end: int) -> bool:
        """Whether the stretch begins or ends in the middle of a number: "04" in "104" is not "04"."""
        before, first = self.text[self.places[start] - 1 : self.places[start]], self.key[start]
        last, after = self.key[end - 1], self.text[self.places[end - 1] + 1 : self.places[end - 1] + 2]
        return (first.isdigit() and before.isdigit()) or (last.isdigit() and after.isdigit())


def read(content: bytes) -> Signed:
    """The words of a PDF without its page numbers; nothing for a file that gives no words."""
    found = pages.read(content)
    text, begins = "", list[int]()
    for number, said in enumerate(found.texts, 1):
        begins.append(len(text))
        text += _without_number(show_unreadable(nfc(said)), number) + "\n"
    key, places = squeezed(text)
    return Signed(text, key, places, begins, found.is_drawn, found.is_cut)


def _without_number(text: str, number: int) -> str:
    """A page without its number, which stands alone in its first or last line; annexes may count their own pages."""
    lines = [line for line in text.splitlines() if line.strip()]
    for place in (0, -1):
        if lines and (key := key_of(lines[place])).isdecimal() and len(key) < 4 and 1 <= int(key) <= number:
            del lines[place]
    return "\n".join(lines)
