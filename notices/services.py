"""Tell: the last step of every verb. Recording and telling are rows of the same transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock, frame
from common.text import clean_line, nfc

from . import channels, choosing, kinds, policies
from .models import Notice, Outbox


def post(kind: str, *, to: User | Iterable[User], subject: str, text: str, url: str, key: str) -> None:
    """Write a notice into people's inboxes and, for each channel that reaches them and that they want, into the outbox.

    ``url`` is a path of the portal ("/nhiem-vu/12/"). ``key`` names the occasion ("steering.assigned:12"): the same
    key never tells the same person twice, however often this is called. Closed accounts are told nothing.
    Raises LookupError for a kind that no room registered.
    """
    people = [to] if isinstance(to, User) else list(to)
    post_each(kind, dict.fromkeys(people, subject), text=text, url=url, key=key)


@transaction.atomic
def post_each(kind: str, subjects: Mapping[User, str], *, text: str, url: str, key: str) -> None:
    """post() with a subject of each person's own, for the same number of queries."""
    known = kinds.get(kind)
    people = _people(subjects)
    rows = [_row(known.kind, person, subjects[person], text, url, key) for person in people.values()]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    carried = [channel for channel in map(channels.find, known.channels) if channel]
    written = Notice.objects.filter(key=key, recipient__in=people).only("pk", "recipient_id").order_by("pk")
    off = set() if known.mandatory or not carried else choosing.unwanted(people)
    waiting = [
        Outbox(notice=notice, channel=channel.name, next_try_at=clock.now())
        for notice in written
        for channel in carried
        if channel.reaches(people[notice.recipient_id]) and (notice.recipient_id, channel.name) not in off
    ]
    if waiting:
        Outbox.objects.bulk_create(waiting, ignore_conflicts=True)
        _hint()


@transaction.atomic
def read(*, notice: Notice, by: User) -> Notice:
    """Note that the person opened the notice; the first time counts."""
    policies.check_can_read(by, notice)
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk).unread().update(read_at=clock.now())
        notice.refresh_from_db(fields=["read_at"])
    return notice


@transaction.atomic
def read_all(*, by: User, until: datetime) -> int:
    """Note that the person has read everything that was there at a moment; what came since stays unread."""
    marked: int = Notice.objects.filter(recipient=by, created_at__lte=until).unread().update(read_at=clock.now())
    return marked


def unread(_held: frozenset[Any]) -> dict[str, Any]:
    """Counts the notices that the person has not opened."""
    return {"unread": frame.how_many(Notice.objects.filter(recipient=frame.PERSON).unread())}


def show_unread(numbers: Mapping[str, int]) -> frame.Count:
    """The number beside the bell."""
    return frame.Count(numbers["unread"], _("thông báo chưa đọc"))


def _people(to: Iterable[User]) -> dict[int, User]:
    """By key and in its order, so that two who tell the same people at once wait for each other and do not lock."""
    return {person.pk: person for person in sorted(to, key=lambda person: person.pk) if person.is_active}


def _row(kind: str, person: User, subject: str, body: str, url: str, key: str) -> Notice:
    limit = Notice._meta.get_field("subject").max_length or 0
    title = clean_line(subject)
    if len(title) > limit:
        title = title[: limit - 1].rstrip() + "…"
    return Notice(recipient=person, kind=kind, key=key, subject=title, text=nfc(body), url=url, created_at=clock.now())


def _hint() -> None:
    """Wake a worker after commit. A hint that is lost costs thirty seconds: beat asks for due rows anyway."""
    from .tasks import send_due

    transaction.on_commit(lambda: send_due.apply_async(retry=False), robust=True)
