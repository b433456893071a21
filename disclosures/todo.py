"""What disclosures bring to "Việc cần làm": permanent contents that somebody has to look at. The rest has clocks."""

from __future__ import annotations

from django.db.models import Count, Window
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import frame
from common.home import Action, Item, Section
from organizations import roles

from .filters import REVIEW, DisclosureFilter
from .models import Disclosure
from .policies import RECORDERS

SHOWN = 5


def to_review(request: HttpRequest) -> Section | None:
    """What hangs at the person's bodies although its paper changed; one query, none for strangers."""
    user = request.user
    if not isinstance(user, User) or not roles.held(user) & set(RECORDERS):
        return None
    asked = Disclosure.objects.filter(roles.is_mine("body_id", user, RECORDERS), review_asked_on__isnull=False)
    rows = asked.annotate(total=Window(Count("pk"))).order_by("review_asked_on", "pk")
    found = list(rows.only("code", "title", "review_reason")[:SHOWN])
    if not found:
        return None
    items = [Item(f"{row.code}: {row.title}", row.get_absolute_url(), row.review_reason) for row in found]
    unit = frame.of(request).unit
    more = DisclosureFilter(mark=REVIEW).url(unit) if unit else ""  # type: ignore[arg-type]  # a Unit
    return Section(_("Nội dung niêm yết cần rà soát"), items, vars(found[0])["total"], more)


def take_photo(request: HttpRequest) -> Action | None:
    """The quick page for the phone; no query beyond the memberships."""
    user = request.user
    if not isinstance(user, User) or not roles.held(user) & set(RECORDERS):
        return None
    return Action(_("Chụp ảnh niêm yết"), reverse("disclosures:snap"))
