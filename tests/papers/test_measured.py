"""The finished file measured beside the rules of docs/pdf.md: margins, sizes, faces, sides, order.

State: Decree 30/2020/NĐ-CP, annex I. Party: Guidance 36-HD/VPTW (B) and 05-HD/VPTW (C); a paper of before 03/04/2018
(generation A) has no rule of its own that was read, and is laid out as B.
"""

import io
import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import pairwise

import pdfplumber
import pytest

from common import pdf
from common.official import Annex, Paragraph, Section, Style, style_for

from . import samples

MM = 72 / 25.4
GENERATIONS = {
    "state": ("state", date(2020, 2, 3)),
    "party-a": ("party", date(2017, 9, 20)),
    "party-b": ("party", date(2020, 9, 23)),
    "party-c": ("party", date(2026, 6, 1)),
}
LEFT_HALF, RIGHT_HALF, MIDDLE, EDGE = "left", "right", "middle", "edge"
# text, smallest and largest size of the rule, face (b bold, i italic), place; in the order of the rules
STATE = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, "b", RIGHT_HALF),
    ("Độc lập - Tự do - Hạnh phúc", 13, 14, "b", RIGHT_HALF),
    ("QUẬN LONG BIÊN", 12, 13, "", LEFT_HALF),
    ("PHƯỜNG CỰ KHỐI", 12, 13, "b", LEFT_HALF),
    ("Số: 05/BC-UBND", 13, 13, "", LEFT_HALF),
    ("Cự Khối, ngày 03 tháng 02 năm 2020", 13, 14, "i", RIGHT_HALF),
    ("BÁO CÁO", 13, 14, "b", MIDDLE),
    ("nhiệm vụ trọng tâm quý IV năm 2020", 13, 14, "b", MIDDLE),
    ("Kính gửi:", 13, 14, "", None),
    ("Căn cứ Nghị định số 04/2015/NĐ-CP;", 13, 14, "i", EDGE),
    ("Mở đầu.", 13, 14, "", EDGE),
    ("I. ĐẦY", 13, 14, "b", EDGE),
    ("TM. ỦY BAN NHÂN DÂN", 13, 14, "b", RIGHT_HALF),
    ("PHÓ CHỦ TỊCH", 13, 14, "b", RIGHT_HALF),
    ("Nguyễn Thị Hồng Ngọc", 13, 14, "b", RIGHT_HALF),
    ("Nơi nhận:", 12, 12, "bi", LEFT_HALF),
    ("- Lưu: VT.", 11, 11, "", LEFT_HALF),
    ("Phụ lục", 13, 14, "b", MIDDLE),
    ("SỐ LIỆU", 13, 14, "b", MIDDLE),
    ("(Kèm theo Báo cáo số 05/BC-UBND", 13, 14, "i", None),
]
PARTY = [
    ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, 15, "b", RIGHT_HALF),
    ("ĐẢNG ỦY PHƯỜNG CỰ KHỐI", 14, 14, "", LEFT_HALF),
    ("BAN CHỈ ĐẠO QCDC", 14, 14, "b", LEFT_HALF),
    ("*", 14, 14, "", LEFT_HALF),
    ("Số 12-BC/BCĐ", 14, 14, "", LEFT_HALF),
    ("Cự Khối, ngày {day}", 14, 14, "i", RIGHT_HALF),
    ("BÁO CÁO", 15, 16, "b", MIDDLE),
    ("nhiệm vụ trọng tâm quý IV năm 2020", 14, 15, "b", MIDDLE),
    ("Mở đầu.", 14, 15, "", EDGE),
    ("I- ĐẦY", 14, 15, "b", EDGE),
    ("T/M BAN CHỈ ĐẠO", 14, 14, "b", RIGHT_HALF),
    ("TRƯỞNG BAN", 14, 14, "", RIGHT_HALF),
    ("Nguyễn Thị Hồng Ngọc", 14, 14, "b", RIGHT_HALF),
    ("Nơi nhận:", 14, 14, "", LEFT_HALF),
    ("- Lưu Văn phòng Đảng ủy.", 12, 12, "", LEFT_HALF),
    ("Phụ lục", 14, 15, "b", MIDDLE),
]
DAYS = {"party-a": "20 tháng 9 năm 2017", "party-b": "23 tháng 9 năm 2020", "party-c": "01 tháng 6 năm 2026"}


