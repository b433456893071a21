"""Period reports as "search everything" finds them."""

from collections.abc import Sequence

from accounts.models import User
from common import searching
from common.finder import Hit, page_of_hits

from .models import Report


def reports(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By the name of the body that reports, as in their list; the latest period first."""
    seen = Report.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["body__name"], key="body__search_key")
    return page_of_hits(
        found, limit, lambda report: Hit(str(report), report.get_absolute_url(), report.body.name, report.state)
    )
