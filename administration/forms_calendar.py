"""Forms of the working calendar: days of a proposal to accept, one day to add, alter or take away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.forms import DateField, LineField
from deadlines import proposals
from deadlines.comparing import SWAPS, Line
from deadlines.enums import DayKind
from organizations.models import Unit

from .unit_field import UnitField

BASIS_HELP = _("Văn bản cho phép nghỉ hoặc hoán đổi, ví dụ: Bộ luật Lao động 45/2019/QH14 Điều 112")


class _Days(forms.MultipleChoiceField):
    """Days of the proposal; the page draws the boxes in its table."""

    default_error_messages = {"invalid_choice": _("Có ngày không nằm trong đề xuất của năm này.")}

    def clean(self, value: Any) -> list[date]:
        return [date.fromisoformat(day) for day in super().clean(value)]


class AcceptForm(forms.Form):
    """Which proposed days are accepted, and on what basis."""

    days = _Days(required=False)
    basis = LineField(label=_("Căn cứ của ngày nghỉ lễ, nghỉ bù"), max_length=300, help_text=BASIS_HELP)
    swap_basis = LineField(
        label=_("Căn cứ của ngày hoán đổi"),
        max_length=300,
        required=False,
        help_text=_("Cần khi có ngày hoán đổi trong các ngày được chọn."),
    )

    def __init__(self, *args: Any, year: int, lines: Sequence[Line], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("basis", proposals.basis_of_year(year))
        super().__init__(*args, **kwargs)
        self.fields["basis"].widget.attrs["lang"] = "vi"  # acts are cited in their own language
        self.lines = [line for line in lines if line.offered]
        self.fields["days"].choices = [(line.day.isoformat(), line.called) for line in self.lines]  # type: ignore[attr-defined]  # of a choice field

    @property
    def chosen(self) -> set[str]:
        """The boxes that are ticked: what was sent, else what is taken by itself."""
        if self.is_bound:
            return set(self["days"].data or [])
        return {line.day.isoformat() for line in self.lines if line.by_itself}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        days = set(values.get("days", ()))
        if any(line.day in days and line.kind in SWAPS for line in self.lines) and not values.get("swap_basis"):
            self.add_error("swap_basis", ValidationError(_("Cần ghi căn cứ của ngày hoán đổi.")))
        return values


class DayForm(forms.Form):
    """What a day is and why."""

    kind = forms.ChoiceField(label=_("Loại"), choices=DayKind.choices)
    name = LineField(label=_("Tên ngày"), max_length=120, help_text=_("Ví dụ: Quốc khánh; Ngày hội của xã"))
    name_en = LineField(
        label=_("Tên tiếng Anh"),
        max_length=120,
        required=False,
        help_text=_("Để trống thì trang tiếng Anh dùng tên tiếng Việt."),
    )
    basis = LineField(label=_("Căn cứ"), max_length=300, help_text=BASIS_HELP)
    source = LineField(
        label=_("Nguồn"), max_length=120, required=False, help_text=_("Lấy từ đâu, nếu chưa đọc văn bản.")
    )
    reason = LineField(label=_("Lý do thay đổi lịch"), max_length=500)


class AddForm(DayForm):
    """A new day, of the country or of a unit."""

    unit = UnitField(label=_("Lịch của đơn vị"), required=False)
    day = DateField(label=_("Ngày"))

    field_order = ("unit", "day")

    def __init__(
        self, *args: Any, units: QuerySet[Unit], offered: Sequence[Unit], for_all: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.among(units, offered)
        field.required = not for_all
        words = _("Để trống: ngày chung của cả nước.") if for_all else _("Ngày riêng của một đơn vị và cấp dưới.")
        field.help_text = words


class RemoveForm(forms.Form):
    """Why a day becomes an ordinary one."""

    reason = LineField(label=_("Lý do thay đổi lịch"), max_length=500)