@dataclass(frozen=True)
class Place:
    """A phrase on its page: millimetres from the left and top edge, points."""

    at: int
    page: int
    left: float
    right: float
    top: float
    size: float
    font: str

    @property
    def face(self) -> str:
        return "".join(letter for letter, word in (("b", "Bold"), ("i", "Italic")) if word in self.font)


class Measured:
    """Every letter of the file with its place, in the order of the file."""

    def __init__(self, content: bytes) -> None:
        with pdfplumber.open(io.BytesIO(content)) as file:
            self.pages = file.pages
            self.letters = [(page.page_number, letter) for page in file.pages for letter in page.chars]
            self.lines = {page.page_number: page.rects for page in file.pages}
        self.text = "".join(letter["text"] for _page, letter in self.letters)

    def find(self, phrase: str, start: int = 0) -> Place:
        at = self.text.find(phrase, start)
        assert at >= 0, f"{phrase} is not printed after {self.text[max(0, start - 40) : start]}"
        found = [letter for _page, letter in self.letters[at : at + len(phrase)]]
        return Place(
            at, self.letters[at][0], min(one["x0"] for one in found) / MM, max(one["x1"] for one in found) / MM,
            found[0]["top"] / MM, round(found[0]["size"], 1), found[0]["fontname"],
        )  # fmt: skip

    @cached_property
    def inside(self) -> list[dict]:
        """The letters between the margins: page numbers stand above."""
        return [letter for _page, letter in self.letters if letter["top"] >= 19 * MM and letter["text"].strip()]


@cache
def measured(name: str) -> Measured:
    family, day = GENERATIONS[name]
    style = style_for(family, day)
    paragraphs = (Paragraph(f"{samples.LINE} {samples.LINE}"),) * 20
    fields = {
        "sections": (Section("I", "Đầy", paragraphs),),
        "annexes": (Annex("Số liệu", (samples.table(6),)),),
    }
    if style is Style.STATE:
        return Measured(pdf.render_paper(samples.state_paper(**fields)))
    return Measured(pdf.render_paper(samples.paper(style, issued_on=day, **fields)))


@cache
def across(name: str) -> Measured:
    """A paper with a full page that lies across."""
    family, day = GENERATIONS[name]
    style = style_for(family, day)
    annexes = (Annex("Rộng", (samples.table(14),), wide=True),)
    make = samples.state_paper if style is Style.STATE else samples.paper
    return Measured(pdf.render_paper(make(**({} if style is Style.STATE else {"style": style}), annexes=annexes)))


def rows(name: str):
    return STATE if name == "state" else PARTY


@pytest.fixture(params=list(GENERATIONS))
def name(request) -> str:
    return request.param


def test_parts_stand_in_the_order_of_the_rules_with_their_sizes_and_faces(name):
    paper, at = measured(name), 0
    for text, smallest, largest, face, _side in rows(name):
        place = paper.find(text.format(day=DAYS.get(name, "")), at)
        assert smallest <= place.size <= largest, text
        assert place.face == face, text
        assert "Tinos" in place.font
        at = place.at + 1


def test_parts_stand_on_their_side_of_the_page(name):
    paper, at, middle = measured(name), 0, (30 + 195) / 2
    for text, _smallest, _largest, _face, side in rows(name):
        place = paper.find(text.format(day=DAYS.get(name, "")), at)
        at = place.at + 1
        centre = (place.left + place.right) / 2
        if side == LEFT_HALF:
            assert place.right < middle, text
        elif side == RIGHT_HALF:
            assert place.left > 80, text
            assert centre > middle, text
        elif side == MIDDLE:
            assert centre == pytest.approx(middle, abs=1), text
        elif side == EDGE:
            indent = 10 if name == "party-c" else 12.7
            assert place.left == pytest.approx(30 + indent, abs=0.2), text


def test_the_page_is_a4_with_the_margins_of_the_rules(name):
    paper = measured(name)
    assert {(round(page.width / MM), round(page.height / MM)) for page in paper.pages} == {(210, 297)}
    left = min(letter["x0"] for letter in paper.inside) / MM
    right = 210 - max(letter["x1"] for letter in paper.inside) / MM
    top = min(letter["top"] for letter in paper.inside) / MM
    bottom = 297 - max(letter["bottom"] for letter in paper.inside) / MM
    assert (left, right, top) == (pytest.approx(30, abs=0.3), pytest.approx(15, abs=0.3), pytest.approx(20, abs=1.2))
    assert 20 <= bottom < 30  # a page ends with a whole line


