"""Typing figures: every field for itself, so that two people at one form never lose each other's work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.text import clean_line, is_unreadable
from figures import typed
from figures.models import BreakdownItem, Indicator
from figures.services import Figure, check_figure
from indicators import events, locks, policies, workflow
from indicators.enums import Source
from indicators.models import FormLine, Submission, Value
from indicators.proposals import Proposal, propose
from indicators.services.rows import locked

_EMPTY = Figure()
_PROPOSED = (Source.COUNTED, Source.ROLLED)
_LONGEST = {"text": 2000, "note": 500, "missing": 300, "override": 500}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a person typed in one place of the form. ``figure`` None empties it; ``seen`` is the revision that the
    person had before their eyes, 0 for none."""

    indicator: Indicator
    item: BreakdownItem | None = None
    figure: Figure | None
    missing: str = ""
    override: str = ""
    seen: int

    @property
    def key(self) -> tuple[int, int | None]:
        """Which place of the form."""
        return self.indicator.pk, self.item.pk if self.item else None

    @property
    def field(self) -> str:
        """What messages stand beside."""
        return f"{self.indicator.code}.{self.item.code}" if self.item else self.indicator.code


@dataclass(frozen=True)
class Conflict:
    """Somebody typed something else meanwhile: ``value`` is what stands, with who and when."""

    entry: Entry
    value: Value


@dataclass(frozen=True)
class Entered:
    """What was stored, and what was not because a colleague was faster."""

    saved: list[Value] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


class EntryRefused(Refused):
    """Some figures do not fit; ``messages`` by field. ``entered``: the others of the same call, which are stored."""

    def __init__(self, messages: Mapping[str, str], entered: Entered) -> None:
        name, message = next(iter(messages.items()))
        super().__init__(message, field=name)
        self.messages = dict(messages)
        self.entered = entered


def enter(*, submission: Submission, entries: Iterable[Entry], by: User) -> Entered:
    """Store what was typed, place by place.

    A place that somebody changed since it was seen is left alone and reported. Raises EntryRefused when some figures
    do not fit, Refused when the form is closed; good figures are stored in either case that concerns single places.
    Call it outside other transactions, or what is good is undone with what is not.
    """
    entered, messages = _enter(submission, list(entries), by)
    if messages:
        raise EntryRefused(messages, entered)
    return entered


@transaction.atomic
def _enter(submission: Submission, entries: list[Entry], by: User) -> tuple[Entered, dict[str, str]]:
    submission = locked(submission)
    policies.check_can_type(by, submission)
    check_open(submission)
    places = _Places.of(submission, entries)
    entered, messages = Entered(), dict[str, str]()
    for entry in entries:
        try:
            _take(places, entry, by, entered)
        except Refused as refused:
            messages[entry.field] = str(refused)
    if entered.saved:
        _begin(submission, by)
    return entered, messages


def check_open(submission: Submission) -> None:
    """Raises Refused with the reason and with who can open it, when figures may not be typed."""
    if why := locks.why_closed(submission):
        raise Refused(why)


@dataclass(frozen=True)
class _Places:
    """The form's lines, what stands in the places that are typed in, and what the portal proposes for them."""

    submission: Submission
    lines: dict[int, FormLine]
    values: dict[tuple[int, int | None], Value]
    proposals: Mapping[tuple[int, int | None], Proposal]

    @classmethod
    def of(cls, submission: Submission, entries: list[Entry]) -> _Places:
        wanted = {entry.indicator.pk for entry in entries}
        rows = submission.version.lines.filter(indicator__in=wanted).select_related("indicator__breakdown")
        lines = {line.indicator_id: line for line in rows}
        kept = submission.values.filter(indicator__in=wanted).select_related("typed_by")
        proposed = [line for line in lines.values() if line.source in _PROPOSED]
        return cls(
            submission, lines, {(value.indicator_id, value.item_id): value for value in kept},
            propose(submission, proposed) if proposed else {},
        )  # fmt: skip


