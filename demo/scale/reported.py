"""Figures of national size: every commune of the country reports sixty indicators a quarter, for twelve quarters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from common import clock
from common.periods import Kind, Period
from common.text import search_key, sort_key
from figures.enums import FigureKind
from figures.models import Indicator
from indicators import stakes
from indicators.enums import Source, Span, SubmissionState
from indicators.models import (
    Form,
    FormLine,
    FormSection,
    FormVersion,
    Regime,
    ReportingWindow,
    Submission,
    SubmissionStake,
    Value,
)
from organizations import closure, scope
from organizations.enums import Role
from organizations.models import Body, BodyKind, LegalAct, Membership, Placement, Unit, UnitKind, UnitLevel, UnitName

from .copying import Table, untriggered
from .country import ALWAYS, PREFIX, SINCE, Council, Country

QUARTERS, INDICATORS = 12, 60
ROOT = f"{PREFIX}vn"
FORM = f"{PREFIX}bieu"
BATCH = 500  # submissions
ONE_DAY, OPENS_FOR = timedelta(days=1), timedelta(days=10)


@dataclass(frozen=True)
class Line:
    """An indicator with what decides which figures it has."""

    indicator: int
    is_ratio: bool


@transaction.atomic
def crown(country: Country) -> tuple[Body, User]:
    """A unit above the provinces with a body that gives the form out, and somebody who sees the whole country."""
    act = LegalAct.objects.get(number="Dữ liệu quy mô", in_force_on=SINCE)
    kind = UnitKind.objects.get(code="tinh")
    root = Unit.objects.create(
        code=ROOT, name="Cả nước", kind=kind, valid=ALWAYS, founding_act=act, sort_key=sort_key("Cả nước"),
        search_key=search_key("Cả nước"),
    )  # fmt: skip
    UnitName.objects.create(unit=root, kind=kind, name=root.name, valid=ALWAYS, act=act)
    Placement.objects.create(unit=root, parent=None, valid=ALWAYS, act=act)
    tops = [council.unit_id for council in country.councils if council.is_province]
    with untriggered():
        Placement.objects.filter(unit__in=tops).update(parent=root)
    closure.rebuild()
    name = "Cơ quan tổng hợp cả nước"
    issuer = Body.objects.create(
        code=f"{ROOT}-1", unit=root, kind=BodyKind.objects.get(code="ubnd"), name=name, short_name=name, symbol="",
        sort_key=sort_key(name), search_key=search_key(name), valid=ALWAYS, founding_act=act,
    )  # fmt: skip
    reader = User.objects.create_user(f"{PREFIX}canuoc", None, full_name="Người xem số liệu cả nước")
    Membership.objects.create(user=reader, unit=root, role=Role.LEADER, valid=ALWAYS)
    return issuer, reader


def fill(
    country: Country,
    issuer: Body,
    *,
    quarters: int = QUARTERS,
    indicators: int = INDICATORS,
    tell: Callable[[int], None] = lambda done: None,
) -> Form:
    """One form, its windows, a submission for every commune and window, its figures; all or nothing."""
    communes = [council for council in country.councils if not council.is_province]
    with transaction.atomic():
        form, lines = _form(issuer, country.clerk, indicators)
        windows = _windows(form.regime, quarters)
        writer = _Writer(form, lines, country.clerk, issuer)
        with untriggered():
            places = [(window, commune) for window in windows for commune in communes]
            for number, (window, commune) in enumerate(places, 1):
                writer.write(number, window, commune)
                if number % BATCH == 0:
                    writer.flush()
                    tell(number)
            writer.flush()
            writer.finish()
    return form


def _form(issuer: Body, by: User, indicators: int) -> tuple[Form, list[Line]]:
    """A published form with figures that are numbers, each in one row."""
    form = Form.objects.create(
        code=FORM, issuer=issuer, name_vi="Biểu quý của cấp xã (dữ liệu quy mô)", name_en="Quarterly form (scale data)",
        level=UnitLevel.objects.get(code="commune"), answerer=BodyKind.objects.get(code="ubnd"),
        regime=Regime.objects.get(code="lich"), spans=[Span.QUARTER],
    )  # fmt: skip
    scope.write_stakes(form, stakes.of_form(form))
    version = FormVersion.objects.create(form=form, number=1, valid=ALWAYS, published_at=clock.now(), published_by=by)
    section = FormSection.objects.create(version=version, order=1, title_vi="Số liệu", title_en="Figures")
    numbers = Indicator.objects.exclude(kind__in=[FigureKind.TEXT, FigureKind.RANK])
    chosen = list(numbers.filter(part=None, breakdown=None).for_list()[:indicators])
    FormLine.objects.bulk_create(
        FormLine(version=version, section=section, order=order, indicator=one, source=Source.TYPED)
        for order, one in enumerate(chosen, 1)
    )
    return form, [Line(one.pk, one.kind == FigureKind.RATIO) for one in chosen]


def _windows(regime: Regime, quarters: int) -> list[ReportingWindow]:
    """The quarters that are over, the oldest first; those that stand already are used as they are."""
    periods = [Period.containing(clock.today(), Kind.QUARTER).previous()]
    while len(periods) < quarters:
        periods.append(periods[-1].previous())
    return [
        ReportingWindow.objects.get_or_create(
            regime=regime,
            code=period.code,
            defaults={
                "span": Span.QUARTER, "days": period.range, "opens_on": period.end + ONE_DAY,
                "due_on": period.end + OPENS_FOR,
            },
        )[0]
        for period in reversed(periods)
    ]  # fmt: skip


def state_of(number: int) -> SubmissionState:
    """Regular: of a hundred two are being typed and one was returned, whose figures count nowhere."""
    match number % 100:
        case 0 | 1:
            return SubmissionState.DRAFT
        case 2:
            return SubmissionState.RETURNED
    return SubmissionState.ACCEPTED


def figures_of(number: int, place: int) -> tuple[int, int]:
    """A part and a whole: zero in every twentieth, the part never above the whole."""
    whole = 20 + (number * 7 + place * 13) % 80
    return (0 if (number + place) % 20 == 0 else (number * 11 + place * 3) % whole), whole


class _Writer:
    """Collects the rows of submissions and sends them table by table."""

    def __init__(self, form: Form, lines: Sequence[Line], by: User, issuer: Body) -> None:
        self._form, self._lines, self._by, self._issuer = form.pk, lines, by.pk, issuer
        self._version, self._now = form.versions.get().pk, clock.now()
        stake = "unit_id body_id why since until record_id form_id window_id state due_on"
        self.submissions = Table(
            Submission,
            "form_id version_id window_id unit_id body_id state due_on round first_sent_on sent_on accepted_on number"
            " dated into_id note",
        )
        self.stakes = Table(SubmissionStake, stake)
        self.values = Table(
            Value,
            "submission_id indicator_id item_id window_id unit_id number part whole text missing note proposed override"
            " revision typed_at typed_by_id",
        )

    def write(self, number: int, window: ReportingWindow, commune: Council) -> None:
        """One submission with its stakes and figures, as the verbs would have left them."""
        state = state_of(number)
        is_sent = state == SubmissionState.ACCEPTED
        days = [self._sent_on(number, window) if is_sent else None] * 3  # first sent, sent, accepted
        body = commune.holders[0]
        key = self.submissions.add(
            self._form, self._version, window.pk, commune.unit_id, body, state, window.due_on, 1 if is_sent else 0,
            *days, "", None, None, "",
        )  # fmt: skip
        copies = (key, self._form, window.pk, state, window.due_on)
        for unit, holder, why in (
            (commune.unit_id, None, "origin"),
            (commune.unit_id, body, "holder"),
            (self._issuer.unit_id, self._issuer.pk, "assigner"),
        ):
            self.stakes.add(unit, holder, why, window.opens_on, None, *copies)
        for place, line in enumerate(self._lines):
            part, whole = figures_of(number, place)
            given = (None, part, whole) if line.is_ratio else (part, None, None)
            self.values.add(
                key, line.indicator, None, window.pk, commune.unit_id, *given, "", "", "", None, "", 1, self._now,
                self._by,
            )  # fmt: skip

    def flush(self) -> None:
        for table in (self.submissions, self.stakes, self.values):
            table.write()

    def finish(self) -> None:
        for table in (self.submissions, self.stakes, self.values):
            table.finish()

    def _sent_on(self, number: int, window: ReportingWindow) -> date:
        """Four of a hundred come after their last day."""
        return window.due_on + timedelta(days=3 if number % 100 in range(3, 7) else -(number % 5))
