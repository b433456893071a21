"""What a committee member sees in two minutes: what is late, where, since when. Every figure opens its list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import bars, clock
from common.periods import Period
from conferences.filters import HELD_ONLY
from conferences.models import Conference, ConferenceQuerySet
from organizations.models import Body, Placement, Reach, Unit
from steering.enums import OPEN, TaskStatus
from steering.models import Committee, Task
from steering.models.tasks import TaskQuerySet

from .enums import ReportStatus
from .models import Report
from .trend import Trend, trend_of


def _keys() -> tuple[bars.Key, ...]:
    """The parts of a bar, in the language of the page."""
    return (
        bars.Key(_("Hoàn thành"), bars.Tone.OK),
        bars.Key(_("Chờ xác nhận"), bars.Tone.INFO),
        bars.Key(_("Đang thực hiện"), bars.Tone.WAIT),
        bars.Key(_("Quá hạn"), bars.Tone.LATE),
    )


@dataclass(frozen=True)
class Card:
    """One of the four figures: the number, what changed since the period before, and the list behind it."""

    label: str
    value: str
    note: str
    tone: str
    url: str


@dataclass(frozen=True)
class Dashboard:
    """All that the page shows, read at one moment."""

    unit: Unit
    period: Period
    on: date
    read_at: datetime
    cards: list[Card]
    chart: bars.Bars
    trend: Trend
    silent: list[Committee]
    expected: int
    oldest: list[Task]


@dataclass(frozen=True)
class _Tasks:
    """Tasks of a unit on a day, counted by where they stand."""

    total: int
    done: int
    overdue: int
    oldest_due: date | None


def read(user: User, unit: Unit, period: Period) -> Dashboard:
    """The dashboard of a unit for a period, as of the earlier of today and the period's end; 10 queries."""
    today = clock.today()
    on, before = min(today, period.end), period.previous()
    tasks = Task.objects.visible_to(user).in_unit(unit)
    now, then = _tasks(tasks, on), _tasks(tasks, before.end)
    held = Conference.objects.visible_to(user).in_unit(unit).took_place()
    committees = _committees(unit, on)
    heard = _heard(committees, period)
    silent = [committee for committee in committees if committee.body_id not in heard]
    return Dashboard(
        unit=unit,
        period=period,
        on=on,
        read_at=clock.now(),
        cards=[
            _done_card(now, then, unit),
            _overdue_card(now, then, on, unit),
            _conferences_card(_held_in(held, period), _held_in(held, before), unit, period),
            _reports_card(unit, period, len(committees)),
        ],
        chart=_chart(tasks, unit, on),
        trend=trend_of(tasks, period),
        silent=silent,
        expected=len(committees),
        oldest=list(tasks.open().for_list()[:5]),
    )


def _tasks(tasks: TaskQuerySet, day: date) -> _Tasks:
    late = Q(status_on__in=OPEN, due_then__lt=day)
    counted = (
        _standing(tasks, day)
        .exclude(Q(status_on=TaskStatus.CANCELLED))
        .aggregate(
            total=Count("pk"),
            done=Count("pk", filter=Q(status_on=TaskStatus.DONE)),
            overdue=Count("pk", filter=late),
            oldest=Min("due_then", filter=late),
        )
    )
    return _Tasks(counted["total"], counted["done"], counted["overdue"], counted["oldest"])


def _standing(tasks: TaskQuerySet, day: date) -> Any:
    """Tasks with status_on and due_then of a day; today's are their own columns and cost nothing."""
    if day < clock.today():
        return tasks.as_of(day)
    return tasks.annotate(status_on=F("status"), due_then=F("due_on"))


def _done_card(now: _Tasks, then: _Tasks, unit: Unit) -> Card:
    change = now.done - then.done
    note = _("{change} so với kỳ trước").format(change=_signed(change))
    return Card(
        _("Nhiệm vụ đã hoàn thành"), f"{now.done}/{now.total}", note, "good" if change > 0 else "",
        _tasks_url(unit, trang_thai="done"),
    )  # fmt: skip


def _overdue_card(now: _Tasks, then: _Tasks, on: date, unit: Unit) -> Card:
    change = now.overdue - then.overdue
    note = _("{change} so với kỳ trước").format(change=_signed(change))
    if now.oldest_due:
        days = (on - now.oldest_due).days
        note += " · " + ngettext("lâu nhất {days} ngày", "lâu nhất {days} ngày", days).format(days=days)
    tone = "bad" if change > 0 else ("good" if change < 0 else "")
    return Card(_("Quá hạn"), str(now.overdue), note, tone, _tasks_url(unit, han="overdue"))