def _take(places: _Places, entry: Entry, by: User, entered: Entered) -> None:
    """Store one entry, or note the conflict; raises Refused for a figure that does not fit."""
    line = _line(places, entry)
    wanted = _wanted(places, line, entry)
    value = places.values.get(entry.key)
    if value is None:
        if not _is_blank(wanted):
            places.values[entry.key] = value = _new(places.submission, entry)
            entered.saved.append(_write(value, wanted, by))
        return
    if all(getattr(value, name) == content for name, content in wanted.items()):
        entered.saved.append(value)
    elif value.revision != entry.seen:
        entered.conflicts.append(Conflict(entry, value))
    else:
        value.revision += 1
        entered.saved.append(_write(value, wanted, by))


def _line(places: _Places, entry: Entry) -> FormLine:
    line = places.lines.get(entry.indicator.pk)
    if line is None:
        raise Refused(_("Chỉ tiêu này không có trong biểu."))
    if line.source == Source.COMPUTED:
        raise Refused(_("Tỷ lệ này do cổng tính từ hai chỉ tiêu khác, không nhập."))
    broken_down = line.indicator.breakdown_id
    if entry.item is not None:
        if entry.item.breakdown_id != broken_down or places.submission.window.end not in entry.item.valid:
            raise Refused(_("Phân tổ này không dùng cho chỉ tiêu trong kỳ."))
    elif broken_down and entry.figure is not None:
        raise Refused(_("Chỉ tiêu này nhập theo từng phân tổ; tổng do cổng cộng."))
    return line


def _wanted(places: _Places, line: FormLine, entry: Entry) -> dict[str, Any]:
    """What the row would hold; raises Refused when it does not fit."""
    figure = entry.figure or _EMPTY
    if entry.figure is not None:
        check_figure(line.indicator, figure)
        if entry.missing.strip():
            raise Refused(_("Đã có số liệu thì không ghi lý do thiếu."))
    wanted = {
        "number": figure.value, "part": figure.numerator, "whole": figure.denominator, "text": figure.text,
        "note": figure.note, "missing": entry.missing, "override": "",
    } | _beside_proposal(places.proposals.get(entry.key), entry, line)  # fmt: skip
    for name, longest in _LONGEST.items():
        wanted[name] = _checked_words(wanted[name], longest)
    return wanted


def _beside_proposal(proposal: Proposal | None, entry: Entry, line: FormLine) -> dict[str, Any]:
    """On lines that the portal fills: what it proposes, and why the person says otherwise."""
    if proposal is None or line.source not in _PROPOSED or entry.figure is None:
        return {"proposed": None}
    if proposal.agrees(entry.figure):
        return {"proposed": proposal.number}
    if not entry.override.strip():
        offer = typed.write(line.indicator, proposal.figure, measure=False)
        raise Refused(_("Cổng đề xuất {number}; nhập số khác phải nêu lý do.").format(number=offer))
    return {"proposed": proposal.number, "override": entry.override}


def _checked_words(words: str, longest: int) -> str:
    if is_unreadable(words):
        raise Refused(_("Nội dung có ký tự không đọc được."))
    line = clean_line(words)
    if len(line) > longest:
        raise Refused(_("Tối đa {count} ký tự.").format(count=longest))
    return line


def _is_blank(wanted: dict[str, Any]) -> bool:
    return all(content in (None, "") for name, content in wanted.items() if name != "proposed")


def _new(submission: Submission, entry: Entry) -> Value:
    return Value(
        submission=submission, indicator=entry.indicator, item=entry.item, window_id=submission.window_id,
        unit_id=submission.unit_id,
    )  # fmt: skip


def _write(value: Value, wanted: dict[str, Any], by: User) -> Value:
    for name, content in wanted.items():
        setattr(value, name, content)
    value.typed_at, value.typed_by = clock.now(), by
    value.save()
    return value


def _begin(submission: Submission, by: User) -> None:
    """The first figure makes an open form a draft."""
    if workflow.may(submission, "begin"):
        workflow.move(submission, "begin")
        submission.save(update_fields=["state"])
        record(events.BEGUN, by=by, subject=submission, unit_id=submission.unit_id)
