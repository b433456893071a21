"""Half a million postings: a commune has three boards and a website, and each of its disclosures hangs at all four."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db import connection, transaction

from common import clock
from common.searching import key_of
from common.text import syllable_pairs
from deadlines import calendars, counting, finding
from deadlines.models import Clock, ClockKind, ClockStep, Rule
from disclosures import timing
from disclosures.models import Disclosure, DisclosureForm, DisclosureItem, DisclosureStake, Posting, PostingPlace

from .copying import Table, untriggered, without_indexes
from .country import ALWAYS, Council, Country
from .filling import _noon

PER_DISCLOSURE = 4
BATCH = 20_000
DAYS = 730
"""Decisions lie within so many days before today."""
_PLACES = (
    ("niem-yet", "Bảng tin trụ sở", True),
    ("niem-yet", "Nhà văn hóa số 1", False),
    ("niem-yet", "Nhà văn hóa số 2", False),
    ("cong-thong-tin", "Trang thông tin điện tử", False),
)
_BOARDS = 3  # the first so many places are boards, where the minimum holds
_POSTED = (1, 2, 3, 5, 6)  # contents that hang at boards and on the website


@dataclass(frozen=True)
class Fate:
    """What became of a disclosure: when each place was up, from when it was down."""

    up: tuple[date | None, ...]
    down: date | None
    gap_on: date | None
    proven: bool

    @property
    def hung(self) -> list[date]:
        """The days on which it was put up somewhere."""
        return [day for day in self.up if day]

    def unproven_until(self) -> date | None:
        """The last day for a photo, where one is still missing: a posting without one could be gone after it."""
        if self.proven or self.down:
            return None
        boards = [day for place, day in enumerate(self.up[:_BOARDS]) if day and not (self.gap_on and place == 0)]
        return min((_minimum(day)[1] for day in boards), default=date.max) - timedelta(days=1) if boards else None


def fill(country: Country, postings: int, tell: Callable[[int], None] = lambda done: None) -> None:
    """Write that many postings, spread over the communes; all or nothing."""
    communes = [council for council in country.councils if not council.is_province]
    with transaction.atomic(), without_indexes(Disclosure):
        writer = _Writer(country, communes)
        with untriggered():
            for number, council in enumerate(_shares(communes, postings // PER_DISCLOSURE), 1):
                writer.write(number, council)
                if number % BATCH == 0:
                    writer.flush()
                    tell(number * PER_DISCLOSURE)
            writer.flush()
            writer.finish()


def settle() -> None:
    """What the database does by night."""
    with connection.cursor() as cursor:
        for model in (Disclosure, DisclosureStake, Posting, PostingPlace, Clock, ClockStep):
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")


def _shares(communes: list[Council], disclosures: int) -> Iterator[Council]:
    for place, council in enumerate(communes):
        for _n in range(disclosures * (place + 1) // len(communes) - disclosures * place // len(communes)):
            yield council


@cache
def _due(decided_on: date) -> date:
    """The last lawful day, by the rule and the country's calendar."""
    return counting.due(_limit(decided_on).limit, decided_on, calendars.of_unit(None)).due


@cache
def _minimum(put_up_on: date) -> tuple[Rule, date]:
    rule = finding.in_force("commune-posting", put_up_on)
    return rule, counting.due(rule.limit, put_up_on, calendars.of_unit(None)).due


def fate_of(number: int, decided_on: date, today: date) -> Fate:
    """Regular: of twenty one is late, one lacks a place, one fell out; of the newest one in four has no photo."""
    due, kind = _due(decided_on), number % 20
    up: list[date | None] = [min(decided_on + timedelta(days=1 + place % 3), due) for place in range(PER_DISCLOSURE)]
    if kind == 3:
        up[1] = due + timedelta(days=2)
    if kind == 7:
        up[2] = None
    up = [day if day and day <= today else None for day in up]
    first = up[0]
    down = max(_minimum(day)[1] for day in up if day) if None not in up and kind != 11 else None
    gap = first + timedelta(days=5) if kind == 11 and first and None not in up else None
    return Fate(
        tuple(up), down if down and down <= today else None, gap if gap and gap <= today else None, number % 4 != 1
    )  # fmt: skip


