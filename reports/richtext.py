"""The words of a section: a small safe rich text, kept as lines of markup.

    Trong kỳ đã giao {{counted:steering.assigned}} nhiệm vụ, **hoàn thành đúng hạn** *phần lớn*.
    - Một ý của danh sách
    1. Ý thứ nhất

One paragraph per line. ``**`` and ``*`` open and close bold and italic, ``- `` begins an item, ``1. `` and the numbers
that follow it begin numbered ones, ``{{key}}`` is a figure whose digits nobody types; a backslash takes a mark
literally. What is stored went through ``clean``: NFC, one way to write each text. No HTML is ever stored: what comes
from a word processor goes through nh3 and becomes markup.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import groupby

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString

from common import official
from common.official import Run
from common.text import nfc

GAP = "…"
"""Stands where a figure has no value."""

_MARKS = "–•·-"
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,120}")
_TOKEN = re.compile(rf"\\([\\*{{.{_MARKS}])|\{{\{{ ?({_KEY.pattern}) ?\}}\}}|(\*+)")
_ITEM = re.compile(rf"(?:[{_MARKS}]|([1-9]\d{{0,2}})\.) (?=\S)")
# What no paper can carry: control characters, the invisible ones of word processors, reversals of direction.
_NOTHING = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd-\uffff\ud800-\udfff]"
)


class Kind(enum.Enum):
    """What a line is."""

    TEXT = enum.auto()
    BULLET = enum.auto()
    NUMBER = enum.auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or an item. A run that is a figure carries its key; its text only keeps the place."""

    kind: Kind
    runs: tuple[Run, ...]


def field(key: str) -> Run:
    """The place of a figure in a line."""
    return Run(GAP, figure=key)


# -- markup


def read(markup: str) -> list[Line]:
    """The lines of a text. Whatever was typed says something: a mark that fits nowhere stands for itself."""
    lines: list[Line] = []
    numbers = 0  # how many numbered items the line follows
    for raw in re.split(r"\r\n?|\n", markup):
        line = " ".join(_NOTHING.sub("", raw).split())
        if not line:
            continue
        kind = _kind_of(line, numbers)
        numbers = numbers + 1 if kind is Kind.NUMBER else 0
        lines.append(Line(kind, _inline(line if kind is Kind.TEXT else line.split(" ", 1)[1])))
    return lines


def write(lines: Iterable[Line]) -> str:
    """The one markup of these lines; lines without words are left out."""
    written: list[str] = []
    numbers = 0  # how many numbered items the line follows
    for line in lines:
        words = _written(line.runs)
        if not words:
            continue
        begins = {Kind.TEXT: "", Kind.BULLET: "- ", Kind.NUMBER: f"{numbers + 1}. "}[line.kind]
        written.append(f"{begins}{words}" if begins else _taken_literally(words, numbers))
        numbers = numbers + 1 if line.kind is Kind.NUMBER else 0
    return nfc("\n".join(written))


def clean(markup: str) -> str:
    """The same text as it is stored."""
    return write(read(nfc(markup)))


def keys(markup: str) -> list[str]:
    """The figures that a text names, each once, in their order."""
    return list(dict.fromkeys(run.figure for line in read(markup) for run in line.runs if run.figure))


def plain(markup: str, texts: Mapping[str, str] | None = None) -> str:
    """Only the words, a line each; a figure by its text."""
    said = texts or {}
    return "\n".join(
        "".join(said.get(run.figure, GAP) if run.figure else run.text for run in line.runs) for line in read(markup)
    )


def blocks(markup: str, tell: Callable[[str], Run | None]) -> tuple[official.Block, ...]:
    """The text as it stands on the paper; ``tell`` says each figure. Where it cannot, a gap keeps the place."""
    made: list[official.Block] = []
    for kind, group in groupby(read(markup), key=lambda line: line.kind):
        told = [tuple(_told(run, tell) for run in line.runs) for line in group]
        if kind is Kind.TEXT:
            made += [official.paragraph(*runs) for runs in told]
        else:
            made.append(official.bullets(told, numbered=kind is Kind.NUMBER))
    return tuple(made)


def _told(run: Run, tell: Callable[[str], Run | None]) -> Run:
    if not run.figure:
        return run
    said = tell(run.figure) or field(run.figure)
    return replace(said, bold=run.bold, italic=run.italic)


def _kind_of(line: str, numbers: int) -> Kind:
    """A number begins an item when it is 1 or follows the item before: nobody's "2." is counted anew."""
    match = _ITEM.match(line)
    if match is None:
        return Kind.TEXT
    if match[1] is None:
        return Kind.BULLET
    return Kind.NUMBER if int(match[1]) in {1, numbers + 1} and (numbers == 0 or int(match[1]) > 1) else Kind.TEXT


