""" "Cách tính thời hạn": how a due date comes about, for a reader who never saw a rule.

explanation = explaining.of_count(count, rule.limit, calendar, rule)     nothing is stored yet
explanation = explaining.of_clock(clock)                                  with its suspensions and extensions

Sentences, a list of the days and sheets of the months say the same three times; templates/deadlines/explanation.html
shows them. Everything is in the language of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.templatetags.qcdc import ngay

from . import calendars, days, month_sheets, wording
from .counting import ONE_DAY, Calendar, Count, Limit
from .enums import Bound, ClockState, Direction, LimitUnit, StepKind
from .models import Clock, Extension, Rule, Suspension
from .month_sheets import LEGEND, Cell, Sheet, Sort
from .services import clocks

MOST_ROWS = 31  # days told one by one; of a longer count equal neighbours share a row
FEW_WEEKENDS = 3  # told one by one; more are only counted


@dataclass(frozen=True)
class Sentence:
    """A sentence, with what it announces as a list."""

    text: str
    items: Sequence[str] = ()


@dataclass(frozen=True)
class Row:
    """A day of the list, or neighbouring days of which the same is said."""

    days: str
    words: str


@dataclass(frozen=True)
class Explanation:
    """All that the page says. ``answer`` is one sentence; ``provisional`` warns, or is empty."""

    answer: str
    sentences: Sequence[Sentence]
    rows: Sequence[Row]
    sheets: Sequence[Sheet]
    months_left_out: int
    legend: Sequence[tuple[str, str, str]]  # class, sign, words
    provisional: str
    rule: Rule | None

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The heads of the sheets: the name of each day and its abbreviation."""
        return [
            (days.capital(str(full)), str(short))
            for full, short in zip(days.WEEKDAYS, days.WEEKDAYS_SHORT, strict=True)
        ]


def of_count(
    count: Count,
    limit: Limit,
    calendar: Calendar,
    rule: Rule | None = None,
    *,
    extensions: Iterable[Extension] = (),
    stages: Sequence[Count] = (),
    suspended_from: date | None = None,
) -> Explanation:
    """How a limit was counted. ``stages``: the count without extensions, with the first, with the first two, …

    ``suspended_from``: it stands still since that day and the due date waits.
    """
    teller = _Teller(count, limit, calendar, rule, list(extensions), stages, suspended_from)
    return _explanation(count, limit, calendar, rule, teller.answer(), teller.sentences())


def of_clock(clock: Clock, calendar: Calendar | None = None) -> Explanation:
    """How the due date of a clock comes about; four queries, two when the calendar of its unit is at hand."""
    calendar = calendar or calendars.of_unit(clock.unit_id)
    extensions = list(clock.extensions.select_related("by").order_by("on", "pk"))
    if clock.limit is None:
        return _of_named_day(clock, calendar, extensions)
    suspensions = list(clock.suspensions.all())
    stages = _stages(clock, calendar, extensions, suspensions)
    count = clocks.counted(clock, calendar, extensions=extensions, suspensions=suspensions)
    still = next((row.during.lower for row in suspensions if row.during.upper is None), None)
    since = still if clock.state == ClockState.SUSPENDED else None
    return of_count(
        count, clock.limit, calendar, clock.rule, extensions=extensions, stages=stages, suspended_from=since
    )


def _stages(
    clock: Clock, calendar: Calendar, extensions: Sequence[Extension], suspensions: Sequence[Suspension]
) -> list[Count]:
    """Where the clock ended before each extension and after the last, by the calendar of today."""
    if not extensions:
        return []
    steps = range(len(extensions) + 1)
    return [clocks.recounted(clock, calendar, extensions[:step], suspensions) for step in steps]


def _explanation(
    count: Count, limit: Limit | None, calendar: Calendar, rule: Rule | None, answer: str, told: Sequence[Sentence]
) -> Explanation:
    cells = month_sheets.cells(count, limit, calendar)
    sorts = {cell.sort for cell in cells.values()}
    return Explanation(
        answer=answer,
        sentences=told,
        rows=_rows(list(cells.values())),
        sheets=month_sheets.sheets(cells),
        months_left_out=month_sheets.left_out(cells),
        legend=[_legend(sort, limit) for sort in LEGEND if sort in sorts],
        provisional=_provisional(count, calendar),
        rule=rule,
    )


def _legend(sort: Sort, limit: Limit | None) -> tuple[str, str, str]:
    if sort is Sort.COUNTED and not month_sheets.numbered(limit):
        return sort.value, "·", _("ngày được đếm")
    words = month_sheets.due_words(limit) if sort is Sort.DUE else LEGEND[sort]
    return sort.value, sort.sign or "1", str(words)


