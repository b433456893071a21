"""Repairs of the structure tree that assistive technology reads (ISO 32000-1, 14.7 and 14.8).

WeasyPrint's tree is right on one page. Here what a page break cut is joined, lists and tables get what PDF/UA-1 asks,
and whatever is left outside the tree (page numbers, repeated heading rows) becomes an artifact.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from .breaks import Path

TAGS = {
    "article": "/Art", "div": "/Div", "section": "/Sect", "p": "/P", "ul": "/L", "ol": "/L", "li": "/LI",
    "table": "/Table", "tbody": "/TBody", "tr": "/TR", "td": "/TD", "th": "/TH", "figure": "/NonStruct",
    "h1": "/H1", "h2": "/H2", "h3": "/H3", "h4": "/H4",
}  # fmt: skip
MARKED = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"
POINTS_PER_PIXEL = 0.75


def repair(pdf: Pdf, cuts: list[Path], links: Mapping[str, str]) -> None:
    """All repairs, in the order in which they build on each other. `links`: where each address leads, in words."""
    document = pdf.Root.StructTreeRoot.K[0]
    _join_pages(document, pdf, cuts)
    for element in list(_elements(document)):
        _repair_element(pdf, element, links)
    _prune(document)
    _mark_artifacts(pdf, document)


def _is(item: object, *tags: str) -> bool:
    """True for a structure element of one of these types; marked content in between is a bare number."""
    return isinstance(item, Dictionary) and str(item.get("/S")) in tags


def _kids(element: Object) -> Array:
    """The children; WeasyPrint always writes an array."""
    kids = element.get("/K")
    return kids if isinstance(kids, Array) else Array([])


def _is_element(item: object) -> bool:
    """Beside elements stand the numbers of marked content and references to the place of a link."""
    return isinstance(item, Dictionary) and "/S" in item


def _elements(element: Object) -> Iterator[Object]:
    yield element
    for kid in _kids(element):
        if _is_element(kid):
            yield from _elements(kid)


def _adopt(parent: Object, kids: Iterable[Object]) -> None:
    for kid in kids:
        if _is_element(kid):
            kid.P = parent
        parent.K.append(kid)


def _join_pages(document: Object, pdf: Pdf, cuts: list[Path]) -> None:
    """Children of the document are page by page; those that a page break cut are joined to the one before."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    joined: list[Object] = []
    last_page = -1
    for part in list(document.K):
        page = numbers[part.Pg.objgen]
        first_of_page, last_page = page != last_page, page
        path = cuts[page - 1] if first_of_page and page else ()
        if not (joined and path and _join(joined[-1], part, path)):
            joined.append(part)
    document.K = Array(joined)


def _join(left: Object, right: Object, path: Path) -> bool:
    """Moves the children of `right` to the end of `left` when both are the element that the path begins with."""
    tag = TAGS.get(path[0])
    if tag is None or not (_is(left, tag) and _is(right, tag)):
        return False
    if tag == "/TR":
        for one, two in zip(_kids(left), _kids(right), strict=False):
            _adopt(one, list(_kids(two)))
        return True
    kids = [kid for kid in _kids(right) if not _is_repeated_head(right, kid)]
    if kids and path[1:] and len(left.K) and _is_element(left.K[-1]) and _join(left.K[-1], kids[0], path[1:]):
        kids = kids[1:]
    _adopt(left, kids)
    return True


def _is_repeated_head(table: Object, kid: Object) -> bool:
    return _is(table, "/Table") and _is(kid, "/THead")


def _repair_element(pdf: Pdf, element: Object, links: Mapping[str, str]) -> None:
    match str(element.S):
        case "/LI":
            _wrap_body(pdf, element)
        case "/TH":
            del element["/ID"]
            in_head = _is(element.P.P, "/THead")
            element.A = Dictionary(O=Name.Table, Scope=Name.Column if in_head else Name.Row)
        case "/TD":
            # Scope says it all in tables with one heading row; the lists of header names point into cut tables.
            del element.A["/Headers"]
        case "/Figure":
            element.A.BBox = _bounding_box(element)
        case "/Link":
            _say_where(element, links)


def _say_where(link: Object, links: Mapping[str, str]) -> None:
    """A link is announced by words; WeasyPrint announces the address, sign by sign."""
    for place in (kid.Obj for kid in _kids(link) if isinstance(kid, Dictionary) and "/Obj" in kid):
        address = str(place.A.URI)
        place.Contents = String(links.get(address, address))


def _wrap_body(pdf: Pdf, item: Object) -> None:
    """A list item consists of its label and its body; a dash inside the first line leaves the body bare."""
    labels = [kid for kid in item.K if _is(kid, "/Lbl")]
    loose = [kid for kid in item.K if not _is(kid, "/Lbl", "/LBody")]
    if loose:
        body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, K=Array([]), Pg=item.Pg, P=item))
        _adopt(body, loose)
        item.K = Array([*labels, body])


def _bounding_box(figure: Object) -> Array:
    """From CSS pixels below the top edge to points above the bottom edge."""
    height = float(figure.Pg.MediaBox[3])
    x1, y1, x2, y2 = (float(side) * POINTS_PER_PIXEL for side in figure.A.BBox)
    return Array([round(side, 2) for side in (x1, height - y2, x2, height - y1)])


def _prune(element: Object) -> None:
    """Leaves of the tree that hold nothing (lines drawn by an empty box) say nothing to a reader."""
    kept = []
    for kid in _kids(element):
        if _is_element(kid):
            _prune(kid)
            if _is(kid, "/Div", "/NonStruct", "/Span", "/P") and not len(_kids(kid)):
                continue
        kept.append(kid)
    element.K = Array(kept)


def _mark_artifacts(pdf: Pdf, document: Object) -> None:
    """Content whose structure element is not in the tree becomes an artifact, and its place in the index empty."""
    living = {element.objgen for element in _elements(document)}
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
    for number, page in enumerate(pdf.pages):
        owned = owners[number]
        dead = {mcid for mcid, owner in enumerate(owned) if owner.objgen not in living}
        if dead:
            owners_left = [None if mcid in dead else owner for mcid, owner in enumerate(owned)]
            nums[2 * number + 1] = Array(owners_left)
            content = page.Contents.read_bytes()
            page.Contents = pdf.make_stream(_with_artifacts(content, dead))


def _with_artifacts(content: bytes, dead: set[int]) -> bytes:
    def renamed(mark: re.Match[bytes]) -> bytes:
        return ARTIFACT if int(mark[1]) in dead else mark[0]

    return MARKED.sub(renamed, content)
