"""Indicators and forms as "search everything" finds them; both catalogues are small and searched on the spot."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from common.finder import Hit, page_of_hits
from common.text import search_key
from figures.models import Indicator
from organizations.scope import reach_of

from .mine import ALL
from .models import Form, SubmissionStake
from .policies import may_open


def indicators(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By name and code, for whoever the menu shows indicators."""
    if not may_open(user):
        return [], False
    words = search_key(typed)
    every = Indicator.objects.for_list()
    found = [row for row in every if words in search_key(f"{row.name_vi} {row.name_en} {row.code}")]
    return page_of_hits(
        found,
        limit,
        lambda row: Hit(row.name, reverse("indicators:indicator", args=[row.code]), row.definition),
    )


def forms(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By name and code: forms that the person's units give out, and those that they report on."""
    words = search_key(typed)
    reported = SubmissionStake.objects.filter(unit__in=reach_of(user)).values("form_id")
    seen = Form.objects.filter(Q(pk__in=Form.objects.visible_to(user).values("pk")) | Q(pk__in=reported)).for_list()
    found = [row for row in seen if words in search_key(f"{row.name_vi} {row.name_en} {row.code}")]
    return page_of_hits(found, limit, lambda row: Hit(row.name, _reports_on(row), row.issuer.name))


def _reports_on(form: Form) -> str:
    return f"{reverse('indicators:mine')}?{urlencode({'bieu': form.pk, 'trang-thai': ALL})}"