def _provisional(count: Count, calendar: Calendar) -> str:
    if not count.provisional:
        return ""
    ends = sorted((count.start, count.due))
    years = [str(year) for year in range(ends[0].year, ends[1].year + 1) if year not in calendar.settled]
    words = ngettext(
        "Lịch làm việc năm {years} chưa được chấp nhận: ngày này là tạm tính và có thể thay đổi.",
        "Lịch làm việc các năm {years} chưa được chấp nhận: ngày này là tạm tính và có thể thay đổi.",
        len(years),
    )
    return words.format(years=", ".join(years))


# -- a limit by a rule

_HOW_LONG = {
    (Direction.AFTER, Bound.MAXIMUM, LimitUnit.WORKING_DAY): gettext_lazy(
        "Thời hạn dài nhất là {amount}: chỉ đếm ngày làm việc, bỏ qua ngày nghỉ."
    ),
    (Direction.AFTER, Bound.MAXIMUM, LimitUnit.CALENDAR_DAY): gettext_lazy(
        "Thời hạn dài nhất là {amount}: đếm mọi ngày, kể cả thứ Bảy, Chủ nhật và ngày lễ."
    ),
    (Direction.AFTER, Bound.MAXIMUM, LimitUnit.MONTH): gettext_lazy(
        "Thời hạn dài nhất là {amount}: hết vào ngày cùng số của tháng cuối; tháng ngắn hơn thì hết ngày cuối tháng."
    ),
    (Direction.AFTER, Bound.MAXIMUM, LimitUnit.YEAR): gettext_lazy(
        "Thời hạn dài nhất là {amount}: hết vào cùng ngày, cùng tháng của năm cuối."
    ),
    (Direction.AFTER, Bound.MINIMUM, LimitUnit.WORKING_DAY): gettext_lazy(
        "Phải đủ ít nhất {amount}: chỉ đếm ngày làm việc, bỏ qua ngày nghỉ."
    ),
    (Direction.AFTER, Bound.MINIMUM, LimitUnit.CALENDAR_DAY): gettext_lazy(
        "Phải đủ ít nhất {amount}: đếm mọi ngày, kể cả thứ Bảy, Chủ nhật và ngày lễ."
    ),
    (Direction.AFTER, Bound.MINIMUM, LimitUnit.MONTH): gettext_lazy(
        "Phải đủ ít nhất {amount}: đến hết ngày cùng số của tháng cuối; tháng ngắn hơn thì đến hết ngày cuối tháng."
    ),
    (Direction.BEFORE, Bound.MAXIMUM, LimitUnit.WORKING_DAY): gettext_lazy(
        "Phải làm trước ngày đó ít nhất {amount}: chỉ đếm ngày làm việc, bỏ qua ngày nghỉ."
    ),
    (Direction.BEFORE, Bound.MAXIMUM, LimitUnit.CALENDAR_DAY): gettext_lazy(
        "Phải làm trước ngày đó ít nhất {amount}: đếm mọi ngày, kể cả thứ Bảy, Chủ nhật và ngày lễ."
    ),
    (Direction.BEFORE, Bound.MAXIMUM, LimitUnit.MONTH): gettext_lazy(
        "Phải làm trước ngày đó ít nhất {amount}: tính ngược đến ngày cùng số; tháng ngắn hơn thì đến ngày cuối tháng."
    ),
}


