"""Official documents as "search everything" finds them."""

from collections.abc import Sequence

from accounts.models import User
from common import searching
from common.finder import Hit, page_of_hits

from .models import OfficialDocument


def documents(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By subject, number and symbol; newest first."""
    seen = OfficialDocument.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["subject"])
    return page_of_hits(found, limit, _show)


def _show(document: OfficialDocument) -> Hit:
    day = f"{document.issued_on:%d/%m/%Y}" if document.issued_on else ""
    line = " · ".join(part for part in (document.label, day, document.issuer.name) if part)
    return Hit(document.subject, document.get_absolute_url(), line, document.state)
