"""A signed file comes from outside: whatever it holds, reading it ends soon and takes little."""

import io
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from common import pdf
from common.errors import Refused
from reports import comparing, signatures
from reports.comparing import pages, words
from tests.factories.reports import plain_paper

CATALOG, TREE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def file_of(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


def drawn_by(operations: bytes) -> bytes:
    """A page with these operations, packed."""
    packed = zlib.compress(operations, 9)
    font = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources%s>>" % font
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    return file_of(CATALOG, TREE, page, stream)


def locked(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(out, encryption=pikepdf.Encryption(owner="x", user=user))
    return out.getvalue()


HOSTILE = {
    "a tree of pages that is a circle": file_of(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1>>"),
    "countless pages that are one": file_of(
        CATALOG, b"<</Type/Pages/Kids[%s]/Count 50000>>" % (b"3 0 R " * 50_000), b"<</Type/Page/Parent 2 0 R>>"
    ),
    "brackets in brackets": file_of(b"<</Type/Catalog/Pages 2 0 R/X%s>>" % (b"[" * 50_000 + b"]" * 50_000), TREE),
    "a page that unpacks to 500 MB": drawn_by(b" " * (500 << 20)),
    "a password": locked("mat-khau"),
    "the password of an owner": locked(""),
    "a beginning without an end": b"%PDF-1.7\n" + b"1 0 obj<<" * 20_000,
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_reading_a_hostile_file_ends_without_words_or_with_few(name):
    assert "".join(pages.read(HOSTILE[name]).texts).strip() == ""
    with suppress(Refused):
        assert signatures.read(HOSTILE[name]) == []


def test_signs_that_no_row_can_keep_are_shown_as_what_they_are():
    found = words.read(drawn_by(b"BT /F 12 Tf 9 9 Td (mot\\000hai) Tj ET"))

    assert found.key == "mothai"
    assert "\0" not in found.text


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(pages, "SECONDS", 2)
    endless = drawn_by(b"BT /F 1 Tf (a) Tj ET\n" * 500_000)

    assert len(endless) < 60_000
    assert pages.read(endless) == pages.Pages([])


def test_more_pages_than_are_read_are_told():
    with pikepdf.new() as file:
        for _number in range(pages.MOST_PAGES + 1):
            file.add_blank_page()
        out = io.BytesIO()
        file.save(out)

    found = pages.read(out.getvalue())

    assert (len(found.texts), found.is_cut, found.is_drawn) == (pages.MOST_PAGES, True, False)


def test_a_page_of_endless_words_is_read_to_a_limit(monkeypatch):
    monkeypatch.setattr(pages, "MOST_LETTERS", 100)

    found = pages.extract(drawn_by(b"BT /F 12 Tf 9 9 Td (%s) Tj ET" % (b"mot " * 90)))

    assert (len(found.texts[0]), found.is_cut) == (100, True)


def test_pages_that_were_not_read_are_a_difference(monkeypatch):
    frozen = plain_paper(issuer_in_text="Ban Chỉ đạo")
    signed = pdf.render_paper(replace(frozen, number=12, issued_on=date(2020, 9, 30)))
    assert comparing.differences(frozen, signed, code="RPT") == []
    monkeypatch.setattr(words.pages, "read", lambda content: replace(pages.extract(content), is_cut=True))

    (found,) = comparing.differences(frozen, signed, code="RPT")

    assert "không đọc được" in found.signed
