"""Inside office files, which are ZIP archives. Nothing is unpacked but a few small parts, up to a limit."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from common.errors import Refused

from .names import FIELD

MOST_PARTS = 5_000
MOST_DIRECTORY = 2 * 1024 * 1024  # bytes of the archive's table of contents, which is read into memory
MOST_UNPACKED = 400 * 1024 * 1024  # bytes that all parts together say they unpack to
MOST_READ = 1024 * 1024  # bytes of one part that is looked into

_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def identify(file: IO[bytes]) -> str:
    """ "docx", "xlsx", "odt", "ods", or "zip" for any other archive.

    Raises Refused for an archive that cannot be read, holds macros or a password, or unpacks to an unreasonable size.
    """
    _check_directory(file)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            return _kind(archive, {part.filename for part in parts})
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, KeyError) as error:
        raise _broken() from error


def _check_directory(file: IO[bytes]) -> None:
    """Look at the end record before the library reads the whole table of contents."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22 or b"PK\x06\x07" in tail[max(0, at - 20) : at]:
        raise _broken()  # cut off, or in the form for more than 4 GB, which no file of 20 MB needs
    count, directory = struct.unpack("<HL", tail[at + 10 : at + 16])
    if count > MOST_PARTS or directory > MOST_DIRECTORY:
        raise _too_big()


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(names) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_big()
    if len(set(names)) != len(names) or any(map(_leads_out, names)):
        raise _broken()
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused(_("Tệp có mật khẩu. Bỏ mật khẩu rồi tải lại."), field=FIELD)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name.split("/", maxsplit=1)[0]


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        return _office_kind(archive, names)
    if "mimetype" in names:
        return _open_document_kind(archive, names)
    return "zip"


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    small = {name.lower() for name in names}
    types = _read(archive, "[Content_Types].xml").lower()
    if (
        b"macroenabled" in types
        or b"vbaproject" in types
        or any(name.endswith("vbaproject.bin") or "/activex/" in name or "/macrosheets/" in name for name in small)
    ):
        raise _macros()
    if "word/document.xml" in small:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in small else "zip"


def _open_document_kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    kind = _OPEN_DOCUMENT.get(_read(archive, "mimetype").strip())
    if kind is None:
        return "zip"
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise _macros()
    if "META-INF/manifest.xml" in names and b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
        raise Refused(_("Tệp có mật khẩu. Bỏ mật khẩu rồi tải lại."), field=FIELD)
    return kind


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small part; what unpacks to more than it may is refused however small it says it is."""
    with archive.open(name) as part:
        data = part.read(MOST_READ + 1)
    if len(data) > MOST_READ:
        raise _too_big()
    return data


def _broken() -> Refused:
    return Refused(_("Không đọc được tệp: tệp bị hỏng hoặc tải lên chưa đủ."), field=FIELD)


def _too_big() -> Refused:
    return Refused(_("Tệp nén quá nhiều dữ liệu bên trong nên không được nhận."), field=FIELD)


def _macros() -> Refused:
    return Refused(_("Tệp có chứa macro nên không được nhận. Lưu lại thành tệp không có macro."), field=FIELD)
