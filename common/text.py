"""Vietnamese text: one form (NFC), one way to search it, one way to sort it."""

import re
import unicodedata
from itertools import pairwise

# Word processors leave these between letters: zero-width space, byte order mark, soft hyphen.
_INVISIBLE = str.maketrans("", "", "\u200b\ufeff\u00ad")

# NUL cannot be stored, lone surrogates cannot be sent, U+FFFD is what a decoder left where it could not read.
_UNREADABLE = re.compile("[\x00\ufffd\ud800-\udfff]")

_LETTER_MARKS = {"\u0306", "\u0302", "\u031b"}  # breve (ă), circumflex (â ê ô), horn (ơ ư)
_VARIANTS = {("a", "\u0306"): "a~", ("a", "\u0302"): "a~~", ("e", "\u0302"): "e~"} | {
    ("o", "\u0302"): "o~",
    ("o", "\u031b"): "o~~",
    ("u", "\u031b"): "u~",
}
# ngang is 0; then huyền, hỏi, ngã, sắc, nặng
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Letters and digits in a row. The longest Vietnamese syllable has 7 letters; an index takes no endless one.
_SYLLABLE = re.compile(r"[^\W_]+")
_SYLLABLE_LIMIT = 40

_GAP, _LEVEL = "!", " "  # between words; between levels. Both stand before every digit and letter in ASCII.


def nfc(text: str) -> str:
    """The one stored form: accents composed with their letters."""
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """A line as it is stored: NFC, every run of white space one space, nothing at the ends, nothing invisible."""
    return " ".join(nfc(text.translate(_INVISIBLE)).split())


def is_unreadable(text: str) -> bool:
    """True when the text holds NUL, a lone surrogate or the mark that a decoder leaves for bytes it cannot read."""
    return _UNREADABLE.search(text) is not None


def show_unreadable(text: str) -> str:
    """The same text with each unreadable character as the visible "�", which every page can be sent with."""
    return _UNREADABLE.sub("\ufffd", text)


def search_key(text: str) -> str:
    """What search compares: lower case, no accents, đ as d, single spaces."""
    letters = unicodedata.normalize("NFD", text.translate(_INVISIBLE).casefold())
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(plain.replace("đ", "d").split())


def syllables(text: str) -> list[str]:
    """The syllables and numbers of the search key in their order; whatever else stands between only parts them."""
    return [syllable[:_SYLLABLE_LIMIT] for syllable in _SYLLABLE.findall(search_key(text))]


def syllable_pairs(text: str) -> list[str]:
    """Syllables that follow each other, each pair once, in order: "Trường Tiểu học" gives "truong tieu", "tieu hoc".

    Without accents Vietnamese has few syllables and fewer groups of three letters, but many pairs, so an index of
    pairs leads to a phrase where an index of words or trigrams leads to half the table. One syllable gives none.
    """
    spoken = syllables(text)
    return list(dict.fromkeys(f"{first} {second}" for first, second in pairwise(spoken)))


def sort_key(text: str) -> str:
    """A plain ASCII string whose byte order (collation C) is the order of the Vietnamese alphabet.

    Three levels, each decides only where the one before is equal: the letters of the whole text (a ă â b c d đ …;
    a number counts by its value, so "thôn 2" stands before "thôn 10"; punctuation separates words), the tones word
    by word (ngang, huyền, hỏi, ngã, sắc, nặng), then small letters before capitals. Store it in an unlimited
    text column: the key of a line may be several times as long as the line.
    """
    words = _words(text)
    letters = _GAP.join(_primary(word) for word in words)
    tones = "".join(_tone(word) for word in words)
    cases = "".join("1" if char.isupper() else "0" for word in words for char in word if char.isalpha())
    return _LEVEL.join([letters, tones.rstrip("0"), cases.rstrip("0")]).rstrip(_LEVEL)


def _words(text: str) -> list[str]:
    """Runs of letters with their marks, or of digits, in NFD."""
    decomposed = unicodedata.normalize("NFD", text.translate(_INVISIBLE))
    words = [""]
    for char in decomposed:
        if not (char.isalnum() or unicodedata.combining(char)):
            words.append("")
        elif words[-1] and char.isdecimal() != words[-1][-1].isdecimal() and not unicodedata.combining(char):
            words.append(char)
        else:
            words[-1] += char
    return [word for word in words if word]


def _primary(word: str) -> str:
    if word[0].isdecimal():
        return _number(word)
    key: list[str] = []
    for char in word.casefold():
        if char in _LETTER_MARKS and key:
            key[-1] = _VARIANTS.get((key[-1], char), key[-1])
        elif not unicodedata.combining(char):
            key.append(_letter(char))
    return "".join(key)


def _letter(char: str) -> str:
    if char == "đ":
        return "d~"
    # Letters of other scripts stand after z, in the order of their code points.
    return char if char.isascii() else f"{{{ord(char):06x}"


def _number(word: str) -> str:
    """The digits behind their count, so that the longer number is the later one: 2 → "12", 10 → "210"."""
    digits = "".join(str(unicodedata.decimal(char)) for char in word if char.isdecimal()).lstrip("0")
    nines, rest = divmod(len(digits), 9)
    return "9" * nines + str(rest) + digits


def _tone(word: str) -> str:
    """One tone a word, wherever its mark is written (hòa = hoà)."""
    return max((_TONES.get(char, "0") for char in word), default="0")
