"""What a Word file of ours is marked with, and what reading it back gives."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from common import official
from common.official import Block, Run
from common.pdf import SHAPELESS
from common.text import nfc

NAMESPACE = "urn:qcdc:paper:1"
SECTION, FIGURE = "section:", "figure:"
"""Beginnings of the tags of content controls."""
LONGEST_TAG = 64
"""Letters that Word keeps of a tag."""


class Kind:
    """Beginnings of the names of bookmarks: a heading whose section may be edited, words that the portal wrote, a
    figure, and the end of what may be edited."""

    HEADING, FILLED, FIGURE, END = "muc_", "cong_", "so_", "het_"


class NotOursError(Exception):
    """The file bears no mark of this portal."""


@dataclass
class Mark:
    """One bookmark: its name, what it stands for, the words written there; of a figure the section that tells it."""

    name: str
    key: str = ""
    text: str = ""
    section: str = ""


@dataclass
class SectionMark(Mark):
    """A section that may be edited: ``own``: digest of its writers' words; ``tail``: what the end mark replaced."""

    own: str = ""
    end: str = ""
    tail: str = ""
    filled: list[Mark] = field(default_factory=list)


@dataclass
class Marks:
    """All marks of one file, in reading order; ``check`` is the code of the paper."""

    check: str = ""
    sections: list[SectionMark] = field(default_factory=list)
    figures: list[Mark] = field(default_factory=list)
    count: int = 0

    def name(self, kind: str) -> str:
        """The next name of a kind; names of a file differ."""
        self.count += 1
        return f"{kind}{self.count}"


@dataclass(frozen=True)
class FilledRead:
    """Words that the portal wrote and that read otherwise by now."""

    written: str
    found: str


@dataclass(frozen=True)
class SectionRead:
    """A section of the outline: the writers' words in it as they stand in the file.

    ``is_found`` is false when its heading is gone; ``is_changed`` says whether the writers' words differ from those
    that the file was made with, None when the file no longer says.
    """

    code: str
    is_found: bool
    own: tuple[Block, ...] = ()
    is_changed: bool | None = None
    filled: tuple[FilledRead, ...] = ()


@dataclass(frozen=True)
class FigureRead:
    """A figure: what was written, None when the file no longer says, and what stands there, empty when it is gone."""

    key: str
    section: str
    written: str | None
    found: str


@dataclass(frozen=True)
class Copy:
    """A Word file as read: sections in the order of the paper, every figure as often as it was told."""

    check: str
    sections: tuple[SectionRead, ...]
    figures: tuple[FigureRead, ...]


def printable(text: str) -> str:
    """Composed letters, a space for what has no shape: XML has no place for control characters."""
    return re.sub(r"[ \t\n]+", " ", SHAPELESS.sub(" ", nfc(text)))


def squeezed(text: str) -> str:
    """One line without double spaces, composed letters: office programs set both as they like."""
    return " ".join(nfc(text).split())


def digest(blocks: Iterable[Block]) -> str:
    """Says whether words, bold, italic, lists and figures are the same; spaces have no looks."""
    said = [list(_signs(kind, runs)) for block in blocks for kind, runs in _lines(block)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _lines(block: Block) -> Iterator[tuple[str, tuple[Run, ...]]]:
    match block:
        case official.Paragraph():
            yield "p", block.inline
        case official.Bullets():
            for runs in block.inline:
                yield ("1" if block.numbered else "-"), runs


def _signs(kind: str, runs: tuple[Run, ...]) -> Iterator[tuple[str, int]]:
    """Each letter with its looks; one space between words, without any; a figure by its key, as its digits change."""
    yield kind, 0
    wants_space = has_begun = False
    for sign, looks in _letters(runs):
        if sign.isspace():
            wants_space = has_begun
            continue
        if wants_space:
            yield " ", 0
        yield sign, looks
        wants_space, has_begun = False, True


def _letters(runs: tuple[Run, ...]) -> Iterator[tuple[str, int]]:
    for run in runs:
        if run.figure:
            yield f"{{{run.figure}}}", 0
        else:
            yield from ((letter, run.bold + 2 * run.italic) for letter in printable(run.text))
