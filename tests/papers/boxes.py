"""Where things stand on the pages, in millimetres and points, as the layout engine placed them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.template.loader import render_to_string

from common import pdf
from common.official import Paper
from common.pdf.model import view_of

MM = 96 / 25.4
POINT = 96 / 72
PAGE_WIDTH, LEFT, RIGHT = 210, 30, 15


@dataclass(frozen=True)
class Piece:
    """A line's run of text. Places in millimetres from the page's left and top edge, size in points."""

    page: int
    tag: str
    text: str
    left: float
    right: float
    top: float
    size: float
    bold: bool
    italic: bool


def pages_of(paper: Paper) -> list[Any]:
    """The pages as laid out, not yet written."""
    view = view_of(paper)
    html = render_to_string("papers/paper.html", {"view": view, "title": paper.title, "lang": paper.lang})
    return list(pdf._laid_out(html, view.images).pages)


@cache
def pieces_of(paper: Paper) -> list[Piece]:
    """All text of the pages, page numbers included (their tag is "page")."""
    return [piece for number, page in enumerate(pages_of(paper), 1) for piece in _pieces(page._page_box, number)]


def _pieces(box: Any, page: int) -> Iterator[Piece]:
    from weasyprint.formatting_structure.boxes import MarginBox, TextBox

    box = getattr(box, "_box", box)
    if isinstance(box, TextBox):
        style = box.style
        yield Piece(
            page=page,
            tag=(box.element_tag or "").split(":")[0],
            text=box.text,
            left=box.position_x / MM,
            right=(box.position_x + box.width) / MM,
            top=box.position_y / MM,
            size=round(style["font_size"] / POINT, 2),
            bold=style["font_weight"] >= 700,
            italic=style["font_style"] == "italic",
        )
    for child in getattr(box, "children", ()):
        for piece in _pieces(child, page):
            yield piece if not isinstance(child, MarginBox) else Piece(**{**vars(piece), "tag": "page"})
