"""Filters that people keep for themselves. They are nobody's record: whoever may open the list may keep one."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from common.text import clean_line
from petitions.models import SavedFilter

MOST = 20


@transaction.atomic
def keep_filter(*, name: str, query: str, by: User) -> SavedFilter:
    """Keep a filter. Refused: no name; a name that the person uses already; more than MOST."""
    name = clean_line(name)
    if not name:
        raise Refused(_("Cần đặt tên bộ lọc."), field="name")
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    kept = SavedFilter.objects.filter(user=by)
    if kept.filter(name=name).exists():
        raise Refused(_("Anh/chị đã có một bộ lọc mang tên này."), field="name")
    if kept.count() >= MOST:
        raise Refused(_("Mỗi người giữ tối đa {most} bộ lọc. Bỏ một bộ lọc cũ trước.").format(most=MOST), field="name")
    return SavedFilter.objects.create(user=by, name=name, query=query)


@transaction.atomic
def forget_filter(*, saved: SavedFilter, by: User) -> None:
    """Drop one of one's own filters; a second time it is gone already."""
    SavedFilter.objects.filter(pk=saved.pk, user=by).delete()
