"""Tell: the last step of every verb. Recording and telling are rows of the same transaction."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from common import clock
from common.text import clean_line, nfc

from . import channels, kinds
from .models import Notice, Outbox


@transaction.atomic
def post(kind: str, *, to: User | Iterable[User], subject: str, text: str, url: str, key: str) -> None:
    """Write a notice into people's inboxes and, for each channel that reaches them, into the outbox.

    ``url`` is a path of the portal ("/nhiem-vu/12/"). ``key`` names the occasion ("steering.assigned:12"): the same
    key never tells the same person twice, however often this is called. Closed accounts are told nothing.
    Raises LookupError for a kind that no room registered.
    """
    known = kinds.get(kind)
    people = _people(to)
    rows = [_row(known.kind, person, subject, text, url, key) for person in people.values()]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    carried = [channel for channel in map(channels.find, known.channels) if channel]
    written = Notice.objects.filter(key=key, recipient__in=people).only("pk", "recipient_id")
    waiting = [
        Outbox(notice=notice, channel=channel.name, next_try_at=clock.now())
        for notice in written
        for channel in carried
        if channel.reaches(people[notice.recipient_id])
    ]
    if waiting:
        Outbox.objects.bulk_create(waiting, ignore_conflicts=True)
        _hint()


def _people(to: User | Iterable[User]) -> dict[int, User]:
    people = [to] if isinstance(to, User) else to
    return {person.pk: person for person in people if person.is_active}


def _row(kind: str, person: User, subject: str, body: str, url: str, key: str) -> Notice:
    limit = Notice._meta.get_field("subject").max_length or 0
    title = clean_line(subject)
    if len(title) > limit:
        title = title[: limit - 1].rstrip() + "…"
    return Notice(
        recipient=person, kind=kind, key=key, subject=title, text=nfc(body), url=url, created_at=clock.now()
    )


def _hint() -> None:
    """Wake a worker after commit. A hint that is lost costs thirty seconds: beat asks for due rows anyway."""
    from .tasks import send_due

    transaction.on_commit(lambda: send_due.apply_async(retry=False), robust=True)
