"""Which elements a page break cuts in two.

WeasyPrint tags every page by itself: a paragraph or a table that runs over a page break becomes two. Its boxes still
know the element they came from, so the cut ones can be named here and joined again in the finished file.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

type Path = tuple[str, ...]
"""HTML names of the cut elements at one page break, outermost first: ("article", "div", "p")."""


def cut_elements(pages: list[Any]) -> list[Path]:
    """For each page but the first: the elements that its beginning shares with the page before."""
    boxes = [page._page_box for page in pages]
    return [tuple(_shared(after, _elements(before))) for before, after in pairwise(boxes)]


def _elements(box: Any) -> set[int]:
    """Identities of all elements with a box on this page."""
    found = set() if box.element is None else {id(box.element)}
    for child in getattr(box, "children", ()):
        found |= _elements(_unwrapped(child))
    return found


def _shared(page_box: Any, before: set[int]) -> Iterator[str]:
    box, last = page_box, None
    while (box := _first_child(box)) is not None:
        if box.element is None or box.element is last:
            continue  # a box without an element of its own, such as a line
        if id(box.element) not in before:
            return
        last = box.element
        if box.element_tag not in {"html", "body"}:
            yield box.element_tag


def _first_child(box: Any) -> Any:
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        child = _unwrapped(child)
        if isinstance(child, boxes.MarginBox) or getattr(child, "is_header", False):
            continue  # page numbers, and the heading rows that a table repeats
        return child
    return None


def _unwrapped(box: Any) -> Any:
    """The box itself where layout left a placeholder."""
    return getattr(box, "_box", box)
