"""What an official document consists of, whatever it is printed on: pages, PDF or Word lay out the same `Paper`.

Three layouts exist. State bodies follow Decree 30/2020/NĐ-CP; Party bodies follow Guidance 36-HD/VPTW of 2018
(generation B) and from 27/05/2026 Guidance 05-HD/VPTW (generation C). Words that the rules prescribe
("Số", "Nơi nhận", "Phụ lục", "TM.") are part of the form and are never translated.
"""

import datetime
import enum
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

PARTY_C_SINCE = datetime.date(2026, 5, 27)
"""Guidance 05-HD/VPTW applies from its date; before it generation B is used (docs/pdf.md says what is second-hand)."""
RUNNING_NUMBER = frozenset({"STT", "TT"})
"""Heads of the columns that count the rows of a table."""
LONGEST_REFERENCE = 76
"""Italic letters of an annex's reference to its paper that fit one line."""

ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


class Family(enum.StrEnum):
    """Which rules a body's documents follow; a property of the issuing body."""

    PARTY = "party"
    STATE = "state"


class Style(enum.StrEnum):
    """The layout of one document: its family and, for the Party, the generation of the rules."""

    PARTY_B = "party-b"
    PARTY_C = "party-c"
    STATE = "state"

    @property
    def family(self) -> Family:
        return Family.STATE if self is Style.STATE else Family.PARTY


def style_for(family: str, on: datetime.date) -> Style:
    """The layout for a body of this family ("party", "state") on the document's date.

    Party: generation C from 27/05/2026, generation B before. State: Decree 30/2020, also for older dates.
    """
    if Family(family) is Family.STATE:
        return Style.STATE
    return Style.PARTY_C if on >= PARTY_C_SINCE else Style.PARTY_B


def symbol_for(style: Style, type_abbreviation: str, body_symbol: str) -> str:
    """The part after the number: `BC-UBND` for the State, `BC/BCĐ` for the Party."""
    joint = "-" if style is Style.STATE else "/"
    return f"{type_abbreviation}{joint}{body_symbol}"


def number_line(style: Style, number: int | None, symbol: str) -> str:
    """`Số: 05/BC-UBND` or `Số 05-BC/BCĐ`; numbers below 10 get a zero; without a number room is left for it."""
    # A no-break space keeps the room that a pen or a stamp needs on a paper without number.
    digits = "\N{NO-BREAK SPACE}" * 5 if number is None else f"{number:02d}"
    return f"Số: {digits}/{symbol}" if style is Style.STATE else f"Số {digits}-{symbol}"


def date_line(place: str, issued_on: datetime.date | None, year: int) -> str:
    """`Cự Khối, ngày 23 tháng 9 năm 2020`; days below 10 and months 1 and 2 get a zero, as Decree 30/2020 says.

    Without a date the day and the month stay open for the pen: `ngày … tháng … năm 2020`.
    """
    if issued_on is None:
        written = f"ngày … tháng … năm {year}"
    else:
        month = f"{issued_on.month:02d}" if issued_on.month < 3 else str(issued_on.month)
        written = f"ngày {issued_on.day:02d} tháng {month} năm {issued_on.year}"
    return f"{place}, {written}" if place else written


