"""The parts of a Word file that are read. It comes from outside: nothing is believed, nothing outside it is opened."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from .elements import WORD, Element
from .marks import NAMESPACE, Mark, Marks, NotOursError, SectionMark

MOST_BYTES = 16 * 1024 * 1024
"""Of one part, unpacked: a text of a thousand pages has five."""
MOST_ELEMENTS = 500_000
"""Of one part: one such text has a third of them, and each costs memory and time."""


class Parts:
    """The parts of the archive that are read."""

    def __init__(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                document = _parsed(archive, "word/document.xml")
                numbering = _parsed(archive, "word/numbering.xml")
                notes = [name for name in archive.namelist() if name.startswith("customXml/item")]
                found = (_parsed(archive, name) for name in notes)
                ours = next((one for one in found if one is not None and one.tag == f"{{{NAMESPACE}}}paper"), None)
        except (
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            NotImplementedError,
            EOFError,
            OSError,
            RuntimeError,
        ) as error:
            raise NotOursError from error
        body = None if document is None else document.find(f"{WORD}body")
        if body is None:
            raise NotOursError
        self.body: Element = body
        self.lists = _lists_of(numbering)
        self.marks = None if ours is None else _marks_of(ours)


def _parsed(archive: zipfile.ZipFile, name: str) -> Element | None:
    """A part as a tree, None where it is missing, too big or no XML; nothing outside it is ever opened."""
    if name not in archive.namelist() or archive.getinfo(name).file_size > MOST_BYTES:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        with archive.open(name) as part:
            root = etree.fromstring(part.read(MOST_BYTES), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    has_type = root.getroottree().docinfo.doctype  # no office program writes one
    return None if has_type or root.xpath("count(//*)") > MOST_ELEMENTS else root


def _marks_of(root: Element) -> Marks:
    marks = Marks(check=root.get("check", ""))
    for node in root:
        name, text = node.get("mark", ""), node.text or ""
        if node.tag == f"{{{NAMESPACE}}}figure":
            marks.figures.append(Mark(name, node.get("key", ""), text, node.get("section", "")))
        elif node.tag == f"{{{NAMESPACE}}}section":
            said = {key: node.get(key, "") for key in ("own", "end", "tail")}
            filled = [Mark(one.get("mark", ""), text=one.text or "") for one in node]
            marks.sections.append(SectionMark(name, node.get("code", ""), filled=filled, **said))
    return marks


def _lists_of(numbering: Element | None) -> dict[str, bool]:
    """The lists of the file by number: whether their items are counted."""
    if numbering is None:
        return {}
    kinds: dict[str, bool] = {}
    for kind in numbering.iter(f"{WORD}abstractNum"):
        form = kind.find(f"{WORD}lvl/{WORD}numFmt")
        counts = form is not None and form.get(f"{WORD}val") not in {"bullet", "none"}
        kinds[kind.get(f"{WORD}abstractNumId", "")] = counts
    lists = {}
    for one in numbering.iter(f"{WORD}num"):
        kind = one.find(f"{WORD}abstractNumId")
        lists[one.get(f"{WORD}numId", "")] = kind is not None and kinds.get(kind.get(f"{WORD}val", ""), False)
    return lists
