"""What a verb would do, told before it is done: it is done, what it remembered is read, and all of it is undone."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.models import Event
from audit.sentences import sentence

from . import roles


class _Undone(Exception):
    """Ends a rehearsal."""


def rehearse(by: User, verb: Callable[[], object]) -> list[str]:
    """The sentences of everything that the verb would change. Raises what the verb raises; changes nothing."""
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    effects: list[str] = []
    try:
        with transaction.atomic():
            verb()
            connection.check_constraints()
            events = Event.objects.filter(pk__gt=newest, actor_id=by.pk).order_by("pk")
            effects += dict.fromkeys(sentence(event.kind, _("Anh/chị"), event.data) for event in events)
            raise _Undone
    except _Undone:
        return effects
    finally:
        roles.forget(by)  # the verb may have read roles that were undone with it
