"""This room's records as "search everything" finds them."""

from collections.abc import Sequence

from accounts.models import User
from common import searching
from common.finder import Hit, page_of_hits

from .models import CoordinationProgramme, LocalModel, Movement


def programmes(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By title, year, number and host; the newest first."""
    seen = CoordinationProgramme.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["title"])
    return page_of_hits(found, limit, lambda one: Hit(one.label, one.get_absolute_url(), one.host.name, one.state))


def movements(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By name, paper and body; the newest first."""
    seen = Movement.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["name"])
    return page_of_hits(
        found, limit, lambda one: Hit(one.name, one.get_absolute_url(), one.launched_by.name, one.state)
    )


def models(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By name, owner and unit."""
    seen = LocalModel.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["name", "owner"])
    return page_of_hits(
        found, limit, lambda one: Hit(one.name, one.get_absolute_url(), one.unit.label, one.check_state)
    )
