"""What the dashboard is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.forms import PeriodForm

from .board import matter_choices


class DashboardForm(PeriodForm):
    """The period, and which matter the bars show."""

    xem = forms.ChoiceField(label=_("Biểu đồ"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["xem"].choices = matter_choices()  # type: ignore[attr-defined]
