"""Empty the outbox: every due row once, whoever else is sending at the same time."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction

from common import clock

from . import channels
from .enums import OutboxState
from .models import Outbox

logger = logging.getLogger(__name__)

BATCH = 200  # rows of one run; the next run comes after thirty seconds at the latest
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 16  # with the waits above: a little over two days


def send_due() -> int:
    """Send what is due and return how many rows went out. A failed row waits 1, 2, 4 … minutes, at most 6 hours."""
    sent = 0
    away: set[str] = set()
    for _turn in range(BATCH):
        outcome = _send_next(away)
        if outcome is None:
            break
        sent += outcome
    return sent


@transaction.atomic
def _send_next(away: set[str]) -> int | None:
    """One row: 1 when sent, 0 when it must wait, None when nothing more can be done now.

    ``away``: channels that nothing gets through in this run; the others go on.

    The row stays locked while the channel works, so no other worker sends it; a worker that dies leaves it waiting.
    """
    due = Outbox.objects.due(clock.now()).exclude(channel__in=away).select_related("notice__recipient")
    row = due.select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return None
    try:
        _send(row)
    except channels.NotSent as error:
        _postpone(row, str(error))
        if error.wait_all:
            away.add(row.channel)
        return 0
    row.state, row.sent_at, row.error = OutboxState.SENT, clock.now(), ""
    row.attempts += 1
    row.save(update_fields=["state", "sent_at", "attempts", "error"])
    return 1


def _send(row: Outbox) -> None:
    channel = channels.find(row.channel)
    if channel is None:
        raise channels.NotSent(f"no channel {row.channel}")
    channel.send(row)


def _postpone(row: Outbox, error: str) -> None:
    row.attempts += 1
    row.error = error[:500]
    row.next_try_at = clock.now() + min(FIRST_WAIT * 2 ** (row.attempts - 1), LONGEST_WAIT)
    if row.attempts >= MOST_ATTEMPTS:
        row.state = OutboxState.GIVEN_UP
    row.save(update_fields=["state", "attempts", "error", "next_try_at"])
    logger.warning("notice %s by %s not sent, attempt %s: %s", row.notice_id, row.channel, row.attempts, row.error)