class _Teller:
    """Says in order what was done with a limit."""

    def __init__(
        self,
        count: Count,
        limit: Limit,
        calendar: Calendar,
        rule: Rule | None,
        extensions: list[Extension],
        stages: Sequence[Count],
        suspended_from: date | None,
    ) -> None:
        self.count, self.limit, self.calendar, self.rule = count, limit, calendar, rule
        self.extensions, self.stages, self.suspended_from = extensions, stages, suspended_from
        self.amount = _amount(limit, rule)
        self.before = limit.direction is Direction.BEFORE
        self.minimum = limit.bound is Bound.MINIMUM and not self.before

    def answer(self) -> str:
        day = days.in_full(self.count.due)
        if self.suspended_from is not None:
            since = ngay(self.suspended_from)
            return _("Hạn cuối: {day}, đang tạm dừng từ {since}").format(day=day, since=since)
        if self.before:
            return _("Chậm nhất: {day}").format(day=day)
        if self.minimum:
            words = _("Được gỡ hoặc kết thúc từ: {day}") if self._runs_on() else _("Đủ thời gian tối thiểu từ: {day}")
            return words.format(day=day)
        return _("Hạn cuối: {day}").format(day=day)

    def sentences(self) -> list[Sentence]:
        told = [self._event(), self._how_long(), *self._own(), *self._first(), *self._skipped()]
        told += [*self._added(), *self._paused(), *self._extended()]
        if self.before:
            return [*told, *self._end_before()]
        told += self._end_of_minimum() if self.minimum else self._end()
        return [*told, *self._still(), *self._more()]

    def _event(self) -> Sentence:
        day = days.in_full(self.count.start)
        if self.rule is None or not self.rule.event:
            return Sentence(_("Ngày làm mốc: {day}.").format(day=day))
        return Sentence(_("Mốc tính là {event}: {day}.").format(event=self.rule.event, day=day))

    def _how_long(self) -> Sentence:
        bound = Bound.MAXIMUM if self.before else self.limit.bound
        months = _HOW_LONG[self.limit.direction, bound, LimitUnit.MONTH]
        words = _HOW_LONG.get((self.limit.direction, bound, self.limit.unit), months)
        return Sentence(str(words).format(amount=self.amount))

    def _own(self) -> list[Sentence]:
        """What the law says where a unit counts with its own limit."""
        general = self.rule.replaces if self.rule else None
        if general is None:
            return []
        words = _("Hạn riêng thay cho quy định chung: {limit} ({citation}).")
        return [Sentence(words.format(limit=general.in_words, citation=general.citation))]

    def _first(self) -> list[Sentence]:
        if not month_sheets.numbered(self.limit):
            return []
        first = next((line.day for line in self.count.lines if line.number), None)
        if first is None:
            return []
        words = _("Ngày làm mốc không tính; đếm ngược, bắt đầu từ {day}.")
        if not self.before:
            words = _("Ngày đầu tiên không tính: bắt đầu đếm từ {day}.")
        return [Sentence(words.format(day=days.in_full(first)))]

    def _skipped(self) -> list[Sentence]:
        off = sorted(
            line.day
            for line in self.count.lines
            if line.number is None and not line.paused and not line.rolled and line.day != self.count.due
        )
        if off:
            return [Sentence(_("Những ngày nghỉ không đếm:"), self._reasons(off))]
        if self.limit.unit is not LimitUnit.WORKING_DAY:
            return []
        if any(line.paused for line in self.count.lines):
            return [Sentence(_("Ngoài thời gian tạm dừng, không có ngày nghỉ nào phải bỏ qua."))]
        if self.calendar.works(self.count.due):
            return [Sentence(_("Trong khoảng thời gian này không có ngày nghỉ nào phải bỏ qua."))]
        return []
        return []

    def _added(self) -> list[Sentence]:
        if self.limit.unit is not LimitUnit.WORKING_DAY:
            return []
        on = [line for line in self.count.lines if line.number and line.special and line.special.kind.works]
        words = _("{day} vẫn đếm, vì là ngày làm bù: {name}.")
        return [Sentence(days.capital(words.format(day=days.in_full(line.day), name=line.special.called)))
                for line in on if line.special]  # fmt: skip

    def _paused(self) -> list[Sentence]:
        paused = sorted(line.day for line in self.count.lines if line.paused)
        return [Sentence(self._pause(first, last)) for first, last in days.runs(paused)]

    def _pause(self, first: date, last: date) -> str:
        unit, number = LimitUnit.CALENDAR_DAY, (last - first).days + 1
        if self._only_working_days():
            unit, number = LimitUnit.WORKING_DAY, sum(map(self.calendar.works, days.from_to(first, last)))
        words = _("Tạm dừng ({span}): {amount} không đếm.")
        if not number:
            words = _("Tạm dừng ({span}): không có ngày làm việc nào trong đó.")
        return words.format(span=days.span(first, last), amount=wording.amount_in_words(number, unit))

    def _only_working_days(self) -> bool:
        """No part of it was given in days of another sort."""
        given = {self.limit.unit, *(row.counted_in for row in self.extensions if row.to is None)}
        return given == {LimitUnit.WORKING_DAY}

    def _extended(self) -> list[Sentence]:
        """Where the limit itself ended, and where each extension took it."""
        if not self.extensions:
            return []
        own, *after = self.stages
        return [
            Sentence(self._nth(_reached(own))),
            *(Sentence(extended(row, stage)) for row, stage in zip(self.extensions, after, strict=True)),
        ]

    def _more(self) -> list[Sentence]:
        """What the law allows beyond, and how much of it was used."""
        allowed = wording.extra_in_words(self.rule) if self.rule is not None else ""
        if not allowed:
            return []
        if not self.extensions:
            return [Sentence(days.capital(_("Có thể {allowed}.").format(allowed=allowed)))]
        number = len(self.extensions)
        words = ngettext(
            "Có thể {allowed}; đã gia hạn {number} lần.", "Có thể {allowed}; đã gia hạn {number} lần.", number
        )
        return [Sentence(days.capital(words.format(allowed=allowed, number=number)))]

    def _still(self) -> list[Sentence]:
        if self.suspended_from is None:
            return []
        words = _("Đang tạm dừng từ {day}: hạn nêu trên chưa kể lần tạm dừng này và sẽ lùi thêm khi tính tiếp.")
        return [Sentence(words.format(day=days.in_full(self.suspended_from)))]

    def _end(self) -> list[Sentence]:
        nominal = self._nominal()
        if self.count.rolled_from is None:
            return [Sentence(_("{nominal} Đó là hạn cuối.").format(nominal=nominal)), *self._stays()]
        passed = [
            day for day in days.from_to(self.count.nominal, self.count.due - ONE_DAY) if not self.calendar.works(day)
        ]
        words = _(
            "Ngày đó không phải ngày làm việc, nên hạn chuyển sang ngày làm việc tiếp theo: {day} "
            "(Bộ luật Dân sự 91/2015, Điều 148 khoản 5, chưa đối chiếu văn bản)."
        )
        return [Sentence(nominal), Sentence(words.format(day=days.in_full(self.count.due)), self._reasons(passed))]

    def _stays(self) -> list[Sentence]:
        if self.calendar.works(self.count.due):
            return []
        words = _("Ngày đó không phải ngày làm việc ({why}), nhưng thời hạn này không dời sang ngày khác.")
        return [Sentence(words.format(why=days.why_off(self.count.due, self.calendar)))]

    def _nominal(self) -> str:
        day = days.in_full(self.count.nominal)
        if self.extensions:
            return _("Kể cả thời gian gia hạn, ngày cuối cùng là {day}.").format(day=day)
        return self._nth(day)

    def _nth(self, day: str) -> str:
        if self.limit.unit is LimitUnit.WORKING_DAY:
            words = _("Ngày làm việc thứ {number} là {day}.")
        elif self.limit.unit is LimitUnit.CALENDAR_DAY:
            words = _("Ngày thứ {number} là {day}.")
        else:
            words = _("Ngày cuối cùng là {day}.")
        return words.format(number=self.limit.amount, day=day)

    def _end_of_minimum(self) -> list[Sentence]:
        day = days.in_full(self.count.due)
        words = _("Đủ thời gian từ {day}, vì phải hết {amount} và ngày đầu tiên không tính.")
        if self._runs_on():
            words = _("Được gỡ hoặc kết thúc từ {day}, vì phải đủ {amount} và ngày đầu tiên không tính.")
        return [
            Sentence(self._nth(days.in_full(self.count.nominal))),
            Sentence(words.format(day=day, amount=self.amount)),
            Sentence(_("Thời gian tối thiểu không rút ngắn và không dời vì gặp ngày nghỉ.")),
        ]

    def _runs_on(self) -> bool:
        """Something is shown or broadcast all the time, and taken down in the end."""
        return self.rule is not None and self.rule.consecutive

    def _end_before(self) -> list[Sentence]:
        due = self.count.due
        told = [
            Sentence(self._nth(days.in_full(due))),
            Sentence(_("Phải làm xong chậm nhất trong ngày đó: hạn trước một sự kiện không bao giờ dời về sau.")),
        ]
        if not self.calendar.works(due):
            words = _("Ngày đó không phải ngày làm việc ({why}): nên làm xong trong ngày làm việc trước đó, {day}.")
            earlier = days.in_full(self.calendar.working_day_before(due))
            told.append(Sentence(words.format(why=days.why_off(due, self.calendar), day=earlier)))
        return told

    def _reasons(self, off: Sequence[date]) -> list[str]:
        """Days off in ranges, each with its reasons; plain weekends are told together, many only by their number."""
        plain: list[tuple[date, date]] = []
        told = []
        for first, last in days.runs(off):
            if all(day not in self.calendar.special for day in days.from_to(first, last)):
                plain.append((first, last))
                continue
            why = days.listed(days.why_off(day, self.calendar) for day in days.from_to(first, last))
            told.append((first, f"{days.span(first, last)}: {why}"))
        if len(plain) <= FEW_WEEKENDS:
            told += [(first, _weekend(first, last)) for first, last in plain]
            return [words for _first, words in sorted(told)]
        number = sum((last - first).days + 1 for first, last in plain)
        return [*(words for _first, words in told), _many_weekends(number)]


