"""This room's records as "search everything" finds them."""

from collections.abc import Sequence

from accounts.models import User
from common import searching
from common.finder import Hit, page_of_hits

from .models import CoordinationProgramme


def programmes(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By title, year, number and host; the newest first."""
    seen = CoordinationProgramme.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["title"])
    return page_of_hits(found, limit, lambda one: Hit(one.label, one.get_absolute_url(), one.host.name, one.state))
