"""What an official document consists of, whatever it is printed on: pages, PDF or Word lay out the same `Paper`.

Three layouts exist. State bodies follow Decree 30/2020/NĐ-CP; Party bodies follow Guidance 36-HD/VPTW of 2018
(generation B) and from 27/05/2026 Guidance 05-HD/VPTW (generation C). Words that the rules prescribe
("Số", "Nơi nhận", "Phụ lục", "TM.") are part of the form and are never translated.
"""

import datetime
import enum
import math
from dataclasses import dataclass, replace
from itertools import pairwise

PARTY_C_SINCE = datetime.date(2026, 5, 27)
"""Guidance 05-HD/VPTW applies from its date; before it generation B is used (docs/pdf.md says what is second-hand)."""


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
class Paragraph:
    """One paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item begins with a dash."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with one heading row.

    `widths` are relative (any unit; one per column, equal when left out). `numeric` names the columns (from 0) set to
    the right; `row_header` the column that names its row; `totals` how many rows at the end are totals.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    numeric: frozenset[int] = frozenset()
    row_header: int | None = None
    totals: int = 0

    def __post_init__(self) -> None:
        count = len(self.columns)
        if not count:
            raise ValueError("A table needs a column.")
        if any(len(row) != count for row in self.rows):
            raise ValueError(f"Every row of “{self.caption}” needs {count} cells.")
        if self.widths and (len(self.widths) != count or not all(math.isfinite(w) and w > 0 for w in self.widths)):
            raise ValueError(f"“{self.caption}” needs {count} widths above zero.")

    @property
    def percents(self) -> tuple[int, ...]:
        """Column widths in whole percent; together exactly 100."""
        widths = self.widths or (1.0,) * len(self.columns)
        edges = [round(100 * sum(widths[:i]) / sum(widths)) for i in range(len(widths) + 1)]
        return tuple(right - left for left, right in pairwise(edges))


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. `alt` says in words what it shows, figures included, and is never empty."""

    svg: bytes
    alt: str
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("A figure needs words that say what it shows.")


type Block = Paragraph | Bullets | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part: "I", "Lãnh đạo, chỉ đạo"; the layout writes it as its rules say ("I. LÃNH ĐẠO, CHỈ ĐẠO").

    `number` may be empty; `sections` are the parts inside ("1", "Công khai để dân biết").
    """

    number: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


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
    `superior`, `issuer` and `subject` may contain line breaks, else long ones are broken evenly.
    An official letter ("công văn") has no `type_name`: its subject stands as "V/v …" under the number. `is_draft`
    prints "DỰ THẢO" there: a paper that nobody has signed yet is not taken for one.
    `issuer_in_text` is the issuer's name as inside a sentence; annexes name it in their reference to the paper.
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
    addressees: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    opening: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    annexes: tuple[Annex, ...] = ()
    issuer_in_text: str = ""
    year: int | None = None
    lang: str = "vi"
    is_draft: bool = False

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
        case (*before, Paragraph(text)):
            return (*before, Paragraph(_ended_text(text, mark)))
        case (*before, Bullets((*items, item))):
            return (*before, Bullets((*items, _ended_text(item, mark))))
    return blocks


def _ended_text(text: str, mark: str) -> str:
    text = text.rstrip()
    if text.endswith(("!", "?", "…")):
        return text if mark == "." else f"{text}{mark}"
    return f"{text.rstrip('./;, ')}{mark}"
