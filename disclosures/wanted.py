"""What the law asks of one content, in words: where, by when, how long, each with its article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from common.errors import Refused
from deadlines import finding
from deadlines.models import Rule
from organizations.models import Body

from .enums import FormSort, Where
from .models import DisclosureItem, PostingPlace
from .services.disclosures import required_places


@dataclass(frozen=True)
class Wanted:
    """A sentence with what it rests on; ``mark`` warns of what was not read in the original."""

    text: str
    citation: str
    mark: str = ""


def places_of(body: Body, item: DisclosureItem, on: date) -> tuple[list[PostingPlace], list[PostingPlace]]:
    """The body's places that the law names for the content, and its other ones; two queries."""
    required = required_places(body, item, on)
    keys = {place.pk for place in required}
    every = PostingPlace.objects.filter(body=body, valid__contains=on).select_related("form")
    return required, [place for place in every if place.pk not in keys]


def by_law(item: DisclosureItem, unit_id: int, on: date) -> list[Wanted]:
    """What the law of that day asks of a content."""
    return [*_when(item, unit_id, on), *_where(item), *_how_long(item, unit_id, on)]


def brief(item: DisclosureItem) -> list[str]:
    """The same in a few words, for the list of contents."""
    words = [
        item.permanent and _("niêm yết thường xuyên"),
        bool(item.where) and not item.permanent and _("niêm yết"),
        item.broadcast and _("truyền thanh"),
        item.villages and _("gửi trưởng thôn, tổ trưởng"),
        item.named and _("phụ lục có tên người"),
    ]
    return [str(word) for word in words if word]


def _when(item: DisclosureItem, unit_id: int, on: date) -> Iterable[Wanted]:
    rule = _rule(item.catalogue.disclose_family, unit_id, on)
    if rule is None:
        yield Wanted(_("Luật tại ngày này không ấn định số ngày phải công khai."), item.catalogue.citation)
    else:
        words = _("Công khai đủ nơi {limit}, tính từ ngày quyết định.")
        yield Wanted(words.format(limit=rule.in_words), rule.citation, rule.mark)


def _where(item: DisclosureItem) -> Iterable[Wanted]:
    if item.where:
        yield Wanted(_("Niêm yết tại {where}.").format(where=Where(item.where).label), item.citation)
    if item.catalogue.online:
        yield Wanted(_("Đăng trên cổng, trang thông tin điện tử nếu có."), item.citation)
    if item.broadcast:
        yield Wanted(_("Phát trên hệ thống truyền thanh nếu có."), item.citation)
    if item.villages:
        yield Wanted(_("Gửi Trưởng thôn, Tổ trưởng tổ dân phố để thông báo đến Nhân dân."), item.citation)


def _how_long(item: DisclosureItem, unit_id: int, on: date) -> Iterable[Wanted]:
    if item.permanent:
        yield Wanted(_("Niêm yết thường xuyên; khi thay đổi thì thay bằng nội dung mới."), item.citation)
        return
    sorts = {
        FormSort.POSTING: (item.where, item.catalogue.posting_family, _("Niêm yết {limit}.")),
        FormSort.BROADCAST: (item.broadcast, item.catalogue.broadcast_family, _("Phát truyền thanh {limit}.")),
    }
    for asked, family, words in sorts.values():
        rule = _rule(family, unit_id, on) if asked else None
        if rule is not None:
            yield Wanted(words.format(limit=rule.in_words), rule.citation, rule.mark)


def _rule(family: str, unit_id: int, on: date) -> Rule | None:
    if not family:
        return None
    try:
        return finding.in_force(family, on, unit_id=unit_id)
    except Refused:
        return None
