"""Names of files, as they are stored and offered for download."""

import re
import unicodedata

from django.utils.translation import gettext as _

from common.errors import Refused
from common.text import nfc

LONGEST = 150
FIELD = "upload"

_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
# Marks that turn the direction of writing show "fdp.exe" as "exe.pdf".
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')  # Windows cannot store them


def clean(raw: str) -> str:
    """The name without folders, in NFC, at most 150 characters with its ending kept.

    Raises Refused for control characters, for marks that turn the direction of writing, and for a name that says
    nothing ("..", ".pdf").
    """
    if _UNREADABLE.search(raw) or _TURNING.search(raw):
        raise Refused(_("Tên tệp có ký tự điều khiển. Đổi tên tệp rồi tải lại."), field=FIELD)
    base = re.split(r"[/\\]", _INVISIBLE.sub("", nfc(raw)))[-1]
    base = " ".join(_NOT_IN_NAMES.sub("_", base).split()).strip(" .") if not base.startswith(".") else ""
    stem, dot, ending = base.rpartition(".")
    if not stem.strip(" ._") or not ending.isalnum():
        raise Refused(_("Tệp cần có tên và đuôi tên, ví dụ “Biên bản.pdf”."), field=FIELD)
    room = LONGEST - len(dot) - len(ending)
    return _whole_letters(stem, room) + dot + ending


def ending_of(name: str) -> str:
    """ "pdf" for "Biên bản.PDF"."""
    return name.rpartition(".")[2].lower()


def _whole_letters(stem: str, room: int) -> str:
    """At most `room` characters; an accent is not cut off its letter."""
    cut = stem[:room]
    while len(stem) > len(cut) and cut and unicodedata.combining(stem[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip(" .")
