"""Sizes, places and page breaks, beside the values of docs/pdf.md."""

from itertools import pairwise

import pytest

from common import pdf
from common.official import Annex, Bullets, Paragraph, Section, Style
from common.pdf.model import lines_of

from . import samples
from .boxes import LEFT, PAGE_WIDTH, RIGHT, Piece, pages_of, pieces_of

CONTENT_RIGHT = PAGE_WIDTH - RIGHT
MIDDLE = (LEFT + CONTENT_RIGHT) / 2
LONG = "Thủtụchànhchính" * 8


def one(pieces: list[Piece], text: str) -> Piece:
    found = [piece for piece in pieces if text in piece.text]
    assert found, text
    return found[0]


STATE_SIZES = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "b"),
    ("Độc lập - Tự do - Hạnh phúc", 13, "b"),
    ("QUẬN LONG BIÊN", 12, ""),
    ("PHƯỜNG CỰ KHỐI", 12, "b"),
    ("Số: 05/BC-UBND", 13, ""),
    ("ngày 03 tháng 02 năm 2020", 13, "i"),
    ("BÁO CÁO", 14, "b"),
    ("kết quả thực hiện", 14, "b"),
    ("Kính gửi:", 14, ""),
    ("Căn cứ Nghị định", 14, "i"),
    ("Mở đầu.", 14, ""),
    ("I. LÃNH ĐẠO", 14, "b"),
    ("1. Công khai", 14, "b"),
    ("TM. ỦY BAN NHÂN DÂN", 14, "b"),
    ("PHÓ CHỦ TỊCH", 14, "b"),
    ("Nguyễn Thị Hồng Ngọc", 14, "b"),
    ("Nơi nhận:", 12, "bi"),
    ("Lưu: VT.", 11, ""),
    ("Phụ lục I", 14, "b"),
    ("Kèm theo Báo cáo", 14, "i"),
]
PARTY_SIZES = [
    ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, "b"),
    ("ĐẢNG ỦY PHƯỜNG CỰ KHỐI", 14, ""),
    ("BAN CHỈ ĐẠO QCDC", 14, "b"),
    ("Số 12-BC/BCĐ", 14, ""),
    ("ngày 23 tháng 9 năm 2020", 14, "i"),
    ("BÁO CÁO", 15, "b"),
    ("kết quả thực hiện", 14, "b"),
    ("Mở đầu.", 14, ""),
    ("I- LÃNH ĐẠO", 14, "b"),
    ("T/M BAN CHỈ ĐẠO", 14, "b"),
    ("TRƯỞNG BAN", 14, ""),
    ("Nguyễn Thị Hồng Ngọc", 14, "b"),
    ("Nơi nhận:", 14, ""),
    ("Lưu Văn phòng Đảng ủy.", 12, ""),
]


@pytest.mark.parametrize(
    ("paper", "sizes"),
    [
        (samples.state_paper(), STATE_SIZES),
        (samples.paper(Style.PARTY_B), PARTY_SIZES),
        (samples.paper(Style.PARTY_C), PARTY_SIZES),
    ],
    ids=["state", "party-b", "party-c"],
)
def test_sizes_and_faces(paper, sizes):
    pieces = pieces_of(paper)
    for text, size, face in sizes:
        piece = one(pieces, text)
        assert (text, piece.size, piece.bold, piece.italic) == (text, size, "b" in face, "i" in face)


@pytest.mark.parametrize(("style", "indent"), [("state", 12.7), ("party-b", 12.7), ("party-c", 10)])
def test_the_first_line_is_indented_and_both_edges_are_straight(style, indent):
    paper = samples.state_paper() if style == "state" else samples.paper(Style(style))
    pieces = pieces_of(paper)
    start = pieces.index(one(pieces, "Mở đầu."))
    first, second = pieces[start : start + 2]
    assert first.left == pytest.approx(LEFT + indent, abs=0.1)
    assert second.left == pytest.approx(LEFT, abs=0.1)
    assert first.right == pytest.approx(CONTENT_RIGHT, abs=0.3)


