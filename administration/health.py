"""How the portal is, as an administrator of the system reads it. Reads only."""

from __future__ import annotations

import platform
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import clock
from common.health import beating_queues, database_answers
from common.templatetags.qcdc import luc
from jobs import registry
from jobs.enums import JobState
from jobs.models import Job
from notices.enums import OutboxState
from notices.models import Outbox, OutboxQuerySet

SLOW, STUCK = timedelta(minutes=1), timedelta(minutes=10)
BACK = timedelta(days=7)
SHOWN = 10


@dataclass(frozen=True)
class Line:
    """One part of the system: its state as a word with a tone, and what there is to say about it."""

    label: str
    tone: str
    word: str
    note: str = ""


@dataclass(frozen=True)
class Failure:
    """Something that did not work: what, when, why."""

    at: datetime
    what: str
    why: str


@dataclass(frozen=True)
class Letters:
    """How many letters wait and were given up, since when the oldest waits, the mail server's last answer."""

    waiting: int
    lost: int
    oldest: datetime | None
    last_error: str


def lines() -> list[Line]:
    """Every part, in the order in which the others depend on it."""
    queues = beating_queues()
    return [_database(), _migrations(), _broker(queues), *_workers(queues), _jobs(), _failed_jobs(), _outbox()]


def versions() -> list[tuple[str, str]]:
    """What runs here."""
    number = int(getattr(connection, "pg_version", 0))  # 180003 is 18.3
    return [
        (_("Cổng"), _portal_version()),
        ("PostgreSQL", f"{number // 10000}.{number % 10000}"),
        ("Django", django.get_version()),
        ("Python", platform.python_version()),
    ]


def failed_jobs() -> list[Failure]:
    """The newest work of the last seven days that could not be done; not whose it was or what about."""
    rows = _failed().order_by("-finished_at", "-pk")[:SHOWN]
    return [Failure(job.finished_at, _title(job), job.error) for job in rows]


def failed_letters() -> list[Failure]:
    """The newest letters that wait after a failure or were given up, with the mail server's last answer."""
    rows = troubled_letters().select_related("notice").order_by("-next_try_at", "-pk")[:SHOWN]
    return [
        Failure(row.next_try_at, f"{row.notice.label or row.notice.kind} · {row.get_state_display()}", row.error)
        for row in rows
    ]


def letters() -> Letters:
    """All letters that did not leave yet; two queries."""
    waiting, lost = Q(state=OutboxState.WAITING), _given_up()
    found = Outbox.objects.aggregate(
        waiting=Count("pk", filter=waiting), lost=Count("pk", filter=lost),
        oldest=Min("notice__created_at", filter=waiting),
    )  # fmt: skip
    last = troubled_letters().order_by("-next_try_at", "-pk").values_list("error", flat=True).first()
    return Letters(**found, last_error=last or "")


def troubled_letters() -> OutboxQuerySet:
    """Letters that wait after a failure or were given up in the last seven days."""
    again: OutboxQuerySet = Outbox.objects.filter(_given_up() | (Q(state=OutboxState.WAITING) & ~Q(error="")))
    return again


def _database() -> Line:
    if not database_answers():
        return Line(_("Cơ sở dữ liệu"), "late", _("không trả lời"))
    return Line(_("Cơ sở dữ liệu"), "ok", _("hoạt động"))


def _migrations() -> Line:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        words = ngettext("còn %(n)s bước cập nhật bảng", "còn %(n)s bước cập nhật bảng", len(missing))
        return Line(_("Cấu trúc bảng"), "late", words % {"n": len(missing)}, ", ".join(str(m) for m, _back in missing))
    return Line(_("Cấu trúc bảng"), "ok", _("đúng phiên bản"))


def _broker(queues: set[str] | None) -> Line:
    if queues is None:
        return Line(
            _("Hàng đợi"), "late", _("không trả lời"), _("Việc nền vẫn được giữ và sẽ làm khi hàng đợi trở lại.")
        )
    return Line(_("Hàng đợi"), "ok", _("hoạt động"))


def _workers(queues: set[str] | None) -> list[Line]:
    names = {"celery": _("Tiến trình nền: thư, việc định kỳ"), "render": _("Tiến trình nền: lập báo cáo")}
    return [
        Line(names.get(queue, queue), "ok", _("hoạt động"))
        if queues is not None and queue in queues
        else Line(names.get(queue, queue), "late", _("không thấy"), _("Không báo tin trong 15 giây qua."))
        for queue in settings.WORKER_QUEUES
    ]


def _jobs() -> Line:
    waiting = Job.objects.filter(state=JobState.QUEUED).aggregate(n=Count("pk"), since=Min("queued_at"))
    if not waiting["n"]:
        return Line(_("Việc nền đang chờ"), "ok", _("không có"))
    age = clock.now() - waiting["since"]
    tone = "late" if age > STUCK else "wait" if age > SLOW else "info"
    words = ngettext("%(n)s việc", "%(n)s việc", waiting["n"]) % {"n": waiting["n"]}
    return Line(_("Việc nền đang chờ"), tone, words, _("lâu nhất {age}").format(age=_age(age)))


def _failed_jobs() -> Line:
    failed = _failed().count()
    if not failed:
        return Line(_("Việc nền không làm được, 7 ngày qua"), "ok", _("không có"))
    words = ngettext("%(n)s việc", "%(n)s việc", failed) % {"n": failed}
    return Line(_("Việc nền không làm được, 7 ngày qua"), "late", words)


def _outbox() -> Line:
    waiting = Q(state=OutboxState.WAITING)
    found = Outbox.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        lost=Count("pk", filter=_given_up()),
        first=Min("next_try_at", filter=waiting),
    )
    if not found["waiting"] and not found["lost"]:
        return Line(_("Thư gửi đi"), "ok", _("không có thư chờ"))
    word = _("{waiting} chờ, {lost} không gửi được").format(waiting=found["waiting"], lost=found["lost"])
    first, now = found["first"], clock.now()
    is_late = bool(found["lost"]) or (first is not None and first < now - STUCK)
    words = _("chờ gửi từ {when}") if first and first <= now else _("gửi lại lúc {when}")
    return Line(_("Thư gửi đi"), "late" if is_late else "info", word, words.format(when=luc(first)) if first else "")


def _failed() -> Any:
    return Job.objects.filter(state=JobState.FAILED, finished_at__gte=clock.now() - BACK)


def _given_up() -> Q:
    return Q(state=OutboxState.GIVEN_UP, next_try_at__gte=clock.now() - BACK)


def _title(job: Job) -> str:
    known = registry.find(job.kind)
    return str(known.title) if known else job.kind


def _age(age: timedelta) -> str:
    minutes = max(1, int(age.total_seconds() // 60))
    if minutes < 120:
        return ngettext("%(n)s phút", "%(n)s phút", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}


@cache
def _portal_version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
