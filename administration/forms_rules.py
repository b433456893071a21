"""Forms of the units' own time limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.forms import CountField, DateField, LineField
from deadlines.enums import LimitUnit
from deadlines.forms.calculator import rule_choices
from deadlines.services.rules import MOST
from organizations.models import Unit

from .unit_field import UnitField

ENDED = "da-thoi"


class OwnLimitForm(forms.Form):
    """Whose limit, instead of which rule, how long, since when, by which regulation."""

    unit = UnitField(label=_("Đơn vị"), help_text=_("Áp dụng cho đơn vị này và các đơn vị trực thuộc. Tên hoặc mã."))
    rule = LineField(label=_("Thay cho quy định"), max_length=60, widget=forms.Select)
    amount = CountField(label=_("Thời hạn riêng"), min_value=1, max_value=MOST)
    counted_in = forms.ChoiceField(label=_("Đơn vị tính"), choices=LimitUnit.choices)
    event = LineField(
        label=_("Tính từ"),
        required=False,
        max_length=200,
        help_text=_("Chỉ ghi khi quy định chung không nói tính từ ngày nào. Ví dụ: ngày nhận được kiến nghị"),
    )
    on = DateField(
        label=_("Áp dụng từ ngày"),
        help_text=_("Sự kiện từ ngày này tính theo hạn riêng; thời hạn đang chạy giữ nguyên."),
    )
    basis = LineField(
        label=_("Căn cứ pháp lý"), max_length=300, help_text=_("Ví dụ: Quyết định 98/2025/QĐ-UBND, Điều 7")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], offered: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].among(units, offered)  # type: ignore[attr-defined]  # a UnitField
        named = str(self["rule"].value() or "")
        self.fields["rule"].widget.choices = rule_choices(named, without_figure=True)


class EndForm(forms.Form):
    """The first day without the limit."""

    on = DateField(
        label=_("Thôi áp dụng từ ngày"),
        help_text=_("Ghi đúng ngày bắt đầu để bỏ hẳn hạn riêng ghi nhầm, khi chưa có thời hạn nào tính theo nó."),
    )


class OwnLimitsFilterForm(forms.Form):
    """Which own limits a list shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = LineField(label=_("Có chữ"), required=False)
        states = [("", _("Còn áp dụng")), (ENDED, _("Đã thôi áp dụng"))]
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)

    def chosen(self) -> tuple[str, bool]:
        """The words and whether those of the past are asked for; a field with a mistake narrows nothing."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        return values.get("q", ""), values.get("trang-thai") == ENDED
