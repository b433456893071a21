"""Which tasks a list shows. The list's form and the counted figures share it, so that a number equals its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from common import clock
from common.periods import Period
from common.text import search_key
from organizations.models import Reach, Unit

from . import citing
from .enums import TaskStatus
from .models.tasks import TaskQuerySet

OPEN_ONLY, COUNTED = "open", "counted"
OVERDUE, THIS_MONTH = "overdue", "month"


@dataclass(frozen=True, kw_only=True)
class TaskFilter:
    """Every field narrows; the empty one narrows nothing. ``on`` shows everything as it stood at the end of a day."""

    words: str = ""
    status: str = ""  # a TaskStatus, OPEN_ONLY, or COUNTED: whatever was not cancelled
    due: str = ""  # OVERDUE or THIS_MONTH, both of open tasks
    lead: str = ""  # code of a body
    assigner: str = ""  # code of a body
    led_under: str = ""  # code of a unit: led by its bodies or by those of a unit that it reaches
    led_at: str = ""  # code of a unit: led by its own bodies
    on: date | None = None
    assigned_in: Period | None = None
    closed_in: Period | None = None
    paper: int | None = None  # key of a directing paper that they cite

    @property
    def day(self) -> date:
        """The day whose state is shown."""
        return self.on or clock.today()

    def apply(self, tasks: TaskQuerySet) -> TaskQuerySet:
        """The tasks that pass."""
        if self.on:
            tasks = tasks.filter(assigned_on__lte=self.on)
        if self.words:
            tasks = tasks.filter(search_key__contains=search_key(self.words))
        if self.lead:
            tasks = tasks.filter(lead__code=self.lead)
        if self.assigner:
            tasks = tasks.filter(assigned_by__code=self.assigner)
        if self.led_at:
            tasks = tasks.filter(lead__unit__code=self.led_at)
        if self.led_under:
            reached = Reach.objects.filter(source__code=self.led_under).values("target")
            tasks = tasks.filter(lead__unit__in=reached)
        if self.assigned_in:
            tasks = tasks.filter(assigned_on__range=(self.assigned_in.start, self.assigned_in.end))
        if self.closed_in:
            tasks = tasks.filter(closed_on__range=(self.closed_in.start, self.closed_in.end))
        if self.paper is not None:
            tasks = tasks.filter(pk__in=citing.records_citing("steering.task", self.paper))
        return self._by_due(self._by_status(tasks))

    def _by_status(self, tasks: TaskQuerySet) -> TaskQuerySet:
        if self.status == OPEN_ONLY or self.due:
            tasks = tasks.open_on(self.on) if self.on else tasks.open()
        if self.status == COUNTED:
            if not self.on:
                return tasks.exclude(status=TaskStatus.CANCELLED)
            stood = tasks.with_state_on(self.on).exclude(**{"status_on": None})
            return stood.exclude(**{"status_on": TaskStatus.CANCELLED})
        if self.status not in TaskStatus.values:
            return tasks
        return tasks.was_on(self.on, TaskStatus(self.status)) if self.on else tasks.filter(status=self.status)

    def _by_due(self, tasks: TaskQuerySet) -> TaskQuerySet:
        if self.due == OVERDUE:
            return tasks.due_before(self.day, known_on=self.on)
        if self.due == THIS_MONTH:
            month = Period.month(self.day.year, self.day.month)
            return tasks.due_within(month.start, month.end, known_on=self.on)
        return tasks

    def query(self) -> dict[str, str]:
        """The same filter as names and values of the list's address."""
        window = self.assigned_in or self.closed_in
        values = {
            "q": self.words,
            "trang-thai": self.status,
            "han": self.due,
            "chu-tri": self.lead,
            "giao": self.assigner,
            "ngay": f"{self.on:%d/%m/%Y}" if self.on else "",
            "moc": ("giao" if self.assigned_in else "xong") if window else "",
            "ky": window.code if window else "",
            "van-ban": str(self.paper or ""),
            "thuoc": self.led_under,
            "tai": self.led_at,
        }
        return {name: value for name, value in values.items() if value}

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        return f"{reverse('steering:tasks')}?{urlencode({'don-vi': unit.code} | self.query())}"
