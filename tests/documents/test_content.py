"""What a file really is, whatever its name says."""

import io

import pytest

from common.errors import Refused
from documents import content

from . import samples


def named(value: object) -> str:
    """Test ids without binary data."""
    return value if isinstance(value, str) else "data"


GOOD = {
    "a.pdf": samples.PDF,
    "a.PDF": b"\xef\xbb\xbf\n" + samples.PDF,
    "a.png": samples.PNG,
    "a.jpg": samples.JPEG,
    "a.jpeg": samples.JPEG,
    "a.webp": samples.WEBP,
    "a.docx": samples.docx(),
    "a.xlsx": samples.xlsx(),
    "a.odt": samples.open_document("text"),
    "a.ods": samples.open_document("spreadsheet"),
    "a.txt": "Nội dung cuộc họp\n".encode(),
    "b.txt": b"MZ is only the beginning of a word here",
    "a.csv": "Xã;Số hộ\nQuảng Tân;812\n".encode("utf-16"),
}


@pytest.mark.parametrize("name", GOOD)
def test_every_kind_of_the_list_is_taken(name):
    file = io.BytesIO(GOOD[name])

    content_type = content.check(name, file)

    assert content_type == content.served_as(name)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.pdf", samples.EXE, ".exe"),
        ("a.docx", samples.EXE, ".exe"),
        ("a.png", samples.PDF, "PDF"),
        ("a.pdf", samples.docx(), "Word"),
        ("a.docx", samples.xlsx(), "Excel"),
        ("a.xlsx", samples.open_document("spreadsheet"), "OpenDocument"),
        ("a.docx", samples.archive({"virus.exe": samples.EXE}), "tệp nén"),
        ("a.docx", samples.OLD_OFFICE, "kiểu cũ hoặc có mật khẩu"),
        ("a.jpg", b"<html><script>alert(1)</script></html>", "văn bản thuần"),
        ("a.txt", samples.PDF, "PDF"),
        ("a.txt", samples.EXE, ".exe"),
        ("a.csv", "Quảng Tân".encode("cp1258", "replace") + b"\xff\xc3", "dữ liệu"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WAVEfmt ", "dữ liệu"),
    ],
    ids=named,
)
def test_content_that_is_not_what_the_name_says_is_refused_naming_both(name, data, found):
    with pytest.raises(Refused) as refused:
        content.check(name, io.BytesIO(data))

    assert f".{name.rpartition('.')[2]}" in str(refused.value)
    assert found in str(refused.value)
    assert refused.value.field == "upload"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.exe", "Không nhận tệp .exe"),
        ("a.html", "Không nhận tệp .html"),
        ("a.svg", "Không nhận tệp .svg"),
        ("a.zip", "Không nhận tệp .zip"),
        ("a.docm", "macro"),
        ("a.xlsb", "macro"),
        ("a.doc", "định dạng cũ"),
        ("a.xls", "định dạng cũ"),
    ],
)
def test_an_ending_that_is_not_on_the_list_is_refused_with_the_way_out(name, says):
    with pytest.raises(Refused, match=says):
        content.check(name, io.BytesIO(samples.PDF))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", samples.docx({"word/vbaProject.bin": b"\x00"})),
        ("a.docx", samples.docx(content_type=samples.WORD_MACRO_TYPE)),
        ("a.docx", samples.docx({"word/activeX/activeX1.xml": "<x/>"})),
        ("a.xlsx", samples.xlsx({"xl/vbaProject.bin": b"\x00"})),
        ("a.xlsx", samples.xlsx({"xl/macrosheets/sheet1.xml": "<x/>"})),
        ("a.odt", samples.open_document("text", {"Basic/Standard/Module1.xml": "<x/>"})),
        ("a.ods", samples.open_document("spreadsheet", {"Scripts/python/a.py": "print()"})),
    ],
    ids=named,
)
def test_macros_are_refused_whatever_the_ending(name, data):
    with pytest.raises(Refused, match="macro"):
        content.check(name, io.BytesIO(data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", samples.locked(samples.docx())),
        ("a.odt", samples.open_document("text", manifest="<manifest:encryption-data/>")),
    ],
    ids=named,
)
def test_a_password_is_refused(name, data):
    with pytest.raises(Refused, match="mật khẩu"):
        content.check(name, io.BytesIO(data))


@pytest.mark.parametrize(
    "data",
    [
        samples.says_it_unpacks_to(samples.docx(), 4_000_000_000),
        samples.says_it_has_parts(samples.docx(), 65_000),
        samples.bomb(),
        samples.archive({f"{n}.xml": "" for n in range(5_001)}),
    ],
    ids=["huge declared size", "many declared parts", "bomb", "many parts"],
)
def test_an_archive_that_unpacks_beyond_reason_is_refused(data):
    with pytest.raises(Refused, match="quá nhiều dữ liệu"):
        content.check("a.docx", io.BytesIO(data))


@pytest.mark.parametrize(
    "data",
    [
        samples.docx()[:-30],
        samples.docx()[:60],
        b"PK\x03\x04" + b"\x00" * 100,
        b"PK\x03\x04" + b"\x00" * 100 + b"PK\x05\x06" + b"\xff" * 18,
        samples.docx({"../../etc/passwd": "x"}),
        samples.docx({"/etc/passwd": "x"}),
        samples.docx({"a:b": "x"}),
    ],
    ids=["cut", "cut early", "nothing inside", "false end", "leads out", "absolute", "drive"],
)
def test_a_broken_or_dishonest_archive_is_refused(data):
    with pytest.raises(Refused):
        content.check("a.docx", io.BytesIO(data))
