"""How a document's number is written (Decree 30/2020/NĐ-CP, Annex I; Guidance 36-HD/VPTW and 05-HD/VPTW)."""

from common.official import Style, symbol_for
from organizations.enums import Family


def is_by_term(family: str) -> bool:
    """Party documents are numbered through the Party's term, all others through the calendar year."""
    return family == Family.PARTY


def show(family: str, number: int | None, symbol: str) -> str:
    """ "05/BC-UBND" for the State, "03-BC/BCĐ" for the Party; numbers below 10 get a zero."""
    if number is None:
        return symbol
    joint = "-" if is_by_term(family) else "/"
    return f"{number:02d}{joint}{symbol}"


def proposed_symbol(family: str, abbreviation: str, body_symbol: str) -> str:
    """The symbol that the form proposes: "BC-UBND", "BC/BCĐ"; a State official letter has no type in it (UBND)."""
    if not is_by_term(family) and abbreviation == "CV":
        return body_symbol
    style = Style.PARTY_B if is_by_term(family) else Style.STATE
    return symbol_for(style, abbreviation, body_symbol)
