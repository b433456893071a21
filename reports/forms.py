"""Forms of the report desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField
from common.periods import Kind, Period
from common.text import search_key
from organizations.models import Body

from .enums import ReportStatus
from .models import ReportQuerySet


def period_choices() -> list[tuple[str, str]]:
    """The periods that a clerk reports on around today: quarters, halves, nine months and years of three years."""
    year = clock.today().year
    made: list[Period] = []
    for y in (year, year - 1, year - 2):
        made += [Period.of_year(y), Period.nine_months(y), Period.half(y, 2), Period.half(y, 1)]
        made += [Period.quarter(y, number) for number in (4, 3, 2, 1)]
    return [(p.code, p.label) for p in made]


class FilterForm(forms.Form):
    """Which reports the list shows; every value stands in the address."""

    ky = forms.ChoiceField(label=_("Kỳ báo cáo"), required=False)
    trang_thai = forms.ChoiceField(label=_("Trạng thái"), required=False)
    q = LineField(label=_("Tên cơ quan"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ky"].choices = [("", _("Mọi kỳ")), *period_choices()]  # type: ignore[attr-defined]
        self.fields["trang_thai"].choices = [("", _("Mọi trạng thái")), *ReportStatus.choices]  # type: ignore[attr-defined]

    def apply(self, reports: ReportQuerySet) -> ReportQuerySet:
        """Narrow by what was chosen; a field with a mistake narrows nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if period := chosen.get("ky"):
            reports = reports.filter(period=period)
        if status := chosen.get("trang_thai"):
            reports = reports.filter(status=status)
        if words := search_key(chosen.get("q", "")):
            reports = reports.filter(body__search_key__contains=words)
        return reports


class PeriodForm(forms.Form):
    """Which period the dashboard shows."""

    ky = forms.ChoiceField(label=_("Kỳ"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = period_choices()
        shown = self.data.get("ky", "")
        if shown and shown not in dict(choices):  # an older period of the address
            choices.append((shown, Period.parse(shown).label))
        self.fields["ky"].choices = choices  # type: ignore[attr-defined]


class StartForm(forms.Form):
    """Which body reports on which period."""

    body = ChoiceOf(Body.objects.none(), label=_("Cơ quan báo cáo"), empty_label=None)
    period = forms.ChoiceField(label=_("Kỳ báo cáo"))

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["period"].choices = period_choices()  # type: ignore[attr-defined]


class SectionForm(forms.Form):
    """The clerk's words of one section."""

    text = ParagraphField(label=_("Lời văn"), required=False, max_length=20_000)


class SigningForm(forms.Form):
    """Head and foot of the paper."""

    place = LineField(label=_("Địa danh"), required=False, max_length=80)
    signer_position = LineField(label=_("Chức vụ người ký"), required=False, max_length=160)
    signer_name = LineField(label=_("Người ký"), required=False, max_length=120)
    recipients = ParagraphField(label=_("Nơi nhận"), required=False, max_length=2000, help_text=_("Mỗi dòng một nơi"))


class SendBackForm(forms.Form):
    """Why it goes back to the writer."""

    reason = LineField(label=_("Lý do trả lại"), max_length=300)


class IssueForm(forms.Form):
    """Number and date as they were given after signing."""

    number = CountField(label=_("Số"))
    issued_on = DateField(label=_("Ngày ban hành"))


def quarter_of_today() -> Period:
    """The quarter of today, which the dashboard opens with."""
    return Period.containing(clock.today(), Kind.QUARTER)