def roman(number: int) -> str:
    """Roman numeral of a number from 1 to 3999: sections and annexes are counted so."""
    if not 0 < number < 4000:
        raise ValueError(f"No Roman numeral for {number}.")
    written = ""
    for value, letters in ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. ``figure``: the key of the figure that it tells, whose records it opens."""

    text: str
    bold: bool = False
    italic: bool = False
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``runs`` are its stretches where they differ; together they are ``text`` (see ``paragraph``)."""

    text: str
    runs: tuple[Run, ...] = ()

    def __post_init__(self) -> None:
        _check_runs(self.text, self.runs)

    @property
    def inline(self) -> tuple[Run, ...]:
        """Its stretches, one for plain text."""
        return self.runs or (Run(self.text),)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item begins with a dash, or with its number. ``runs``: of each item, empty for a plain one."""

    items: tuple[str, ...]
    runs: tuple[tuple[Run, ...], ...] = ()
    numbered: bool = False

    def __post_init__(self) -> None:
        if self.runs and len(self.runs) != len(self.items):
            raise ValueError("Every item of a list needs its runs, an empty tuple for a plain one.")
        for text, runs in zip(self.items, self.runs, strict=False):
            _check_runs(text, runs)

    @property
    def inline(self) -> tuple[tuple[Run, ...], ...]:
        """The stretches of each item."""
        runs = self.runs or ((),) * len(self.items)
        return tuple(given or (Run(text),) for text, given in zip(self.items, runs, strict=True))


def _check_runs(text: str, runs: tuple[Run, ...]) -> None:
    if runs and "".join(run.text for run in runs) != text:
        raise ValueError("The runs of a paragraph must be its text.")


def paragraph(*parts: str | Run) -> Paragraph:
    """A paragraph of plain words and runs: ``paragraph("Đã tổ chức ", run, " hội nghị.")``."""
    runs = joined(parts)
    text = "".join(run.text for run in runs)
    return Paragraph(text) if all(run == Run(run.text) for run in runs) else Paragraph(text, runs)


def bullets(items: Iterable[Sequence[str | Run]], *, numbered: bool = False) -> Bullets:
    """A list whose items are put together like ``paragraph``."""
    made = [paragraph(*parts) for parts in items]
    runs = tuple(one.runs for one in made)
    return Bullets(tuple(one.text for one in made), runs if any(runs) else (), numbered)


def joined(parts: Iterable[str | Run]) -> tuple[Run, ...]:
    """Words and runs as runs; neighbours of one look that tell no figure become one, empty ones go."""
    runs: list[Run] = []
    for part in parts:
        run = Run(part) if isinstance(part, str) else part
        if not run.text:
            continue
        if runs and not run.figure and replace(runs[-1], text="") == replace(run, text=""):
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return tuple(runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with one heading row.

    `widths` are relative (any unit; one per column, equal when left out). `numeric` names the columns (from 0) set to
    the right; `row_header` the column that names its row; `totals` how many rows at the end are totals. `figures`
    are (row, column, key) of the cells that tell a figure, rows and columns from 0. `is_signed`: people sign in its
    rows, which leave room for that.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    numeric: frozenset[int] = frozenset()
    row_header: int | None = None
    totals: int = 0
    figures: tuple[tuple[int, int, str], ...] = ()
    is_signed: bool = False

    def __post_init__(self) -> None:
        count = len(self.columns)
        if not count:
            raise ValueError("A table needs a column.")
        if any(len(row) != count for row in self.rows):
            raise ValueError(f"Every row of “{self.caption}” needs {count} cells.")
        if self.widths and (len(self.widths) != count or not all(math.isfinite(w) and w > 0 for w in self.widths)):
            raise ValueError(f"“{self.caption}” needs {count} widths above zero.")
        if any(not (0 <= row < len(self.rows) and 0 <= column < count) for row, column, _key in self.figures):
            raise ValueError(f"A figure of “{self.caption}” stands outside its cells.")

    @property
    def centred(self) -> frozenset[int]:
        """The columns that count the rows: such numbers stand in the middle, those that say how many to the right."""
        return frozenset(number for number, name in enumerate(self.columns) if name in RUNNING_NUMBER)

    @property
    def keyed_rows(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Every cell with the key of the figure that it tells, empty where it tells none."""
        keys = {(row, column): key for row, column, key in self.figures}
        return tuple(
            tuple((cell, keys.get((number, column), "")) for column, cell in enumerate(row))
            for number, row in enumerate(self.rows)
        )

    @property
    def percents(self) -> tuple[int, ...]:
        """Column widths in whole percent; together exactly 100."""
        widths = self.widths or (1.0,) * len(self.columns)
        edges = [round(100 * sum(widths[:i]) / sum(widths)) for i in range(len(widths) + 1)]
        return tuple(right - left for left, right in pairwise(edges))


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. `alt` says in words what it shows, figures included, and is never empty.

    `spec` is the Vega-Lite specification that it is drawn from, as JSON (`common.charts`); `svg` is empty until the
    paper is frozen, and from then on the drawing that stays.
    """

    svg: bytes
    alt: str
    caption: str = ""
    spec: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("A figure needs words that say what it shows.")
        if not self.svg and not self.spec:
            raise ValueError("A figure needs a drawing, or what it is drawn from.")


type Block = Paragraph | Bullets | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part: "I", "Lãnh đạo, chỉ đạo"; the layout writes it as its rules say ("I. LÃNH ĐẠO, CHỈ ĐẠO").

    `number` may be empty; `sections` are the parts inside ("1", "Công khai để dân biết"). `code` names the part of
    the outline that it was written for: Word files carry it, so that what was changed outside finds its place again.
    `own` is how many of the last blocks are its writers' own words; those before were written by the portal.
    """

    number: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    code: str = ""
    own: int = 0

    def heading(self, style: Style, *, outer: bool) -> str:
        """ "I. …" in State documents, "I- …" in Party documents; "1. …" inside and in annexes in both."""
        if not self.number:
            return self.title
        joint = "-" if outer and style is not Style.STATE else "."
        return f"{self.number}{joint} {self.title}"


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex; begins on a page of its own. A `wide` one lies across: for tables of many columns."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An official document as its reader sees it.

    `made_at` is the moment whose state the paper shows; it is the only date in the file's metadata, so the same
    paper always gives the same bytes. `year` is printed on a paper without date (default: the year of `made_at`).
    `symbol` comes from `symbol_for`; `authority` is complete ("T/M BAN CHỈ ĐẠO", "TM. ỦY BAN NHÂN DÂN");
    `position` may have several lines ("KT. CHỦ TỊCH\\nPHÓ CHỦ TỊCH"). `kept_in` is written after "Lưu".
    `beside` signs on the left, where the recipients stand otherwise: the secretary of minutes ("THƯ KÝ").
    `superior`, `issuer` and `subject` may contain line breaks, else long ones are broken evenly.
    An official letter ("công văn") has no `type_name`: its subject stands as "V/v …" under the number. `is_draft`
    prints "DỰ THẢO" there: a paper that nobody has signed yet is not taken for one.
    `issuer_in_text` is the issuer's name as inside a sentence; annexes name it in their reference to the paper.
    `check_code` and `check_at` stand on the last page: the public address that confirms the paper; every figure that
    the paper tells is a link to `check_at` + "so/" + key + "/".
    """

    style: Style
    superior: str
    issuer: str
    number: int | None
    symbol: str
    place: str
    issued_on: datetime.date | None
    type_name: str
    subject: str
    made_at: datetime.datetime
    recipients: tuple[str, ...] = ()
    kept_in: str = ""
    authority: str = ""
    position: str = ""
    signer: str = ""
    beside: str = ""
    addressees: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    opening: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    annexes: tuple[Annex, ...] = ()
    issuer_in_text: str = ""
    year: int | None = None
    lang: str = "vi"
    is_draft: bool = False
    check_code: str = ""
    check_at: str = ""

    @property
    def is_letter(self) -> bool:
        """Whether it is an official letter, which bears no name of its type."""
        return not self.type_name

    @property
    def type_in_text(self) -> str:
        """The type as inside a sentence: "Báo cáo", "Công văn"."""
        return self.type_name.capitalize() or "Công văn"

    @property
    def title(self) -> str:
        """The name shown by the reader's window: "Báo cáo kết quả thực hiện …"."""
        return " ".join(f"{self.type_in_text} {self.subject}".split())

    @property
    def number_line(self) -> str:
        return number_line(self.style, self.number, self.symbol)

    @property
    def date_line(self) -> str:
        return date_line(self.place, self.issued_on, self.year or self.made_at.year)

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """Recipients with their marks; the last line says where the paper is kept."""
        if not self.kept_in:
            return _listed(self.recipients)
        joint = ":" if self.style is Style.STATE else ""
        return _listed((*self.recipients, f"Lưu{joint} {self.kept_in}"))

    @property
    def addressee_lines(self) -> tuple[str, ...]:
        """Several addressees with their marks."""
        return _listed(self.addressees)

    @property
    def position_lines(self) -> list[str]:
        return self.position.splitlines()

    @property
    def addressed(self) -> str:
        """The word before the addressees: Party submissions say "Kính trình", everything else "Kính gửi"."""
        return "Kính trình" if self.style is not Style.STATE and self.type_name == "TỜ TRÌNH" else "Kính gửi"

    @property
    def annex_reference(self) -> str:
        """What an annex says of its paper: "(Kèm theo Báo cáo số 05/BC-UBND ngày 03 tháng 02 năm 2020 của …)"."""
        number = self.number_line.partition(" ")[2]
        date = date_line("", self.issued_on, self.year or self.made_at.year)
        comma = "" if self.style is Style.STATE else ","
        by = f" của {self.issuer_in_text}" if self.issuer_in_text else ""
        return f"(Kèm theo {self.type_in_text} số {number}{comma} {date}{by})"

    @property
    def annex_reference_lines(self) -> list[str]:
        """The same; a long one is broken before the issuer, not inside a name."""
        reference = self.annex_reference
        before, joint, by = reference.partition(" của ")
        return [before, f"của {by}"] if joint and len(reference) > LONGEST_REFERENCE else [reference]

    @property
    def ground_lines(self) -> tuple[str, ...]:
        """Each ground ends with a semicolon, the last with a full stop."""
        return _listed(self.grounds)

    @property
    def annex_labels(self) -> tuple[str, ...]:
        """ "Phụ lục" for an only annex; several are counted, by Roman numerals in State documents (Decree 30/2020)."""
        count = len(self.annexes)
        if count == 1:
            return ("Phụ lục",)
        numeral = roman if self.style is Style.STATE else str
        return tuple(f"Phụ lục {numeral(number)}" for number in range(1, count + 1))

    @property
    def end_mark(self) -> str:
        """What closes the text: "./." in State documents, a full stop in Party documents."""
        return "./." if self.style is Style.STATE else "."

    def ended(self) -> "Paper":
        """The same paper whose text carries the end mark on its last paragraph or list item."""
        if self.sections:
            return replace(self, sections=_ended_sections(self.sections, self.end_mark))
        return replace(self, opening=_ended_blocks(self.opening, self.end_mark))


