"""What the papers of this room begin and end with: whose paper it is, and who signs it."""

from __future__ import annotations

from datetime import date
from typing import Any

from common import official
from organizations.enums import Family
from organizations.models import Body

from .models import DisclosureItem

_POSITIONS = {"ubnd": "CHỦ TỊCH"}


def head_of(body: Body, symbol: str, on: date) -> dict[str, Any]:
    """The parts of an official.Paper that hang on the body and the day alone."""
    family = official.Family.PARTY if body.family is Family.PARTY else official.Family.STATE
    style = official.style_for(family, on)
    is_state = style is official.Style.STATE
    return {
        "style": style,
        "superior": body.parent.name.upper() if body.parent else "",
        "issuer": _issuer(body),
        "symbol": official.symbol_for(style, symbol, body.symbol),
        "place": body.unit.name,
        "kept_in": "VT" if is_state else "Văn phòng",
        "authority": f"{'TM.' if is_state else 'T/M'} {_authority(body)}",
        "position": _POSITIONS.get(body.kind.code, ""),
    }


def label_of(item: DisclosureItem) -> str:
    """Papers are Vietnamese, whatever the reader of the page has chosen."""
    return f"{item.number}. {item.short_vi}" if item.number else item.short_vi


def _authority(body: Body) -> str:
    """In full, as Decree 30/2020 wants it: "ỦY BAN NHÂN DÂN", which the place's name does not follow."""
    name = body.name.removesuffix(f" {body.unit.label}")
    return (name if body.kind.code == "ubnd" else body.short_name or body.name).upper()


def _issuer(body: Body) -> str:
    """The body over its place, so that no line breaks inside "ỦY BAN NHÂN DÂN"."""
    place = body.unit.label
    name = body.name.removesuffix(f" {place}")
    return f"{name}\n{place}".upper() if body.kind.code == "ubnd" and name != body.name else body.name.upper()
