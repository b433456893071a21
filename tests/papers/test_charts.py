"""Charts: drawn once, told apart without colour, said in words."""

import base64
import fcntl
import io
import json
import re
import threading
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from common import charts, pdf
from common.official import Annex, Figure

from . import samples
from .reading import TaggedPdf
from .test_fonts import LETTERS

STYLE = re.compile(rb"<style>.*?</style>")

KEYS = ("Hoàn thành", "Đang thực hiện", "Quá hạn")
ROWS = (("Chi bộ số 11", (12, 3, 1)), ("Ủy ban Mặt trận Tổ quốc Việt Nam phường Cự Khối", (7, 0, 2.5)))


def texts(svg: bytes) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_stacked_bars_show_labels_keys_and_numbers():
    shown = texts(charts.svg(charts.stacked_bars("Nhiệm vụ theo cơ quan", ROWS, KEYS)))
    assert {"Nhiệm vụ theo cơ quan", "Chi bộ số 11", *KEYS, "12", "3", "1", "7", "2,5"} <= set(shown)
    assert any("Mặt trận" in text for text in shown)


def test_bars_show_every_number_even_zero():
    shown = texts(charts.svg(charts.bars("Đối thoại", (("Tổ 1", 1234), ("Tổ 2", 0)))))
    assert {"Đối thoại", "Tổ 1", "1.234", "0"} <= set(shown)


def test_a_chart_of_nothing_is_still_a_chart():
    assert charts.svg(charts.bars("Trống", ())).startswith(b"<svg")
    assert charts.svg(charts.stacked_bars("Trống", (), KEYS)).startswith(b"<svg")


def test_a_chart_is_drawn_once(settings):
    spec = charts.bars("Một lần", (("Tổ 1", 1),))
    path = charts.path_for(spec)
    assert path.parent == Path(settings.DATA_DIR) / "charts"
    path.write_bytes(b"kept")
    assert charts.svg(dict(reversed(spec.items()))) == b"kept"
    assert charts.path_for(charts.bars("Một lần", (("Tổ 1", 2),))) != path
    assert [file.suffix for file in path.parent.iterdir()] == [".svg", ".svg"]


def test_a_wrong_specification_is_an_error_and_leaves_no_file(settings):
    with pytest.raises(RuntimeError, match="could not be drawn"):
        charts.svg({"mark": "nonsense"})
    assert list((Path(settings.DATA_DIR) / "charts").iterdir()) == []


def test_whoever_asks_while_a_chart_is_drawn_waits_for_that_drawing(settings):
    spec, found = charts.bars("Một lần", (("Tổ 1", 1),)), []
    path = Path(settings.DATA_DIR) / "charts" / f"{charts.name_of(charts.figure(spec, alt='a', caption='b'))}.svg"
    path.parent.mkdir()
    with path.with_name(f"{path.name}.lock").open("w") as drawing:
        fcntl.flock(drawing, fcntl.LOCK_EX)
        second = threading.Thread(target=lambda: found.append(charts.svg(spec)))
        second.start()
        second.join(0.2)
        path.write_bytes(b"drawn by the first")
    second.join()

    assert found == [b"drawn by the first"]
    assert list(path.parent.iterdir()) == [path]


def test_a_chart_loads_nothing_from_elsewhere():
    spec = charts.bars("x", ()) | {"data": {"url": "http://127.0.0.1:9/data.json"}}
    with pytest.raises(RuntimeError, match="could not be drawn"):
        charts.svg(spec)


def test_what_people_typed_stays_text():
    evil = "<script>1</script> & \"'"
    svg = charts.svg(charts.stacked_bars(evil, ((evil, (1,)),), (evil,)))
    assert b"<script" not in svg
    assert texts(svg).count(evil) >= 2


QUARTERS = ("quý I/2020", "quý II/2020", "quý III/2020")
LINES = (("Nhiệm vụ đã giao", (3, 1200, 5)), ("Hoàn thành", (1, None, 2.5)))


def test_lines_show_points_names_and_the_last_numbers():
    spec = charts.lines("Ba quý", QUARTERS, LINES)
    shown = texts(charts.svg(spec))
    assert {"Ba quý", *QUARTERS, "Nhiệm vụ đã giao", "Hoàn thành", "5", "2,5", "1.200"} <= set(shown)
    picture = charts.png(spec)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == charts.WIDTH * charts.SHARPER


def test_lines_of_nothing_are_drawn_and_wrong_ones_refused():
    assert charts.svg(charts.lines("Trống", (), ())).startswith(b"<svg")
    with pytest.raises(ValueError, match="at most 3"):
        charts.lines("x", (), (("a", ()),) * 4)
    with pytest.raises(ValueError, match="one number for each point"):
        charts.lines("x", QUARTERS, (("a", (1,)),))


