"""Lines of an edited text made tidy: office programs cut runs and set spaces as they like."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from common.official import Run

from .marks import SectionMark, squeezed


@dataclass
class Line:
    """A paragraph: its runs (a figure's names its place), which marks begin in it and which are open over it."""

    runs: list[Run] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    kind: str = "p"
    row: int = 0

    def has(self, kind: str) -> bool:
        """Whether a mark of this kind stands over it."""
        return any(name.startswith(kind) for name in self.open | self.begun)


def tidy(runs: list[Run]) -> list[Run]:
    """One space between words, none at the ends; spaces alone have no looks."""
    made: list[Run] = []
    gap = False
    for run in runs:
        if run.figure:
            made += [Run(" "), run] if gap and made else [run]
            gap = False
        elif words := squeezed(run.text):
            begins = gap or run.text[0].isspace()
            made += [Run(" "), replace(run, text=words)] if begins and made else [replace(run, text=words)]
            gap = run.text[-1].isspace()
        else:
            gap = gap or bool(run.text)
    return made


def without_end(lines: list[Line], mark: SectionMark) -> list[Line]:
    """The lines with what stood there before the mark that ends the paper."""
    written = [place for place, line in enumerate(lines) if any(run.text.strip() for run in line.runs)]
    if not (mark.end and written):
        return lines
    last = lines[written[-1]]
    *_before, run = (run for run in last.runs if run.text.strip())
    text = run.text.rstrip()
    if run.figure or not text.endswith(mark.end):
        return lines
    changed = replace(run, text=text.removesuffix(mark.end) + mark.tail)
    at = len(last.runs) - 1 - last.runs[::-1].index(run)
    return [*lines[: written[-1]], replace(last, runs=[*last.runs[:at], changed]), *lines[written[-1] + 1 :]]


def in_one(row: list[Line]) -> list[Run]:
    """The cells of a row as one line."""
    runs: list[Run] = []
    for line in row:
        if any(run.text.strip() for run in line.runs):
            runs += [Run(" – "), *line.runs] if runs else line.runs
    return runs
