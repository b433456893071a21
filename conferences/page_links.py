"""Pages of later rooms about one conference, offered on its own page.

They register in their AppConfig.ready():

    page_links.register(of_conference)   # (user, conference) -> [(label, url)], without asking the database

The page of the conference shows the links beside its papers, with the unit in view added.
"""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise

from accounts.models import User

from .models import Conference

type Link = tuple[str | Promise, str]
type Offer = Callable[[User, Conference], Iterable[Link]]

_offers: list[Offer] = []


def register(offer: Offer) -> None:
    """Add pages; the same offer once."""
    if offer not in _offers:
        _offers.append(offer)


def links_for(user: User, conference: Conference) -> list[Link]:
    """All of them, in the order in which the rooms registered."""
    return [link for offer in _offers for link in offer(user, conference)]