class _Writer:
    """Collects the rows of disclosures and sends them table by table."""

    def __init__(self, country: Country, communes: list[Council]) -> None:
        self._by, self._today, self._now = country.clerk.pk, clock.today(), clock.now()
        self._items = dict(DisclosureItem.objects.filter(catalogue__code="xa-2023").values_list("number", "pk"))
        self._kinds = dict(ClockKind.objects.filter(code__startswith="disclosures.").values_list("code", "pk"))
        self._places = _places(communes)
        self.tables = _tables()

    def write(self, number: int, council: Council) -> None:
        """One disclosure with its postings, stake and clocks, as the verbs would have left them."""
        decided_on = self._today - timedelta(days=number * 7 % DAYS)
        fate, due = fate_of(number, decided_on, self._today), _due(decided_on)
        done = max(fate.hung) if None not in fate.up else None
        status = "waiting" if None in fate.up or fate.gap_on else "done" if fate.down else "up"
        body, item = council.holders[0], self._items[_POSTED[number % len(_POSTED)]]
        code, title = f"CK-{decided_on.year}-{self.tables['disclosure'].last + 1:04d}", f"Việc công khai số {number}"
        texts = code, title, "12/QĐ-UBND"
        key = self.tables["disclosure"].add(
            key_of(*texts), list(dict.fromkeys(pair for text in texts for pair in syllable_pairs(text))), code, body,
            council.unit_id, item, title, decided_on, "12/QĐ-UBND", status, due, done, fate.gap_on, decided_on,
            self._by, "", "", "", self._by, _noon(decided_on),
        )  # fmt: skip
        self.tables["stake"].add(
            council.unit_id, body, "origin", decided_on, None, key, status, item, decided_on, due, done, fate.gap_on,
        )  # fmt: skip
        for place in range(len(_PLACES)):
            self._posting(key, place, self._places[body][place], fate)
        self._clock(key, timing.DISCLOSE, f"{code} · {title}", council, decided_on, due, done)
        unproven = fate.unproven_until()
        if unproven:
            self._clock(key, timing.PROVE, f"{code} · {title}", council, decided_on, unproven, None)

    def flush(self) -> None:
        for table in self.tables.values():
            table.write()

    def finish(self) -> None:
        for table in self.tables.values():
            table.finish()

    def _posting(self, disclosure: int, place: int, key: int, fate: Fate) -> None:
        add, day = self.tables["posting"].add, fate.up[place]
        nothing = (None, None, None, None, None, False, None, None, "")
        if day is None:
            add(disclosure, key, "planned", *nothing)
            return
        rule, free = _minimum(day) if place < _BOARDS else (None, None)
        alarm = max(day, free - timing.ALARM_BEFORE) if free else None
        hung = (day, self._by, rule.pk if rule else None, free, alarm)
        if fate.gap_on and place == 0:
            add(disclosure, key, "broken", *hung, True, fate.gap_on, self._by, "Bão")
            add(disclosure, key, "planned", *nothing)
        elif fate.down:
            add(disclosure, key, "down", *hung, True, fate.down, self._by, "")
        else:
            add(disclosure, key, "up", *hung, fate.proven, None, None, "")

    def _clock(self, key: int, kind: str, title: str, council: Council, on: date, due: date, done: date | None) -> None:
        rule = None if kind == timing.PROVE else _limit(on)
        limit = (rule.pk, rule.amount, rule.counted_in, None) if rule else (None, None, "", due)
        clock_key = self.tables["clock"].add(
            timing.SUBJECT, key, self._kinds[kind], 1, title, "/cong-khai/", council.unit_id, council.holders[0],
            kind, *limit[:3], "after", "maximum", bool(rule), limit[3], on, due, due, False,
            "stopped" if done else "running", done, None if done else due, self._now,
        )  # fmt: skip
        step = self.tables["step"].add
        step(clock_key, "started", on, self._now, due, "", self._by)
        if done:
            step(clock_key, "stopped", done, self._now, due, "", self._by)


@cache
def _limit(on: date) -> Rule:
    """DISC-01 as it was in force on that day."""
    return finding.in_force("commune-disclosure", on)


def _places(communes: list[Council]) -> dict[int, list[int]]:
    """The four places of each People's Committee."""
    forms = dict(DisclosureForm.objects.values_list("code", "pk"))
    made = [
        PostingPlace(body_id=council.holders[0], form_id=forms[form], name=name, headquarters=main, valid=ALWAYS)
        for council in communes
        for form, name, main in _PLACES
    ]
    found: dict[int, list[int]] = {}
    for place in PostingPlace.objects.bulk_create(made, batch_size=2_000):
        found.setdefault(place.body_id, []).append(place.pk)
    return found


def _tables() -> dict[str, Table]:
    return {
        "disclosure": Table(
            Disclosure,
            "search_key pairs code body_id unit_id item_id title decided_on decision status due_on completed_on gap_on"
            " published_on published_by_id public_text review_reason cancel_reason created_by_id created_at",
        ),
        "stake": Table(
            DisclosureStake,
            "unit_id body_id why since until record_id status item_id decided_on due_on completed_on gap_on",
        ),
        "posting": Table(
            Posting,
            "disclosure_id place_id status put_up_on put_up_by_id rule_id may_come_down_from alarm_on proven"
            " taken_down_on taken_down_by_id reason",
        ),
        "clock": Table(
            Clock,
            "subject_kind subject_id kind_id run title url unit_id body_id duty rule_id amount counted_in direction"
            " bound rolls fixed_on started_on nominal_on due_on provisional state ended_on next_reminder_on entered_at",
        ),
        "step": Table(ClockStep, "clock_id kind on at due_to reason by_id"),
    }
