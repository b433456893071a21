"""What a section of an outline may name as its content, and what each kind of report has as its annexes."""

from __future__ import annotations

from collections.abc import Callable

from common.official import Annex, Block, Paragraph
from reports.gather import Gathered

type Content = Callable[[Gathered], tuple[Block, ...]]
type Annexes = Callable[[Gathered], tuple[Annex, ...]]

TO_FILL = "…"

_contents: dict[str, Content] = {}
_nothing: dict[str, str] = {}
_annexes: dict[str, Annexes] = {}


def content(name: str, nothing: str = TO_FILL) -> Callable[[Content], Content]:
    """Register the function that fills a section.

    ``nothing`` is said when the records have nothing to say and nobody wrote anything; ``{period}`` and ``{body}`` in
    it are those of the report.
    """

    def register(function: Content) -> Content:
        _contents[name], _nothing[name] = function, nothing
        return function

    return register


def annexes(kind: str) -> Callable[[Annexes], Annexes]:
    """Register the annexes of a kind of report, besides the list of its figures, which every report ends with."""

    def register(function: Annexes) -> Annexes:
        _annexes[kind] = function
        return function

    return register


def names() -> frozenset[str]:
    """What a section may name as its content."""
    return frozenset(_contents)


def fill(name: str, gathered: Gathered) -> tuple[Block, ...]:
    """The blocks of a section; a section without content has none. Raises KeyError for an unknown name."""
    return _contents[name](gathered) if name else ()


def has_words(name: str) -> bool:
    """Whether the portal has a sentence for a section whose records have nothing to say."""
    return _nothing.get(name, TO_FILL) != TO_FILL


def nothing(name: str, gathered: Gathered) -> tuple[Block, ...]:
    """What stands in a section that would be empty; room for the pen where the portal has no words."""
    words = _nothing.get(name, TO_FILL)
    return (Paragraph(words.format(period=gathered.period.label, body=gathered.body.name)),)


def annexes_of(kind: str, gathered: Gathered) -> tuple[Annex, ...]:
    """The annexes of a kind; those without content are left out."""
    made = _annexes[kind](gathered) if kind in _annexes else ()
    return tuple(annex for annex in made if annex.blocks or annex.sections)
