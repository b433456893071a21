"""Forms of regimes and windows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, StaleGuard
from indicators.enums import Span
from indicators.models import Regime, ReportingWindow
from indicators.services.windows import FIRST_YEAR, LAST_YEAR, RegimeFacts
from organizations.models import Body
from supervision.forms.shared import YearField, offer_bodies

_ADDED = [(Span.AD_HOC, Span.AD_HOC.label), (Span.TERM, Span.TERM.label)]


def _offer_regimes(field: forms.Field, regimes: Iterable[Regime]) -> None:
    listed = list(regimes)
    if isinstance(field, ChoiceOf):
        field.queryset = Regime.objects.filter(pk__in=[one.pk for one in listed]).select_related("body")
        field.choices = [(one.pk, str(one)) for one in listed]
        field.initial = listed[0].pk if listed else None


class YearFilterForm(forms.Form):
    """Which regime and year the list shows; both stand in the address."""

    def __init__(self, *args: Any, regimes: Iterable[Regime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regimes = {one.code: one for one in regimes}
        choices = [(code, str(one)) for code, one in self.regimes.items()]
        self.fields["che-do"] = forms.ChoiceField(label=_("Chế độ báo cáo"), choices=choices, required=False)
        self.fields["nam"] = YearField(label=_("Năm"), required=False)

    def chosen(self) -> tuple[Regime, int]:
        """The regime and the year; what cannot be read is the first regime and this year."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        first = next(iter(self.regimes.values()))
        return self.regimes.get(values.get("che-do") or "", first), values.get("nam") or clock.today().year


class LayOutForm(forms.Form):
    """A regime and a year whose windows are wanted."""

    regime = ChoiceOf(label=_("Chế độ báo cáo"), queryset=Regime.objects.none(), empty_label=None)
    year = CountField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, *args: Any, regimes: Iterable[Regime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_regimes(self.fields["regime"], regimes)


class _DaysForm(forms.Form):
    """When figures may be typed, until when they are sent, from when on they are locked."""

    opens_on = DateField(label=_("Mở nhập từ ngày"))
    due_on = DateField(label=_("Hạn gửi"))
    locks_on = DateField(label=_("Khóa số liệu từ ngày"), required=False, help_text=_("Để trống: không tự khóa"))


class WindowForm(StaleGuard, _DaysForm):
    """Other days of a window."""

    def __init__(self, *args: Any, window: ReportingWindow, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(window, name) for name in ("opens_on", "due_on", "locks_on")}
        super().__init__(*args, **kwargs)


class NewWindowForm(_DaysForm):
    """A window that no year has."""

    regime = ChoiceOf(label=_("Chế độ báo cáo"), queryset=Regime.objects.none(), empty_label=None)
    span = forms.ChoiceField(label=_("Loại kỳ"), choices=_ADDED)
    first = DateField(label=_("Số liệu từ ngày"))
    last = DateField(label=_("Ngày chốt số liệu"))
    field_order = ["regime", "span", "first", "last"]

    def __init__(self, *args: Any, regimes: Iterable[Regime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_regimes(self.fields["regime"], regimes)


class RegimeForm(StaleGuard, forms.Form):
    """A body's own way of cutting the year; ``bodies`` only for a new one."""

    name_vi = LineField(
        label=_("Tên chế độ"),
        max_length=160,
        help_text=_("Ví dụ: Chốt số liệu ngày 20"),
        widget=forms.TextInput(attrs={"lang": "vi"}),
    )
    name_en = LineField(label=_("Tên tiếng Anh"), max_length=160, required=False)
    basis = LineField(label=_("Căn cứ"), max_length=300, required=False)
    closing_day = CountField(
        label=_("Ngày chốt số liệu trong tháng"), min_value=1, max_value=28, required=False,
        help_text=_("Để trống: ngày cuối tháng"),
    )  # fmt: skip
    due_days = CountField(label=_("Hạn gửi sau ngày chốt (ngày làm việc)"), max_value=90, initial=5)

    def __init__(self, *args: Any, bodies: Iterable[Body] = (), regime: Regime | None = None, **kwargs: Any) -> None:
        if regime is not None:
            kwargs["initial"] = values_of(regime)
        super().__init__(*args, **kwargs)
        if regime is None:
            self.fields["body"] = ChoiceOf(label=_("Cơ quan quy định"), queryset=Body.objects.none(), empty_label=None)
            offer_bodies(self.fields["body"], bodies)
            self.order_fields(["body"])

    def facts(self) -> RegimeFacts:
        """What was typed, as the service takes it."""
        return RegimeFacts(**{name: self.cleaned_data[name] for name in _REGIME})


_REGIME = ("name_vi", "name_en", "basis", "closing_day", "due_days")


def values_of(regime: Regime) -> dict[str, Any]:
    """The stored values under the form's names."""
    return {name: getattr(regime, name) for name in _REGIME}
