"""What draws a paper: programs, fonts and layout by version and digest. The same engine draws the same bytes again.

Kept with the edition whose file it drew. Versions are asked of the libraries themselves, without loading WeasyPrint.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from common import pdf

PACKAGES = (
    "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "fonttools", "pikepdf", "vl-convert-python", "segno", "python-docx",
)  # fmt: skip
LIBRARIES = {
    "pango": ("pango-1.0", "pango_version_string"),
    "harfbuzz": ("harfbuzz", "hb_version_string"),
}
LAYOUT = ("static/papers/*.css", "templates/papers/*.html", "common/pdf/*.py", "common/docx/*.py")


@cache
def fingerprint() -> dict[str, str]:
    """Name and version of everything that the bytes of a file hang on."""
    base = Path(settings.BASE_DIR)
    return {
        **{name: version(name) for name in PACKAGES},
        **{name: _library(*where) for name, where in LIBRARIES.items()},
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{font.name: _digest([font]) for font in sorted(pdf.folder().glob("fonts/*.ttf"))},
        "layout": _digest(file for pattern in LAYOUT for file in sorted(base.glob(pattern))),
    }


def _library(name: str, asked: str) -> str:
    """The version of a library of the system; empty where it cannot be asked."""
    try:
        ask = ctypes.CDLL(ctypes.util.find_library(name) or name)[asked]
    except (OSError, AttributeError):
        return ""
    ask.restype = ctypes.c_char_p
    said: bytes = ask()
    return said.decode()


def _digest(files: Iterable[Path]) -> str:
    known = hashlib.sha256()
    for file in files:
        known.update(file.read_bytes())
    return known.hexdigest()
