"""Forms of mediation at the grassroots."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, PeriodField, StaleGuard
from common.periods import Kind, Period
from community import mediated
from community.enums_mediation import CaseResult
from community.models import MediationKind, MediationReport, MediationTeam
from community.models.mediation import MediationQuerySet, TeamQuerySet
from community.places import villages_of
from community.services.mediation import Figures, TeamWanted
from organizations.models import Body, Unit

from .shared import CHOOSE, first_named, take_bodies

MOST = 100_000
_TEAM = ("name", "members", "women", "founded_on", "ended_on")


def field_name(result: str, kind: MediationKind) -> str:
    """The name of one box."""
    return f"{result}_{kind.code.replace('-', '_')}"


def kinds_on(day: Any, *known: int) -> list[MediationKind]:
    """The types of that day, and those that a report has already."""
    return list(MediationKind.objects.filter(Q(valid__contains=day) | Q(pk__in=known)).order_by("rank", "pk"))


class _PlaceFields(forms.Form):
    """Whose figures, kept by whom."""

    village = ChoiceOf(label=_("Thôn, tổ dân phố"), queryset=Unit.objects.none(), empty_label=CHOOSE)
    keeper = ChoiceOf(label=_("Cơ quan theo dõi hồ sơ"), queryset=Body.objects.none())

    def offer_places(self, bodies: list[Body]) -> None:
        """The villages of the unit of the body that is named."""
        take_bodies(self.fields["keeper"], bodies)
        field = self.fields["village"]
        if isinstance(field, ChoiceOf):
            field.queryset = villages_of(first_named(bodies, self.data.get("keeper")).unit, clock.today())
            field.choices = [("", CHOOSE), *((row.pk, row.label) for row in field.queryset)]


class _CountFields(forms.Form):
    """Three boxes for every type of case; blank is missing, zero is typed."""

    kinds: list[MediationKind]

    def take_kinds(self, kinds: list[MediationKind]) -> None:
        """One box for each type and result."""
        self.kinds = kinds
        for kind in kinds:
            for result in CaseResult:
                self.fields[field_name(result, kind)] = CountField(label=result.label, required=False, max_value=MOST)

    def figures(self, values: dict[str, Any]) -> Figures:
        """What the service takes."""
        return {
            kind: {result.value: values.get(field_name(result, kind)) for result in CaseResult} for kind in self.kinds
        }

    def table(self) -> list[tuple[MediationKind, list[forms.BoundField]]]:
        """The boxes as rows."""
        return [(kind, [self[field_name(result, kind)] for result in CaseResult]) for kind in self.kinds]

    def head(self) -> list[forms.BoundField]:
        """The fields above the table."""
        boxes = {field_name(result, kind) for kind in self.kinds for result in CaseResult}
        return [field for field in self.visible_fields() if field.name not in boxes]


class NewReportForm(_PlaceFields, _CountFields):
    """The figures of a month or a quarter."""

    period = PeriodField(label=_("Kỳ (tháng hoặc quý)"))

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_places(bodies)
        periods = self.fields["period"]
        if isinstance(periods, PeriodField):
            periods.choices = [("", CHOOSE), *month_choices()]
        self.take_kinds(kinds_on(clock.today()))
        self.order_fields(["village", "period", "keeper"])


class EditReportForm(StaleGuard, _CountFields):
    """Correct the figures of a period."""

    def __init__(self, *args: Any, report: MediationReport, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(report), **kwargs)
        self.take_kinds(kinds_on(report.ends_on, *report.counts.values_list("kind", flat=True)))


def values_of(report: MediationReport) -> dict[str, Any]:
    """The figures of a report as its form shows them."""
    return {
        field_name(result, row.kind): getattr(row, result)
        for row in report.counts.select_related("kind")
        for result in CaseResult
    }


def month_choices() -> list[tuple[str, str]]:
    """The months and quarters that have begun, of this year and the last, the latest first."""
    today = clock.today()
    periods = [
        period
        for year in (today.year, today.year - 1)
        for period in (*(Period.quarter(year, n) for n in range(1, 5)), *(Period.month(year, n) for n in range(1, 13)))
        if period.start <= today
    ]
    periods.sort(key=lambda period: (period.end, period.kind == Kind.QUARTER), reverse=True)
    return [(period.code, period.label) for period in periods]


class TeamFields(forms.Form):
    """A team as numbers, without names."""

    name = LineField(label=_("Tên tổ hòa giải"), help_text=_("Không ghi tên hòa giải viên."))
    members = CountField(label=_("Số hòa giải viên"), min_value=1, max_value=100)
    women = CountField(label=_("Trong đó nữ"), max_value=100)
    founded_on = DateField(label=_("Ngày công nhận"))
    ended_on = DateField(label=_("Ngày thôi hoạt động"), required=False)

    @staticmethod
    def wanted(values: dict[str, Any]) -> TeamWanted:
        """What the service takes."""
        return TeamWanted(**{name: values[name] for name in _TEAM})


class NewTeamForm(TeamFields, _PlaceFields):
    """A team of a village."""

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_places(bodies)
        self.order_fields(["village", *_TEAM, "keeper"])


class EditTeamForm(StaleGuard, TeamFields):
    """Correct the numbers of a team, or end it."""

    def __init__(self, *args: Any, team: MediationTeam, **kwargs: Any) -> None:
        super().__init__(*args, initial=team_values(team), **kwargs)


def team_values(team: MediationTeam) -> dict[str, Any]:
    """A team as its form shows it."""
    return {name: getattr(team, name) for name in _TEAM}


class TeamFilterForm(forms.Form):
    """The teams that work on a day, kept by a body: what a counted figure opens to."""

    ngay = DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["co-quan"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)

    def apply(self, teams: TeamQuerySet) -> TeamQuerySet:
        """The teams that pass."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        if values.get("co-quan"):
            teams = teams.filter(keeper__code=values["co-quan"])
        return teams.active_on(values["ngay"]) if values.get("ngay") else teams


class ReportFilterForm(forms.Form):
    """The periods of one unit below, which lie in a period; what cannot be read narrows nothing."""

    ky = PeriodField(required=False, widget=forms.HiddenInput)
    noi = LineField(required=False, max_length=80, widget=forms.HiddenInput)

    def apply(self, reports: MediationQuerySet) -> MediationQuerySet:
        """The reports that pass."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        if values.get("noi"):
            reports = reports.filter(Q(village__code=values["noi"]) | Q(unit__code=values["noi"]))
        window = values.get("ky")
        return mediated.within(reports, window) if isinstance(window, Period) else reports


class WindowForm(forms.Form):
    """Which period the table shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        whole = [(f"{year}-Y", Period.of_year(year).label) for year in (today.year, today.year - 1)]
        self.fields["ky"] = PeriodField(label=_("Kỳ"), choices=[*whole, *month_choices()], required=False)

    def chosen(self) -> Period:
        """The period; this year where none is named."""
        self.full_clean()
        found = self.cleaned_data.get("ky") if self.is_bound else None
        return found if isinstance(found, Period) else Period.of_year(clock.today().year)
