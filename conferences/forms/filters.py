"""The filters of the lists; every value stands in the address, so that a list can be sent to a colleague."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import CountField, DateField, LineField
from common.periods import BadPeriod, Period
from conferences.enums import Status
from conferences.filters import HELD_ONLY, OPEN_ONLY, ConferenceFilter
from conferences.models import ConferenceKind
from organizations.models import Unit

from .fields import period_kinds

STATES = [("", _("Mọi trạng thái")), (OPEN_ONLY, _("chưa hoàn tất")), (HELD_ONLY, _("đã tổ chức")), *Status.choices]


class DaysFilterForm(forms.Form):
    """From day to day, and words; hidden values of the address are carried along."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = LineField(label=_("Có chữ"), required=False, max_length=100)
        self.fields["tu"] = DateField(label=_("Từ ngày"), required=False)
        self.fields["den"] = DateField(label=_("Đến ngày"), required=False)
        for name in ("co-quan", "to-chuc"):
            self.fields[name] = LineField(required=False, widget=forms.HiddenInput)
        self.fields["van-ban"] = CountField(required=False, widget=forms.HiddenInput)

    def filter(self, unit: Unit | None, **more: Any) -> ConferenceFilter:
        """What was chosen; a field with a mistake narrows nothing."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        return ConferenceFilter(
            words=chosen.get("q", ""),
            first=chosen.get("tu"),
            last=chosen.get("den"),
            host=chosen.get("co-quan", ""),
            hosted_by=unit if chosen.get("to-chuc") else None,
            paper=chosen.get("van-ban"),
            **more,
        )


class ConferenceFilterForm(DaysFilterForm):
    """Kind, state, period, days and words."""

    field_order = ["loai", "trang-thai", "ky", "nam", "tu", "den", "q"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ConferenceKind.objects.order_by("rank", "pk")
        self.fields["loai"] = forms.ChoiceField(
            label=_("Loại"), choices=[("", _("Mọi loại")), *((k.code, k.name) for k in kinds)], required=False
        )
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=STATES, required=False)
        self.fields["ky"] = forms.ChoiceField(
            label=_("Kỳ được đánh giá"), choices=[("", _("Mọi kỳ")), *period_kinds()[1:-1]], required=False
        )
        self.fields["nam"] = LineField(label=_("Năm của kỳ"), required=False, max_length=4)
        self.order_fields(self.field_order)

    def filter(self, unit: Unit | None, **more: Any) -> ConferenceFilter:
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        return super().filter(
            unit,
            kind=chosen.get("loai", ""),
            state=chosen.get("trang-thai", ""),
            period=self._period(chosen.get("ky", ""), chosen.get("nam", "")),
            **more,
        )

    def _period(self, kind: str, year: str) -> str:
        if not kind:
            return ""
        try:
            return Period.parse(f"{year}-{kind}").code
        except BadPeriod:
            self.add_error("nam", _("Ghi năm bằng bốn chữ số, ví dụ 2020."))
            return ""
