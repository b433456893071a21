"""Letters that did not leave: the administrator of the system lets them try again."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from administration import health, policies
from audit import services as audit
from common import clock
from notices import tasks
from notices.enums import OutboxState


@transaction.atomic
def send_again(*, by: User) -> int:
    """Every letter that waits after a failure or was given up lately goes now, with all its attempts; how many."""
    policies.check_can_send_again(by)
    again = health.troubled_letters().update(state=OutboxState.WAITING, attempts=0, next_try_at=clock.now())
    if again:
        audit.record("administration.letters_sent_again", by=by, subject=by, count=again)
        transaction.on_commit(lambda: tasks.send_due.apply_async(retry=False), robust=True)
    return int(again)
