"""Rebuild static/fonts from the full Be Vietnam Pro: subset, figures of one width, the signs that the portal draws.

    npm pack @expo-google-fonts/be-vietnam-pro@0.4.1 && tar xzf expo-google-fonts-be-vietnam-pro-0.4.1.tgz
    uv run --no-project --with fonttools[woff] tools/build_fonts.py package static/fonts

The family has no figures of one width (feature tnum) and no → ▲ ▼ ✓; both are added here, which the
licence (OFL 1.1, no reserved name) allows. Kept: Basic Latin, Vietnamese letters, common signs, kerning.
"""

import sys
import unicodedata
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import flagOverlapSimple

WEIGHTS = {"400Regular/BeVietnamPro_400Regular.ttf": "400", "600SemiBold/BeVietnamPro_600SemiBold.ttf": "600"}
SIGNS = "\u00a0§°²³·×÷–—‘’“”•…₫≤≥"
DRAWN = {
    "→": [[(50, 305), (590, 305), (430, 145), (490, 85), (760, 350), (490, 615), (430, 555), (590, 395), (50, 395)]],
    "▲": [[(40, 20), (680, 20), (360, 700)]],
    "▼": [[(40, 700), (360, 20), (680, 700)]],
    "✓": [[(30, 330), (120, 420), (290, 250), (650, 640), (740, 550), (290, 60)]],
}
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def vietnamese_letters() -> str:
    """Every letter of the alphabet with every tone, both cases, composed."""
    vowels = "aăâeêioôơuưy"
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    lower = "đ" + "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones)
    return lower + lower.upper()


def subset(font: TTFont) -> None:
    options = Options(hinting=False, layout_features=["kern"], name_IDs=[0, 1, 2, 4, 5, 6, 13, 14], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(map(chr, range(0x20, 0x7F))) + vietnamese_letters() + SIGNS)
    subsetter.subset(font)


def add_glyph(font: TTFont, name: str, glyph: object, width: int) -> None:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["hmtx"][name] = (width, glyph.xMin)


def draw_signs(font: TTFont) -> None:
    for sign, outlines in DRAWN.items():
        pen = TTGlyphPen(None)
        for outline in outlines:
            pen.moveTo(outline[0])
            for point in outline[1:]:
                pen.lineTo(point)
            pen.closePath()
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        add_glyph(font, f"uni{ord(sign):04X}", glyph, glyph.xMax + 40)
        for table in font["cmap"].tables:
            table.cmap[ord(sign)] = f"uni{ord(sign):04X}"


def tabular_twin(font: TTFont, digit: str, width: int) -> object:
    """The digit with its ink in the middle of the width; the narrow 1 gets a foot, so that dates keep no holes."""
    ink = font["glyf"][digit]
    shift = round((width - (ink.xMax - ink.xMin)) / 2) - ink.xMin
    pen = TTGlyphPen(font.getGlyphSet())
    if digit == "one":
        draw_foot(pen, (ink.xMax - 48 + shift), 88 if font["OS/2"].usWeightClass < 500 else 118)
        font.getGlyphSet()[digit].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
    else:
        pen.addComponent(digit, (1, 0, 0, 1, shift, 0))
    glyph = pen.glyph()
    if digit == "one":
        glyph.flags[0] |= flagOverlapSimple
    return glyph


def draw_foot(pen: TTGlyphPen, middle: int, height: int) -> None:
    pen.moveTo((middle - 190, 0))
    for point in [(middle - 190, height), (middle + 170, height), (middle + 170, 0)]:
        pen.lineTo(point)
    pen.closePath()


def add_tabular_figures(font: TTFont) -> None:
    """Give each digit a twin of one width, reached by tnum."""
    width = font["hmtx"]["zero"][0] - 30
    for digit in DIGITS:
        glyph = tabular_twin(font, digit, width)
        glyph.recalcBounds(font["glyf"])
        add_glyph(font, f"{digit}.tf", glyph, width)
    rules = "".join(f"sub {digit} by {digit}.tf; " for digit in DIGITS)
    addOpenTypeFeaturesFromString(font, f"feature tnum {{ {rules} }} tnum;", tables=["GSUB"])


def main(source: Path, target: Path) -> None:
    for name, weight in WEIGHTS.items():
        font = TTFont(source / name)
        subset(font)
        draw_signs(font)
        add_tabular_figures(font)
        font.flavor = "woff2"
        path = target / f"be-vietnam-pro-{weight}.woff2"
        font.save(path)
        sys.stdout.write(f"{path} {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
