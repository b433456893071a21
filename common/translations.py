"""The English catalogue and the strings it has to carry: what is read out of the code, and what is wrong with it.

Source strings are Vietnamese; `locale/en` is the only translation of our own texts (docs/adr/0003). The catalogue is
sorted by source string and names no lines, so that it changes only where a text changes. `locale/vi` carries texts of
libraries and is not touched here. Needs polib, which only developers install.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGE = "en"
HEADER = {
    "Project-Id-Version": "cong-qcdc",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
NO_SOURCES = {"tests", "bench", "docs", "locale", "node_modules", "static", "staticfiles", "tools"}

SINGULAR = ("gettext", "gettext_lazy", "gettext_noop", "_")
PLURAL = ("ngettext", "ngettext_lazy")
OF_TEMPLATES = re.compile(
    r"\b(?P<name>_|gettext|ngettext)\(\s*(?P<first>{text})\s*(?:,\s*(?P<second>{text}))?".format(
        text=r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
    )
)
"""The calls that Django writes for a template's tags; it blanks out everything else."""

VIETNAMESE = re.compile("[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]", re.IGNORECASE)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{[^{}]*\}")
SAME_WORD = {"PDF", "CSV (UTF-8)", "Word (.docx)", "Excel (.xlsx)", "SHA-256"}
"""Names of formats, the same in every language."""
PLAIN_WORDS = {
    "ban", "chia", "cho", "cn", "do", "ghi", "gia", "giao", "nay", "pdf", "sau", "stt", "t", "tham", "thay", "theo",
    "trang", "trong", "xem",
}  # fmt: skip
"""Vietnamese words without a mark, and the heads of the week, T2 to CN; a source string of such words alone is
Vietnamese all the same."""

type Key = tuple[str, str]
"""A source string and its plural form, which is empty when there is none."""


def catalogue_path() -> Path:
    """Where the catalogue lies; its compiled form beside it ends in .mo."""
    return Path(settings.BASE_DIR) / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def source_strings() -> set[Key]:
    """Every string of our templates and modules that is marked for translation."""
    found: set[Key] = set()
    for path in _source_files():
        text = path.read_text(encoding="utf-8")
        found.update(_of_module(text) if path.suffix == ".py" else _of_template(text, str(path)))
    return found


def _source_files() -> Iterator[Path]:
    for room in sorted(Path(settings.BASE_DIR).iterdir()):
        if room.name in NO_SOURCES or room.name.startswith((".", "var")):
            continue
        if room.name == "templates":
            yield from (path for path in sorted(room.rglob("*")) if path.suffix in {".html", ".txt"})
        elif (room / "__init__.py").exists():
            yield from (path for path in sorted(room.rglob("*.py")) if "migrations" not in path.parts)


def _of_module(text: str) -> Iterator[Key]:
    tree = ast.parse(text)
    names = dict.fromkeys(SINGULAR, 1) | dict.fromkeys(PLURAL, 2)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname: names[alias.name] for alias in node.names if alias.asname and alias.name in names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (count := names.get(_called(node), 0)):
            words = [one.value for one in node.args[:count] if isinstance(one, ast.Constant)]
            if len(words) == count and all(isinstance(word, str) for word in words):
                yield str(words[0]), str(words[1]) if count == 2 else ""


def _called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _of_template(text: str, origin: str) -> Iterator[Key]:
    for match in OF_TEMPLATES.finditer(templatize(text, origin=origin)):
        second = match["second"] if match["name"] == "ngettext" else None
        yield ast.literal_eval(match["first"]), ast.literal_eval(second) if second else ""


def update() -> polib.POFile:
    """Bring the catalogue up to date: new strings come untranslated, those that nobody uses go; compiled too."""
    path = catalogue_path()
    known = {_key(entry): entry for entry in read(path) if not entry.obsolete} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=0, check_for_duplicates=True)
    catalogue.header = (
        "The English texts of the portal. make fix takes new strings in; make check wants them translated."
    )
    catalogue.metadata = dict(HEADER)
    for key in sorted(source_strings()):
        catalogue.append(known.get(key) or _empty(key))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return catalogue


def _empty(key: Key) -> polib.POEntry:
    msgid, plural = key
    if plural:
        return polib.POEntry(msgid=msgid, msgid_plural=plural, msgstr_plural={0: "", 1: ""})
    return polib.POEntry(msgid=msgid, msgstr="")


def read(path: Path) -> polib.POFile:
    """The catalogue as it lies there, obsolete entries included."""
    return polib.pofile(str(path), wrapwidth=0)


def problems() -> list[str]:
    """What a developer has to repair, a sentence each; empty when the English catalogue is complete."""
    path = catalogue_path()
    if not path.exists() or not path.with_suffix(".mo").exists():
        return [f"{path} or its .mo is missing"]
    catalogue, wanted = read(path), source_strings()
    standing = [entry for entry in catalogue if not entry.obsolete]
    found = [f"not in the catalogue: {key[0]}" for key in sorted(wanted - {_key(entry) for entry in standing})]
    found += [f"no longer used: {e.msgid}" for e in catalogue if e.obsolete or _key(e) not in wanted]
    for entry in standing:
        found += [f"{what}: {entry.msgid}" for what in _wrong_with(entry)]
    return found + _wrong_compiled(standing, polib.mofile(str(path.with_suffix(".mo"))))


def _key(entry: polib.POEntry) -> Key:
    return entry.msgid, entry.msgid_plural or ""


def _said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _wrong_with(entry: polib.POEntry) -> Iterator[str]:
    words = _said(entry)
    if entry.fuzzy:
        yield "fuzzy"
    if not all(words) or (entry.msgid_plural and len(words) != 2):
        yield "not translated"
        return
    if any(_placeholders(word) != _placeholders(entry.msgid) for word in words):
        yield "other placeholders"
    if any(_edges(word) != _edges(entry.msgid) for word in words):
        yield "other blanks at its ends"
    if entry.msgid not in SAME_WORD:
        if not _is_vietnamese(entry.msgid):
            yield "the source string is not Vietnamese"
        if entry.msgid in words:
            yield "the translation is the source string"


def _is_vietnamese(words: str) -> bool:
    plain = re.findall(r"[^\W\d_]+", PLACEHOLDER.sub("", words).lower())
    return bool(VIETNAMESE.search(words)) or PLAIN_WORDS.issuperset(plain)


def _placeholders(words: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(words))


def _edges(words: str) -> tuple[str, str]:
    return words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]


def _wrong_compiled(standing: Iterable[polib.POEntry], compiled: polib.MOFile) -> list[str]:
    written = {_key(entry): _said(entry) for entry in standing if all(_said(entry))}
    if written == {_key(entry): _said(entry) for entry in compiled}:
        return []
    return ["the .mo differs from the .po; run make fix"]
