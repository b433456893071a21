"""Disclosures as "search everything" finds them."""

from collections.abc import Sequence

from accounts.models import User
from common import searching
from common.finder import Hit, page_of_hits
from common.templatetags.qcdc import ngay

from .models import Disclosure


def disclosures(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By code, matter and number of the decision, the newest first."""
    seen = Disclosure.objects.visible_to(user).for_list()
    return page_of_hits(searching.find(seen, typed, limit=limit + 1, exact=["title"]), limit, _show)


def disclosure_by_code(user: User, code: str) -> str | None:
    """The disclosure of that code, if this person sees it."""
    found = Disclosure.objects.visible_to(user).filter(code=code).only("code").first()
    return found.get_absolute_url() if found else None


def _show(row: Disclosure) -> Hit:
    line = " · ".join((row.code, ngay(row.decided_on), row.item.label, row.body.name))
    return Hit(row.title, row.get_absolute_url(), line, row.condition)
