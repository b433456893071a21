"""Two languages in one database: rows with a name in each, and words that are written down once for everybody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.utils import translation


def in_page_language(row: Any, field: str = "name") -> str:
    """``name_en`` on an English page when somebody entered one, ``name_vi`` otherwise.

    Not for official papers and not for what is stored: those take ``name_vi``.
    """
    return one_of(getattr(row, f"{field}_vi"), getattr(row, f"{field}_en"))


def one_of(vietnamese: str, english: str) -> str:
    """in_page_language() of two names that are at hand."""
    is_english = (translation.get_language() or "").startswith("en")
    return (english if is_english else "") or vietnamese


def in_portal_language[**P, R](write: Callable[P, R]) -> Callable[P, R]:
    """For what is stored and read by everybody, a title, a notice, a line of the history: it is put in the portal's
    own language, whichever the person who acts has chosen."""

    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(settings.LANGUAGE_CODE):
            return write(*args, **kwargs)

    return written
