"""Conferences and sessions of councils as "search everything" finds them."""

from collections.abc import Sequence

from accounts.models import User
from common import searching
from common.finder import Hit, page_of_hits

from .models import Conference, CouncilSession


def conferences(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By title, subject, place and code; newest first."""
    seen = Conference.objects.visible_to(user).select_related("host").order_by("-starts_at", "-pk")
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["title", "subject", "place"])
    return page_of_hits(found, limit, _show)


def conference_by_code(user: User, code: str) -> str | None:
    """The conference of that code, if this person sees it."""
    conference = Conference.objects.visible_to(user).filter(code__iexact=code).first()
    return conference.get_absolute_url() if conference else None


def _show(conference: Conference) -> Hit:
    line = " · ".join(
        part for part in (f"{conference.held_on:%d/%m/%Y}", conference.host.name, conference.place) if part
    )
    return Hit(conference.title, conference.get_absolute_url(), line, conference.state)


def sessions(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """Sessions of councils by title, place and code; newest first."""
    seen = CouncilSession.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["title", "place"])
    return page_of_hits(found, limit, _show_session)


def session_by_code(user: User, code: str) -> str | None:
    """The session of that code, if this person sees it."""
    session = CouncilSession.objects.visible_to(user).filter(code__iexact=code).first()
    return session.get_absolute_url() if session else None


def _show_session(session: CouncilSession) -> Hit:
    line = f"{session.starts_on:%d/%m/%Y} · {session.council.name}"
    return Hit(session.title, session.get_absolute_url(), line, session.state)
