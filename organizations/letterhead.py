"""How a body stands at the head of its papers, whichever room writes them: layout, names, symbol, place."""

from __future__ import annotations

from datetime import date
from typing import Any

from common import official
from common.pdf.model import LONGEST_NAME

from .enums import Family
from .models import Body, Unit

FRONT, FRONT_BROKEN = "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban Mặt trận\nTổ quốc Việt Nam"
REGULATIONS, REGULATIONS_BROKEN = " Quy chế dân chủ ở cơ sở", "\nQuy chế dân chủ ở cơ sở"


def style_on(body: Body, day: date) -> official.Style:
    """Party bodies follow the Party's rules of the day, all others the State's."""
    return official.style_for(official.Family.PARTY if body.family is Family.PARTY else official.Family.STATE, day)


def head_of(body: Body, abbreviation: str, on: date) -> dict[str, Any]:
    """The parts of an official.Paper that hang on the body and the day alone; ``abbreviation`` is that of its type."""
    style = style_on(body, on)
    return {
        "style": style,
        "superior": named(body.parent).upper() if body.parent else "",
        "issuer": named_below(body).upper(),
        "issuer_in_text": body.name,
        "symbol": official.symbol_for(style, abbreviation, body.symbol),
        "place": body.unit.name,
        "kept_in": kept_in(style),
    }


def kept_in(style: official.Style) -> str:
    """Where the paper is kept, as the last line of its readers says."""
    return "VT" if style is official.Style.STATE else "Văn phòng"


def in_name_of(style: official.Style, collective: str) -> str:
    """ "TM. ỦY BAN NHÂN DÂN", "T/M BAN CHỈ ĐẠO"."""
    return f"{'TM.' if style is official.Style.STATE else 'T/M'} {collective.upper()}"


def named(body: Body) -> str:
    """The office over its place, so that no line breaks inside "ỦY BAN NHÂN DÂN"."""
    office = office_of(body)
    if office == body.name or (body.family is Family.PARTY and len(body.name) <= LONGEST_NAME + 3):
        return body.name
    return f"{office.replace(FRONT, FRONT_BROKEN)}\n{body.name.removeprefix(office).strip()}"


def named_below(body: Body) -> str:
    """The name without what the line above it says, broken where its words part: "Ban Chỉ đạo thực hiện", "Quy chế dân
    chủ ở cơ sở" under "Đảng ủy phường Cự Khối"; "Hội đồng nhân dân" over "huyện Đầm Hà"."""
    if body.parent is not None and body.parent.name.endswith(body.unit.name):
        return office_of(body).replace(REGULATIONS, REGULATIONS_BROKEN)
    return named(body)


def office_of(body: Body) -> str:
    """ "Hội đồng nhân dân" of "Hội đồng nhân dân huyện Đầm Hà", "Ban Pháp chế" of that council's committee."""
    name = body.name.removesuffix(f" {body.parent.name}") if body.parent else body.name
    return name.removesuffix(f" {place_of(body.unit)}")


def place_of(unit: Unit) -> str:
    """ "huyện Đầm Hà", also after its last day."""
    return f"{unit.kind.name_vi} {unit.name}"
