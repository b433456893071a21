"""Supervisions, boards and drafts as "search everything" finds them."""

from collections.abc import Sequence

from accounts.models import User
from common import searching
from common.finder import Hit, page_of_hits

from .models import Board, Criticism, Supervision


def supervisions(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By code, matter, subject and body; the newest first."""
    seen = Supervision.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["title", "subject_text"])
    return page_of_hits(
        found, limit, lambda one: Hit(one.title, one.get_absolute_url(), f"{one.code} · {one.subject_text}", one.state)
    )


def supervision_by_code(user: User, code: str) -> str | None:
    """The supervision of that code, if this person sees it."""
    one = Supervision.objects.visible_to(user).filter(code=code).first()
    return one.get_absolute_url() if one else None


def boards(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By name, project and decision."""
    seen = Board.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["name"])
    return page_of_hits(found, limit, lambda one: Hit(one.name, one.get_absolute_url(), str(one.kind.label)))


def criticisms(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By code, title, drafter and who speaks; the newest first."""
    seen = Criticism.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["title"])
    return page_of_hits(
        found, limit, lambda one: Hit(one.title, one.get_absolute_url(), f"{one.code} · {one.drafter.name}", one.state)
    )


def criticism_by_code(user: User, code: str) -> str | None:
    """The draft of that code, if this person sees it."""
    one = Criticism.objects.visible_to(user).filter(code=code).first()
    return one.get_absolute_url() if one else None
