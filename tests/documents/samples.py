"""Small files of every kind that may be attached, and of some that may not."""

import io
import struct
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + b"\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55"
    + b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\r\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 64
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64

CONTENT_TYPES = '<?xml version="1.0"?><Types><Override PartName="/{part}" ContentType="{type}"/></Types>'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def archive(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP file with these parts, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        for name, data in parts.items():
            into.writestr(name, data)
    return out.getvalue()


def docx(extra: dict[str, bytes | str] | None = None, content_type: str = WORD_TYPE) -> bytes:
    types = CONTENT_TYPES.format(part="word/document.xml", type=content_type)
    return archive({"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **(extra or {})})


def xlsx(extra: dict[str, bytes | str] | None = None) -> bytes:
    types = CONTENT_TYPES.format(part="xl/workbook.xml", type=SHEET_TYPE)
    return archive({"[Content_Types].xml": types, "xl/workbook.xml": "<workbook/>", **(extra or {})})


def open_document(kind: str, extra: dict[str, bytes | str] | None = None, manifest: str = "<manifest/>") -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return archive({"mimetype": mime, "content.xml": "<c/>", "META-INF/manifest.xml": manifest, **(extra or {})})


def locked(data: bytes) -> bytes:
    """The same archive whose parts say that they are encrypted."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def says_it_unpacks_to(data: bytes, size: int) -> bytes:
    """The same archive whose table of contents claims so many bytes for its last part."""
    changed = bytearray(data)
    at = changed.rfind(b"PK\x01\x02")
    changed[at + 24 : at + 28] = struct.pack("<L", size)
    return bytes(changed)


def says_it_has_parts(data: bytes, count: int) -> bytes:
    """The same archive whose end record claims so many parts."""
    changed = bytearray(data)
    at = changed.rfind(b"PK\x05\x06")
    changed[at + 8 : at + 12] = struct.pack("<HH", count, count)
    return bytes(changed)


def bomb() -> bytes:
    """A document of some 3 kB in which a part that is looked into unpacks to 3 MB."""
    return archive({"[Content_Types].xml": b" " * 3_000_000, "word/document.xml": "<w:document/>"})


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]
