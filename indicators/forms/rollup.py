"""Which form, which window and which map a roll-up shows; every value stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import DateField, LineField
from indicators.models import Form, ReportingWindow, Submission
from indicators.rollup import View
from organizations.models import Reach, Unit

MOST_WINDOWS = 40
FORM, WINDOW = "bieu", "ky"


def forms_at(unit: Unit) -> list[Form]:
    """Forms that were sent down from the unit, which come first, from above it, or from a unit within its reach."""
    above = Reach.objects.filter(target=unit).values("source")
    below = Reach.objects.filter(source=unit).values("target")
    sent = Submission.objects.filter(form=OuterRef("pk"))
    found = Form.objects.filter(Exists(sent), Q(issuer__unit__in=above) | Q(issuer__unit__in=below))
    rows = found.select_related("issuer__unit", "level", "regime").order_by("-level__rank", "name_vi", "pk")
    return sorted(rows, key=lambda form: form.issuer.unit_id != unit.pk)


def windows_of(form: Form) -> list[ReportingWindow]:
    """The newest windows for which a form was sent down: for the others nobody owes it."""
    sent = Submission.objects.filter(form=form, window=OuterRef("pk"))
    found = ReportingWindow.objects.filter(Exists(sent), regime=form.regime_id, span__in=form.spans)
    return list(found.for_list()[:MOST_WINDOWS])


class PickForm(forms.Form):
    """A form and one of its windows; without a choice the first form and the window that opened last."""

    def __init__(self, data: Any, *, unit: Unit) -> None:
        super().__init__(data)
        self.choices = forms_at(unit)
        self.form = self._asked_form()
        self.windows = windows_of(self.form) if self.form else []
        self.window = self._asked_window()
        names = [(form.code, form.name) for form in self.choices]
        self.fields[FORM] = forms.ChoiceField(label=_("Biểu"), choices=names, required=False)
        codes = [(window.code, window.label) for window in self.windows]
        self.fields[WINDOW] = forms.ChoiceField(label=_("Kỳ"), choices=codes, required=False)
        self.data = {name: str(value) for name, value in data.items()} | {
            FORM: self.form.code if self.form else "",
            WINDOW: self.window.code if self.window else "",
        }

    def _asked_form(self) -> Form | None:
        asked = str(self.data.get(FORM, ""))
        return next((form for form in self.choices if form.code == asked), None) or next(iter(self.choices), None)

    def _asked_window(self) -> ReportingWindow | None:
        asked, today = str(self.data.get(WINDOW, "")), clock.today()
        named = next((window for window in self.windows if window.code == asked), None)
        opened = next((window for window in self.windows if window.opens_on <= today), None)
        return named or opened or next(iter(self.windows), None)


@dataclass(frozen=True)
class Chosen:
    """What is added up."""

    form: Form
    window: ReportingWindow
    view: View
    on: date | None
    unapproved: bool


class RollUpForm(PickForm):
    """The form, the window, the map, and whether figures that are not approved yet are added."""

    def __init__(self, data: Any, *, unit: Unit) -> None:
        super().__init__(data, unit=unit)
        self.fields["cach"] = forms.ChoiceField(label=_("Cách tính"), choices=View.choices, required=False)
        self.fields["ngay"] = DateField(label=_("Địa giới ngày (khi tính lại)"), required=False)
        self.fields["chua-duyet"] = forms.BooleanField(label=_("Kể cả số liệu chưa duyệt"), required=False)
        self.fields["chi-tieu"] = LineField(required=False, max_length=60, widget=forms.HiddenInput)

    def clean_ngay(self) -> date | None:
        """A map older than the figures cannot be used."""
        on: date | None = self.cleaned_data.get("ngay")
        if on and self.window and on < self.window.end:
            day = f"{self.window.end:%d/%m/%Y}"
            raise forms.ValidationError(_now("Chọn ngày từ ngày chốt số liệu {day} trở đi.").format(day=day))
        return on

    def chosen(self) -> Chosen | None:
        """What to add up; a field with a mistake is as if it were empty, and says so on the page."""
        self.full_clean()
        if self.form is None or self.window is None:
            return None
        view = View(self.cleaned_data.get("cach") or View.THEN)
        return Chosen(
            self.form, self.window, view, self.cleaned_data.get("ngay"), bool(self.cleaned_data.get("chua-duyet"))
        )
