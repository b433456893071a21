"""Two versions of the words of a section, paragraph beside paragraph, with what differs marked word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.official import Run

from . import richtext
from .richtext import GAP, Kind, Line

MOST_PAIRS = 60
MOST_WORDS = 3000
"""Of one paragraph: longer ones are shown as changed altogether."""
MOST_ALIKE = 2_000_000
"""So many pairs of equal lines are looked at: hundreds of lines that all say the same would take minutes."""
NOTHING = SafeString("")

type Change = tuple[str, int, int, int, int]
BEGINNINGS = {Kind.TEXT: "", Kind.BULLET: "– ", Kind.NUMBER: "# "}


@dataclass(frozen=True)
class Pair:
    """A paragraph of both versions where they differ, or how many are the same."""

    before: SafeString
    after: SafeString
    same: int = 0


@dataclass(frozen=True)
class Beside:
    """What the page shows; ``more`` paragraphs that differ, too, are left out."""

    pairs: list[Pair]
    more: int


def beside(before: str, after: str, texts: Mapping[str, str]) -> Beside:
    """Both markups, figures by what they say today."""
    pairs = list(_pairs(before.splitlines(), after.splitlines(), texts))
    return Beside(pairs[:MOST_PAIRS], sum(not pair.same for pair in pairs[MOST_PAIRS:]))


def changes(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Change]:
    """difflib's operations; where too much is alike, all between what both begin and end with is one change."""
    counts = Counter(one)
    if sum(counts[item] for item in other) <= MOST_ALIKE:
        return list(SequenceMatcher(None, one, other, autojunk=False).get_opcodes())
    most = min(len(one), len(other))
    head = next((at for at in range(most) if one[at] != other[at]), most)
    tail = next((at for at in range(most - head) if one[-1 - at] != other[-1 - at]), most - head)
    i, j = len(one) - tail, len(other) - tail
    found: list[Change] = [("equal", 0, head, 0, head), ("replace", head, i, head, j)]
    found.append(("equal", i, len(one), j, len(other)))
    return [change for change in found if change[2] > change[1] or change[4] > change[3]]


def _pairs(before: list[str], after: list[str], texts: Mapping[str, str]) -> Iterator[Pair]:
    for kind, i, j, k, m in changes(before, after):
        if kind == "equal":
            yield Pair(NOTHING, NOTHING, same=j - i)
        else:
            for one, other in zip_longest(before[i:j], after[k:m], fillvalue=""):
                yield _marked(_line(one), _line(other), texts)


def _line(markup: str) -> Line:
    return next(iter(richtext.read(markup)), Line(Kind.TEXT, ()))


def _marked(one: Line, other: Line, texts: Mapping[str, str]) -> Pair:
    left, right = _words(one), _words(other)
    if max(len(left), len(right)) > MOST_WORDS:
        return Pair(_html("del", left, texts), _html("ins", right, texts))
    before, after = [], []
    for kind, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        same = kind == "equal"
        before.append(_html("" if same else "del", left[i:j], texts))
        after.append(_html("" if same else "ins", right[k:m], texts))
    return Pair(_joined(before), _joined(after))


def _joined(pieces: list[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _words(line: Line) -> list[Run]:
    """Words with the space behind them, each in its look; a figure is one word."""
    words = [Run(BEGINNINGS[line.kind])] if BEGINNINGS[line.kind] else []
    for run in line.runs:
        words += [run] if run.figure else [replace(run, text=text) for text in re.findall(r"\S+\s*|\s+", run.text)]
    return words


def _html(tag: str, words: Sequence[Run], texts: Mapping[str, str]) -> SafeString:
    if not words:
        return NOTHING
    html = _joined([_said(run, texts) for run in words])
    return format_html("<{0}>{1}</{0}>", tag, html) if tag else html


def _said(run: Run, texts: Mapping[str, str]) -> SafeString:
    said = format_html("<data>{}</data>", texts.get(run.figure, GAP)) if run.figure else format_html("{}", run.text)
    said = format_html("<em>{}</em>", said) if run.italic else said
    return format_html("<strong>{}</strong>", said) if run.bold else said
