"""What the papers of this room begin and end with: whose paper it is, and who signs it."""

from __future__ import annotations

from datetime import date
from typing import Any

from organizations import letterhead
from organizations.models import Body

from .models import DisclosureItem

_AUTHORITY = "ubnd"


def head_of(body: Body, symbol: str, on: date) -> dict[str, Any]:
    """The parts of an official.Paper that hang on the body and the day alone."""
    head = letterhead.head_of(body, symbol, on)
    is_authority = body.kind.code == _AUTHORITY
    # In full, as Decree 30/2020 wants it: "ỦY BAN NHÂN DÂN", which the place's name does not follow.
    collective = letterhead.office_of(body) if is_authority else body.short_name or body.name
    return head | {
        "authority": letterhead.in_name_of(head["style"], collective),
        "position": "CHỦ TỊCH" if is_authority else "",
    }


def label_of(item: DisclosureItem) -> str:
    """Papers are Vietnamese, whatever the reader of the page has chosen."""
    return f"{item.number}. {item.short_vi}" if item.number else item.short_vi
