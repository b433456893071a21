"""A line over eight quarters: tasks that were set and tasks that were confirmed, as an SVG drawn by the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from common.periods import Kind, Period

WIDTH, HEIGHT = 560, 170
LEFT, RIGHT, TOP, FOOT = 28, 24, 12, 26  # room for the numbers at the side and the quarters below
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Point:
    """One quarter: what was set, what was done, and where the points lie in the drawing."""

    label: str  # in the table: "quý III/2026"
    tick: str  # below the drawing: "III/26"
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
    top: int  # the largest number, at the upper line
    width: int = WIDTH
    height: int = HEIGHT
    upper: int = TOP
    lower: int = HEIGHT - FOOT


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
    numbers = [(w, counts[f"a{i}"], counts[f"d{i}"]) for i, w in enumerate(windows)]
    return _drawn(numbers)


def _quarters(period: Period, count: int) -> list[Period]:
    windows = [Period.containing(period.end, Kind.QUARTER)]
    while len(windows) < count:
        windows.append(windows[-1].previous())
    return windows[::-1]


def _drawn(numbers: list[tuple[Period, int, int]]) -> Trend:
    top = max(1, *(max(assigned, done) for _window, assigned, done in numbers))
    step = (WIDTH - LEFT - RIGHT) / max(1, len(numbers) - 1)

    def y(value: int) -> int:
        return round(HEIGHT - FOOT - value / top * (HEIGHT - FOOT - TOP))

    points = [
        Point(w.short_label, _tick(w), a, d, round(LEFT + i * step), y(a), y(d)) for i, (w, a, d) in enumerate(numbers)
    ]
    return Trend(
        points,
        " ".join(f"{p.x},{p.assigned_y}" for p in points),
        " ".join(f"{p.x},{p.done_y}" for p in points),
        top,
    )


def _tick(window: Period) -> str:
    return f"{ROMAN[(window.end.month - 1) // 3]}/{window.end.year % 100:02d}"