def _amount(limit: Limit, rule: Rule | None) -> str:
    """ "30 ngày liên tục" where the law says so."""
    if rule is None or not rule.consecutive or limit.unit is not LimitUnit.CALENDAR_DAY:
        return wording.amount_in_words(limit.amount, limit.unit)
    words = ngettext("%(count)s ngày liên tục", "%(count)s ngày liên tục", limit.amount)
    return words % {"count": limit.amount}


def extended(row: Extension, stage: Count) -> str:
    """Who gave how much more time, when, and where that took the limit."""
    on, day = ngay(row.on), _reached(stage)
    if row.to is None:
        words = _("Ngày {on}, {who} gia hạn thêm {amount}, đến {day}.")
        amount = wording.amount_in_words(row.amount or 0, LimitUnit(row.counted_in))
        return words.format(on=on, who=row.by, amount=amount, day=day)
    words = _("Ngày {on}, {who} gia hạn đến {to}.")
    if stage.due != row.to:  # the calendar changed since, and the limit ends later by itself
        words = _("Ngày {on}, {who} gia hạn đến {to}; ngày cuối cùng vẫn là {day}.")
    return words.format(on=on, who=row.by, to=days.in_full(row.to), day=day)


def _reached(stage: Count) -> str:
    """The last day; and the day on which it ended, where nobody works on the last."""
    last = days.in_full(stage.nominal)
    if stage.due == stage.nominal:
        return last
    return _("{day} (ngày nghỉ, nên hạn là {due})").format(day=last, due=days.in_full(stage.due))


