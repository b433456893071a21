"""Row history for forensics: a trigger keeps every version of a row of the tables that matter.

People read the sentences of audit/; this is what an auditor looks at when a sentence is not enough. It is written by
the database itself, so that no path around the services escapes it.
"""

from collections.abc import Callable

import pghistory
from django.db.models import Model


def tracked[M: Model](model: type[M]) -> type[M]:
    """Keep every insert, update and delete of the model's rows. Who and why are in audit/, so no context is kept."""
    return tracked_where()(model)


def tracked_where[M: Model](*fields: str) -> Callable[[type[M]], type[M]]:
    """The same, of updates only those that change one of the fields: for rows that the portal itself touches daily."""
    update = pghistory.UpdateEvent(condition=pghistory.AnyChange(*fields)) if fields else pghistory.UpdateEvent()

    def track(model: type[M]) -> type[M]:
        kept: type[M] = pghistory.track(pghistory.InsertEvent(), update, pghistory.DeleteEvent())(model)
        return kept

    return track
