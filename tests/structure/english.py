"""What a page says in its own words: its text without what stands in the records."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, JSONField, TextField

from common.translations import VIETNAMESE, catalogue_path, read
from organizations.models import UnitKind

SPOKEN = ("aria-label", "data-label", "placeholder", "title", "alt", "value")
UNSPOKEN = {"script", "style"}
CUT_AFTER = 20  # letters that a page leaves of a text at least


class _Words(HTMLParser):
    """Texts and spoken attributes, but not of what says itself that it is Vietnamese, such as an official paper."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        quiet = given.get("lang") == "vi" or tag in UNSPOKEN or self._quiet()
        if not quiet and given.get("type") != "hidden":
            self.words += [value for name in SPOKEN if (value := given.get(name))]
        if tag not in {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}:
            self._open.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._quiet() and data.strip():
            self.words.append(" ".join(data.split()))

    def _quiet(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def vietnamese_on(html: str, data: list[str]) -> list[str]:
    """The texts of a page that still have Vietnamese letters when everything from the records is taken away."""
    parser = _Words()
    parser.feed(html)
    return [words for words in dict.fromkeys(parser.words) if VIETNAMESE.search(_without(words, data))]


def _without(words: str, data: list[str]) -> str:
    """What remains; a page may cut a long text with an ellipsis, which is looked for while it is whole."""
    start, ellipsis, rest = words.rpartition("…")
    if ellipsis:
        for one in data:
            place = start.find(one[:CUT_AFTER])
            if len(one) > CUT_AFTER and place >= 0 and one.startswith(start[place:].rstrip()):
                words = start[:place] + rest
                break
    for one in data:
        words = words.replace(one, "")
    return words


def words_of_records() -> list[str]:
    """Every Vietnamese text of a record or of an example in a hint, longest first. Not the Vietnamese names of rows
    that have an English one: those must not show, except in the names of units."""
    found = set(UnitKind.objects.values_list("name_vi", flat=True)) | set(_examples())
    own = {settings.BASE_DIR / room.name for room in settings.BASE_DIR.iterdir()}
    for model in apps.get_models():
        if any(path in own for path in [settings.BASE_DIR / model.__module__.split(".")[0]]):
            fields = [f for f in model._meta.fields if isinstance(f, CharField | TextField | JSONField)]
            names = [field.name for field in fields if not field.name.endswith("_vi")]
            for row in model._default_manager.values_list(*names) if names else ():
                found.update(_texts(row))
    vietnamese = {" ".join(text.split()) for text in found if VIETNAMESE.search(text)}
    lines = {line.strip() for text in found for line in text.splitlines() if VIETNAMESE.search(line)}
    return sorted(vietnamese | lines, key=len, reverse=True)


def _examples() -> Iterator[str]:
    """Vietnamese words inside English texts: what a person would type."""
    word = r"[\w/.,-]*"
    run = re.compile(rf"{word}{VIETNAMESE.pattern}{word}(?:\s+{word})*", re.IGNORECASE)
    for entry in read(catalogue_path()):
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            yield from run.findall(said)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
