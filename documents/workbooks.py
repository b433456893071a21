"""Is this a spreadsheet that can be read here? Everything is refused with a sentence, before a library loads it."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from common import numbers
from common.errors import Refused
from documents import content
from documents.names import FIELD, ending_of

MOST_ROWS = 50_000
_MOST_BEFORE = 1_000  # rows of title and gaps
MOST_COLUMNS = 100
_MOST_UNPACKED = 200 * 1024 * 1024
_CHUNK = 1 << 16
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def check(name: str, file: IO[bytes]) -> str:
    """The content type. The file is left at its start.

    Raises Refused: another kind of file, whatever its name says; macros; a password; damaged; unreasonably large; more
    rows or columns than can be taken.
    """
    if ending_of(name) != "xlsx":
        raise Refused(_("Chỉ nhận tệp Excel đuôi .xlsx. Mở tệp, chọn “Lưu thành” .xlsx rồi tải lại."), field=FIELD)
    content_type = content.check(name, file)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, EOFError, RuntimeError) as error:
        raise Refused(_("Không đọc được tệp: tệp bị hỏng hoặc tải lên chưa đủ."), field=FIELD) from error
    file.seek(0)
    return content_type


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Every part is unpacked once, no further than it says; a part that says less than it holds is damaged."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise Refused(_("Tệp nén quá nhiều dữ liệu bên trong nên không được nhận."), field=FIELD)
    for part in parts:
        sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
        read = _Extent().feed if sheet else _nothing
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                read(chunk)


def _nothing(_chunk: bytes) -> None:
    return None


class _Extent:
    """How far the filled cells of a sheet reach. One cell at the end of a sheet would make a reader fill in all
    between, so this is known before."""

    def __init__(self) -> None:
        self._row = self._column = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EntityDeclHandler = self._no_entities
        self.feed: Callable[[bytes], object] = parser.Parse

    def _no_entities(self, *_declared: object) -> None:
        raise expat.ExpatError("entities are declared")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self._row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self._row + 1
            self._column = 0
        elif tag == "c":
            self._column += 1
            placed = _CELL.fullmatch(attributes.get("r", ""))
            if placed:
                self._column, self._row = _number(placed[1]), int(placed[2])
        elif tag in {"v", "is"}:
            self._check()

    def _check(self) -> None:
        if self._row > MOST_ROWS + _MOST_BEFORE:
            message = _("Tệp có quá nhiều dòng; mỗi lần nhập tối đa {most} dòng. Chia thành nhiều tệp.")
            raise Refused(message.format(most=numbers.show(MOST_ROWS)), field=FIELD)
        if self._column > MOST_COLUMNS:
            message = _("Tệp có quá nhiều cột; tối đa {most} cột. Xóa các cột không dùng rồi tải lại.")
            raise Refused(message.format(most=MOST_COLUMNS), field=FIELD)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
