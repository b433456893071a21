"""Measures of the layouts, the same as in static/papers/paper.css (docs/pdf.md says what they rest on)."""

from __future__ import annotations

from dataclasses import dataclass

from common.official import Paper, Style

from .build import Element, el, mm, pt

FONT = "Times New Roman"
A4 = (mm(210), mm(297))
MARGINS = (mm(20), mm(15), mm(20), mm(30))
"""Top, right, bottom, left; of pages that lie across, too: the rules know no others."""
HEADER = mm(10)
MOTTO = {"state": 159, "party": 207}
"""How long the line under the motto is, in points: as its words in Times New Roman (a test measures them)."""
SIGNED = mm(9)
"""Height of a row in which somebody signs."""


@dataclass(frozen=True)
class Shape:
    """Sizes in points and lengths in twentieths of a point, for one style of papers."""

    head: float
    motto: float
    issuer: float
    type: float
    recipients: float
    indent: int
    left: float
    """The share of the left column of the head."""
    exact: int = 0
    """Height of a line of text where it is exact."""

    def spacing(self) -> Element:
        """Lines of text: exact, or a quarter higher than their letters."""
        if self.exact:
            return el("w:spacing", before=pt(6), after=0, line=self.exact, lineRule="exact")
        return el("w:spacing", before=pt(6), after=0, line=262, lineRule="auto")  # 17.5 points for letters of 14


STATE = Shape(head=13, motto=13, issuer=12, type=14, recipients=11, indent=mm(12.7), left=0.41)
PARTY_B = Shape(head=14, motto=15, issuer=14, type=15, recipients=12, indent=mm(12.7), left=0.47)
PARTY_C = Shape(head=14, motto=15, issuer=14, type=15, recipients=12, indent=mm(10), left=0.47, exact=pt(18))
SHAPES = {Style.STATE: STATE, Style.PARTY_B: PARTY_B, Style.PARTY_C: PARTY_C}


def width(*, wide: bool = False) -> int:
    """What the margins leave of a page."""
    return A4[1 if wide else 0] - MARGINS[1] - MARGINS[3]


def split(share: float) -> tuple[int, int]:
    """Two columns of an upright page."""
    left = round(width() * share)
    return left, width() - left


def styles(paper: Paper) -> list[Element]:
    """Every style of the file. Names are Word's own, so that every program shows them in its language."""
    shape = SHAPES[paper.style]
    text = [shape.spacing(), el("w:ind", firstLine=shape.indent), el("w:jc", val="both")]
    head = [el("w:keepNext"), el("w:keepLines"), shape.spacing(), el("w:ind", firstLine=shape.indent)]
    head.append(el("w:jc", val="left"))
    middle = el("w:jc", val="center")
    made = [
        _defaults(paper.lang),
        _style("Normal", "Normal", default=True),
        _style("BodyText", "Body Text", paragraph=text, quick=True),
        *(
            _style(f"Heading{n}", f"heading {n}", paragraph=[*_copies(head), el("w:outlineLvl", val=n - 1)], bold=True,
                   caps=n == 1, quick=True, next_="BodyText")
            for n in (1, 2, 3)
        ),
        _style("Title", "Title", paragraph=[el("w:keepNext"), el("w:spacing", before=pt(18)), middle], bold=True,
               size=shape.type, quick=True),
        _style("Subtitle", "Subtitle", paragraph=[el("w:keepNext"), *_copies([middle])], bold=True, quick=True),
        _style("Caption", "caption", paragraph=[el("w:keepNext"), el("w:spacing", before=pt(9), after=pt(4))],
               bold=True, size=12),
        _style("Header", "header", paragraph=_copies([middle]), size=13),
        _style("TableText", "Table Text", paragraph=[el("w:jc", val="left")], size=12),
    ]  # fmt: skip
    plain = el("w:style", el("w:name", val="Normal Table"), type="table", default=1, styleId="TableNormal")
    return [*made, plain]


def _copies(elements: list[Element]) -> list[Element]:
    """An element stands in one place only."""
    from copy import deepcopy

    return [deepcopy(element) for element in elements]


def language(lang: str) -> str:
    """As Word names it: Vietnamese has its country, else the spelling is not checked."""
    return "vi-VN" if lang == "vi" else lang


def _defaults(lang: str) -> Element:
    fonts = el("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    looks = el("w:rPr", fonts, el("w:sz", val=28), el("w:szCs", val=28))
    looks.append(el("w:lang", val=language(lang), eastAsia=language(lang), bidi="ar-SA"))
    spacing = el("w:pPr", el("w:spacing", before=0, after=0, line=240, lineRule="auto"))
    return el("w:docDefaults", el("w:rPrDefault", looks), el("w:pPrDefault", spacing))


def _style(
    code: str,
    name: str,
    *,
    paragraph: list[Element] | None = None,
    bold: bool = False,
    caps: bool = False,
    size: float = 0,
    default: bool = False,
    quick: bool = False,
    next_: str = "",
) -> Element:
    looks = el("w:rPr")
    if bold:
        looks.append(el("w:b"))
    if caps:
        looks.append(el("w:caps"))
    if size:
        looks.extend([el("w:sz", val=round(size * 2)), el("w:szCs", val=round(size * 2))])
    made = el("w:style", el("w:name", val=name), type="paragraph", styleId=code, **({"default": 1} if default else {}))
    if not default:
        made.append(el("w:basedOn", val="Normal"))
    if next_:
        made.append(el("w:next", val=next_))
    if quick:
        made.append(el("w:qFormat"))
    if paragraph:
        made.append(el("w:pPr", *paragraph))
    if len(looks):
        made.append(looks)
    return made
