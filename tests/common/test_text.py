"""How Vietnamese text is kept, found and ordered."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import text

ALPHABET = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
TONES = list("aàảãáạ")
VIETNAMESE = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyAĂĐÊ àảãáạ 0123456789-,"), max_size=30)


def ordered(*words: str) -> list[str]:
    return sorted(words, key=text.sort_key)


def test_letters_stand_in_the_order_of_the_vietnamese_alphabet():
    assert ordered(*reversed(ALPHABET)) == ALPHABET


def test_tones_stand_in_the_order_of_vietnamese_dictionaries():
    assert ordered(*reversed(TONES)) == TONES


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("thôn 2", "thôn 10"),  # numbers by value
        ("Tổ 007", "Tổ 8"),
        ("khu 99", "khu 100000000000000000000"),
        ("Ba Đình", "Ban"),  # word by word
        ("bà an", "Bà An"),  # small letters first, when nothing else differs
        ("Bà An", "ba bi"),  # letters of the whole text decide before tones
        ("ba bò", "bà bo"),  # then tones, from the left
        ("Đàm Hà", "Đầm Hà"),  # â is a letter, not a tone
        ("Dương", "Đăng"),
        ("Xã Quảng Tân", "Xã Quảng Tân (đến 30/6/2025)"),
        ("an", "ăn"),
        ("ăn", "ân"),
        ("z", "中"),
    ],
)
def test_the_first_stands_before_the_second(first: str, second: str):
    assert ordered(second, first) == [first, second]


def test_a_tone_counts_the_same_wherever_in_the_word_it_is_written():
    assert text.sort_key("hòa bình") == text.sort_key("hoà bình")


@given(st.text(max_size=40))
def test_sort_keys_are_printable_ascii(line: str):
    key = text.sort_key(line)

    assert key.isascii()
    assert key.isprintable()


@given(VIETNAMESE)
def test_sort_keys_do_not_depend_on_how_accents_are_composed(line: str):
    assert text.sort_key(unicodedata.normalize("NFD", line)) == text.sort_key(unicodedata.normalize("NFC", line))


@given(st.integers(0, 10**25), st.integers(0, 10**25))
def test_numbers_are_ordered_by_value(one: int, other: int):
    assert (text.sort_key(f"tổ {one}") < text.sort_key(f"tổ {other}")) == (one < other)


@given(VIETNAMESE, VIETNAMESE)
def test_a_text_stands_before_the_same_text_with_more_words(line: str, more: str):
    assert text.sort_key(line).split(" ")[0] <= text.sort_key(f"{line} {more}").split(" ")[0]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("  ĐẦM   Hà ", "dam ha"),
        ("Nguyễn Thị Ước", "nguyen thi uoc"),
        ("đường ĐÌNH", "duong dinh"),
        ("Quy\u200b chế\u00addân chủ", "quy chedan chu"),
        ("Straße", "strasse"),
    ],
)
def test_search_ignores_case_accents_and_spaces(typed: str, key: str):
    assert text.search_key(typed) == key


@given(st.text(max_size=40))
def test_searching_for_a_key_finds_itself(line: str):
    key = text.search_key(line)

    assert text.search_key(key) == key


@given(VIETNAMESE)
def test_search_keys_of_vietnamese_hold_plain_letters_only(line: str):
    assert text.search_key(line).isascii()


def test_a_line_is_kept_composed_with_single_spaces():
    assert text.clean_line("  Đầm \t Hà\n\ufeff ") == "Đầm Hà"


@given(st.text(max_size=40))
def test_cleaning_a_line_twice_changes_nothing_more(line: str):
    cleaned = text.clean_line(line)

    assert text.clean_line(cleaned) == cleaned
    assert "\n" not in cleaned


@pytest.mark.parametrize("bad", [0x0000, 0xD800, 0xDFFF, 0xFFFD], ids=hex)
def test_unreadable_characters_are_noticed_and_made_visible(bad: int):
    assert text.is_unreadable(f"xã{chr(bad)} A")
    assert text.show_unreadable(f"xã{chr(bad)} A") == "xã\ufffd A"


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_what_is_shown_can_always_be_sent(line: str):
    shown = text.show_unreadable(line)

    assert shown.encode("utf-8").decode() == shown
    assert "\x00" not in shown


def test_pairs_are_neighbouring_syllables_once_each_in_order():
    assert text.syllable_pairs("Đường LIÊN thôn, đường liên xã") == [
        "duong lien",
        "lien thon",
        "thon duong",
        "lien xa",
    ]
    assert text.syllable_pairs("NV-2026-0012") == ["nv 2026", "2026 0012"]


@pytest.mark.parametrize("line", ["", "   ", "Đường", "?!", "\u0301"])
def test_fewer_than_two_syllables_give_no_pair(line: str):
    assert text.syllable_pairs(line) == []


@given(VIETNAMESE)
def test_pairs_do_not_depend_on_accents_capitals_or_encoding(line: str):
    pairs = text.syllable_pairs(line)

    assert pairs == text.syllable_pairs(text.search_key(line)) == text.syllable_pairs(line.upper())
    assert pairs == text.syllable_pairs(unicodedata.normalize("NFD", line))


@given(st.text(max_size=200))
def test_no_text_gives_a_pair_that_an_index_cannot_hold(line: str):
    assert all(len(pair) <= 81 for pair in text.syllable_pairs(line * 9))
