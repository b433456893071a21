"""Row history for forensics: a trigger keeps every version of a row of the tables that matter.

People read the sentences of audit/; this is what an auditor looks at when a sentence is not enough. It is written by
the database itself, so that no path around the services escapes it.
"""

import pghistory
from django.db.models import Model


def tracked[M: Model](model: type[M]) -> type[M]:
    """Keep every insert, update and delete of the model's rows. Who and why are in audit/, so no context is kept."""
    watched = pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    kept: type[M] = watched(model)
    return kept
