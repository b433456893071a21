"""A line over eight quarters: tasks that were set and tasks that were confirmed, as an SVG drawn by the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from common.periods import Kind, Period

WIDTH, HEIGHT, PADDING = 560, 150, 12


@dataclass(frozen=True)
class Point:
    """One quarter: what was set, what was done, and where the points lie in the drawing."""

    label: str
    assigned: int
    done: int
    x: int
    assigned_y: int
    done_y: int


@dataclass(frozen=True)
class Trend:
    """The quarters from oldest to newest, and the two lines through them (SVG points)."""

    points: list[Point]
    assigned_line: str
    done_line: str
    width: int = WIDTH
    height: int = HEIGHT


def trend_of(tasks: Any, period: Period, quarters: int = 8) -> Trend:
    """Tasks assigned and tasks closed as done in each of the quarters that end with the period; one query."""
    windows = _quarters(period, quarters)
    counts = tasks.aggregate(
        **{f"a{i}": Count("pk", filter=Q(assigned_on__range=(w.start, w.end))) for i, w in enumerate(windows)},
        **{
            f"d{i}": Count("pk", filter=Q(status="done", closed_on__range=(w.start, w.end)))
            for i, w in enumerate(windows)
        },
    )
    numbers = [(w.short_label, counts[f"a{i}"], counts[f"d{i}"]) for i, w in enumerate(windows)]
    return _drawn(numbers)


def _quarters(period: Period, count: int) -> list[Period]:
    windows = [Period.containing(period.end, Kind.QUARTER)]
    while len(windows) < count:
        windows.append(windows[-1].previous())
    return windows[::-1]


def _drawn(numbers: list[tuple[str, int, int]]) -> Trend:
    top = max(1, *(max(a, d) for _label, a, d in numbers))
    step = (WIDTH - 2 * PADDING) / max(1, len(numbers) - 1)

    def y(value: int) -> int:
        return round(HEIGHT - PADDING - value / top * (HEIGHT - 2 * PADDING))

    points = [Point(label, a, d, round(PADDING + i * step), y(a), y(d)) for i, (label, a, d) in enumerate(numbers)]
    return Trend(
        points,
        " ".join(f"{p.x},{p.assigned_y}" for p in points),
        " ".join(f"{p.x},{p.done_y}" for p in points),
    )
