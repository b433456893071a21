"""Regimes of reporting and their windows. Lock, may you, is it possible, change, remember."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record, record_many
from common import clock as wall
from common.errors import Refused
from common.names import in_portal_language
from common.periods import BadPeriod, Period
from common.templatetags.qcdc import ngay
from common.text import clean_line, search_key
from deadlines import calendars
from deadlines.models import Clock
from deadlines.services import clocks
from indicators import events_forms as events
from indicators import policies, timing, windows
from indicators.enums import EDITABLE, Span
from indicators.models import Regime, ReportingWindow, Submission
from organizations.models import Body
from steering.events import labels

FIRST_YEAR, LAST_YEAR = 1990, 2100  # years that an office lays out
_LONGEST = 10 * 366  # days of a window


@dataclass(frozen=True, kw_only=True)
class RegimeFacts:
    """How a body cuts its year."""

    name_vi: str
    name_en: str = ""
    basis: str = ""
    closing_day: int | None = None
    due_days: int = 5


@transaction.atomic
def found_regime(*, body: Body, facts: RegimeFacts, by: User) -> Regime:
    """A regime of the body's own. Refused: no name; a closing day after the 28th; more than 90 working days."""
    policies.check_can_keep_forms(by, body)
    values = _checked(facts)
    code = f"{slugify(search_key(values['name_vi']))[:30].strip('-') or 'che-do'}-{secrets.token_hex(3)}"
    regime = Regime.objects.create(code=code, body=body, **values)
    record(events.REGIME_MADE, by=by, subject=regime, unit_id=body.unit_id)
    return regime


@transaction.atomic
def edit_regime(*, regime: Regime, facts: RegimeFacts, by: User) -> Regime:
    """Other days from now on: windows that were laid out keep theirs."""
    regime = Regime.objects.select_for_update(of=("self",)).select_related("body__unit").get(pk=regime.pk)
    policies.check_can_edit_windows(by, regime)
    values = _checked(facts)
    changed = [name for name, value in values.items() if getattr(regime, name) != value]
    if changed:
        for name in changed:
            setattr(regime, name, values[name])
        regime.save(update_fields=changed)
        unit = regime.body.unit_id if regime.body else None
        record(events.REGIME_EDITED, by=by, subject=regime, unit_id=unit, what=labels(Regime, changed))
    return regime


@transaction.atomic
def lay_out(*, regime: Regime, year: int, by: User) -> list[ReportingWindow]:
    """The windows of a year that are not there yet; those that are stay as they are. Refused: a year out of reach."""
    policies.check_can_lay_out(by, regime)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Năm từ {first} đến {last}.").format(first=FIRST_YEAR, last=LAST_YEAR), field="year")
    list(Regime.objects.select_for_update(of=("self",)).filter(pk=regime.pk))  # two who lay out at once take turns
    calendar = calendars.of_unit(regime.body.unit_id if regime.body else None)
    laid = windows.lay_out(year, closing_day=regime.closing_day, due_days=regime.due_days, calendar=calendar)
    known = set(regime.windows.filter(code__in=[one.code for one in laid]).values_list("code", flat=True))
    rows = [
        ReportingWindow(
            regime=regime, code=one.code, span=one.span, days=Period.between(one.start, one.end).range,
            opens_on=one.opens_on, due_on=one.due_on,
        )
        for one in laid if one.code not in known
    ]  # fmt: skip
    _check_no_overlap(regime, rows)
    made = ReportingWindow.objects.bulk_create(rows)
    record_many(events.WINDOW_LAID, by=by, rows=[_laid(window) for window in made])
    return made


@transaction.atomic
def add_window(
    *, regime: Regime, span: str, first: date, last: date, opens_on: date, due_on: date, by: User,
    locks_on: date | None = None,
) -> ReportingWindow:  # fmt: skip
    """A window of days that no year has: of a term, or ad hoc. Refused: the same days once more."""
    policies.check_can_lay_out(by, regime)
    if span not in (Span.TERM, Span.AD_HOC):
        raise Refused(_("Kỳ tháng, quý, năm được lập cho cả năm một lần."), field="span")
    if last < first:
        raise Refused(_("Ngày chốt phải sau ngày đầu kỳ."), field="last")
    if (last - first).days > _LONGEST:
        raise Refused(_("Kỳ báo cáo dài quá mười năm."), field="last")
    _check_days(opens_on, due_on, locks_on)
    try:
        named = Period.term(first.year, last.year) if span == Span.TERM else Period.between(first, last)
        days = Period.between(first, last).range
    except BadPeriod as error:
        raise Refused(_("Nhiệm kỳ phải kéo dài sang năm sau."), field="last") from error
    if regime.windows.filter(code=named.code).exists():
        raise Refused(_("Chế độ báo cáo này đã có kỳ này."), field="first")
    window = ReportingWindow.objects.create(
        regime=regime, code=named.code, span=span, days=days, opens_on=opens_on, due_on=due_on, locks_on=locks_on
    )
    record_many(events.WINDOW_LAID, by=by, rows=[_laid(window)])
    return window


