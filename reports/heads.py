"""Head and foot of a report: who issues it, in whose name it is signed, who receives it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from common import clock, official
from common.pdf.model import LONGEST_NAME
from organizations import letterhead
from organizations.models import Body, Unit
from supervision.enums import BoardPosition
from supervision.models import Board

from .content.coordination_figures import programmes_of
from .content.supervision_figures import boards_of
from .gather import Gathered
from .models import Report

INSPECTORS = "inspectors"
POSITIONS = {"hdnd": "CHỦ TỊCH", "ubnd": "CHỦ TỊCH", "mttq": "CHỦ TỊCH", "thuong-truc-hdnd": "CHỦ TỊCH"}
AUTHORITIES = {
    "hdnd": "Thường trực HĐND",
    "ubnd": "Ủy ban nhân dân",
    "mttq": "Ban Thường trực",
}
"""In whose name bodies sign that have a collective or a standing board, in full as Decree 30/2020/NĐ-CP wants it."""

# Whom a kind of report goes to besides, as kinds of bodies of the same unit.
READERS: dict[str, tuple[str, ...]] = {
    "council": ("ubnd", "mttq"),
    "front": ("ban-chi-dao", "hdnd", "ubnd"),
    INSPECTORS: ("hdnd", "ubnd", "mttq"),
}
ON_PAPER = "Như trên"


@dataclass(frozen=True)
class Issuer:
    """What the head and the signature say of whoever issues."""

    superior: str
    name: str
    in_text: str
    authority: str
    position: str
    signer: str


def style_of(report: Report, gathered: Gathered) -> official.Style:
    """Party bodies follow the Party's rules of the paper's day; all others the State's.

    What is handed over for signing today is dated from today on; a draft shows the rules at the end of its period.
    """
    undated = clock.today() if report.is_frozen else gathered.period.end
    dated = report.document.issued_on if report.document else None
    return letterhead.style_on(report.body, dated or undated)


def head_of(report: Report, gathered: Gathered) -> dict[str, Any]:
    """The parts of an official.Paper that stand before and after the text."""
    style, by = style_of(report, gathered), issuer_of(report, gathered)
    kind, document = report.kind, report.document
    addressees = _addressees(report, gathered)
    prefix = "TM." if style is official.Style.STATE else "T/M"
    typed = _parts(report.authority)  # "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH": in whose name, then for whom
    position = _parts(report.signer_position) or by.position.splitlines()
    return {
        "style": style,
        "superior": by.superior.upper(),
        "issuer": by.name.upper(),
        "issuer_in_text": by.in_text,
        "number": document.number if document else None,
        "symbol": official.symbol_for(style, kind.type.abbreviation, report.body.symbol),
        "place": report.place or report.body.unit.name,
        "issued_on": document.issued_on if document else None,
        "year": gathered.period.end.year,
        "type_name": kind.type.name_vi.upper(),
        "grounds": (f"Căn cứ {kind.basis}",) if kind.type.code == "danh-sach" and kind.basis else (),
        "addressees": addressees,
        "recipients": _recipients(report, gathered, bool(addressees)),
        "kept_in": letterhead.kept_in(style),
        "authority": typed[0] if typed else f"{prefix} {by.authority.upper()}",
        "position": "\n".join([*typed[1:], *position]),
        "signer": report.signer_name or by.signer,
    }


def _parts(typed: str) -> list[str]:
    """What stands on lines of their own: "KT. CHỦ TỊCH; PHÓ CHỦ TỊCH"."""
    return [part.strip() for part in typed.split(";") if part.strip()]


def issuer_of(report: Report, gathered: Gathered) -> Issuer:
    """Whoever issues: the body, or the board that reports through it."""
    body = report.body
    board = _board(report, gathered)
    if board is not None:
        return _of_board(board, body, gathered.on)
    head = gathered.head
    return Issuer(
        superior=letterhead.named(body.parent) if body.parent else "",
        name=letterhead.named_below(body),
        in_text=body.name,
        authority=AUTHORITIES.get(body.kind.code, body.short_name or letterhead.office_of(body)),
        position="TRƯỞNG BAN" if head else POSITIONS.get(body.kind.code, ""),
        signer=head.full_name if head else "",
    )


def _board(report: Report, gathered: Gathered) -> Board | None:
    """The board that reports: an only one signs itself, several report through the body that set them up."""
    boards = boards_of(gathered) if report.kind_id == INSPECTORS else []
    return boards[0] if len(boards) == 1 else None


def _of_board(board: Board, body: Body, on: datetime.date) -> Issuer:
    heads = board.members.filter(position=BoardPosition.HEAD, valid__contains=on)
    place = f" {letterhead.place_of(board.unit)}"
    office = board.name.removesuffix(place)
    return Issuer(
        superior=letterhead.named(board.set_up_by),
        name=f"{office}\n{place.strip()}" if office != board.name and len(office) <= LONGEST_NAME else board.name,
        in_text=board.name,
        authority=office,
        position="TRƯỞNG BAN",
        signer=heads.values_list("full_name", flat=True).first() or "",
    )


def _addressees(report: Report, gathered: Gathered) -> tuple[str, ...]:
    """The council, to which Article 14(3) of Law 10/2022/QH15 sends the report on disclosure."""
    if report.kind_id != "disclosure":
        return ()
    return tuple(_at_unit(report.body, ("hdnd",), gathered.on))


def _recipients(report: Report, gathered: Gathered, is_addressed: bool) -> tuple[str, ...]:
    if report.recipients.strip():
        return tuple(line.strip() for line in report.recipients.splitlines() if line.strip())
    if is_addressed:
        return (ON_PAPER, *_at_unit(report.body, ("mttq",), gathered.on))
    superior = report.body.parent
    named = [_above(report.body, gathered.period.end), superior.name if superior else ""]
    named += _at_unit(report.body, READERS.get(report.kind_id, ()), gathered.on)
    if report.kind_id == "coordination":
        named += [party.body.name for one in programmes_of(gathered) for party in one.parties.all()]
    if gathered.committee:
        named.append("Các thành viên Ban Chỉ đạo")
    return tuple(dict.fromkeys(name for name in named if name and name != report.body.name))


def _at_unit(body: Body, kinds: tuple[str, ...], on: datetime.date) -> list[str]:
    """Other bodies of the unit, in the order of the kinds."""
    found = Body.objects.filter(unit=body.unit_id, kind__code__in=kinds, valid__contains=on).exclude(pk=body.pk)
    rows = found.order_by("pk").values_list("kind__code", "name")
    return [name for code in kinds for kind, name in rows if kind == code] if kinds else []


def _above(body: Body, on: datetime.date) -> str:
    """The body of the same kind at the unit above, as it stood on the day: reports go up to it."""
    parent = Unit.objects.filter(children__unit=body.unit, children__valid__contains=on).first()
    if parent is None:
        return ""
    above = Body.objects.filter(unit=parent, kind=body.kind, valid__contains=on).order_by("pk").first()
    return above.name if above else ""
