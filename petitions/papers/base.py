"""What every paper of petitions shares: its issuer and signature, numbered parts, words, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from common import clock, official
from common.numbers import percent, show
from common.official import Block, Bullets, Paragraph, Section, roman
from common.pdf.model import LONGEST_NAME
from common.text import clean_line
from documents.models import OfficialDocument
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
    family = official.Family.PARTY if issuer.family is Family.PARTY else official.Family.STATE
    issued_on = document.issued_on if document else None
    style = official.style_for(family, issued_on or clock.today())
    usual = official.symbol_for(style, "BC", issuer.symbol) if type_name else issuer.symbol
    is_state = style is official.Style.STATE
    return official.Paper(
        style=style,
        superior=_head(issuer.parent).upper() if issuer.parent else "",
        issuer=_issuer(issuer).upper(),
        issuer_in_text=issuer.name,
        number=document.number if document else None,
        symbol=document.symbol if document else usual,
        place=issuer.unit.name,
        issued_on=issued_on,
        is_draft=document is None or document.number is None,
        type_name=type_name,
        subject=subject,
        made_at=clock.now(),
        recipients=words.recipients,
        kept_in="VT" if is_state else "Văn phòng",
        authority=f"{'TM.' if is_state else 'T/M'} {_authority(issuer).upper()}",
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


def _head(body: Body) -> str:
    """The name at the head of a paper: "Hội đồng nhân dân" above "huyện Đầm Hà" where both fit the column."""
    office = _office(body)
    rest = body.name.removeprefix(office).strip()
    return f"{office}\n{rest}" if rest and len(office) <= LONGEST_NAME else body.name


def _issuer(body: Body) -> str:
    """The name without what the line above it says."""
    above = body.parent is not None and body.parent.name.endswith(body.unit.name)
    return _office(body) if above else _head(body)


def _office(body: Body) -> str:
    """ "Hội đồng nhân dân" of "Hội đồng nhân dân huyện Đầm Hà", "Ban Pháp chế" of that council's committee."""
    name = body.name.removesuffix(f" {body.parent.name}") if body.parent else body.name
    return name.removesuffix(f" {body.unit.kind.name_vi} {body.unit.name}")


def _authority(body: Body) -> str:
    """In whose name it is signed; the Front's papers are signed for its standing board."""
    return "Ban Thường trực" if body.family is Family.FRONT else _office(body)
