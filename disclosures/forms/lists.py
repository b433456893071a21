"""The span of a report about disclosures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import DateField

LONGEST = 5 * 366  # days: a term of the council


class SpanForm(forms.Form):
    """From one day to another, as for the report to the council's nearest session."""

    first = DateField(label=_("Từ ngày"))
    last = DateField(label=_("Đến ngày"))

    def clean_first(self) -> date:
        """Refused: a day to come."""
        first: date = self.cleaned_data["first"]
        if first > clock.today():
            raise forms.ValidationError(_now("Ngày không được sau hôm nay."))
        return first

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", _now("Đến ngày không được trước từ ngày."))
        elif first and last and (last - first).days > LONGEST:
            self.add_error("last", _now("Khoảng thời gian dài nhất là một nhiệm kỳ (5 năm)."))
        return values
