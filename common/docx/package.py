"""The file around the text: styles, lists, page number, the part with our marks; saved to the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from common.official import Paper

from .build import Element, Look, el, low, mm, paragraph
from .marks import NAMESPACE, Marks
from .shape import A4, HEADER, MARGINS, language, styles

DASHES, NUMBERS = 1, 2
MARKS, ABOUT_MARKS = "/customXml/item1.xml", "/customXml/itemProps1.xml"
ABOUT_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
ABOUT = f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"
 ds:itemID="{{0C6D5B0E-3A0B-4D7B-9C52-6F1E7A2B9D10}}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/>
</ds:schemaRefs></ds:datastoreItem>""".encode()
"""Without it LibreOffice drops the part with our marks."""
UNWANTED = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


class Package:
    """An empty file with our styles; the text is put into ``body``."""

    def __init__(self, paper: Paper, indent: int) -> None:
        self.document: Any = docx.Document()
        self.body: Element = self.document.element.body
        self.images: dict[bytes, str] = {}
        self._drop_what_the_template_brings()
        self._set_styles(paper)
        self.lists = _Lists(self.document.part.numbering_part.element, indent)
        self.page = self._page()
        self._describe(paper)

    def image(self, png: bytes) -> str:
        """The name of a picture in the file."""
        if png not in self.images:
            self.images[png] = self.document.part.get_or_add_image(io.BytesIO(png))[0]
        return self.images[png]

    def section(self, *, wide: bool = False, counts_anew: bool = False, first: bool = False) -> Element:
        """Properties of pages; ``counts_anew``: the page number starts with 1, which is not printed."""
        made = deepcopy(self.page)
        top, right, bottom, left = MARGINS
        width, height = reversed(A4) if wide else A4
        size = el("w:pgSz", w=width, h=height, **({"orient": "landscape"} if wide else {}))
        made.append(el("w:type", val="nextPage"))
        made.append(size)
        made.append(
            el("w:pgMar", top=top, right=right, bottom=bottom, left=left, header=HEADER, footer=mm(8), gutter=0)
        )
        if counts_anew:
            made.append(el("w:pgNumType", start=1))
        if first or counts_anew:
            made.append(el("w:titlePg"))
        return made

    def save(self, marks: Marks, made_at: datetime) -> bytes:
        """The finished file. Nothing of the machine is in it, no other date than the paper's."""
        package = self.document.part.package
        part = Part(PackURI(MARKS), "application/xml", _as_xml(marks), package)
        part.relate_to(Part(PackURI(ABOUT_MARKS), ABOUT_TYPE, ABOUT, package), RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
        written = io.BytesIO()
        self.document.save(written)
        moment = made_at.astimezone(UTC).timetuple()[:6]
        done = io.BytesIO()
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(zipfile.ZipInfo(name, moment), source.read(name), zipfile.ZIP_DEFLATED)
        return done.getvalue()

    def _drop_what_the_template_brings(self) -> None:
        for rels in (self.document.part.package.rels, self.document.part.rels):
            for key in [key for key, one in rels.items() if one.reltype in UNWANTED]:
                del rels[key]

    def _set_styles(self, paper: Paper) -> None:
        root = self.document.styles.element
        for child in list(root):
            root.remove(child)
        root.extend(styles(paper))

    def _page(self) -> Element:
        """The header with the page number, which every section refers to."""
        section = self.document.sections[0]
        section.header.is_linked_to_previous = False
        header = section.header._element
        for child in list(header):
            header.remove(child)
        number = el("w:fldSimple", el("w:r", el("w:t")), instr="PAGE")
        header.append(paragraph(Look(style="Header"), number))
        page = section._sectPr
        self.body.remove(page)
        for child in list(page):
            if child.tag != qn("w:headerReference"):
                page.remove(child)
        return page

    def _describe(self, paper: Paper) -> None:
        about = self.document.core_properties
        moment = paper.made_at.astimezone(UTC).replace(tzinfo=None)
        about.title, about.author, about.language = paper.title[:255], paper.issuer_in_text[:255], language(paper.lang)
        about.created = about.modified = moment
        about.comments, about.last_modified_by, about.revision = "", "", 1
        settings = self.document.settings.element
        for name, value in (("themeFontLang", language(paper.lang)), ("decimalSymbol", ","), ("listSeparator", ";")):
            settings.replace(settings.find(qn(f"w:{name}")), el(f"w:{name}", val=value))
        compat = settings.find(qn("w:compat"))
        for child in list(compat):
            compat.remove(child)
        newest = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}
        compat.append(el("w:compatSetting", **newest))


class _Lists:
    """Lists with dashes and with numbers; the first line stands in as that of a paragraph does."""

    def __init__(self, numbering: Element, indent: int) -> None:
        self.numbering = numbering
        for child in list(numbering):
            numbering.remove(child)
        numbering.append(_list_kind(DASHES, "bullet", "-", indent))
        numbering.append(_list_kind(NUMBERS, "decimal", "%1.", indent))
        self.dashes = self._add(DASHES)

    def numbered(self) -> int:
        """A list that begins with 1."""
        return self._add(NUMBERS, el("w:lvlOverride", el("w:startOverride", val=1), ilvl=0))

    def _add(self, kind: int, *overrides: Element) -> int:
        number = len(self.numbering.findall(qn("w:num"))) + 1
        self.numbering.append(el("w:num", el("w:abstractNumId", val=kind), *overrides, numId=number))
        return number


def _list_kind(code: int, form: str, text: str, indent: int) -> Element:
    level = el("w:lvl", el("w:start", val=1), el("w:numFmt", val=form), el("w:suff", val="space"),
               el("w:lvlText", val=text), el("w:lvlJc", val="left"),
               el("w:pPr", el("w:ind", left=0, firstLine=indent)), ilvl=0)  # fmt: skip
    return el("w:abstractNum", el("w:multiLevelType", val="singleLevel"), level, abstractNumId=code)


def breaks_page(section: Element) -> Element:
    """The end of pages of one kind: a paragraph too low to be seen that carries their properties."""
    made = low()
    made.find(qn("w:pPr")).append(section)
    return made


def _as_xml(marks: Marks) -> bytes:
    root = ElementTree.Element("paper", {"xmlns": NAMESPACE, "check": marks.check})
    for section in marks.sections:
        said = {"mark": section.name, "code": section.key, "own": section.own, "end": section.end, "tail": section.tail}
        node = ElementTree.SubElement(root, "section", said)
        for filled in section.filled:
            ElementTree.SubElement(node, "filled", {"mark": filled.name}).text = filled.text
    for figure in marks.figures:
        said = {"mark": figure.name, "key": figure.key, "section": figure.section}
        ElementTree.SubElement(root, "figure", said).text = figure.text
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