def test_a_chart_has_the_table_of_its_numbers_and_keeps_what_it_was_drawn_from():
    table = charts.table("Số liệu ba quý", charts.points_of(QUARTERS, LINES), [name for name, _ in LINES], "Quý")
    assert table.columns == ("Quý", "Nhiệm vụ đã giao", "Hoàn thành")
    assert table.rows == (("quý I/2020", "3", "1"), ("quý II/2020", "1.200", ""), ("quý III/2020", "5", "2,5"))
    spec = charts.bars("Một lần", (("Tổ 1", 1),))
    figure = charts.figure(spec, alt="Tổ 1: 1", caption="Biểu đồ")
    assert json.loads(figure.spec) == spec
    assert charts.size_of(figure) is None  # nothing was drawn for the paper's sake
    assert charts.drawing(figure) == charts.svg(spec)
    assert charts.size_of(figure)[0] == charts.WIDTH


def test_a_drawing_that_was_kept_with_the_paper_stays_whatever_draws_today():
    figure = Figure(b'<svg width="9.5" height="7" xmlns="http://www.w3.org/2000/svg"/>', "a", spec="{}")

    assert charts.drawing(figure) == charts.drawn(figure).svg == figure.svg
    assert charts.size_of(figure) == (9, 7)
    assert charts.name_of(figure) != charts.name_of(replace(figure, svg=b"", spec="{}"))
    with pytest.raises(ValueError, match="drawn from"):
        Figure(b"", "a")


def test_a_page_gets_the_same_drawing_with_every_letter_inside():
    figure = charts.figure(charts.bars(f"Đủ dấu: {LETTERS}", ((" ".join(LETTERS), 1234),)), alt="a", caption="b")
    drawing = charts.drawing(figure)

    shown = charts.on_page(figure)

    assert STYLE.sub(b"", shown) == drawing
    for weight, is_bold in ((400, False), (700, True)):
        source = re.search(rb"font-weight:%d;src:url\(data:font/woff2;base64,([^)]+)\)" % weight, shown)
        inside = TTFont(io.BytesIO(base64.b64decode(source[1])))
        nodes = ElementTree.fromstring(drawing).iter(charts.SVG_TEXT)
        written = {
            x for node in nodes if (node.get("font-weight") == "bold") == is_bold for x in "".join(node.itertext())
        }
        assert written - {"\n"} <= {chr(letter) for letter in inside.getBestCmap()}
        assert set(LETTERS) <= written
    assert len(shown) < len(drawing) + 60_000


def test_the_letters_of_a_usual_chart_are_a_few_kilobytes():
    figure = charts.figure(charts.stacked_bars("Nhiệm vụ theo cơ quan", ROWS, KEYS), alt="a", caption="b")

    assert len(charts.on_page(figure)) < len(charts.drawing(figure)) + 14_000


def linear(shade: str) -> list[float]:
    channels = (int(shade[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lightness(shade: str) -> float:
    red, green, blue = linear(shade)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def level(light: float) -> float:
    """Lightness as the eye takes it, 0 to 100 (CIE L*)."""
    return 116 * light ** (1 / 3) - 16


# What is left of red, green and blue for eyes without red, green or blue cones (Machado and others, 2009).
EYES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.mark.parametrize("eyes", EYES)
def test_shades_are_told_apart_in_grey_and_by_the_colour_blind(eyes):
    seen = {shade: [sum(map(float.__mul__, row, linear(shade))) for row in EYES[eyes]] for shade in charts.SHADES}
    light = {s: level(max(0.0, 0.2126 * r + 0.7152 * g + 0.0722 * b)) for s, (r, g, b) in seen.items()}
    for one, two in combinations(charts.SHADES, 2):
        assert abs(level(lightness(one)) - level(lightness(two))) > 13, (one, two)
        assert abs(light[one] - light[two]) > 9, (one, two)


def test_neighbours_differ_without_colour_and_numbers_can_be_read():
    for one, two in pairwise(charts.SHADES):
        light, dark = sorted((lightness(one), lightness(two)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 1.5, (one, two)
    for shade in charts.SHADES:
        ink = 1.0 if shade in charts.DARK else 0.0
        light, dark = sorted((lightness(shade), ink), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, shade


def test_too_many_keys_and_missing_numbers_are_refused():
    with pytest.raises(ValueError, match="at most 6"):
        charts.stacked_bars("x", (), tuple("abcdefg"))
    with pytest.raises(ValueError, match="argument"):
        charts.stacked_bars("x", (("a", (1,)),), ("k", "l"))


def test_a_chart_in_words_names_every_number():
    assert charts.in_words("Nhiệm vụ", ROWS, KEYS) == (
        "Biểu đồ “Nhiệm vụ”. Chi bộ số 11: Hoàn thành 12, Đang thực hiện 3, Quá hạn 1; "
        "Ủy ban Mặt trận Tổ quốc Việt Nam phường Cự Khối: Hoàn thành 7, Đang thực hiện 0, Quá hạn 2,5."
    )


def test_a_chart_stands_in_a_paper_with_its_words_and_our_font():
    words = charts.in_words("Nhiệm vụ", ROWS, KEYS)
    figure = Figure(charts.svg(charts.stacked_bars("Nhiệm vụ", ROWS, KEYS)), words)
    read = TaggedPdf(pdf.render_paper(samples.paper(annexes=(Annex("Biểu đồ", (figure,)),))))
    assert words in [str(element.attributes.Alt) for element in read.find("Figure")]
    assert all(re.search(r"\+Tinos", str(font.BaseFont)) for font in read.fonts())
