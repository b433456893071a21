"""Two lines over eight quarters, as an SVG drawn by the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from common.periods import Period

WIDTH, HEIGHT = 440, 170
LEFT, RIGHT, TOP, FOOT = 28, 24, 12, 26  # room for the numbers at the side and the quarters below
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Point:
    """One quarter: both numbers with their lists, and where the points lie in the drawing."""

    label: str  # in the table: "quý III/2026"
    tick: str  # below the drawing: "III/26"
    first: int
    second: int
    first_url: str
    second_url: str
    x: int
    first_y: int
    second_y: int


@dataclass(frozen=True)
class Trend:
    """The quarters from oldest to newest, and the two lines through them (SVG points)."""

    points: list[Point]
    first_line: str
    second_line: str
    top: int  # the largest number, at the upper line
    width: int = WIDTH
    height: int = HEIGHT
    upper: int = TOP
    lower: int = HEIGHT - FOOT


def drawn(quarters: Sequence[Period], numbers: Sequence[tuple[int, int]], url: Callable[[int, Period], str]) -> Trend:
    """The lines of these numbers; ``url(line, quarter)``: the list behind one of them."""
    top = max(1, *(max(pair) for pair in numbers))
    step = (WIDTH - LEFT - RIGHT) / max(1, len(quarters) - 1)

    def y(value: int) -> int:
        return round(HEIGHT - FOOT - value / top * (HEIGHT - FOOT - TOP))

    points = [
        Point(
            quarter.short_label, _tick(quarter), first, second,
            url(0, quarter) if first else "", url(1, quarter) if second else "",
            round(LEFT + place * step), y(first), y(second),
        )
        for place, (quarter, (first, second)) in enumerate(zip(quarters, numbers, strict=True))
    ]  # fmt: skip
    return Trend(
        points,
        " ".join(f"{point.x},{point.first_y}" for point in points),
        " ".join(f"{point.x},{point.second_y}" for point in points),
        top,
    )


def _tick(quarter: Period) -> str:
    return f"{ROMAN[(quarter.end.month - 1) // 3]}/{quarter.end.year % 100:02d}"
