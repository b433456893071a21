"""Forms of what is made by the hundred."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, CountField
from common.periods import Kind
from organizations.enums import Role
from organizations.models import Body, Unit

from .enums import BookSort
from .forms import period_choices, quarter_of_today
from .models import ReportKind
from .services.books import FIRST_YEAR

TOLD = (Role.CLERK, Role.LEADER, Role.MEMBER, Role.RECORDS_CLERK, Role.OFFICIAL, Role.SUPERVISOR, Role.FRONT)
SPANS = (
    (Kind.QUARTER, _("quý")), (Kind.HALF, _("sáu tháng")), (Kind.NINE_MONTHS, _("chín tháng")), (Kind.YEAR, _("năm")),
)  # fmt: skip
"""Kinds of period that a report is made of regularly."""


class BatchForm(forms.Form):
    """Whose reports, which kind, which period."""

    unit = ChoiceOf(
        Unit.objects.none(), label=_("Đơn vị"), empty_label=None, help_text=_("Các cơ quan của đơn vị và cấp dưới")
    )
    kind = ChoiceOf(ReportKind.objects.none(), label=_("Loại báo cáo"), empty_label=None)
    period = forms.ChoiceField(label=_("Kỳ báo cáo"))

    def __init__(self, *args: Any, units: list[Unit], unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[one.pk for one in units]).select_related("kind")  # type: ignore[attr-defined]
        self.fields["kind"].queryset = ReportKind.objects.exclude(periods=[])  # type: ignore[attr-defined]
        self.fields["period"].choices = period_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("period", quarter_of_today().code)
        if unit in units:
            self.initial.setdefault("unit", unit)


class BookForm(forms.Form):
    """Which register, of which unit and year."""

    unit = ChoiceOf(Unit.objects.none(), label=_("Đơn vị"), empty_label=None)
    sort = forms.ChoiceField(label=_("Sổ"), choices=BookSort.choices)
    year = forms.TypedChoiceField(label=_("Năm"), coerce=int)

    def __init__(self, *args: Any, units: list[Unit], unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = clock.today().year
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[one.pk for one in units]).select_related("kind")  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, year) for year in range(this_year, FIRST_YEAR - 1, -1)]  # type: ignore[attr-defined]
        if unit in units:
            self.initial.setdefault("unit", unit)


class ScheduleForm(forms.Form):
    """Which report of which body the portal begins, how long after each period, and whom it tells."""

    body = ChoiceOf(Body.objects.none(), label=_("Cơ quan báo cáo"), empty_label=None)
    kind = ChoiceOf(ReportKind.objects.none(), label=_("Loại báo cáo"), empty_label=None)
    span = forms.ChoiceField(label=_("Sau mỗi"), choices=SPANS)
    days_after = CountField(label=_("Số ngày sau khi kỳ kết thúc"), max_value=60, initial=1)
    roles = forms.MultipleChoiceField(
        label=_("Báo cho"), choices=[(role.value, role.label) for role in TOLD], widget=forms.CheckboxSelectMultiple,
        initial=[Role.CLERK], required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["kind"].queryset = ReportKind.objects.exclude(periods=[])  # type: ignore[attr-defined]
