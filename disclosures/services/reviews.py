"""A permanent content whose paper was replaced asks for its review by itself.

Law 10/2022/QH15 Articles 13(2) and 14(1): what changes is disclosed anew.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from common.names import in_portal_language
from disclosures.enums import STANDING
from disclosures.models import Disclosure
from steering.replacing import Replaced

from . import state
from .disclosures import mark_for_review


def paper_replaced(replaced: Replaced, by: User) -> None:
    """Every standing permanent disclosure of that paper: named as the portal's document, or by its body and number."""
    same = Q(document=replaced.document) if replaced.document else Q(pk__in=())
    if replaced.body is not None:
        same |= Q(body=replaced.body, decision=replaced.symbol)
    owed = Disclosure.objects.filter(same, status__in=STANDING, item__permanent=True, review_asked_on__isnull=True)
    for disclosure in owed.order_by("pk"):
        mark_for_review(state.locked(disclosure), reason=_reason(replaced), by=by)


@in_portal_language
def _reason(replaced: Replaced) -> str:
    words = _("{old} đã được thay bằng {new}")
    return words.format(old=replaced.symbol, new=replaced.instead)[:300]