def test_a_page_that_lies_across_has_the_same_margins(name):
    paper = across(name)
    [page] = [page for page in paper.pages if page.width > page.height]
    inside = [letter for letter in page.chars if letter["top"] >= 19 * MM and letter["text"].strip()]
    assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
    edges = (*page.rects, *page.lines, *page.curves)  # the table is as wide as the margins leave
    assert min(edge["x0"] for edge in edges) / MM == pytest.approx(30, abs=0.5)
    assert 297 - max(edge["x1"] for edge in edges) / MM == pytest.approx(15, abs=0.5)
    assert min(letter["top"] for letter in inside) / MM == pytest.approx(20, abs=1.2)
    assert 210 - max(letter["bottom"] for letter in inside) / MM >= 20


def test_lines_are_as_far_apart_as_the_rules_allow(name):
    """State and B: single to one and a half; C: 18 to 19 points."""
    paper = measured(name)
    start = paper.find("Ban Chỉ đạo đã chỉ đạo", paper.find("ĐẦY").at)
    letters = [letter for page, letter in paper.letters if page == start.page and letter["top"] / MM >= start.top - 0.1]
    tops = sorted({round(letter["top"], 1) for letter in letters if letter["text"].strip()})
    step = min(after - before for before, after in pairwise(tops) if after - before > 2)
    assert (18 <= step <= 19) if name == "party-c" else (14 * 1.15 <= step <= 14 * 1.15 * 1.5 + 0.1)


def test_paragraphs_stand_six_points_apart(name):
    paper = measured(name)
    start = paper.find("Ban Chỉ đạo đã chỉ đạo", paper.find("ĐẦY").at)
    again = paper.find("Ban Chỉ đạo đã chỉ đạo", start.at + 1)  # the paragraph says it twice
    after = paper.find("Ban Chỉ đạo đã chỉ đạo", again.at + 1)
    between = re.sub(r"\s", "", paper.text[start.at : after.at])
    assert between == samples.LINE.replace(" ", "") * 2
    tops = sorted({round(letter["top"], 1) for _page, letter in paper.letters[start.at : after.at]})
    line = tops[1] - tops[0]
    assert after.top * MM - tops[-1] - line >= 5.9


def test_page_numbers_stand_above_from_the_second_page_on(name):
    paper = measured(name)
    for page in paper.pages:
        above = [letter for letter in page.chars if letter["top"] < 19 * MM]
        first_of_annex = name == "state" and page.page_number == len(paper.pages)
        if page.page_number == 1 or first_of_annex:
            assert not above
            continue
        assert "".join(letter["text"] for letter in above) == str(page.page_number)
        assert 13 <= round(above[0]["size"], 1) <= 14
        assert (above[0]["x0"] + above[-1]["x1"]) / 2 / MM == pytest.approx((30 + 195) / 2, abs=0.5)


def test_lines_below_title_issuer_and_subject_are_as_long_as_the_rules_say(name):
    paper = measured(name)
    drawn = [(rect["x0"] / MM, rect["x1"] / MM, rect["bottom"] / MM) for rect in paper.lines[1]]

    def below(place: Place) -> float:
        """The length of the nearest line below, centred under the phrase."""
        centre = (place.left + place.right) / 2
        found = [
            (bottom, right - left)
            for left, right, bottom in drawn
            if abs((left + right) / 2 - centre) < 1.5 and 2 < bottom - place.top < 12
        ]
        assert found, place
        return min(found)[1]

    title = paper.find("Độc lập - Tự do" if name == "state" else "ĐẢNG CỘNG SẢN")
    whole = paper.find("Độc lập - Tự do - Hạnh phúc" if name == "state" else "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert title.at == whole.at
    assert below(whole) == pytest.approx(whole.right - whole.left, abs=0.5)
    if name == "state":
        issuer, subject = paper.find("PHƯỜNG CỰ KHỐI"), paper.find("nhiệm vụ trọng tâm quý IV năm 2020")
        assert 1 / 3 - 0.01 <= below(issuer) / (issuer.right - issuer.left) <= 1
        assert 1 / 3 - 0.01 <= below(subject) / (subject.right - subject.left) <= 1
    else:
        star = paper.find("*")
        issuer = paper.find("BAN CHỈ ĐẠO QCDC")
        assert (star.left + star.right) == pytest.approx(issuer.left + issuer.right, abs=1)
        assert below(paper.find("nhiệm vụ trọng tâm quý IV năm 2020")) < 15  # five dashes
