"""The words that were typed are shown where they stand."""

import unicodedata

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from common import marking
from common.templatetags.qcdc import marked

LINE = "Đường liên thôn Tân Hợp, đường liên xã"


def shown(text: str, typed: str) -> str:
    return "".join(f"[{piece}]" if hit else piece for piece, hit in marking.parts(text, typed))


@pytest.mark.parametrize(
    ("typed", "marked_line"),
    [
        ("duong lien", "[Đường liên] thôn Tân Hợp, [đường liên] xã"),
        ("ĐƯỜNG LIÊN XÃ", "Đường liên thôn Tân Hợp, [đường liên xã]"),
        ("hợp đường", "Đường liên thôn Tân [Hợp, đường] liên xã"),
        ("lien th", "Đường [liên thôn] Tân Hợp, đường liên xã"),
        ("xa thon", "Đường liên [thôn] Tân Hợp, đường liên [xã]"),
        ("nước", LINE),
        ("", LINE),
        ("?", LINE),
    ],
)
def test_the_phrase_is_marked_or_else_its_words(typed: str, marked_line: str):
    assert shown(LINE, typed) == marked_line
    assert shown(unicodedata.normalize("NFD", LINE), unicodedata.normalize("NFD", typed)) == marked_line


@given(st.text(max_size=60), st.text(max_size=10))
def test_marking_changes_no_letter(text: str, typed: str):
    assert "".join(piece for piece, _hit in marking.parts(text, typed)) == unicodedata.normalize("NFC", text)


def test_what_people_wrote_is_no_markup():
    assert marked("<b>Đường</b> & liên", "duong") == "&lt;b&gt;<mark>Đường</mark>&lt;/b&gt; &amp; liên"
    assert marked("<script>", "<script>") == f"&lt;<mark>script</mark>{escape('>')}"


def test_an_excerpt_is_a_short_line_around_what_was_found():
    text = "Mở đầu rất dài. " * 40 + "Đường liên thôn\nxuống cấp. " + "Phần sau cũng dài. " * 40

    line = marking.excerpt(text, "lien thon")

    assert line.startswith("… ")
    assert line.endswith(" …")
    assert "Đường liên thôn xuống cấp." in line
    assert len(line) <= 204


@pytest.mark.parametrize("typed", ["không có", ""])
def test_an_excerpt_without_a_hit_is_the_beginning(typed: str):
    assert marking.excerpt("ngắn", typed) == "ngắn"
    assert marking.excerpt("dài " * 100, typed).startswith("dài dài")
    assert len(marking.excerpt("x" * 1000, typed)) <= 204
