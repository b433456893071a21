"""Does a text for the public name somebody? What is the petitioners' stops it; what only looks so is asked.

Names are found with their accents whoever capitalised them, and names of three and more syllables without accents too.
Of shorter ones only the accented spelling stops: without accents "Lê Hoa" is also "lễ hóa".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from common.text import nfc, search_key

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = r"[\s.\-()]*"
_PHONE = re.compile(rf"(?<!\d)(?:\+{_BETWEEN}84|0)(?:{_BETWEEN}\d){{9,10}}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# "ông Lò Văn Ún", "bà Mẩy": a person's title, then a word that must begin with a capital.
_TITLED = re.compile(r"\b(?:ông|bà|anh|chị|cụ|em|cháu|chú|cô|bác)\s+([^\W\d_]+)", re.IGNORECASE)
_FEWEST_DIGITS = 8  # of a phone number; shorter ones are figures


class Person(Protocol):
    """A petitioner."""

    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def address(self) -> str: ...


@dataclass(frozen=True)
class Doubts:
    """``forbidden`` stops publishing; ``asked`` must be confirmed by whoever publishes. Both are sentences."""

    forbidden: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def doubts(text: str, people: Iterable[Person]) -> Doubts:
    """What in a text names or may name a person. No sentence repeats what it is about: it may be logged or printed."""
    forbidden: list[str] = []
    asked: list[str] = []
    words = _Words(text)
    for person in people:
        if words.has_exactly(person.name) or words.has_nearly(person.name, fewest=3):
            forbidden.append(_("Nội dung có tên người kiến nghị. Hãy bỏ tên trước khi công bố."))
        elif words.has_nearly(person.name, fewest=2):
            asked.append(_("Nội dung có chữ gần giống tên người kiến nghị."))
        if words.has_number(person.phone):
            forbidden.append(_("Nội dung có số điện thoại của người kiến nghị. Hãy bỏ số trước khi công bố."))
        if words.has_nearly(person.address, fewest=2):
            asked.append(_("Nội dung có địa chỉ của người kiến nghị."))
    asked += [str(question) for question in _looks_like(words.text)]
    return Doubts(tuple(dict.fromkeys(forbidden)), tuple(dict.fromkeys(asked)))


def _looks_like(text: str) -> Iterable[str]:
    if _PHONE.search(text):
        yield _("Nội dung có số giống số điện thoại.")
    if _IDENTITY.search(text):
        yield _("Nội dung có số giống số căn cước, chứng minh nhân dân hoặc tài khoản.")
    if _MAIL.search(text):
        yield _("Nội dung có địa chỉ thư điện tử.")
    if any(titled[1][0].isupper() for titled in _TITLED.finditer(text)):
        yield _("Nội dung có vẻ có tên người (chữ ông, bà, anh, chị trước một tên).")


class _Words:
    """A text as words, with and without accents."""

    def __init__(self, text: str) -> None:
        self.text = nfc(text)
        self._exact = _syllables(self.text.casefold())
        self._plain = _syllables(search_key(text))
        self._digits = re.sub(r"(?<=\d)[\s.\-()]+(?=\d)", "", self.text)

    def has_exactly(self, name: str) -> bool:
        """The words of the name in a row, accents and all. One word alone is no name: "An" is in "an toàn"."""
        wanted = _syllables(nfc(name).casefold())
        return len(wanted) > 1 and _contains(self._exact, wanted)

    def has_nearly(self, name: str, *, fewest: int) -> bool:
        """The same without accents, for names with so many words."""
        wanted = _syllables(search_key(name))
        return len(wanted) >= fewest and _contains(self._plain, wanted)

    def has_number(self, phone: str) -> bool:
        """The digits of the number, however they are grouped, with 0 or +84 before."""
        digits = re.sub(r"\D", "", phone)
        core = digits.removeprefix("84").removeprefix("0")
        return len(digits) >= _FEWEST_DIGITS and core in self._digits


def _syllables(text: str) -> list[str]:
    return _WORD.findall(text)


def _contains(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(words[start : start + len(wanted)] == wanted for start in range(len(words) - len(wanted) + 1))
