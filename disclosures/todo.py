"""What disclosures bring to "Việc cần làm" and to the menu. Limits and photos have clocks; a review has none.

The menu's statement counts the reviews anyhow, so that the home page asks nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import frame
from common.home import Action, Item, Section
from organizations import roles
from organizations.enums import Role

from .filters import REVIEW, DisclosureFilter
from .models import Disclosure
from .policies import RECORDERS


def numbers(held: frozenset[Role]) -> Mapping[str, Any]:
    """For the menu: permanent contents of the person's bodies whose paper changed."""
    if not held & set(RECORDERS):
        return {}
    mine = roles.is_theirs("body_id", frame.PERSON, frame.TODAY, RECORDERS)
    return {"disclosures_review": frame.how_many(Disclosure.objects.filter(mine, review_asked_on__isnull=False))}


def show(numbers: Mapping[str, int]) -> frame.Count:
    """How many somebody has to look at."""
    return frame.Count(numbers["disclosures_review"], _words(numbers["disclosures_review"]), urgent=False)


def to_review(request: HttpRequest) -> Section | None:
    """One line that leads to them; None where nobody asked."""
    shown, unit = frame.of(request), frame.of(request).unit
    own = reverse("disclosures:list")
    counts = [item.count.number for item in shown.nav if item.count and item.url.partition("?")[0] == own]
    if unit is None or not any(counts):
        return None
    url = DisclosureFilter(mark=REVIEW).url(unit)  # type: ignore[arg-type]  # a Unit
    return Section(_("Nội dung niêm yết cần rà soát"), [Item(_words(counts[0]), url)], counts[0])


def take_photo(request: HttpRequest) -> Action | None:
    """The quick page for the phone; no query beyond the memberships."""
    user = request.user
    if not isinstance(user, User) or not roles.held(user) & set(RECORDERS):
        return None
    return Action(_("Chụp ảnh niêm yết"), reverse("disclosures:snap"))


def _words(number: int) -> str:
    words = ngettext("%(count)s nội dung cần rà soát", "%(count)s nội dung cần rà soát", number)
    return words % {"count": number}
