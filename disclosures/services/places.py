"""The boards, houses, loudspeakers and websites of a body. A place is never deleted: it ends."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.text import clean_line
from disclosures import events, policies
from disclosures.enums import PostingStatus
from disclosures.models import DisclosureForm, PostingPlace
from organizations.models import Body

_IN_USE = (PostingStatus.PLANNED, PostingStatus.UP)


@transaction.atomic
def add(*, body: Body, form: DisclosureForm, name: str, headquarters: bool, since: date, by: User) -> PostingPlace:
    """A place or channel where the body makes things known. Refused: no name; the body has one of that name."""
    policies.check_can_decide(by, body)
    place = PostingPlace(
        body=body, form=form, name=_name(name), headquarters=headquarters, valid=DateRange(since, None)
    )
    _check_once(place)
    place.save()
    record(events.SITE_ADDED, by=by, subject=place, unit_id=body.unit_id, place=place.name)
    return place


@transaction.atomic
def edit(*, place: PostingPlace, name: str, headquarters: bool, last_day: date | None, by: User) -> PostingPlace:
    """Correct a place, or say until when it is used; None: it goes on.

    Refused: an end before its beginning, or while something is wanted or up there.
    """
    place = PostingPlace.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=place.pk)
    policies.check_can_decide_on(by, place)
    ended = last_day is not None and last_day != place.last_day
    place.name, place.headquarters = _name(name), headquarters
    if last_day is not None and last_day < place.valid.lower:
        raise Refused(_("Ngày kết thúc không được trước ngày bắt đầu."), field="last_day")
    if ended:
        _check_unused(place)
    place.valid = DateRange(place.valid.lower, last_day + timedelta(days=1) if last_day else None)
    _check_once(place)
    place.save()
    kind = events.SITE_ENDED if ended else events.SITE_EDITED
    record(kind, by=by, subject=place, unit_id=place.body.unit_id, place=place.name)
    return place


def _name(typed: str) -> str:
    name = clean_line(typed)
    if not name:
        raise Refused(_("Cần ghi tên nơi, kênh công khai."), field="name")
    return name


def _check_once(place: PostingPlace) -> None:
    if PostingPlace.objects.filter(body=place.body, name=place.name).exclude(pk=place.pk).exists():
        raise Refused(_("Cơ quan đã có nơi, kênh mang tên này."), field="name")


def _check_unused(place: PostingPlace) -> None:
    number = place.postings.filter(status__in=_IN_USE).count()
    if number:
        message = _("Còn {number} việc đang công khai hoặc phải công khai tại đây: ghi đã gỡ hoặc bỏ nơi này trước.")
        raise Refused(message.format(number=number), field="last_day")