def test_generation_c_has_lines_of_18_points():
    pieces = [piece for piece in pieces_of(samples.paper(Style.PARTY_C)) if piece.page == 1 and piece.tag == "p"]
    body = [piece for piece in pieces if piece.top > 90]
    steps = {round((after.top - before.top) / 25.4 * 72, 1) for before, after in pairwise(body)}
    assert min(steps) == pytest.approx(18, abs=0.1)


def test_the_heading_stands_right_and_the_issuer_left(any_paper):
    pieces = pieces_of(any_paper)
    state = any_paper.style is Style.STATE
    title = one(pieces, "CỘNG HÒA" if state else "ĐẢNG CỘNG SẢN")
    issuer = one(pieces, "PHƯỜNG CỰ KHỐI")
    number, day = one(pieces, "BC"), one(pieces, " năm 2020")
    assert issuer.right < title.left
    assert title.right <= CONTENT_RIGHT
    assert number.right < day.left
    assert number.top == pytest.approx(day.top, abs=1)
    assert abs((day.left + day.right) - (title.left + title.right)) < 1  # centred below the title


def test_the_subject_is_centred():
    piece = one(pieces_of(samples.paper()), "nhiệm vụ trọng tâm")
    assert (piece.left + piece.right) / 2 == pytest.approx(MIDDLE, abs=0.5)


def test_recipients_stand_left_and_the_signature_right(any_paper):
    pieces = pieces_of(any_paper)
    recipients, authority = one(pieces, "Nơi nhận:"), one(pieces, any_paper.authority)
    assert recipients.left == pytest.approx(LEFT, abs=0.1)
    assert recipients.top == pytest.approx(authority.top, abs=1)
    assert authority.left > MIDDLE - 10


def test_page_numbers_start_on_page_two():
    paragraphs = (Paragraph(samples.LINE),) * 40
    paper = samples.paper(sections=(Section("I", "Dài", paragraphs),), annexes=(Annex("Bảng", (samples.table(60),)),))
    numbers = [(piece.page, piece.text) for piece in pieces_of(paper) if piece.tag == "page"]
    assert len(numbers) > 4
    assert numbers == [(n, str(n)) for n in range(2, len(numbers) + 2)]


def test_annexes_of_state_papers_count_their_own_pages():
    annexes = tuple(Annex(name, (samples.table(60),)) for name in ("A", "B", "C"))
    paper = samples.state_paper(annexes=annexes)
    printed = {piece.page: piece.text for piece in pieces_of(paper) if piece.tag == "page"}
    starts = [piece.page for piece in pieces_of(paper) if piece.text.startswith("Phụ lục")]
    length = starts[1] - starts[0]
    assert length > 1
    for start in starts:
        assert start not in printed
        assert [printed[start + n] for n in range(1, length)] == [str(n) for n in range(2, length + 1)]


def test_a_wide_annex_lies_across_and_counts_its_own_pages():
    annexes = (Annex("A", (samples.table(60),), wide=True), Annex("B", (samples.table(3),)))
    paper = samples.state_paper(annexes=annexes)
    pages = [page._page_box for page in pages_of(paper)]
    starts = [piece.page for piece in pieces_of(paper) if piece.text.startswith("Phụ lục")]
    across = [number for number, page in enumerate(pages, 1) if page.width > page.height]

    assert across == list(range(starts[0], starts[1]))
    printed = {piece.page: piece.text for piece in pieces_of(paper) if piece.tag == "page"}
    assert [printed.get(number) for number in across[:3]] == [None, "2", "3"]


def test_a_letter_bears_its_subject_under_the_number_and_a_draft_says_so():
    paper = samples.state_paper(type_name="", subject="chuyển kiến nghị của cử tri", is_draft=True)
    found = pieces_of(paper)

    about, draft = one(found, "V/v chuyển"), one(found, "DỰ THẢO")
    number = one(found, "Số:")
    assert about.size == 12
    assert not about.bold
    assert number.top < about.top
    assert about.right < draft.left
    assert draft.bold
    assert paper.title == "Công văn chuyển kiến nghị của cử tri"