@transaction.atomic
def edit_window(
    *, window: ReportingWindow, opens_on: date, due_on: date, locks_on: date | None, by: User
) -> ReportingWindow:
    """Other days. Forms that were given out with the window's due date and not sent yet follow it, with their clocks;
    those that were given a day of their own, or more time, keep theirs."""
    window = ReportingWindow.objects.select_for_update(of=("self",), no_key=True).get(pk=window.pk)
    policies.check_can_edit_windows(by, window.regime)
    _check_days(opens_on, due_on, locks_on)
    wanted: dict[str, Any] = {"opens_on": opens_on, "due_on": due_on, "locks_on": locks_on}
    before = {name: getattr(window, name) for name in wanted}
    changed = [name for name, value in wanted.items() if before[name] != value]
    if not changed:
        return window
    for name in changed:
        setattr(window, name, wanted[name])
    window.save(update_fields=changed)
    if "due_on" in changed:
        _move_due(window, before["due_on"], by)
    unit = window.regime.body.unit_id if window.regime.body else None
    record(events.WINDOW_EDITED, by=by, subject=window, unit_id=unit, what=_moves(window, before, changed))
    return window


def _move_due(window: ReportingWindow, before: date, by: User) -> None:
    own = window.submissions.filter(due_on=before, first_sent_on=None, state__in=EDITABLE)
    keys = list(own.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True))
    Submission.objects.filter(pk__in=keys).update(due_on=window.due_on)
    running: list[Clock] = clocks.locked_of(timing.KIND, keys)
    clocks.correct_many(
        [one for one in running if one.due_on == before], fixed_on=window.due_on, on=wall.today(), by=by
    )


def _check_no_overlap(regime: Regime, rows: list[ReportingWindow]) -> None:
    """The exclusion constraint in words: the regime's closing day was changed between two years."""
    for window in rows:
        taken = (
            regime.windows.filter(span=window.span, days__overlap=window.days).exclude(span=Span.NINE_MONTHS).first()
        )
        if taken is not None:
            message = _("{window} trùng ngày với {taken} đã lập; sửa ngày chốt của chế độ hoặc dùng chế độ khác.")
            raise Refused(message.format(window=window.label, taken=taken.label), field="year")


def _check_days(opens_on: date, due_on: date, locks_on: date | None) -> None:
    if due_on < opens_on:
        raise Refused(_("Hạn gửi không thể trước ngày mở nhập."), field="due_on")
    if locks_on is not None and locks_on <= due_on:
        raise Refused(_("Ngày khóa số liệu phải sau hạn gửi."), field="locks_on")


def _checked(facts: RegimeFacts) -> dict[str, Any]:
    name = clean_line(facts.name_vi)
    if not name:
        raise Refused(_("Cần có tên chế độ báo cáo."), field="name_vi")
    if facts.closing_day is not None and not 1 <= facts.closing_day <= 28:
        raise Refused(_("Ngày chốt số liệu từ 1 đến 28; để trống nếu là ngày cuối tháng."), field="closing_day")
    if not 0 <= facts.due_days <= 90:
        raise Refused(_("Hạn gửi không quá 90 ngày làm việc sau ngày chốt."), field="due_days")
    return {
        "name_vi": name, "name_en": clean_line(facts.name_en), "basis": clean_line(facts.basis),
        "closing_day": facts.closing_day, "due_days": facts.due_days,
    }  # fmt: skip


def _laid(window: ReportingWindow) -> tuple[ReportingWindow, int | None, dict[str, str]]:
    body = window.regime.body
    return window, body.unit_id if body else None, {"due": ngay(window.due_on)}


@in_portal_language
def _moves(window: ReportingWindow, before: dict[str, date | None], names: list[str]) -> str:
    """ "hạn gửi 07/10/2026 → 15/10/2026"."""
    parts = []
    for name in names:
        label, now = labels(ReportingWindow, [name]), getattr(window, name)
        parts.append(f"{label} {_day(before[name])} → {_day(now)}")
    return "; ".join(parts)


def _day(day: date | None) -> str:
    return ngay(day) if day else "–"
