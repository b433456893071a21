"""What the page of figures shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import DateField, PeriodField
from common.periods import Period
from petitions.cube import Rows
from petitions.models import CompetenceLevel, PetitionField

_ROWS = [
    (Rows.LEVEL, _("Cấp thẩm quyền")),
    (Rows.FIELD, _("Lĩnh vực")),
    (Rows.UNIT, _("Đơn vị")),
    (Rows.QUARTER, _("Quý tiếp nhận")),
]


class CubeForm(forms.Form):
    """Period, rows, and what narrows the count; all of it stands in the address. A mistake narrows nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ky"] = PeriodField(label=_("Kỳ tiếp nhận"), required=False, choices=self._periods())
        self.fields["hang"] = forms.ChoiceField(label=_("Xem theo"), required=False, choices=_ROWS)
        levels = [("", _("Mọi cấp")), *((row.code, str(row)) for row in CompetenceLevel.objects.all())]
        self.fields["cap"] = forms.ChoiceField(label=_("Cấp thẩm quyền"), required=False, choices=levels)
        kinds = [("", _("Mọi lĩnh vực")), *((row.code, str(row)) for row in PetitionField.objects.all())]
        self.fields["linh-vuc"] = forms.ChoiceField(label=_("Lĩnh vực"), required=False, choices=kinds)
        self.fields["ngay"] = DateField(
            label=_("Tình trạng đến ngày"), required=False, help_text=_("Bỏ trống: cuối kỳ, hoặc hôm nay.")
        )

    def _periods(self) -> list[tuple[str, str]]:
        """Years and quarters back to the term before the last, and what the address names."""
        year = clock.today().year
        periods = [Period.of_year(y) for y in range(year, year - 7, -1)]
        periods += [Period.nine_months(year), Period.half(year, 1)]
        periods += [Period.quarter(y, number) for y in (year, year - 1) for number in (4, 3, 2, 1)]
        named = [(period.code, period.label) for period in periods]
        try:
            asked = Period.parse(str(self.data.get("ky", "")))
        except ValueError:
            return named
        return named if asked.code in dict(named) else [(asked.code, asked.label), *named]

    @property
    def rows_label(self) -> str:
        """What the rows are, for the head of the table."""
        return str(dict(_ROWS)[self.chosen()["rows"]])

    def chosen(self) -> dict[str, Any]:
        """Arguments of cube.read but the unit."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        day = values.get("ngay")
        return {
            "period": values.get("ky") or Period.of_year(clock.today().year),
            "rows": Rows(values.get("hang") or Rows.LEVEL),
            "level": values.get("cap", ""),
            "field": values.get("linh-vuc", ""),
            "on": min(day, clock.today()) if day else None,
        }
