"""The print fonts hold every Vietnamese letter and travel inside the file."""

import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from common.official import Paragraph, Section

from . import samples

FOLDER = Path(settings.BASE_DIR) / "static" / "papers" / "fonts"
FACES = ["Regular", "Bold", "Italic", "BoldItalic"]
VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + list("bcdđghklmnpqrstvx")
LETTERS = "".join([*SMALL, *(letter.upper() for letter in SMALL), *"fjwzFJWZ0123456789"])
SIGNS = " \u00a0.,;:!?…-–—/()[]“”‘’\"'%‰+−×=<>≤≥±§°²³•→€₫"


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("letters", [LETTERS, SIGNS], ids=["letters", "signs"])
def test_every_letter_has_a_drawn_glyph(face, letters):
    font = TTFont(FOLDER / f"Tinos-{face}.ttf")
    names, outlines = font.getBestCmap(), font["glyf"]
    missing = [letter for letter in letters if ord(letter) not in names]
    assert not missing
    empty = [x for x in letters if not x.isspace() and not outlines[names[ord(x)]].numberOfContours]
    assert not empty


def test_letters_with_different_marks_look_different():
    font = TTFont(FOLDER / "Tinos-Regular.ttf")
    names = font.getBestCmap()
    glyphs = [names[ord(letter)] for letter in LETTERS]
    assert len(set(glyphs)) == len(LETTERS)


def test_the_fonts_are_small_and_their_licence_lies_beside_them():
    assert sum((FOLDER / f"Tinos-{face}.ttf").stat().st_size for face in FACES) < 160_000
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text()


def test_fonts_are_embedded_and_map_back_to_letters(any_paper, printed):
    fonts = printed(any_paper).fonts()
    assert len(fonts) >= 3
    for font in fonts:
        assert "Tinos" in str(font.BaseFont)
        assert "/ToUnicode" in font
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_text_comes_out_as_it_went_in(printed):
    words = " ".join(LETTERS[i : i + 6] for i in range(0, len(LETTERS), 6))
    decomposed = unicodedata.normalize("NFD", words)
    sections = (Section("", words, (Paragraph(words), Paragraph(decomposed + "."))),)
    read = printed(samples.paper(sections=sections, annexes=()))
    texts = [element.all_text for element in read.find("H2", "P")]
    assert words.upper() in texts
    assert words in texts
    assert f"{words}." in texts
