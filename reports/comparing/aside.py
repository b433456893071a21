"""What a signed file says besides the frozen words, and what is no difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from common import charts
from common.official import Annex, Block, Figure, Paper, Section, Table

from .words import key_of

_COUNT_OF_DRAWING = re.compile(r"(bảng|biểuđồ|hình|biểu)\d+")
_ANNEX_NAME = re.compile(r"phụlục[ivxlc\d]*")
_ANNEX_OF = re.compile(r"kèmtheo.{0,200}?năm\d{4}")
SHORT = 3
"""Words of a drawing that are no longer may stand in any other word."""
_KNOWN = "\0"
_UNKNOWN = re.compile(r"[^\0]+")
_SVG_TEXT = re.compile(r"<(?:text|tspan)\b[^>]*>([^<]+)")


@dataclass(frozen=True)
class Aside:
    """What a signed file says besides the frozen lines.

    ``around``: signature block, recipients, the address on the last page; they begin with one of ``marks``.
    ``inside``: heads of tables, which are repeated on each page, and the words of drawings.
    """

    around: tuple[str, ...]
    marks: tuple[str, ...]
    inside: tuple[str, ...]

    @classmethod
    def of(cls, paper: Paper, code: str) -> Aside:
        """Longest first, so that no part of a line hides the rest of it."""
        close = [paper.authority, *paper.position_lines, paper.signer, paper.beside, "Nơi nhận", *paper.recipient_lines]
        check = ["Xác minh văn bản và mở từng số liệu tại", "Mã kiểm tra", code, paper.check_at]
        others = [paper.issuer, paper.superior, paper.place]
        drawn = [text for block in _all_blocks(paper) for text in _repeated(block)] + [f"của {paper.issuer_in_text}"]
        return cls(_keys([*close, *check, *others]), _keys([*close, *check]), _keys(drawn))

    def without_inside(self, key: str) -> str:
        """What remains of a stretch inside the text."""
        for pattern in (_ANNEX_OF, _ANNEX_NAME, _COUNT_OF_DRAWING):
            key = pattern.sub("", key)
        for known in self.inside:
            key = key.replace(known, "")
        return key

    def left_around(self, key: str) -> Iterator[tuple[int, int]]:
        """From where to where a stretch after the text says what nobody knows."""
        rest = key
        for pattern in (_ANNEX_OF, _ANNEX_NAME):
            rest = pattern.sub(lambda found: _KNOWN * len(found.group()), rest)
        for known in (*self.around, *(one for one in self.inside if len(one) > SHORT)):
            rest = rest.replace(known, _KNOWN * len(known))
        for found in _UNKNOWN.finditer(rest):
            yield found.span()

    def closing_at(self, key: str) -> int:
        """Where the signature block begins in a stretch; its end when there is none."""
        begins = [place for mark in self.marks if (place := key.find(mark)) >= 0]
        annex = _ANNEX_NAME.search(key)
        return min([*begins, annex.start() if annex else len(key), len(key)])


def _all_blocks(paper: Paper) -> Iterator[Block]:
    yield from paper.opening
    holders: tuple[Section | Annex, ...] = (*paper.sections, *paper.annexes)
    for holder in holders:
        yield from _blocks_in(holder)


def _blocks_in(holder: Section | Annex) -> Iterator[Block]:
    yield from holder.blocks
    for section in holder.sections:
        yield from _blocks_in(section)


def _repeated(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield " ".join(block.columns)
        case Figure():
            yield from _SVG_TEXT.findall(charts.drawing(block).decode("utf-8", "replace"))


def _keys(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({key for text in texts if (key := key_of(text))}, key=lambda key: (-len(key), key)))
