"""Records of this room as "search everything" finds them."""

from collections.abc import Sequence

from accounts.models import User
from common import searching
from common.finder import Hit, page_of_hits

from .models import Consultation, ContributionProject, Decision, Election


def decisions(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By code and text; the latest first."""
    seen = Decision.objects.visible_to(user).for_list()
    found = searching.find(seen, typed, limit=limit + 1, exact=["text"])
    return page_of_hits(found, limit, lambda row: Hit(row.text, row.get_absolute_url(), row.place.label, row.condition))


def decision_by_code(user: User, code: str) -> str | None:
    """The decision of that code, if this person sees it."""
    found = Decision.objects.visible_to(user).filter(code=code).first()
    return found.get_absolute_url() if found else None


def consultations(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By code, title and content; the latest first."""
    seen = Consultation.objects.visible_to(user).for_list()
    found = searching.find(seen, typed, limit=limit + 1, exact=["title"])
    return page_of_hits(
        found, limit, lambda row: Hit(row.title, row.get_absolute_url(), str(row.matter), row.condition)
    )


def consultation_by_code(user: User, code: str) -> str | None:
    """The consultation of that code, if this person sees it."""
    found = Consultation.objects.visible_to(user).filter(code=code).first()
    return found.get_absolute_url() if found else None


def election_by_code(user: User, code: str) -> str | None:
    """The election of that code, if this person sees it."""
    found = Election.objects.visible_to(user).filter(code=code).first()
    return found.get_absolute_url() if found else None


def projects(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By code, title and content, never by who gave; the latest first."""
    seen = ContributionProject.objects.visible_to(user).for_list()
    found = searching.find(seen, typed, limit=limit + 1, exact=["title"])
    return page_of_hits(
        found, limit, lambda row: Hit(row.title, row.get_absolute_url(), row.decision.place.label, row.condition)
    )


def project_by_code(user: User, code: str) -> str | None:
    """The project of that code, if this person sees it."""
    found = ContributionProject.objects.visible_to(user).filter(code=code).first()
    return found.get_absolute_url() if found else None