def _taken_literally(words: str, numbers: int) -> str:
    """A paragraph that looks like an item stays a paragraph."""
    match _kind_of(words, numbers):
        case Kind.BULLET:
            return f"\\{words}"
        case Kind.NUMBER:
            return words.replace(".", "\\.", 1)
    return words


def _inline(line: str) -> tuple[Run, ...]:
    """The stretches of a line. Stars open before a word and close behind one; others are stars."""
    closers = dict.fromkeys((1, 2), -1)
    for token in _TOKEN.finditer(line):
        if token[3] and token.start() and not line[token.start() - 1].isspace():
            closers |= {look: token.start() for look in _looks(token[3])}
    parts: list[Run] = []
    on = {1: False, 2: False}  # one star: italic; two: bold
    at = 0

    def emit(text: str, figure: str = "") -> None:
        parts.append(Run(text, bold=on[2], italic=on[1], figure=figure))

    for token in _TOKEN.finditer(line):
        emit(line[at : token.start()])
        at = token.end()
        if token[1]:
            emit(token[1])
        elif token[2]:
            emit(GAP, token[2])
        elif looks := _looks(token[3]):
            before, after = line[max(0, token.start() - 1) : token.start()], line[at : at + 1]
            closes = bool(before) and not before.isspace()
            opens = bool(after) and not after.isspace()
            if all(closes if on[look] else opens and closers[look] > token.start() for look in looks):
                on |= {look: not on[look] for look in looks}
            else:
                emit(token[3])
        else:
            emit(token[3])
    emit(line[at:])
    return official.joined(parts)


def _looks(stars: str) -> tuple[int, ...]:
    return {1: (1,), 2: (2,), 3: (1, 2)}.get(len(stars), ())


def _written(runs: Iterable[Run]) -> str:
    """The markup of one line."""
    written: list[str] = []
    bold = italic = False
    for run in (*_normal(runs), Run("")):
        written.append("*" * ((run.italic != italic) + 2 * (run.bold != bold)))
        bold, italic = run.bold, run.italic
        written.append(f"{{{{{run.figure}}}}}" if run.figure else re.sub(r"([\\*{])", r"\\\1", run.text))
    return "".join(written)


