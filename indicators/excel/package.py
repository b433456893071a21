"""A workbook as an archive: its parts, which of them are sheets, and the same archive with parts changed."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from common.errors import Refused
from common.text import nfc
from documents.names import FIELD

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "/styles"
_SHEET = "/worksheet"
MOST_OF_A_PART = 64 * 1024 * 1024
MOST_OF_ALL = 200 * 1024 * 1024
MOST_SHEETS = 100


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its name, the part that holds its cells, and whether people see it."""

    name: str
    part: str
    is_visible: bool


class Package:
    """The parts of an .xlsx. Raises Refused for what is damaged, signed, too large or no workbook."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise broken() from error
        self._parts = self._archive.infolist()
        if sum(part.file_size for part in self._parts) > MOST_OF_ALL:
            raise _too_big()
        self.names = [part.filename for part in self._parts]
        if any(name.startswith("_xmlsignatures/") for name in self.names):
            message = _("Tệp đã được ký số; sửa bất kỳ ô nào cũng làm mất chữ ký. Dùng bản chưa ký của biểu.")
            raise Refused(message, field=FIELD)

    def read(self, name: str) -> bytes:
        """A part, unpacked no further than a part may be, whatever the archive says of its size."""
        try:
            with self._archive.open(name) as part:
                data = part.read(MOST_OF_A_PART + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
            raise broken() from error
        if len(data) > MOST_OF_A_PART:
            raise _too_big()
        return data

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets with cells in their order; those that are charts alone are left out."""
        targets = self._targets(_SHEET)
        found: list[Sheet] = []

        def start(tag: str, given: dict[str, str]) -> None:
            if local(tag) != "sheet":
                return
            key = next((value for name, value in given.items() if local(name) == "id" and name != "id"), "")
            if key in targets:
                shown = given.get("state", "visible") == "visible"
                found.append(Sheet(nfc(given.get("name", "")), targets[key], shown))

        parse(self.read(WORKBOOK), start)
        if not 0 < len(found) <= MOST_SHEETS:
            raise broken()
        return found

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name. Raises Refused when the workbook has none."""
        wanted = nfc(name)
        for one in self.sheets:
            if one.name == wanted:
                return one
        raise Refused(_("Tệp không có trang tính “{name}”.").format(name=name), field="sheet")

    @cached_property
    def styles(self) -> bytes | None:
        """The part that says how cells look, where there is one."""
        part = next(iter(self._targets(_STYLES).values()), None)
        return self.read(part) if part else None

    def changed(self, parts: Mapping[str, bytes]) -> bytes:
        """The archive with those parts replaced: every other part has its bytes, its name, its place and its time."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for part in self._parts:
                copy = zipfile.ZipInfo(part.filename, part.date_time)
                copy.compress_type, copy.external_attr = part.compress_type, part.external_attr
                target.writestr(copy, parts[part.filename] if part.filename in parts else self.read(part.filename))
        return out.getvalue()

    def _targets(self, kind: str) -> dict[str, str]:
        """Relation → part, for relations of the workbook whose type ends so."""
        found: dict[str, str] = {}

        def start(tag: str, given: dict[str, str]) -> None:
            if local(tag) == "Relationship" and given.get("Type", "").endswith(kind):
                target = given.get("Target", "")
                part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
                if part in self.names:
                    found[given.get("Id", "")] = part

        parse(self.read(_RELATIONS), start)
        return found


def parse(data: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None] | None = None) -> None:
    """Read XML from its start tags. Raises Refused for what is no XML and for document types, hence for entities."""
    run(parser(start, end), data)


def parser(start: Callable[[str, dict[str, str]], None], end: Callable[[str], None] | None = None) -> Any:
    """A parser that knows no document types."""
    made = expat.ParserCreate()
    made.StartElementHandler = start
    if end is not None:
        made.EndElementHandler = end
    made.StartDoctypeDeclHandler = _no_document_type
    made.XmlDeclHandler = _only_utf8
    return made


def run(made: Any, data: bytes) -> None:
    """Feed all of it."""
    try:
        made.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise broken() from error


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def broken() -> Refused:
    """What is told of a file that cannot be read."""
    return Refused(_("Không đọc được tệp: tệp bị hỏng hoặc tải lên chưa đủ."), field=FIELD)


def _too_big() -> Refused:
    return Refused(_("Tệp nén quá nhiều dữ liệu bên trong nên không được nhận."), field=FIELD)


def _no_document_type(*_declared: object) -> None:
    raise expat.ExpatError("a document type is declared")


def _only_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    """Every program writes the parts of a workbook in UTF-8; positions in other encodings are not counted here."""
    if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii"}:
        raise expat.ExpatError("another encoding")
