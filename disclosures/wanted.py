"""What the law asks of one content, in words: where, by when, how long, each with its article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from common.errors import Refused
from deadlines import finding
from deadlines.models import Rule
from organizations.models import Body

from .enums import Where
from .models import DisclosureItem, PostingPlace
from .services.disclosures import required_places

_ONLINE = "Luật 10/2022/QH15 Điều 13 khoản 1"


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
    asked = [_when(item, unit_id, on), _posted(item, unit_id, on), _broadcast(item, unit_id, on)]
    if item.catalogue.online:
        asked.append(Wanted(_("Đăng trên cổng, trang thông tin điện tử nếu có."), _ONLINE))
    if item.villages:
        words = _("Gửi Trưởng thôn, Tổ trưởng tổ dân phố để thông báo đến Nhân dân.")
        asked.append(_cited(words, "disclosure-to-village-heads", item, on))
    return [line for line in asked if line is not None]


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


def _when(item: DisclosureItem, unit_id: int, on: date) -> Wanted:
    rule = _rule(item.catalogue.disclose_family, unit_id, on)
    if rule is None:
        return Wanted(_("Luật tại ngày này không ấn định số ngày phải công khai."), item.catalogue.citation)
    words = _("Công khai đủ nơi {limit}, tính từ ngày quyết định.")
    return Wanted(words.format(limit=rule.in_words), rule.citation, rule.mark)


def _posted(item: DisclosureItem, unit_id: int, on: date) -> Wanted | None:
    if not item.where:
        return None
    where = Where(item.where).label
    if item.permanent:
        words = _("Niêm yết thường xuyên tại {where}; khi thay đổi thì thay bằng nội dung mới.")
        return _cited(words.format(where=where), "permanent-posting", item, on)
    rule = _rule(item.catalogue.posting_family, unit_id, on)
    if rule is None:
        return Wanted(_("Niêm yết tại {where}.").format(where=where), item.citation)
    words = _("Niêm yết tại {where}, {limit}.")
    return Wanted(words.format(where=where, limit=rule.in_words), rule.citation, rule.mark)


def _broadcast(item: DisclosureItem, unit_id: int, on: date) -> Wanted | None:
    if not item.broadcast:
        return None
    rule = _rule(item.catalogue.broadcast_family, unit_id, on)
    if rule is None:
        return Wanted(_("Phát trên hệ thống truyền thanh nếu có."), item.citation)
    words = _("Phát trên hệ thống truyền thanh nếu có, {limit}.")
    return Wanted(words.format(limit=rule.in_words), rule.citation, rule.mark)


def _cited(words: str, family: str, item: DisclosureItem, on: date) -> Wanted:
    """A duty without a figure rests on the rule that names it, else on the content's own article."""
    rule = Rule.objects.national().filter(family=family, valid__contains=on).first()
    return Wanted(words, rule.citation, rule.mark) if rule else Wanted(words, item.citation)


def _rule(family: str, unit_id: int, on: date) -> Rule | None:
    if not family:
        return None
    try:
        return finding.in_force(family, on, unit_id=unit_id)
    except Refused:
        return None