def _listed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Each line ends with a semicolon, the last with a full stop."""
    bare = [line.strip().rstrip(";.").rstrip() for line in lines]
    return tuple(f"{line}{'.' if i == len(bare) else ';'}" for i, line in enumerate(bare, 1))


def _ended_sections(sections: tuple[Section, ...], mark: str) -> tuple[Section, ...]:
    last = sections[-1]
    if last.sections:
        last = replace(last, sections=_ended_sections(last.sections, mark))
    else:
        last = replace(last, blocks=_ended_blocks(last.blocks, mark))
    return (*sections[:-1], last)


def _ended_blocks(blocks: tuple[Block, ...], mark: str) -> tuple[Block, ...]:
    match blocks:
        case (*before, Paragraph() as last):
            return (*before, paragraph(*_ended_runs(last.inline, mark)))
        case (*before, Bullets() as last) if last.items:
            *first, item = last.inline
            return (*before, bullets((*first, _ended_runs(item, mark)), numbered=last.numbered))
    return blocks


def _ended_runs(runs: tuple[Run, ...], mark: str) -> tuple[Run, ...]:
    """The mark stands behind the last word; a number that opens its records keeps its own run."""
    *first, last = runs
    if last.figure:
        return (*runs, Run(mark))
    return (*first, replace(last, text=_ended_text(last.text, mark)))


def end_behind(text: str, mark: str) -> str:
    """The end mark as it stands behind words: room for the pen, "…", has its stop."""
    return mark.removeprefix(".") if text.rstrip().endswith("…") else mark


def _ended_text(text: str, mark: str) -> str:
    text = text.rstrip()
    if text.endswith("…"):
        return f"{text}{end_behind(text, mark)}"
    if text.endswith(("!", "?")):
        return text if mark == "." else f"{text}{mark}"
    return f"{text.rstrip('./;, ')}{mark}"
