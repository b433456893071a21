"""Names of files: what is kept, what is refused."""

import unicodedata

import pytest

from common.errors import Refused
from documents import names


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("Biên bản.pdf", "Biên bản.pdf"),
        (unicodedata.normalize("NFD", "Biên bản hội nghị.pdf"), "Biên bản hội nghị.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Hoa\\Thông báo.docx", "Thông báo.docx"),
        ("a/b\\..\\c.pdf", "c.pdf"),
        ("Báo cáo  quý\u00a03.pdf", "Báo cáo quý 3.pdf"),
        ("Số: 05/BC.pdf", "BC.pdf"),
        ('Ghi chú "họp"?.txt', "Ghi chú _họp__.txt"),
        ("bao\u200bcao\ufeff.PDF", "baocao.PDF"),
        ("anh.jpg. ", "anh.jpg"),
    ],
)
def test_a_name_is_stored_without_folders_and_in_nfc(raw, stored):
    assert names.clean(raw) == stored


@pytest.mark.parametrize(
    "raw",
    ["a\x00.pdf", "a\x1b[2J.pdf", "a\u202efdp.exe", "a\u2066b.pdf", "a\ud800.pdf", "a\r\nb.pdf"],
)
def test_a_name_with_control_characters_is_refused(raw):
    with pytest.raises(Refused, match="ký tự điều khiển") as refused:
        names.clean(raw)

    assert refused.value.field == "upload"


@pytest.mark.parametrize("raw", ["", "..", ".", "/", ".pdf", ".htaccess.txt", "khong-duoi", "...pdf", "tep. "])
def test_a_name_needs_a_stem_and_an_ending(raw):
    with pytest.raises(Refused, match="cần có tên và đuôi tên"):
        names.clean(raw)


def test_a_long_name_is_cut_but_keeps_its_ending():
    name = names.clean("Báo cáo " * 60 + ".docx")

    assert len(name) <= 150
    assert name.endswith(".docx")
    assert not name.startswith(" ")


def test_cutting_never_parts_an_accent_from_its_letter():
    decomposed_for_ever = "x\u0328\u0301" * 100  # has no composed form

    stem = names.clean(decomposed_for_ever + ".txt").removesuffix(".txt")

    assert stem.endswith("\u0301")