def test_page_numbers_are_centred_in_the_top_margin():
    number = next(piece for piece in pieces_of(samples.paper()) if piece.tag == "page")
    assert number.top < 20
    assert number.size == 13
    assert (number.left + number.right) / 2 == pytest.approx(MIDDLE, abs=0.5)


def test_annexes_begin_on_new_pages():
    pieces = pieces_of(samples.paper())
    pages = [one(pieces, text).page for text in ("Nguyễn Thị Hồng Ngọc", "Phụ lục 1", "Phụ lục 2")]
    assert pages == sorted(set(pages))


@pytest.mark.parametrize("style", list(Style))
def test_long_words_stay_inside_the_margins(style):
    table = samples.table(rows=((LONG,) * 5,), columns=("TT", LONG, "A", "B", "C"), caption=LONG)
    blocks = (Paragraph(LONG), Bullets((LONG,)), table)
    fields = dict.fromkeys(("superior", "issuer", "symbol", "place", "subject", "authority", "signer", "kept_in"), LONG)
    paper = samples.paper(style, sections=(Section("I", LONG, blocks),), annexes=(Annex(LONG, blocks),), **fields)
    for piece in pieces_of(paper):
        assert piece.left >= LEFT - 0.1, piece
        assert piece.right <= CONTENT_RIGHT + 0.1, piece


def filled(lines: int, *blocks: object) -> tuple[Section, ...]:
    """A first page filled with so many one-line paragraphs before the blocks."""
    return (Section("I", "Đầy", (*(Paragraph(f"Dòng {n}.") for n in range(lines)), *blocks)),)


@pytest.mark.parametrize("lines", range(16, 24))
def test_a_caption_stays_with_the_first_rows(lines):
    table = samples.table(8)
    pieces = pieces_of(samples.paper(sections=filled(lines, table), annexes=()))
    assert one(pieces, table.caption).page == one(pieces, "Kết luận số 1:").page
    assert one(pieces, "Cơ quan chủ trì").page == one(pieces, "Kết luận số 1:").page


@pytest.mark.parametrize("lines", range(17, 22))
def test_a_heading_stays_with_its_text(lines):
    inner = Section("1", "Đề mục", (Paragraph(samples.LINE),))
    sections = (Section("I", "Đầy", tuple(Paragraph(f"Dòng {n}.") for n in range(lines)), (inner,)),)
    pieces = pieces_of(samples.paper(sections=sections, annexes=()))
    assert one(pieces, "1. Đề mục").page == [piece for piece in pieces if "Ban Chỉ đạo đã" in piece.text][-1].page


@pytest.mark.parametrize("lines", range(17, 25))
def test_the_signature_is_never_alone_on_a_page(lines):
    pieces = pieces_of(samples.paper(sections=filled(lines), annexes=()))
    page = one(pieces, "T/M BAN CHỈ ĐẠO").page
    block = ("TRƯỞNG BAN", "Nguyễn Thị Hồng Ngọc", "Nơi nhận:", "Lưu Văn phòng Đảng ủy.")
    assert {one(pieces, text).page for text in block} == {page}
    assert any(piece.page == page and piece.text.startswith("Dòng") for piece in pieces)


@pytest.mark.parametrize("style", list(Style))
def test_the_secretary_of_minutes_signs_beside_the_chair_and_the_readers_stand_below(style):
    paper = samples.paper(style, type_name="BIÊN BẢN", authority="", position="CHỦ TRÌ", beside="THƯ KÝ", annexes=())
    pieces = pieces_of(paper)
    secretary, chair, name = (one(pieces, text) for text in ("THƯ KÝ", "CHỦ TRÌ", "Nguyễn Thị Hồng Ngọc"))
    assert secretary.top == pytest.approx(chair.top, abs=0.1)
    assert secretary.right < MIDDLE < chair.right
    assert abs((secretary.left + secretary.right) / 2 - LEFT) > 20  # in the middle of its column
    assert (secretary.bold, chair.bold) == ((True, True) if style is Style.STATE else (False, False))
    readers = one(pieces, "Nơi nhận:")
    assert readers.top > name.top
    assert readers.left == pytest.approx(LEFT, abs=0.1)


