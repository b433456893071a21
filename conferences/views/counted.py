"""Step 4's other half: figures that the portal counts itself, each a link to its records."""

from __future__ import annotations

from typing import Any

from conferences.models import Conference
from conferences.services import usual_window
from figures import registry
from figures.models import Indicator

# One query each, so only what a review of the host's work speaks of.
ASKED = ("conferences.held", "steering.tasks_assigned", "steering.tasks_done", "steering.tasks_overdue")


def counted_figures(conference: Conference) -> dict[str, Any]:
    """The counted indicators in use on the conference's day, for its host in its period."""
    window = usual_window(conference)
    known = registry.names() & set(ASKED)
    indicators = Indicator.objects.in_use(conference.held_on).filter(counted__in=known).for_list()
    found = [
        (indicator, registry.count(indicator.counted, unit=conference.unit, body=conference.host, window=window))
        for indicator in indicators
    ]
    return {"counted": found, "window": window}
