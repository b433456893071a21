"""Addresses that several places of the room point to."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from common.frame import UNIT_PARAMETER
from figures.models import Indicator
from organizations.models import Unit

from .models import Form, ReportingWindow


def rolled_up(
    form: Form, window: ReportingWindow, unit: Unit, *, indicator: Indicator | None = None, on: date | None = None
) -> str:
    """The roll-up of a form and a window for a unit; with an indicator, opened to what each unit states of it."""
    values = {UNIT_PARAMETER: unit.code, "bieu": form.code, "ky": window.code}
    if on is not None:
        values |= {"cach": "restated", "ngay": f"{on:%d/%m/%Y}"}
    if indicator is not None:
        values["chi-tieu"] = indicator.code
    return f"{reverse('indicators:rollup')}?{urlencode(values)}"


def of_units_below(unit: Unit, indicator: Indicator) -> str:
    """The roll-up of the units under one, opened at an indicator where the form that is shown first has it."""
    return f"{reverse('indicators:rollup')}?{urlencode({UNIT_PARAMETER: unit.code, 'chi-tieu': indicator.code})}"
