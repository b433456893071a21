"""Step 3: what became of the conclusions of the host's last conference, told as of this conference's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from common.text import nfc
from conferences import events
from conferences.enums import OPEN, Status, Step
from conferences.models import Conclusion, Conference, PriorState
from organizations.models import BodyHeir
from steering.enums import TaskStatus
from steering.models import ProgressReport, Task

from .shared import mark_saved, open_for


@dataclass(frozen=True)
class Prior:
    """A conclusion of the last conference and where its task stood on the day in question."""

    conclusion: Conclusion
    state: TaskStatus
    percent: int
    due_on: date
    note: str
    on: date

    @property
    def words(self) -> str:
        """The state as minutes say it: "Đang thực hiện, 40 %, quá hạn"."""
        said = [str(self.state.label)]
        if self.state == TaskStatus.IN_PROGRESS and self.percent:
            said.append(f"{self.percent} %")
        if self.is_overdue:
            said.append(_("quá hạn"))
        return ", ".join(said)

    @property
    def tone(self) -> str:
        """The colour of the badge."""
        return "late" if self.is_overdue else self.state.tone

    @property
    def is_overdue(self) -> bool:
        """Whether its last day had passed with the task still open."""
        return self.state not in (TaskStatus.DONE, TaskStatus.CANCELLED) and self.due_on < self.on


@transaction.atomic
def save_step_3_prior(*, conference: Conference, remark: str = "", by: User) -> Conference:
    """Say that the state of the last conclusions was looked at, with a remark on the whole if there is one."""
    conference = open_for(conference, Step.PRIOR, by)
    conference.prior_remark = nfc(remark)
    conference.save(update_fields=["prior_remark"])
    mark_saved(conference, Step.PRIOR, by)
    events.remember(events.STEP_SAVED, conference, by, step=Step.PRIOR.value)
    return conference


def states(conference: Conference) -> list[Prior]:
    """The last conference's conclusions with their states: frozen ones of a completed conference, else live.

    One query, whatever the number of conclusions.
    """
    if conference.status == Status.COMPLETED:
        return [_frozen(row, conference.held_on) for row in _frozen_rows(conference)]
    return _live(conference) if conference.previous_id else []


def find_previous(conference: Conference) -> None:
    """Set the host's last completed conference before this one; that of a body it took over from counts too."""
    hosts = Q(host=conference.host) | Q(host__in=BodyHeir.objects.filter(heir=conference.host).values("body"))
    earlier = Conference.objects.completed().filter(hosts, starts_at__lt=conference.starts_at)
    conference.previous = earlier.exclude(pk=conference.pk).order_by("-starts_at", "-pk").first()


def refresh_following(conference: Conference) -> None:
    """Open conferences that come after this one look again for the one before them."""
    heirs = Q(host=conference.host) | Q(host__in=BodyHeir.objects.filter(body=conference.host).values("heir"))
    later = Conference.objects.filter(heirs, status__in=[Status.PLANNED, *OPEN], starts_at__gt=conference.starts_at)
    for follower in later.select_related("host").order_by("pk"):
        before = follower.previous_id
        find_previous(follower)
        if follower.previous_id != before:
            follower.save(update_fields=["previous"])


def freeze(conference: Conference) -> None:
    """Keep the states as rows: what was on the table that day, whatever is corrected later."""
    conference.prior_states.all().delete()
    PriorState.objects.bulk_create(
        PriorState(
            conference=conference,
            conclusion=one.conclusion,
            state=one.state,
            percent=one.percent,
            due_on=one.due_on,
            note=one.note,
        )
        for one in (_live(conference) if conference.previous_id else [])
    )


def _live(conference: Conference) -> list[Prior]:
    day = conference.held_on
    reports = ProgressReport.objects.filter(task=OuterRef("pk"), reported_on__lte=day).order_by("-reported_on", "-pk")
    tasks = Task.objects.as_of(day).filter(conclusion__conference=conference.previous_id)
    told = tasks.annotate(last_word=Subquery(reports.values("text")[:1])).select_related("conclusion__lead")
    return [_prior(task, day) for task in told.order_by("conclusion__order", "pk")]


def _prior(task: Task, day: date) -> Prior:
    said: dict[str, Any] = vars(task)  # with the annotations of as_of()
    return Prior(
        conclusion=task.conclusion,
        state=TaskStatus(said["status_on"] or TaskStatus.ASSIGNED),
        percent=said["percent_on"] or 0,
        due_on=said["due_then"],
        note=said["last_word"] or "",
        on=day,
    )


def _frozen_rows(conference: Conference) -> list[PriorState]:
    rows = conference.prior_states.select_related("conclusion__lead", "conclusion__task")
    return list(rows.order_by("conclusion__order", "pk"))


def _frozen(row: PriorState, day: date) -> Prior:
    return Prior(row.conclusion, TaskStatus(row.state), row.percent, row.due_on, row.note, day)
