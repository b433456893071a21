"""The words of a section: one markup for each text, nothing of a word processor but words, looks and lists."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.official import Bullets, Paragraph, Run
from reports import richtext

SCRAPS = st.sampled_from([
    "*", "**", "***", "\\", "{{", "}}", "{{counted:a.b}}", "- ", "– ", "1. ", "2. ", " ", "\n", "\u00a0", "\u200b",
    "ký", "Nghị định", "a", ".", "\u0301", "<b>", "&amp;", "\x00",
])  # fmt: skip
TEXTS = st.lists(st.one_of(SCRAPS, st.text(max_size=4)), max_size=25).map("".join)


@given(TEXTS)
def test_a_text_has_one_markup_and_the_editor_gives_it_back(typed: str) -> None:
    kept = richtext.clean(typed)
    assert richtext.clean(kept) == kept
    assert richtext.from_html(richtext.to_html(kept, {})) == kept
    assert "\x00" not in kept


@given(TEXTS)
def test_every_word_that_was_typed_stands_on_the_paper(typed: str) -> None:
    kept = richtext.clean(typed)
    on_paper = []
    for block in richtext.blocks(kept, lambda key: Run(richtext.GAP, figure=key)):
        on_paper += [block.text] if isinstance(block, Paragraph) else list(getattr(block, "items", ()))
    assert "\n".join(on_paper) == richtext.plain(kept)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Một  dòng \r\n\r\nHai", "Một dòng\nHai"),
        ("**đậm** và *nghiêng*", "**đậm** và *nghiêng*"),
        ("** không đậm **, 2 * 3", "\\*\\* không đậm \\*\\*, 2 \\* 3"),
        ("– một\n• hai", "- một\n- hai"),
        ("1. A\n2. B\nxen giữa\n2. C", "1. A\n2. B\nxen giữa\n2. C"),
        ("{{ counted:steering.done }} việc", "{{counted:steering.done}} việc"),
        ("{{không phải}} {{", "\\{\\{không phải}} \\{\\{"),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
    ],
)
def test_what_is_typed_is_kept_in_one_way(typed: str, kept: str) -> None:
    assert richtext.clean(typed) == kept


def test_a_number_that_continues_nothing_is_nobodys_list() -> None:
    kinds = [line.kind for line in richtext.read("1. A\n2. B\nxen\n2. C\n2024. Năm")]
    text, number = richtext.Kind.TEXT, richtext.Kind.NUMBER
    assert kinds == [number, number, text, text, text]


def test_a_figure_is_told_where_it_stands_and_a_missing_one_leaves_a_gap() -> None:
    told = {"a": Run("04", figure="a")}
    first, second = richtext.blocks("Có **{{a}}** việc\n- {{b}}", told.get)
    assert isinstance(first, Paragraph)
    assert isinstance(second, Bullets)
    assert first.runs == (Run("Có "), Run("04", bold=True, figure="a"), Run(" việc"))
    assert second.items == ("…",)
    assert richtext.keys("{{b}} {{a}} {{b}}") == ["b", "a"]
    assert richtext.plain("Có {{a}}\n- {{b}}", {"a": "04"}) == "Có 04\n…"


def test_a_figure_in_the_editor_shows_its_text_and_comes_back_as_its_key() -> None:
    html = richtext.to_html("Có {{a}} <việc>", {"a": "0<4"})
    assert html == '<p>Có <data value="a">0&lt;4</data> &lt;việc&gt;</p>'
    assert richtext.from_html(html.replace("0&lt;4", "999")) == "Có {{a}} <việc>"


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>Tên</title><style>p {color: red}</style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings>rác</o:OfficeDocumentSettings></xml><![endif]--></head><body>
<p class=MsoNormal style='text-align:justify'><b style='mso-bidi-font-weight:normal'><span
style='font-size:14.0pt;font-family:"Times New Roman"'>Công tác
tuyên truyền</span></b> trên 120 m<sup>2</sup>&nbsp;<o:p></o:p></p><img src="x" onerror="alert(1)">
<script>alert(1)</script><p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Ý
<i>một</i></p>
<p class=MsoListParagraphCxSpLast>1.<span>&nbsp; </span>Số một</p><del>đã xóa</del>
<table><tr><td><p>Xã A</p></td><td>12</td></tr><tr><td>Xã B</td><td>7</td></tr></table></body></html>"""


def test_of_a_word_page_the_words_stay_and_everything_else_goes() -> None:
    assert richtext.from_html(WORD).splitlines() == [
        "**Công tác tuyên truyền** trên 120 m²",
        "- Ý *một*",
        "1. Số một",
        "Xã A; 12",
        "Xã B; 7",
    ]


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<div>Một<br>hai</div><div>ba</div>", "Một\nhai\nba"),
        ('<b style="font-weight:normal"><span style="font-weight:700">Đậm</span> thường</b>', "**Đậm** thường"),
        ("<ul><li><p>a</p></li><li>b<ul><li>c</li></ul></li></ul><ol><li>d</li></ol>", "- a\n- b\n- c\n1. d"),
        ("<h2>Tiêu đề</h2>lời", "**Tiêu đề**\nlời"),
        ('<a href="javascript:alert(1)" onclick="x()">chữ</a>', "chữ"),
        ('<data value="a b">12</data><data>7</data>', "127"),
        ("<p>2. Một ý</p><p>- Hai</p><p>1. Ba</p>", "2. Một ý\n\\- Hai\n1\\. Ba"),
        ("a<iframe src=x>b</iframe><svg><text>c</text></svg>d", "ad"),
    ],
)
def test_html_becomes_markup(html: str, kept: str) -> None:
    assert richtext.from_html(html) == kept


@pytest.mark.parametrize(
    "html", ["<div>" * 200_000 + "lời", "<b>" * 200_000 + "lời", "*a " * 65_000, "<p>" + "{{ " * 65_000, "<" * 300_000]
)
def test_html_that_was_made_to_hurt_is_read_in_seconds(html: str) -> None:
    began = time.process_time()
    richtext.to_html(richtext.from_html(html), {})
    assert time.process_time() - began < 10


WIDE = "<table><tr>" + "<td>ô</td>" * 20_000 + "</tr></table>"
MANY = "<p " + " ".join(f'a{number}="x"' for number in range(50_000)) + ">lời</p>"


@pytest.mark.parametrize(
    ("html", "said"),
    [(WIDE, "; ".join(["ô"] * 20_000)), (MANY, "lời"), ("<table><tr><td>a<td> <td>b</table>", "a; b")],
    ids=["a row of countless cells", "a tag of countless attributes", "an empty cell"],
)
def test_what_no_word_processor_writes_is_read_at_once(html, said):
    begun = time.process_time()

    assert richtext.from_html(html) == said
    assert time.process_time() - begun < 5


def test_a_section_of_stars_alone_is_read_at_once():
    begun = time.process_time()

    assert len(richtext.clean("*a " * 60_000)) > 180_000
    assert time.process_time() - begun < 5