def _normal(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Single spaces, none at the ends; a space is bold or italic only between two such words."""
    made: list[Run] = []
    gap = False
    for run in runs:
        text = GAP if run.figure else nfc(_NOTHING.sub("", run.text))
        words = " ".join(text.split())
        if words:
            if made and (gap or text[0].isspace()):
                made.append(Run(" ", made[-1].bold and run.bold, made[-1].italic and run.italic))
            made.append(replace(run, text=words))
        gap = text[-1:].isspace() or (gap and not words)
    return official.joined(made)


# -- HTML

_HTML_OF = {Kind.BULLET: "ul", Kind.NUMBER: "ol"}


def to_html(markup: str, texts: Mapping[str, str]) -> SafeString:
    """The text for a page or the editor; a figure is ``<data value="key">`` with what it says today."""
    made: list[str] = []
    for kind, group in groupby(read(markup), key=lambda line: line.kind):
        lines = ["".join(_html_of(run, texts) for run in line.runs) for line in group]
        if kind is Kind.TEXT:
            made += [f"<p>{line}</p>" for line in lines]
        else:
            items = "".join(f"<li>{line}</li>" for line in lines)
            made.append(f"<{_HTML_OF[kind]}>{items}</{_HTML_OF[kind]}>")
    return SafeString("\n".join(made))


def _html_of(run: Run, texts: Mapping[str, str]) -> str:
    html: str = escape(run.text)
    if run.figure:
        html = f'<data value="{escape(run.figure)}">{escape(texts.get(run.figure, GAP))}</data>'
    html = f"<em>{html}</em>" if run.italic else html
    return f"<strong>{html}</strong>" if run.bold else html


_LINES = frozenset({"p", "div", "li", "tr", "br", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAGS = _LINES | {"ul", "ol", "b", "strong", "i", "em", "span", "font", "td", "th", "data", "sup", "sub"}
_GONE = {"script", "style", "title", "xml", "svg", "math", "object", "iframe", "template", "del", "select", "textarea"}
_STYLED = ("b", "i", "strong", "em", "span", "p", "font")
_WEIGHT = re.compile(r"font-weight:\s*(?:(bold|[6-9]00)|\w+)")
_SLANT = re.compile(r"font-style:\s*(?:(italic|oblique)|\w+)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:]*)?[^<>]*>?")
_NEVER_DEEP = frozenset({"p", "li", "tr", "td", "th", "br", "img", "hr", "meta", "link", "input", "col"})
_MOST_TAGS, _DEEPEST, _MOST_ATTRIBUTES = 60_000, 100, 500
_WORD_LISTS = {f"MsoListParagraph{place}" for place in ("", "CxSpFirst", "CxSpMiddle", "CxSpLast")}
_WORD_ITEM = re.compile(r"(?:(\d{1,3})\\?\.|[·•§oØv–-]) ")


def from_html(html: str) -> str:
    """The markup of what an editor or a word processor gives: words, bold, italic, lists and figures; nothing else.

    Scripts, styles, images, comments and what was struck out in tracking are gone; a row of a table is a line.
    """
    safe = nh3.clean(
        _flat(html),
        tags=set(_TAGS),
        clean_content_tags=_GONE,
        attributes={"data": {"value"}} | {tag: {"style"} for tag in _STYLED},
        allowed_classes={"p": _WORD_LISTS},
        filter_style_properties={"font-weight", "font-style"},
        link_rel=None,
    )
    reader = _HtmlReader()
    reader.feed(safe)
    reader.close()
    reader.end_line()
    return write(reader.lines)


def _flat(html: str) -> str:
    """The same HTML; of what no word processor writes (tags by the ten thousand, one inside the other) the words."""
    opened: Counter[str] = Counter()
    for count, tag in enumerate(_TAG.finditer(html)):
        name = (tag[2] or "").lower()
        if name and name not in _NEVER_DEEP:
            opened[name] = max(0, opened[name] + (-1 if tag[1] else 1))
        if count > _MOST_TAGS or opened[name] > _DEEPEST or tag[0].count("=") > _MOST_ATTRIBUTES:
            return _TAG.sub("<br>", html)
    return html


class _HtmlReader(HTMLParser):
    """Reads what nh3 let through, which is well formed."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._parts: list[Run] = []
        self._kind = Kind.TEXT
        self._from_word = False
        self._lists: list[Kind] = []
        self._looks: list[tuple[str, bool, bool]] = [("", False, False)]
        self._in_figure = False
        self._cells = 0
        self._cell = 0  # where the cell begins that is being read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _LINES:
            self._part(tag)
        if tag in {"ul", "ol"}:
            self._lists.append(Kind.BULLET if tag == "ul" else Kind.NUMBER)
        elif tag == "li":
            self._kind = self._lists[-1] if self._lists else Kind.BULLET
        elif tag in {"td", "th"}:
            self._cells += 1
            self._end_cell()
        elif tag == "data" and _KEY.fullmatch(given.get("value", "")):
            self._add("", given["value"])
            self._in_figure = True
        if given.get("class"):
            self._from_word = True
        if tag != "br":
            self._look(tag, given.get("style", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "data":
            self._in_figure = False
        if tag in {"td", "th"}:
            self._cells -= 1
        if tag in _LINES | {"ul", "ol"}:
            self._part(tag)
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag in {"li", "p"}:
            self._kind, self._from_word = Kind.TEXT, False
        if len(self._looks) > 1:
            self._looks.pop()

    def handle_data(self, data: str) -> None:
        if self._in_figure:
            return
        tag = self._looks[-1][0]
        self._add(data.translate(_RAISED) if tag == "sup" else data.translate(_LOWERED) if tag == "sub" else data)

    def _part(self, tag: str) -> None:
        """What begins a line elsewhere only parts words inside a cell of a table."""
        if self._cells and tag != "tr":
            self._add(" ")
        else:
            self.end_line()

    def _end_cell(self) -> None:
        """What the cell before says is parted from the next; each is looked at once, however many a row has."""
        said = _normal(self._parts[self._cell :])
        self._parts[self._cell :] = [*said, Run("; ")] if said else []
        self._cell = len(self._parts)

    def end_line(self) -> None:
        """Close the line that is being read."""
        runs = _normal(self._parts)
        self._parts, self._cell = [], 0
        if runs:
            self.lines.append(_word_item(runs) if self._from_word else Line(self._kind, runs))
            self._kind = Kind.TEXT

    def _add(self, text: str, figure: str = "") -> None:
        _tag, bold, italic = self._looks[-1]
        self._parts.append(replace(field(figure), bold=bold, italic=italic) if figure else Run(text, bold, italic))

    def _look(self, tag: str, style: str) -> None:
        """Bold and italic inside this tag; a style says more than the tag."""
        _outer, bold, italic = self._looks[-1]
        bold, italic = bold or tag in {"b", "strong"} or tag in _HEADINGS, italic or tag in {"i", "em"}
        if weight := _WEIGHT.search(style):
            bold = bool(weight[1])
        if slant := _SLANT.search(style):
            italic = bool(slant[1])
        self._looks.append((tag, bold, italic))


def _word_item(runs: tuple[Run, ...]) -> Line:
    """A paragraph of a list of Word: its bullet or number is typed before its words."""
    first, *rest = runs
    match = _WORD_ITEM.match(first.text)
    if match is None:
        return Line(Kind.TEXT, runs)
    kind = Kind.NUMBER if match[1] else Kind.BULLET
    return Line(kind, (replace(first, text=first.text[match.end() :]), *rest))
