"""What every paper of petitions shares: its issuer and signature, numbered parts, words, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from common import clock, official
from common.numbers import percent, show
from common.official import Block, Bullets, Paragraph, Section, roman
from common.text import clean_line
from documents.models import OfficialDocument
from organizations import letterhead
from organizations.enums import Family
from organizations.models import Body
from petitions.models import Petition

TO_FILL = "…"
LETTER = ""
"""The type name of an official letter, which bears none."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a person says about the paper: who issues and signs it, who gets it, and the judgement in words."""

    issuer: Body
    position: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    opinion: str = ""
    proposals: str = ""


def paper(
    words: Words, *, type_name: str, subject: str, document: OfficialDocument | None = None, **more: Any
) -> official.Paper:
    """The paper in the layout of its issuer. Without number and date it is marked as a draft."""
    issuer = document.issuer if document else words.issuer
    issued_on = document.issued_on if document else None
    head = letterhead.head_of(issuer, "BC", issued_on or clock.today())
    if document:
        head["symbol"] = document.symbol
    elif not type_name:
        head["symbol"] = issuer.symbol
    return official.Paper(
        **head,
        number=document.number if document else None,
        issued_on=issued_on,
        is_draft=document is None or document.number is None,
        type_name=type_name,
        subject=subject,
        made_at=clock.now(),
        recipients=words.recipients,
        authority=letterhead.in_name_of(head["style"], _collective(issuer)),
        position=words.position,
        signer=words.signer,
        **more,
    )


def parts(titled: Iterable[tuple[str, Sequence[Block]]]) -> tuple[Section, ...]:
    """Parts with Roman numerals; one without content is left out."""
    kept = [(title, tuple(blocks)) for title, blocks in titled if blocks]
    return tuple(Section(roman(number), title, blocks) for number, (title, blocks) in enumerate(kept, 1))


def written(text: str) -> tuple[Block, ...]:
    """The paragraphs that a person wrote; room for the pen where there are none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(Paragraph(line) for line in lines or [TO_FILL])


def listed(lines: Sequence[str]) -> tuple[Block, ...]:
    """A list whose items end as official papers end them; nothing for no items."""
    ended = [f"{line}{'.' if number == len(lines) else ';'}" for number, line in enumerate(lines, 1)]
    return (Bullets(tuple(ended)),) if ended else ()


def one_line(text: str) -> str:
    """A text for a cell of a table."""
    return clean_line(text)


def content(petition: Petition) -> str:
    """What a cell says of a petition: its text, and the code by which the portal finds it."""
    return f"{one_line(petition.content)} ({petition.code})"


def share(part: int, whole: int) -> str:
    """ "33,3 %", or a dash where there is nothing to divide by."""
    return f"{show(percent(part, whole), 1)} %" if whole else "–"


def many(number: int) -> str:
    """A number as offices write it."""
    return show(number)


def _collective(body: Body) -> str:
    """In whose name it is signed; the Front's papers are signed for its standing board."""
    return "Ban Thường trực" if body.family is Family.FRONT else letterhead.office_of(body)
