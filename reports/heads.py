"""Head and foot of a report: who issues it, in whose name it is signed, who receives it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from common import clock, official
from common.pdf.model import LONGEST_NAME
from conferences.models import Conference
from organizations import letterhead
from organizations.models import Body, Unit
from supervision.models import Board

from . import signers
from .content.coordination_figures import programmes_of
from .content.supervision_figures import boards_of
from .gather import Gathered
from .models import Report
from .signers import Signing

INSPECTORS, MINUTES = "inspectors", "conference-minutes"

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
    signing: Signing


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
        **_signature(report, signing_of(report, gathered)),
    }


def _signature(report: Report, usual: Signing) -> dict[str, str]:
    """What was typed stands in place of what is usual; on the left of minutes signs the secretary."""
    typed = _parts(report.authority)  # "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH": in whose name, then for whom
    position = _parts(report.signer_position) or usual.position.splitlines()
    return {
        "authority": typed[0] if typed else usual.authority,
        "position": "\n".join([*typed[1:], *position]),
        "signer": report.signer_name or usual.name,
        "beside": signers.SECRETARY if report.kind_id == MINUTES else "",
    }


def signing_of(report: Report, gathered: Gathered) -> Signing:
    """Who signs unless somebody else was typed: minutes are signed by who chaired, for nobody."""
    if report.kind_id == MINUTES and gathered.conference:
        return Signing("", signers.CHAIR, gathered.conference.chair_name)
    return issuer_of(report, gathered).signing


def _parts(typed: str) -> list[str]:
    """What stands on lines of their own: "KT. CHỦ TỊCH; PHÓ CHỦ TỊCH"."""
    return [part.strip() for part in typed.split(";") if part.strip()]


def issuer_of(report: Report, gathered: Gathered) -> Issuer:
    """Whoever issues: the body, or the board that reports through it."""
    body = report.body
    board = _board(report, gathered)
    if board is not None:
        return _of_board(board, style_of(report, gathered), gathered.on)
    style = style_of(report, gathered)
    people = [(member.position, member.full_name) for member in gathered.members]
    is_committee = gathered.committee is not None
    return Issuer(
        superior=letterhead.named(body.parent) if body.parent else "",
        name=letterhead.named_below(body),
        in_text=body.name,
        signing=signers.of_people(style, "Ban Chỉ đạo", people) if is_committee else signers.of_body(body, style),
    )


def _board(report: Report, gathered: Gathered) -> Board | None:
    """The board that reports: an only one signs itself, several report through the body that set them up."""
    boards = boards_of(gathered) if report.kind_id == INSPECTORS else []
    return boards[0] if len(boards) == 1 else None


def _of_board(board: Board, style: official.Style, on: datetime.date) -> Issuer:
    people = board.members.filter(valid__contains=on).order_by("pk").values_list("position", "full_name")
    place = f" {letterhead.place_of(board.unit)}"
    office = board.name.removesuffix(place)
    return Issuer(
        superior=letterhead.named(board.set_up_by),
        name=f"{office}\n{place.strip()}" if office != board.name and len(office) <= LONGEST_NAME else board.name,
        in_text=board.name,
        signing=signers.of_people(style, office.removesuffix(f" {board.unit.kind.name_vi}"), people),
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
    if report.kind_id in OF_CONFERENCE and gathered.conference:
        return OF_CONFERENCE[report.kind_id](gathered.conference)
    superior = report.body.parent
    named = [_above(report.body, gathered.period.end), superior.name if superior else ""]
    named += _at_unit(report.body, READERS.get(report.kind_id, ()), gathered.on)
    if report.kind_id == "coordination":
        named += [party.body.name for one in programmes_of(gathered) for party in one.parties.all()]
    if gathered.committee:
        named.append("Các thành viên Ban Chỉ đạo")
    return tuple(dict.fromkeys(name for name in named if name and name != report.body.name))


def _given_tasks(conference: Conference) -> tuple[str, ...]:
    """The bodies that lead or support a conclusion, in the order of the conclusions."""
    drawn = conference.conclusions.select_related("lead").prefetch_related("supporters").order_by("order", "pk")
    bodies = [body for one in drawn for body in (one.lead, *one.supporters.all()) if body.pk != conference.host_id]
    return tuple(dict.fromkeys(body.name for body in bodies))


# Papers about a conference that go to those whom it concerns.
OF_CONFERENCE: dict[str, Callable[[Conference], tuple[str, ...]]] = {
    "conference-invitation": lambda _conference: ("Như thành phần mời",),
    "conference-notice": _given_tasks,
}


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
