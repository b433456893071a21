"""What a person's calendar program shows: the last day of everything that waits for them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from notices import feed
from notices.feed import Entry

from . import queries
from .enums import Bound, ClockState
from .models import Clock, ClockStep


def register() -> None:
    """Called once at start-up."""
    feed.register(entries)


def entries(user: User, limit: int) -> list[Entry]:
    """The same clocks as "Việc cần làm", the soonest first; two queries beyond the memberships."""
    clocks = list(queries.actionable(user).select_related("kind").order_by("due_on", "pk")[:limit])
    steps = ClockStep.objects.filter(clock__in=clocks).order_by().values_list("clock")
    changes = {clock: (count, at) for clock, count, at in steps.annotate(Count("pk"), Max("at"))}
    return [_entry(clock, *changes[clock.pk]) for clock in clocks]


def _entry(clock: Clock, steps: int, changed_at: datetime) -> Entry:
    """Every step of a clock may move its day, so their number is the version. A private one leads to the list alone."""
    return Entry(
        key=f"clock-{clock.pk}",
        day=clock.due_on,
        title=_title(clock),
        url=reverse("home") if clock.kind.private else clock.url,
        version=steps - 1,
        changed_at=changed_at,
        is_certain=clock.state == ClockState.RUNNING,
    )


def _title(clock: Clock) -> str:
    title = _("Việc có hạn (mở cổng để xem)") if clock.kind.private else clock.title
    if clock.state == ClockState.SUSPENDED:
        return _("Tạm dừng: {title}").format(title=title)
    if clock.bound == Bound.MINIMUM:
        return _("Được kết thúc từ hôm nay: {title}").format(title=title)
    return _("Hạn: {title}").format(title=title)
