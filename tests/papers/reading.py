"""Reads a tagged PDF as assistive technology does: elements in the order of the structure tree, with their text."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Object

RANGE = re.compile(rb"<([0-9a-f]+)>\s*<([0-9a-f]+)>", re.I)


@dataclass
class Element:
    role: str
    attributes: Object
    text: str = ""
    children: list["Element"] = field(default_factory=list)
    places: list[Object] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def all_text(self) -> str:
        """Text of the element; every line of the page ends in a space."""
        return " ".join(" ".join(element.text for element in self.walk() if element.text).split())

    def find(self, *roles: str) -> list["Element"]:
        return [element for element in self.walk() if element.role in roles]


class TaggedPdf:
    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.marked: list[dict[int, str]] = []
        self.artifacts: list[str] = []
        self._unicode: dict[tuple[int, int], dict[int, str]] = {}
        for page in self.pdf.pages:
            self._read(page)

    @cached_property
    def document(self) -> Element:
        return self._element(self.pdf.Root.StructTreeRoot.K[0])

    def find(self, *roles: str) -> list[Element]:
        return self.document.find(*roles)

    @property
    def xmp(self) -> str:
        return self.pdf.Root.Metadata.read_bytes().decode()

    def fonts(self) -> list[Object]:
        seen = {font.objgen: font for page in self.pdf.pages for font in page.Resources.Font.values()}
        return list(seen.values())

    def _element(self, node: Object) -> Element:
        element = Element(str(node.S)[1:], node)
        page = next(n for n, p in enumerate(self.pdf.pages) if p.obj.objgen == node.Pg.objgen) if "/Pg" in node else 0
        kids = node.get("/K", Array([]))
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary):
                if "/Obj" in kid:  # the place of a link on the page
                    element.places.append(kid.Obj)
                    continue
                element.children.append(self._element(kid))
            else:
                element.text += self.marked[page].get(int(kid), "")
        return element

    def _read(self, page: pikepdf.Page) -> None:
        """Collects the text of each marked content of the page, and of its artifacts."""
        found: dict[int, str] = {}
        artifacts, open_marks, font = "", [], {}
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BMC" | "BDC":
                    mark = operands[1] if len(operands) > 1 else {}
                    open_marks.append(int(mark["/MCID"]) if "/MCID" in mark else str(operands[0]))
                case "EMC":
                    open_marks.pop()
                case "Tf":
                    font = self._map(page.Resources.Font[str(operands[0])])
                case "TJ":
                    text = "".join(self._text(item, font) for item in operands[0] if isinstance(item, pikepdf.String))
                    assert open_marks, f"text outside any mark: {text}"
                    if isinstance(open_marks[-1], int):
                        found[open_marks[-1]] = found.get(open_marks[-1], "") + text
                    else:
                        artifacts += text
        self.marked.append(found)
        self.artifacts.append(artifacts)

    @staticmethod
    def _text(string: pikepdf.String, font: dict[int, str]) -> str:
        glyphs = bytes(string)
        return "".join(font[int.from_bytes(glyphs[i : i + 2])] for i in range(0, len(glyphs), 2))

    def _map(self, font: Object) -> dict[int, str]:
        """Glyph numbers to letters, from the font's ToUnicode table."""
        if font.objgen not in self._unicode:
            pairs = RANGE.findall(font.ToUnicode.read_bytes().split(b"endcodespacerange")[1])
            self._unicode[font.objgen] = {
                int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for glyph, letters in pairs
            }
        return self._unicode[font.objgen]
