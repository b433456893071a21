"""Kinds of long work. Each room names its own in its tasks.py, which every process imports at its start:

    @registry.job("reports.render", title=_("Lập báo cáo"), result_url=lambda job: job.result["url"])
    def render(job: Job, progress: Progress) -> dict[str, Any]:
        progress(10, _("Lấy số liệu"))
        ...
        return {"url": report.get_absolute_url()}

The function may run again when its worker dies, even while a worker that was believed dead still works: it changes
nothing that matters. What must happen once belongs into ``done(job, result)``, which is called in the transaction that
writes the result, and only for the attempt that still holds the job. Likewise ``undone(job, reason)`` is called once
when the work ends without a result: it failed, was given up or was called off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise

from .models import Job


class Progress(Protocol):
    """Tell how far the work is: percent and what is being done. Raises LeaseLost when another attempt took over."""

    def __call__(self, percent: int, step: str | Promise = "") -> None: ...


type Run = Callable[[Job, Progress], dict[str, Any]]
type Done = Callable[[Job, dict[str, Any]], None]
type Undone = Callable[[Job, str], None]


@dataclass(frozen=True)
class JobKind:
    """A kind of long work."""

    kind: str
    run: Run
    title: str | Promise
    result_url: Callable[[Job], str] | None
    result_label: str | Promise
    done: Done | None
    undone: Undone | None = None


_kinds: dict[str, JobKind] = {}


def job(
    kind: str,
    *,
    title: str | Promise = "",
    result_url: Callable[[Job], str] | None = None,
    result_label: str | Promise = "",
    done: Done | None = None,
    undone: Undone | None = None,
) -> Callable[[Run], Run]:
    """Register the function that does a kind of work and hand it back unchanged.

    ``title`` and ``result_label`` are shown on the job's page; ``result_url(job)`` is where its last link leads.
    """

    def register(run: Run) -> Run:
        _kinds[kind] = JobKind(kind, run, title or kind, result_url, result_label, done, undone)
        return run

    return register


def get(kind: str) -> JobKind:
    """The kind. Raises LookupError when no room registered it."""
    if kind not in _kinds:
        raise LookupError(f"no job is called {kind}: register it in the room's tasks.py")
    return _kinds[kind]


def find(kind: str) -> JobKind | None:
    """The kind, or None when a stored job's kind no longer exists."""
    return _kinds.get(kind)


def registered() -> frozenset[str]:
    """All kinds."""
    return frozenset(_kinds)
