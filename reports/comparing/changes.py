"""Two stretches of words set against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .words import key_of

CONTEXT = 4
"""So many words are shown around a change; changes that stand nearer to each other are one."""
MOST_WORDS = 60
"""A longer stretch is cut."""


@dataclass(frozen=True)
class Change:
    """Words that went and words that came in their place; both shown with a few words around them."""

    gone: list[str]
    come: list[str]
    frozen: str
    signed: str


def changes_of(frozen: list[str], signed: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, [key_of(word) for word in frozen], [key_of(word) for word in signed], False)
    for i1, i2, j1, j2 in _joined(op[1:] for op in matcher.get_opcodes() if op[0] != "equal"):
        gone, come = frozen[i1:i2], signed[j1:j2]
        if key_of(" ".join(gone)) != key_of(" ".join(come)):  # else only spaces moved
            yield Change(gone, come, _around(frozen, i1, i2), _around(signed, j1, j2))


def _joined(spans: Iterable[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Changes with a few equal words between them are one."""
    joined: list[tuple[int, int, int, int]] = []
    for i1, i2, j1, j2 in spans:
        if joined and i1 - joined[-1][1] <= CONTEXT:
            first = joined.pop()
            joined.append((first[0], i2, first[2], j2))
        else:
            joined.append((i1, i2, j1, j2))
    return joined


def _around(words: list[str], start: int, end: int) -> str:
    return short(words[max(0, start - CONTEXT) : end + CONTEXT])


def short(words: Sequence[str]) -> str:
    """The words, cut where they are many."""
    return " ".join(words) if len(words) <= MOST_WORDS else " ".join(words[:MOST_WORDS]) + " …"
