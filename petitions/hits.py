"""Petitions as "search everything" finds them. Who petitioned is not searched."""

from collections.abc import Sequence

from accounts.models import User
from common import searching
from common.finder import Hit, page_of_hits
from common.templatetags.qcdc import ngay

from .models import Petition
from .queries import ORDER


def petitions(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By code, text and place; those with the nearest limit first."""
    seen = Petition.objects.visible_to(user).select_related("holder", "council").order_by(*ORDER)
    found = searching.find(seen, typed, limit=limit + 1, exact=["wording", "text"])
    return page_of_hits(found, limit, _show)


def petition_by_code(user: User, code: str) -> str | None:
    """The petition of that code, if this person sees it."""
    petition = Petition.objects.visible_to(user).filter(code=code).only("code").first()
    return petition.get_absolute_url() if petition else None


def _show(petition: Petition) -> Hit:
    at = petition.holder or petition.council
    line = " · ".join((petition.code, ngay(petition.received_on), at.name))
    return Hit(petition.content, petition.get_absolute_url(), line, petition.state)