def _conferences_card(now: int, then: int, unit: Unit, period: Period) -> Card:
    note = _("kỳ trước {count}").format(count=then)
    query = {
        "don-vi": unit.code,
        "trang-thai": HELD_ONLY,
        "tu": f"{period.start:%d/%m/%Y}",
        "den": f"{period.end:%d/%m/%Y}",
    }
    return Card(_("Hội nghị đã tổ chức"), str(now), note, "", f"{reverse('conferences:list')}?{urlencode(query)}")


def _reports_card(unit: Unit, period: Period, expected: int) -> Card:
    issued = Report.objects.in_unit(unit).filter(period=period.code, status=ReportStatus.ISSUED).count()
    note = _("báo cáo {period}").format(period=period.short_label)
    query = urlencode({"don-vi": unit.code, "ky": period.code})
    return Card(
        _("Ban Chỉ đạo đã ban hành báo cáo"), f"{issued}/{expected}", note, "", f"{reverse('reports:list')}?{query}"
    )


def _held_in(held: ConferenceQuerySet, period: Period) -> int:
    count: int = held.started_within(period).count()
    return count


def _chart(tasks: TaskQuerySet, unit: Unit, on: date) -> bars.Bars:
    """One bar per unit below; a unit with nothing below shows its bodies."""
    children = _children(unit, on)
    if children:
        rows = _counted(tasks, on, "lead__unit__reached_from__source", [child.pk for child in children])
        labels = {child.pk: (child.label, _tasks_url(child, trang_thai="")) for child in children}
        return bars.Bars(_("Đơn vị"), _keys(), [_row(labels[pk], rows.get(pk)) for pk in labels])
    rows = _counted(tasks, on, "lead", None)
    leads = Body.objects.filter(pk__in=rows).for_list()
    return bars.Bars(
        _("Cơ quan chủ trì"),
        _keys(),
        [_row((b.short_name, _tasks_url(unit, chu_tri=b.code)), rows[b.pk]) for b in leads],
    )


def _children(unit: Unit, on: date) -> list[Unit]:
    """Units placed under this one on the day that have bodies of their own (villages have none)."""
    placed = Placement.objects.filter(parent=unit, valid__contains=on).values("unit")
    with_bodies = Body.objects.filter(valid__contains=on).values("unit")
    return list(Unit.objects.filter(pk__in=placed).filter(pk__in=with_bodies).for_list())


def _counted(tasks: TaskQuerySet, on: date, group: str, wanted: Iterable[int] | None) -> dict[int, tuple[int, ...]]:
    rows = _standing(tasks, on).exclude(Q(status_on=TaskStatus.CANCELLED))
    if wanted is not None:
        rows = rows.filter(**{f"{group}__in": wanted})
    open_late = Q(status_on__in=OPEN, due_then__lt=on)
    grouped = rows.values(key=F(group)).annotate(
        done=Count("pk", filter=Q(status_on=TaskStatus.DONE)),
        reported=Count("pk", filter=Q(status_on=TaskStatus.REPORTED) & ~open_late),
        going=Count("pk", filter=Q(status_on__in=(TaskStatus.ASSIGNED, TaskStatus.IN_PROGRESS)) & ~open_late),
        late=Count("pk", filter=open_late),
    )
    return {row["key"]: (row["done"], row["reported"], row["going"], row["late"]) for row in grouped.order_by()}


def _row(label: tuple[str, str], values: tuple[int, ...] | None) -> bars.Row:
    name, url = label
    return bars.row(name, values or (0, 0, 0, 0), _keys(), url=url, note="" if values else "–")


def _committees(unit: Unit, on: date) -> list[Committee]:
    """Committees that worked on the day in the unit and all that it reaches."""
    reached = Reach.objects.filter(source=unit).values("target")
    return list(Committee.objects.alive(on).filter(unit__in=reached).for_list())


def _heard(committees: Iterable[Committee], period: Period) -> set[int]:
    """Bodies that have handed in their report of the period."""
    bodies = [committee.body_id for committee in committees]
    sent = Report.objects.filter(body__in=bodies, period=period.code).exclude(status=ReportStatus.DRAFT)
    return set(sent.order_by().values_list("body_id", flat=True))


def _tasks_url(unit: Unit, **filters: str) -> str:
    query = {"don-vi": unit.code} | {key.replace("_", "-"): value for key, value in filters.items()}
    return f"{reverse('steering:tasks')}?{urlencode(query)}"


def _signed(change: int) -> str:
    """▲ 3, ▼ 2, or words when nothing changed."""
    if change == 0:
        return _("không đổi")
    return f"▲ {change}" if change > 0 else f"▼ {-change}"
