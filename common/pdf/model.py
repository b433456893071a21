"""A Paper prepared for its template: images by name, tables by number, the width classes that the tables use."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from common import official


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


@dataclass(frozen=True, slots=True)
class PaperView:
    """What `papers/paper.html` shows."""

    paper: official.Paper
    opening: Part
    parts: tuple[Part, ...]
    annexes: tuple[Part, ...]
    images: dict[str, bytes]
    widths: tuple[int, ...]


def view_of(paper: official.Paper) -> PaperView:
    """The paper, its end mark set, ready for the template."""
    paper = paper.ended()
    images: dict[str, bytes] = {}
    names = (f"figure-{number}" for number in count(1))
    opening = Part("", _drawn(paper.opening, images, names))
    parts = _parts(paper.sections, images, names)
    annexes = tuple(
        replace(
            Part(annex.title, _drawn(annex.blocks, images, names), _parts(annex.sections, images, names)), label=label
        )
        for annex, label in zip(paper.annexes, annex_labels(paper), strict=True)
    )
    return PaperView(paper, opening, parts, annexes, images, _widths(paper))


def annex_labels(paper: official.Paper) -> tuple[str, ...]:
    """ "Phụ lục" for the only annex, else "Phụ lục 1", "Phụ lục 2" …"""
    if len(paper.annexes) == 1:
        return ("Phụ lục",)
    return tuple(f"Phụ lục {number}" for number in range(1, len(paper.annexes) + 1))


def _parts(sections: tuple[official.Section, ...], images: dict[str, bytes], names: Iterator[str]) -> tuple[Part, ...]:
    return tuple(
        Part(section.heading, _drawn(section.blocks, images, names), _parts(section.sections, images, names))
        for section in sections
    )


def _drawn(blocks: tuple[official.Block, ...], images: dict[str, bytes], names: Iterator[str]) -> tuple[Drawn, ...]:
    drawn = []
    for block in blocks:
        image = ""
        if isinstance(block, official.Figure):
            image = next(names)
            images[image] = block.svg
        drawn.append(Drawn(type(block).__name__.lower(), block, image))
    return tuple(drawn)


def _widths(paper: official.Paper) -> tuple[int, ...]:
    """Every column width in use, in percent: the template writes one rule for each."""
    return tuple(
        sorted({width for block in _blocks(paper) if isinstance(block, official.Table) for width in block.percents})
    )


def _blocks(part: official.Paper | official.Section | official.Annex) -> Iterator[official.Block]:
    if isinstance(part, official.Paper):
        yield from part.opening
        for annex in part.annexes:
            yield from _blocks(annex)
    else:
        yield from part.blocks
    for section in part.sections:
        yield from _blocks(section)
