"""Step 4's other half: figures that the portal counts itself, each a link to its records."""

from __future__ import annotations

from typing import Any

from conferences.models import Conference
from conferences.services import usual_window
from conferences.typed_figures import indicators_of
from figures import registry

# What a review of the host's work speaks of.
ASKED = ("conferences.held", "steering.tasks_assigned", "steering.tasks_done", "steering.tasks_overdue")


def counted_figures(conference: Conference) -> dict[str, Any]:
    """The counted indicators in use on the conference's day, for its host in its period."""
    window = usual_window(conference)
    known = registry.names() & set(ASKED)
    indicators = [indicator for indicator in indicators_of(conference) if indicator.counted in known]
    asked = {indicator.counted for indicator in indicators}
    found = registry.count_all(asked, unit=conference.unit, body=conference.host, window=window)
    return {"counted": [(indicator, found[indicator.counted]) for indicator in indicators], "window": window}
