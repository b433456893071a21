"""Bars and page numbers: the arithmetic behind the components."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import Context
from django.test import RequestFactory

from common.bars import Key, Tone, row
from common.templatetags.frame import page_links

KEYS = [Key("Xong", Tone.OK), Key("Đang làm", Tone.WAIT), Key("Quá hạn", Tone.LATE)]


def test_parts_of_a_bar_follow_each_other_and_fill_it() -> None:
    parts = row("Quảng Tân", [1, 0, 2], KEYS).parts

    assert [(part.tone, part.x, part.width) for part in parts] == [
        (Tone.OK, "0.00", "33.33"),
        (Tone.LATE, "33.33", "66.67"),
    ]


def test_bar_speaks_its_figures_and_keeps_the_zeros_in_the_table() -> None:
    bar = row("Quảng Tân", [1, 0, 2], KEYS)

    assert bar.text == "Quảng Tân: 3 (Xong: 1, Quá hạn: 2)"
    assert [cell.value for cell in bar.cells] == [1, 0, 2]


def test_bar_of_nothing_is_empty_and_says_why() -> None:
    bar = row("Tân Bình", [0, 0, 0], KEYS, note="chưa gửi báo cáo")

    assert not bar.parts
    assert bar.text == "Tân Bình: chưa gửi báo cáo"


def test_bar_with_a_missing_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        row("Tân Bình", [0, 0], KEYS)


def test_page_numbers_keep_the_filters() -> None:
    request = RequestFactory().get("/", {"trang-thai": "quá hạn", "page": "4"})
    drawn = page_links(Context({"request": request}), Paginator(range(500), 25).page(4))

    assert re.findall(r">([^<>]+)<", drawn) == ["1", "2", "3", "4", "5", "6", "…", "20"]
    assert drawn.startswith('<li><a href="?trang-thai=qu%C3%A1+h%E1%BA%A1n&amp;page=1" aria-label="Trang 1">1</a></li>')
    assert re.findall(r"<span([^>]*)>([^<]*)<", drawn) == [(' aria-current="page"', "4"), ("", "…")]
