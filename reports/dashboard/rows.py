"""The bars: one for each unit below, the worst first; a unit with nothing below shows its bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from common import bars
from organizations.models import Unit

from .family import Family
from .matters import Matter, Narrow
from .numbers import Numbers, Tally
from .view import View


@dataclass(frozen=True)
class Line:
    """A bar before it is drawn: a page shows twelve of a hundred, the others need no addresses."""

    label: str
    numbers: Numbers
    where: Narrow
    url: str
    rank: int = 0

    def order(self, late: int) -> tuple[int, int, float]:
        """Most late first, then the larger share of late ones, those with nothing last; own bodies after them."""
        total = sum(self.numbers)
        return (self.rank, -self.numbers[late], -self.numbers[late] / total if total else 1)


def lines(
    view: View, matter: Matter, related: Family, tally: Callable[[Iterable[int]], Tally]
) -> tuple[str, list[Line]]:
    """What the bars are called, and the bars, the worst first; one query where they are bodies."""
    if related.below:
        drawn = _units(view, matter, related, tally)
        head = _("Đơn vị")
    else:
        drawn, head = _bodies(view, matter, tally(related.of(view.unit)).of(matter)), _("Cơ quan")
    return head, sorted(drawn, key=lambda line: line.order(matter.late))


def chart(view: View, matter: Matter, head: str, shown: Iterable[Line]) -> bars.Bars:
    """Some of the lines as bars with their lists."""
    return bars.Bars(head, matter.legend, [_row(view, matter, line) for line in shown])


def _units(view: View, matter: Matter, related: Family, tally: Callable[[Iterable[int]], Tally]) -> list[Line]:
    found = [
        Line(unit.label, tally(related.of(unit)).of(matter), Narrow(unit), _board(view, matter, unit))
        for unit in related.below
    ]
    own = tally(related.own(view.unit)).of(matter)
    if any(own):
        label = _("Riêng {unit}").format(unit=view.unit.label)
        found.append(Line(label, own, Narrow(view.unit, own=True), "", rank=1))
    return found


def _bodies(view: View, matter: Matter, whole: Numbers) -> list[Line]:
    asked = matter.bodies(view)
    if asked is None:
        return [Line(view.unit.label, tuple(whole), Narrow(view.unit), "")]
    return [
        Line(name, tuple(numbers[: len(matter.keys)]), Narrow(view.unit, body=code), "")
        for (code, name), numbers in asked.items()
    ]


def _row(view: View, matter: Matter, line: Line) -> bars.Row:
    urls = [
        matter.listed(view, line.where, key.part) if key.part and number else ""
        for key, number in zip(matter.keys, line.numbers, strict=True)
    ]
    total = matter.listed(view, line.where, "") if any(line.numbers) else ""
    return bars.row(
        line.label, line.numbers, matter.legend,
        url=line.url, note="" if any(line.numbers) else "–", urls=urls, total_url=total,
    )  # fmt: skip


def _board(view: View, matter: Matter, unit: Unit) -> str:
    """The same page about a unit below."""
    query = {"don-vi": unit.code, "ky": view.period.code, "xem": matter.code}
    return f"{reverse('reports:dashboard')}?{urlencode(query)}"
