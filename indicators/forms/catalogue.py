"""The filter of the list of indicators."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import LineField
from common.text import search_key
from figures.enums import FigureKind
from figures.models import Indicator
from indicators.enums import Source

SOURCES = (
    (str(Source.TYPED), _("nhập")),
    (str(Source.COUNTED), _("cổng tự đếm")),
    (str(Source.COMPUTED), _("tính từ hai chỉ tiêu khác")),
)


def source_of(indicator: Indicator) -> Source:
    """Where the figures of an indicator come from by themselves."""
    if indicator.counted:
        return Source.COUNTED
    return Source.COMPUTED if indicator.part_id else Source.TYPED


class CatalogueFilterForm(forms.Form):
    """Which indicators the list shows; every value stands in the address."""

    q = LineField(label=_("Tên chỉ tiêu"), required=False, max_length=100)
    loai = forms.ChoiceField(
        label=_("Loại số liệu"), required=False, choices=[("", _("Mọi loại")), *FigureKind.choices]
    )
    nguon = forms.ChoiceField(label=_("Nguồn"), required=False, choices=[("", _("Mọi nguồn")), *SOURCES])

    def apply(self, indicators: list[Indicator]) -> list[Indicator]:
        """Narrow by what was chosen; a field with a mistake narrows nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        words, kind, source = search_key(chosen.get("q", "")), chosen.get("loai", ""), chosen.get("nguon", "")
        return [
            indicator
            for indicator in indicators
            if (not words or words in search_key(f"{indicator.name_vi} {indicator.name_en} {indicator.code}"))
            and kind in {"", indicator.kind}
            and source in {"", source_of(indicator)}
        ]
