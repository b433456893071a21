"""What indicators bring to the menu and to "Việc cần làm": how many forms wait to be taken in, counted once for both.

What must be typed or approved has a clock and stands on the page by itself (deadlines.queries).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import frame
from common.home import Item, Section
from organizations import roles
from organizations.enums import Role

from .enums import SubmissionState
from .models import Submission
from .policies import RECEIVERS

_WAITING = "indicators_waiting"


def waiting(held: frozenset[Role]) -> Mapping[str, Any]:
    """What was sent up to bodies where the person takes forms in."""
    if not held & set(RECEIVERS):
        return {}
    mine = roles.is_theirs("form__issuer_id", frame.PERSON, frame.TODAY, RECEIVERS)
    return {_WAITING: frame.how_many(Submission.objects.filter(mine, state=SubmissionState.APPROVED))}


def show_waiting(numbers: Mapping[str, int]) -> frame.Count:
    """Beside the menu's line; nothing of it is late by itself."""
    return frame.Count(numbers[_WAITING], _words(numbers[_WAITING]), urgent=False)


def to_receive(request: HttpRequest) -> Section | None:
    """The number that stands in the menu, with the way to the queue; no query."""
    own = reverse("indicators:mine")
    counted = next((line.count for line in frame.of(request).nav if line.url.split("?")[0] == own), None)
    if counted is None or not counted.number:
        return None
    url = reverse("indicators:review") + frame.of(request).unit_query
    return Section(_("Biểu chờ nhận"), [Item(_words(counted.number), url)], counted.number)


def _words(number: int) -> str:
    return ngettext("%(count)s biểu chờ nhận", "%(count)s biểu chờ nhận", number) % {"count": number}