def _weekend(first: date, last: date) -> str:
    why = days.listed(days.weekday(day) for day in days.from_to(first, last))
    return f"{days.span(first, last)}: {why}"


def _many_weekends(number: int) -> str:
    words = ngettext("{number} ngày thứ Bảy, Chủ nhật", "{number} ngày thứ Bảy, Chủ nhật", number)
    return words.format(number=number)


# -- a day that somebody named


def _of_named_day(clock: Clock, calendar: Calendar, extensions: list[Extension]) -> Explanation:
    count = clocks.counted(clock, calendar, extensions=extensions, suspensions=[])
    after = _stages(clock, calendar, extensions, [])[1:]
    told = [_named(clock), *(Sentence(extended(row, stage)) for row, stage in zip(extensions, after, strict=True))]
    told.append(Sentence(_("Ngày đã ấn định thì không dời vì gặp ngày nghỉ.")))
    if extensions:
        told.append(Sentence(_("Kể cả thời gian gia hạn, hạn cuối là {day}.").format(day=days.in_full(count.due))))
    answer = _("Hạn cuối: {day}").format(day=days.in_full(count.due))
    return _explanation(count, None, calendar, None, answer, told)


def _named(clock: Clock) -> Sentence:
    """Who named the day last; by which paper is told in the history, to those who may see it."""
    naming = clock.steps.filter(kind__in=[StepKind.STARTED, StepKind.CORRECTED]).select_related("by")
    step = naming.order_by("-pk").first()
    day = days.in_full(clock.fixed_on or clock.due_on)
    if step is None or step.by is None:
        return Sentence(_("Hạn do người giao việc ấn định: {day}, không tính theo quy định.").format(day=day))
    words = _("Ngày {on}, {who} ấn định hạn là {day}, không tính theo quy định.")
    return Sentence(words.format(on=ngay(step.on), who=step.by, day=day))


# -- the list of days


def _rows(cells: list[Cell]) -> list[Row]:
    if len(cells) <= MOST_ROWS + 1:
        return [Row(days.capital(days.in_full(cell.day)), cell.words) for cell in cells]
    return [_row(list(group)) for _key, group in groupby(cells, key=_kept_together())]


def _kept_together() -> Callable[[Cell], tuple[object, ...]]:
    """Neighbours of one sort share a row; whatever is not ordinary has its own."""
    alone = {Sort.START, Sort.DUE, Sort.ADDED, Sort.PASSED}
    return lambda cell: (cell.sort, cell.day if cell.sort in alone else None)


def _row(cells: list[Cell]) -> Row:
    first, last = cells[0], cells[-1]
    if first is last:
        return Row(days.capital(days.in_full(first.day)), first.words)
    between = days.span(min(first.day, last.day), max(first.day, last.day))
    if first.number and last.number:
        words = _("ngày thứ {first} đến ngày thứ {last}").format(first=first.number, last=last.number)
        return Row(between, words)
    if first.sort is Sort.OFF:
        return Row(between, _("không đếm: {why}").format(why=days.listed(cell.why for cell in cells)))
    return Row(between, days.listed(cell.words for cell in cells))
