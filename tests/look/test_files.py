"""Static files: weight, contrast in both themes, letters in the fonts, licences; templates without inline code."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "static"
CSS = (STATIC / "css" / "qcdc.css").read_text()
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))
# Papers are printed by WeasyPrint and never served to a browser.
TEMPLATES = [path for path in (ROOT / "templates").rglob("*.html") if "papers" not in path.parts]

TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "wash"),
    ("ink", "accent-wash"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "wash"),
    ("accent", "card"),
    ("accent", "paper"),
    ("accent", "accent-wash"),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-deep"),
    ("ok", "ok-wash"),
    ("wait", "wait-wash"),
    ("late", "late-wash"),
    ("info", "info-wash"),
    ("ok", "card"),
    ("late", "card"),
    ("late", "paper"),
    ("ink", "wait-wash"),
]
SHAPE_PAIRS = [("edge", "card"), ("edge", "paper"), ("info", "card"), ("info", "paper"), ("accent", "wash")]


def tokens(theme: str) -> dict[str, str]:
    """Colours of a theme; the dark one overrides the light one."""
    light, dark = re.findall(r":root \{(.*?)\n\}", CSS, re.DOTALL)[0], CSS.split("prefers-color-scheme: dark")[1]
    source = light if theme == "light" else light + dark.split("} }")[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", source))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_of_text_and_of_shapes(theme: str) -> None:
    colours = tokens(theme)
    weak = [
        f"{front} on {back}: {contrast(colours[front], colours[back]):.2f}"
        for pairs, least in ((TEXT_PAIRS, 4.5), (SHAPE_PAIRS, 3.0))
        for front, back in pairs
        if contrast(colours[front], colours[back]) < least
    ]

    assert weak == []


def test_first_visit_leaves_room_for_the_page() -> None:
    """Stylesheet, fonts and scripts as sent: at most 60 kB, so that a page of 25 kB stays far below 100 kB."""
    scripts = [STATIC / "vendor" / "htmx.min.js", STATIC / "js" / "qcdc.js", STATIC / "js" / "lines.js"]
    sent = len(brotli.compress(CSS.encode())) + sum(len(brotli.compress(path.read_bytes())) for path in scripts)

    assert len(CSS.encode()) <= 27_000
    assert sent + sum(path.stat().st_size for path in FONTS) <= 60_000


def vietnamese_letters() -> set[str]:
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    lower = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones} | {"đ"}
    return lower | {letter.upper() for letter in lower}


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_font_is_small_and_has_every_letter(path: Path) -> None:
    font = TTFont(path)
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    needed = vietnamese_letters() | set(map(chr, range(0x20, 0x7F))) | set("–…·→▲▼✓“”₫÷×≤≥²")

    assert path.stat().st_size <= 15_000
    assert needed - {chr(code) for code in font.getBestCmap()} == set()
    assert "tnum" in features


@pytest.mark.parametrize("folder", ["fonts", "vendor"])
def test_files_of_others_carry_licence_and_version(folder: str) -> None:
    note = (STATIC / folder / "README.md").read_text()
    files = [path for path in (STATIC / folder).iterdir() if path.suffix in {".js", ".css", ".woff2"}]

    for path in files:
        line = next(line for line in note.splitlines() if f"`{path.name}`" in line)
        licence = re.search(r"`([\w.]+\.txt)`", line)
        assert re.search(r"\d+\.\d+", line), f"{path.name}: version"
        assert licence is not None, f"{path.name}: licence"
        assert (STATIC / folder / licence[1]).is_file()


def _inline_in(path: Path, inline: re.Pattern[str]) -> Iterator[re.Match[str]]:
    text = path.read_text()
    return iter(()) if text.startswith('{% extends "papers/') else inline.finditer(text)


def test_templates_hold_no_inline_style_or_script() -> None:
    """The content security policy would drop them silently. Papers are printed, not sent to a browser."""
    inline = re.compile(
        r"""\sstyle\s*=|<style|\son[a-z]+\s*=\s*["']|<script(?![^>]*\ssrc=)|javascript:""", re.IGNORECASE
    )
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path in TEMPLATES for hit in _inline_in(path, inline)]

    assert found == []


def test_components_say_their_parameters_first() -> None:
    for path in (ROOT / "templates" / "components").glob("*.html"):
        assert path.read_text().startswith(f"{{# {path.stem}:"), path.name
