"""Forms and what units reported on them, written through the verbs, each on the day on which it happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.files.base import ContentFile

from accounts.models import User
from common import clock
from documents import services as documents
from figures import typed
from figures.models import BreakdownItem, Indicator
from indicators.enums import CheckKind, Severity, Source
from indicators.models import Form, FormVersion, Regime, ReportingWindow, Submission
from indicators.services import deciding, forms, sending, submitting, versions, windows
from indicators.services.entry import Entry, enter
from organizations.models import BodyKind, UnitLevel

from .building import body
from .cases.plain import ILLUSTRATIVE

CALENDAR = "lich"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A form: who gives it to which level, how often, its sections with the codes of their indicators.

    ``own``: figures of the unit's own, counted or typed although the form below has the same indicator.
    ``optional``: lines that may stay empty. ``checks``: severity and expression.
    """

    name: str
    issuer: str
    level: str
    spans: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    answerer: str = "ubnd"
    own: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    checks: tuple[tuple[Severity, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """A figure as it is typed, with its note; or why there is none."""

    typed: str = ""
    note: str = ""
    missing: str = ""


def invented(typed: str) -> Told:
    """A figure that no source states."""
    return Told(typed=typed, note=ILLUSTRATIVE)


type Figures = dict[str, Told]
"""By code of the indicator, or of the indicator and an item of its breakdown ("cap-khen.tinh")."""


@contextmanager
def on(day: date, hour: int = 9) -> Iterator[None]:
    """Inside, it is that day; never a moment that is still to come."""
    moment = datetime.combine(day, time(hour), tzinfo=clock.ZONE)
    with clock.told_at(min(moment, clock.now())):
        yield


def calendar_windows(year: int, by: User) -> None:
    """The windows of a year in the calendar that everybody shares."""
    windows.lay_out(regime=Regime.objects.get(code=CALENDAR), year=year, by=by)


def window(code: str) -> ReportingWindow:
    """A window of the shared calendar."""
    return ReportingWindow.objects.select_related("regime").get(regime__code=CALENDAR, code=code)


def found_form(sheet: Sheet, by: User, *, below: Form | None = None) -> Form:
    """A form with its published version, in use since the first day of the year."""
    facts = forms.FormFacts(
        name_vi=sheet.name, level=UnitLevel.objects.get(code=sheet.level),
        answerer=BodyKind.objects.get(code=sheet.answerer), regime=Regime.objects.get(code=CALENDAR),
        spans=sheet.spans, below=below,
    )  # fmt: skip
    form = forms.define(issuer=body(sheet.issuer), facts=facts, by=by)
    version = form.versions.get()
    codes = [code for _title, lines in sheet.sections for code in lines]
    indicators = {one.code: one for one in Indicator.objects.filter(code__in=codes).select_related("breakdown")}
    for title, lines in sheet.sections:
        section = versions.add_section(version=version, title_vi=title, by=by)
        versions.add_lines(section=section, indicators=[indicators[code] for code in lines], by=by)
    _correct_lines(version, sheet, by)
    for severity, expression in sheet.checks:
        versions.add_check(
            version=version, kind=CheckKind.EXPRESSION, expression=expression, severity=severity, by=by
        )  # fmt: skip
    versions.publish(version=version, by=by)
    return form


def _correct_lines(version: FormVersion, sheet: Sheet, by: User) -> None:
    changed = {*sheet.own, *sheet.optional}
    for line in version.lines.filter(indicator__code__in=changed).select_related("indicator", "section"):
        code, source = line.indicator.code, line.source
        if code in sheet.own:
            source = Source.COUNTED if line.indicator.counted else Source.TYPED
        versions.edit_line(
            line=line, section=line.section, source=source, required=code not in sheet.optional, by=by
        )  # fmt: skip


def send_down(form: Form, code: str, by: User, *, due_on: date | None = None) -> dict[str, Submission]:
    """Give the form of a window to those who owe it; what each received, by the code of its unit."""
    sending.send_down(form=form, window=window(code), by=by, due_on=due_on)
    rows = form.submissions.filter(window__code=code).select_related("form__issuer", "unit", "body", "window")
    return {one.unit.code: one for one in rows}


def fill(submission: Submission, figures: Figures, by: User) -> None:
    """Type what is told."""
    codes = {name.partition(".")[0] for name in figures}
    indicators = {one.code: one for one in Indicator.objects.filter(code__in=codes).select_related("breakdown")}
    items = {
        (item.breakdown_id, item.code): item
        for item in BreakdownItem.objects.filter(
            breakdown__in={one.breakdown_id for one in indicators.values()} - {None}
        )
    }
    enter(
        submission=submission, entries=[_entry(name, told, indicators, items) for name, told in figures.items()], by=by
    )


def _entry(
    name: str, told: Told, indicators: Mapping[str, Indicator], items: Mapping[tuple[int, str], BreakdownItem]
) -> Entry:
    code, _point, part = name.partition(".")
    indicator = indicators[code]
    return Entry(
        indicator=indicator,
        item=items[indicator.breakdown_id or 0, part] if part else None,
        figure=typed.read(indicator, told.typed, told.note) if told.typed else None,
        missing=told.missing,
        seen=0,
    )


def hand_in(submission: Submission, figures: Figures, by: User) -> Submission:
    """Type and submit."""
    if figures:
        fill(submission, figures, by)
    return submitting.submit(submission=submission, by=by)


def sign(submission: Submission, *people: User) -> Submission:
    """Every step says yes in turn; after the last the form goes up."""
    for person in people:
        step = deciding.waiting_step(submission)
        if step is not None:
            submission = deciding.approve(submission=submission, step=step, by=person)
    return submission


def sign_on_paper(submission: Submission, *, signed_by: str, by: User) -> Submission:
    """The step that waits was decided on paper today: the slip is kept with it."""
    step = deciding.waiting_step(submission)
    if step is None:
        raise ValueError(f"nothing waits: {submission}")
    upload = ContentFile("Phiếu trình đã ký (tệp minh họa).".encode(), name="phieu-trinh.txt")
    slip = documents.attach(owner=submission, upload=upload, by=by, no_state_secret=True, caption="Phiếu trình đã ký")
    paper = deciding.Paper(signed_by=signed_by, signed_on=clock.today(), slip=slip)
    return deciding.approve(submission=submission, step=step, by=by, paper=paper)


def take_in(submissions: Sequence[Submission], by: User) -> None:
    """The issuer accepts what came."""
    for one in submissions:
        deciding.accept(submission=one, by=by)
