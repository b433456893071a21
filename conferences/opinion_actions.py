"""What later rooms offer to do with an opinion given at a conference, such as making it a petition.

They register in their AppConfig.ready():

    opinion_actions.register(of_opinions)   # (user, conference, opinions) -> {opinion.pk: (label, url)}

One call for all opinions on the page, in a fixed number of queries; an opinion without an entry gets no link. The
step of opinions and the page of the conference show the links under each opinion, with the unit in view added.
"""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise

from accounts.models import User
from common import frame

from .models import Conference, Opinion

type Link = tuple[str | Promise, str]
type Offer = Callable[[User, Conference, Sequence[Opinion]], Mapping[int, Link]]

_offers: list[Offer] = []


def register(offer: Offer) -> None:
    """Add what can be done with opinions; the same offer once."""
    if offer not in _offers:
        _offers.append(offer)


def put_on(request: HttpRequest, user: User, conference: Conference, opinions: Sequence[Opinion]) -> None:
    """Give each opinion its ``actions``: labels with addresses, in the order in which the rooms registered."""
    for opinion in opinions:
        vars(opinion)["actions"] = []
    if not opinions:
        return
    unit_code = frame.of(request).unit_code
    for offer in _offers:
        offered = offer(user, conference, opinions)
        for opinion in opinions:
            if opinion.pk in offered:
                label, url = offered[opinion.pk]
                vars(opinion)["actions"].append((label, _with_unit(url, unit_code)))


def _with_unit(url: str, unit_code: str) -> str:
    if not unit_code:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode({frame.UNIT_PARAMETER: unit_code})}"