@pytest.mark.parametrize("lines", range(14, 24))
def test_both_signatures_of_minutes_stand_on_one_page_with_the_last_words(lines):
    paper = samples.paper(sections=filled(lines), annexes=(), authority="", position="CHỦ TRÌ", beside="THƯ KÝ")
    pieces = pieces_of(paper)
    page = one(pieces, "THƯ KÝ").page
    assert {one(pieces, text).page for text in ("CHỦ TRÌ", "Nguyễn Thị Hồng Ngọc", "Nơi nhận:")} == {page}
    assert any(piece.page == page and piece.text.startswith("Dòng") for piece in pieces)


def test_who_signs_in_a_table_has_nine_millimetres():
    rows = tuple((str(number), "Tên", "") for number in range(1, 6))
    fields = {"columns": ("STT", "Họ và tên", "Ký tên"), "widths": (), "numeric": frozenset(), "rows": rows}
    table = samples.table(is_signed=True, **fields)
    pieces = pieces_of(samples.paper(sections=(), opening=(table,), annexes=()))
    tops = [piece.top for piece in pieces if piece.text == "Tên"]
    assert all(after - before == pytest.approx(9, abs=0.3) for before, after in pairwise(tops))


@pytest.mark.parametrize("head", ["STT", "TT"])
def test_the_running_number_of_rows_stands_in_the_middle_and_counts_to_the_right(head):
    columns = (head, "Nội dung kết luận", "Cơ quan chủ trì", "Hạn", "Tiến độ (%)")
    pieces = pieces_of(
        samples.paper(annexes=(Annex("A", (samples.table(3, columns=columns, widths=(8, 42, 24, 14, 12)),)),))
    )
    column, number = one(pieces, head), next(piece for piece in pieces if piece.text == "2" and piece.tag != "page")
    assert (number.left + number.right) / 2 == pytest.approx((column.left + column.right) / 2, abs=0.3)
    count = next(piece for piece in pieces if piece.text == "50")
    assert count.right > one(pieces, "Tiến độ").right


def test_a_number_and_its_percent_sign_stand_on_one_line():
    assert (
        pdf._printable("<p>Đạt 100 % và 0,5 %.</p>") == "<p>Đạt 100\N{NO-BREAK SPACE}% và 0,5\N{NO-BREAK SPACE}%.</p>"
    )
    assert pdf.held("bao nhiêu %") == "bao nhiêu %"


def test_rows_are_not_cut():
    rows = tuple((str(n), f"Đầu{n} {samples.LINE} Cuối{n}", "x", "y", "z") for n in range(40))
    pieces = pieces_of(samples.paper(annexes=(Annex("Dài", (samples.table(rows=rows),)),)))
    pages = {word: piece.page for piece in pieces for word in piece.text.split() if word[0] in "ĐC"}
    assert len({pages[f"Đầu{n}"] for n in range(40)}) > 2
    assert all(pages[f"Đầu{n}"] == pages[f"Cuối{n}"] for n in range(40))


@pytest.mark.parametrize(
    ("text", "longest", "lines"),
    [
        ("BAN CHỈ ĐẠO", 22, ["BAN CHỈ ĐẠO"]),
        ("ỦY BAN NHÂN DÂN QUẬN LONG BIÊN", 22, ["ỦY BAN NHÂN DÂN", "QUẬN LONG BIÊN"]),
        ("MỘT\nHAI BA", 22, ["MỘT", "HAI BA"]),
        ("", 22, []),
        ("Một hai ba, bốn năm sáu bảy tám\nchín", 22, ["Một hai ba,", "bốn năm sáu bảy tám", "chín"]),
        ("Một hai ba bốn năm, sáu bảy", 22, ["Một hai ba bốn năm,", "sáu bảy"]),
        ("X" * 40, 22, ["X" * 40]),
        ("A " + "X" * 40, 22, ["A", "X" * 40]),
    ],
)
def test_long_names_are_broken_evenly(text, longest, lines):
    assert lines_of(text, longest) == lines
