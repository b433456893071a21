"""How sessions and terms of a council are numbered, as values: knows no database."""

LAST_TERM = 89
LAST_ORDINAL = 999


def series(*, term_id: int, kind: str, one_row: bool, restarts: bool) -> str:
    """The row in which a session takes its number: "7/*" is all kinds of term 7, "*/thematic" one kind for ever."""
    return f"{term_id if restarts else '*'}/{'*' if one_row else kind}"


def by_kind(series_text: str) -> bool:
    """Does each kind of session count for itself in this row?"""
    return not series_text.endswith("/*")
