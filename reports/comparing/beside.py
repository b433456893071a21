"""What stands beside a signature that nobody froze and that changes nothing: names, offices, dates, marks of signing.

Whatever else is written there is a difference: a sentence, a sum, a line among the recipients.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from common.text import nfc

from .words import key_of

FEW = 3
"""So many letters that are none of these may be the remains of a word that a program cut."""

_MARKS = re.compile(
    r"""
      \(?\bđã\ ký\b\)? | \bđã\ đóng\ dấu\b | \bdấu\ treo\b
    | \b(?:được\ )?ký\ (?:số\ |điện\ tử\ )?bởi\b | \bngười\ ký\b | \bký\ số\b | \bký\ điện\ tử\b | \bký\ nháy\b
    | \b(?:thời\ gian|ngày|giờ|lúc)\ ký\b | \bchữ\ ký\ (?:số|hợp\ lệ|không\ hợp\ lệ)\b
    | \b(?:digitally\ )?signed\ by\b | \bsignature\ (?:valid|not\ verified)\b | \bsigning\ time\b
    | \bcông\ văn\ đến\b | \bsao\ y(?:\ bản\ chính)?\b
    | \blúc\ \d{1,2}\ giờ(?:\ \d{1,2}(?:\ phút)?)?
    | \b(?:ngày|tháng|năm|số)\s*[:.]?\s*\d{1,5}(?:[./-]\d{1,4})*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TIME = re.compile(
    r"\d{1,4}(?:[./:-]\d{1,4}){1,3} | [+-]\d{2}[:']?\d{2}'? | \d{1,2}h\d{0,2} | \d{1,3}b | gmt[+-]?\d*", re.X | re.I
)
_NUMBER = re.compile(r"\d{1,5}[/-][A-ZĐ][A-ZĐƯ&/-]+")
_SMALL = frozenset({
    "ban", "bí", "bộ", "chánh", "chỉ", "chủ", "cơ", "của", "dân", "đại", "đảng", "đạo", "đặc", "đốc", "đồng", "email",
    "giám", "hội", "huyện", "khu", "mặt", "nam", "nhân", "phòng", "phố", "phó", "phường", "quan", "quận", "quốc",
    "thành", "thị", "thư", "thường", "tịch", "tỉnh", "tổ", "trấn", "trận", "trực", "trưởng", "ủy", "và", "văn", "viên",
    "việt", "xã",
})  # fmt: skip
"""Small words of names of offices and of people's positions: "Ủy ban nhân dân phường", "Phó Chủ tịch Thường trực"."""


def says_something(text: str, drawn: Collection[str] = ()) -> bool:
    """Whether words beside the signature are more than a mark of signing, a date, a name or an office.

    ``drawn``: words of drawings, which some programs read behind everything else of their page.
    """
    words = (word.strip(".,;:()[]{}<>“”\"'*-–—_/\\|") for word in _MARKS.sub(" ", " ".join(nfc(text).split())).split())
    strange = [word for word in words if key_of(word) not in ("", *drawn) and not _is_usual(word)]
    return any(char.isdigit() for word in strange for char in word) or len(key_of(" ".join(strange))) > FEW


def _is_usual(word: str) -> bool:
    if "@" in word or _TIME.fullmatch(word) or _NUMBER.fullmatch(word):
        return True
    if any(char.isdigit() for char in word):
        return False
    return word[0].isupper() or word in _SMALL
