"""Each line of the frozen paper is sought in the file; what is not found is set against what stands there instead."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .aside import Aside
from .beside import says_something
from .changes import Change, changes_of, short
from .words import Line, Signed, key_of

MOST_WORDS = 3000
"""Words of one place that are set against each other one by one; longer ones are shown as a whole."""
LOOSE = 240
"""So many letters beside the signature block are no difference, if they are names, offices, dates, marks of signing."""
LONG = 24
"""A line of so many letters, found once in both, is a fixed point."""


@dataclass(frozen=True)
class Difference:
    """A place where the words differ: on which page, what was frozen, what the signed file says."""

    page: int
    frozen: str
    signed: str

    def as_data(self) -> dict[str, Any]:
        """For SignedCopy.differences."""
        return asdict(self)


@dataclass(frozen=True)
class Comparison:
    lines: list[Line]
    signed: Signed
    aside: Aside

    def differences(self) -> list[Difference]:
        """In reading order."""
        found: list[Difference] = []
        cursor, lost = 0, list[Line]()
        before: Line | None = None
        for line, place in zip(self.lines, self._places(), strict=True):
            if place is None:
                lost.append(line)
                continue
            found += self._between(before, lost, cursor, place[0])
            before, lost, cursor = line, [], place[1]
        return found + self._between(before, lost, cursor, len(self.signed.key), is_end=True)

    def _places(self) -> list[tuple[int, int] | None]:
        """Where each line stands in the signed words, in the order of the lines; None for one that is not there."""
        places = self._fixed()
        start = 0
        for number, line in enumerate(self.lines):
            if places[number] is None:
                following = (place for place in places[number + 1 :] if place)
                places[number] = self._find(line, start, next(following, (len(self.signed.key), 0))[0])
            if (known := places[number]) is not None:
                start = known[1]
        return places

    def _fixed(self) -> list[tuple[int, int] | None]:
        """Long lines that stand once in both, as many as follow each other in both."""
        counts = Counter(line.key for line in self.lines)
        candidates = []
        for number, line in enumerate(self.lines):
            if len(line.key) >= LONG and counts[line.key] == 1 and self.signed.key.count(line.key) == 1:
                place = self._find(line, 0, len(self.signed.key))
                if place is not None:
                    candidates.append((number, place))
        places: list[tuple[int, int] | None] = [None] * len(self.lines)
        for number, place in _rising(candidates):
            places[number] = place
        return places

    def _find(self, line: Line, start: int, end: int) -> tuple[int, int] | None:
        for key in dict.fromkeys((line.number + line.key, line.key)):
            at = self.signed.key.find(key, start, end)
            while at >= 0 and self.signed.cuts_number(at, at + len(key)):
                at = self.signed.key.find(key, at + 1, end)
            if at >= 0:
                return at, at + len(key)
        return None

    def _between(
        self, before: Line | None, lost: Sequence[Line], start: int, end: int, *, is_end: bool = False
    ) -> list[Difference]:
        """What the file says between two lines that were found, against the lines that were not."""
        if before is None and not lost:
            return []  # the head
        closes = any(line.ends_body for line in (before, *lost) if line)
        if closes or is_end:
            close = start + self.aside.closing_at(self.signed.key[start:end])
            if closes and not lost and not says_something(self.signed.words(start, close), self.aside.inside):
                close = start  # who signs for another says so before anything that is known: "KT. TRƯỞNG BAN"
            return self._set_against(lost, start, close) + self._beside(close, end)
        return self._set_against(lost, start, end, is_head=before is None)

    def _beside(self, start: int, end: int) -> list[Difference]:
        """The signature block and what follows it: another signer's name is nobody's business, a sentence is."""
        left = [(start + first, start + last) for first, last in self.aside.left_around(self.signed.key[start:end])]
        said = [self.signed.words(first, last) for first, last in left]
        if sum(last - first for first, last in left) <= LOOSE and not says_something(" ".join(said), self.aside.inside):
            return []
        return [Difference(self.signed.page_at(left[0][0]), "", short(" ".join(said).split()))]

    def _set_against(self, lost: Sequence[Line], start: int, end: int, *, is_head: bool = False) -> list[Difference]:
        page, words = self.signed.page_at(start), self.signed.words(start, end).split()
        if not lost:
            return [Difference(page, "", short(words))] if self._matters(words) else []
        frozen = " ".join(line.text for line in lost).split()
        if len(frozen) > MOST_WORDS or len(words) > MOST_WORDS:
            return [Difference(page, short(frozen), short(words))]
        changes = (one for one in changes_of(frozen, words) if self._differs(one, is_head=is_head))
        return [Difference(page, one.frozen, one.signed) for one in changes]

    def _differs(self, change: Change, *, is_head: bool) -> bool:
        """Words that come without others going are part of the head, or matter where they stand."""
        return bool(key_of(" ".join(change.gone))) or (not is_head and self._matters(change.come))

    def _matters(self, words: Sequence[str]) -> bool:
        """Whether words that stand in the file alone say something: heads of tables and list numbers do not."""
        rest = self.aside.without_inside(key_of(" ".join(words)))
        return bool(rest)


def _rising(candidates: list[tuple[int, tuple[int, int]]]) -> list[tuple[int, tuple[int, int]]]:
    """The longest run of candidates whose places rise (patience sorting)."""
    ends: list[int] = []
    piles: list[int] = []  # of each pile, the candidate on top
    previous: list[int | None] = []
    for number, (_line_number, place) in enumerate(candidates):
        pile = bisect_left(ends, place[0])
        previous.append(piles[pile - 1] if pile else None)
        if pile == len(ends):
            ends.append(place[0])
            piles.append(number)
        else:
            ends[pile], piles[pile] = place[0], number
    chosen, at = [], piles[-1] if piles else None
    while at is not None:
        chosen.append(candidates[at])
        at = previous[at]
    return chosen[::-1]
