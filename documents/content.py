"""What a file really is, told from its bytes. Only kinds of the list are kept; the name must say the same."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from . import containers
from .names import FIELD, ending_of

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be kept."""

    code: str
    label: str | Promise
    content_type: str
    endings: tuple[str, ...]


KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", _("PDF"), "application/pdf", ("pdf",)),
        Kind(
            "docx",
            _("Word (.docx)"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ("docx",),
        ),
        Kind(
            "xlsx", _("Excel (.xlsx)"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)
        ),
        Kind("odt", _("văn bản OpenDocument (.odt)"), "application/vnd.oasis.opendocument.text", ("odt",)),
        Kind("ods", _("bảng tính OpenDocument (.ods)"), "application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
        Kind("png", _("ảnh PNG"), "image/png", ("png",)),
        Kind("jpeg", _("ảnh JPEG"), "image/jpeg", ("jpg", "jpeg")),
        Kind("webp", _("ảnh WebP"), "image/webp", ("webp",)),
        Kind("text", _("văn bản thuần (.txt, .csv)"), "text/plain", ("txt", "csv")),
    )
}
_BY_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}
ENDINGS = tuple(_BY_ENDING)
ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)
"""For the attribute `accept` of a file input."""

_MACRO_ENDINGS = {"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm", "ppam"}
_OLD_ENDINGS = {"doc", "xls", "ppt", "rtf"}


def check(name: str, file: IO[bytes]) -> str:
    """The content type of the file. It is read from its start, and left there.

    Raises Refused when the ending is not on the list, when the content is not what the ending says (naming both), or
    when an office file holds macros, is locked by a password or unpacks to an unreasonable size.
    """
    expected = _expected(name)
    found = _identify(file)
    file.seek(0)
    if found != expected.code:
        raise Refused(
            _now("Tệp “{name}” mang đuôi .{ending} nhưng nội dung là {found}. Chọn đúng tệp rồi tải lại.").format(
                name=name, ending=ending_of(name), found=_spoken(found, file)
            ),
            field=FIELD,
        )
    return expected.content_type


def served_as(name: str) -> str:
    """The content type that a stored file is sent with; its name was checked against its content when it came."""
    kind = _BY_ENDING.get(ending_of(name))
    return kind.content_type if kind else "application/octet-stream"


def _expected(name: str) -> Kind:
    ending = ending_of(name)
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if ending in _MACRO_ENDINGS:
        raise Refused(
            _now("Không nhận tệp có macro (.{ending}). Lưu lại thành .docx hoặc .xlsx.").format(ending=ending),
            field=FIELD,
        )
    if ending in _OLD_ENDINGS:
        raise Refused(
            _now("Không nhận định dạng cũ (.{ending}). Lưu lại thành .docx, .xlsx hoặc .pdf.").format(ending=ending),
            FIELD,
        )
    listed = ", ".join(f".{known}" for known in ENDINGS)
    raise Refused(
        _now("Không nhận tệp .{ending}. Các loại nhận được: {listed}.").format(ending=ending, listed=listed), FIELD
    )


def _identify(file: IO[bytes]) -> str:
    """The code of a kind, or "zip", "old", "program", "other" for what is not kept."""
    file.seek(0)
    head = file.read(16)
    for matches, code in _SIGNATURES:
        if matches(head):
            return code
    if head.startswith(b"PK\x03\x04"):
        return containers.identify(file)
    if _is_text(file):
        return "text"
    return "program" if head.startswith((b"MZ", b"\x7fELF")) else "other"


_SIGNATURES: list[tuple[Callable[[bytes], bool], str]] = [
    (lambda head: head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"), "pdf"),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), "png"),
    (lambda head: head.startswith(b"\xff\xd8\xff"), "jpeg"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", "webp"),
    (lambda head: head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "old"),
]


def _is_text(file: IO[bytes]) -> bool:
    """UTF-8, or UTF-16 with its mark (Excel's "Unicode text"); no control characters but white space."""
    file.seek(0)
    start = file.read(2)
    wide = start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    file.seek(0)
    try:
        return all(map(_is_readable, _decoded(file, "utf-16" if wide else "utf-8")))
    except UnicodeDecodeError:
        return False


def _decoded(file: IO[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := file.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1a")


def _is_readable(part: str) -> bool:
    return _CONTROLS.isdisjoint(part)


def _spoken(found: str, file: IO[bytes]) -> str:
    """What was found, in words."""
    if found in KINDS:
        return str(KINDS[found].label)
    if found == "zip":
        return _now("tệp nén (.zip)")
    if found == "old":
        return _now("tệp Office kiểu cũ hoặc có mật khẩu")
    if found == "program":
        return _now("chương trình máy tính (.exe)")
    guess = _guess(file)
    return _now("dữ liệu {guess}").format(guess=guess) if guess else _now("dữ liệu không rõ loại")


def _guess(file: IO[bytes]) -> str:
    """The usual ending of what is not on the list (".gz"), for the message only."""
    import puremagic

    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return next((match.extension for match in matches if match.extension), "")
