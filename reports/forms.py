"""Forms of the report desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, LineField, ParagraphField, StaleGuard
from common.periods import BadPeriod, Kind, Period
from common.text import search_key
from organizations.models import Body

from .enums import Issuer, ReportStatus
from .issuers import issuers_of
from .models import ReportKind, ReportQuerySet

SPANS = {
    Kind.QUARTER: _("quý"),
    Kind.HALF: _("6 tháng"),
    Kind.NINE_MONTHS: _("9 tháng"),
    Kind.YEAR: _("năm"),
}


def period_choices() -> list[tuple[str, str]]:
    """The periods that a clerk reports on around today: quarters, halves, nine months and years of three years."""
    year = clock.today().year
    made: list[Period] = []
    for y in (year, year - 1, year - 2):
        made += [Period.of_year(y), Period.nine_months(y), Period.half(y, 2), Period.half(y, 1)]
        made += [Period.quarter(y, number) for number in (4, 3, 2, 1)]
    return [(p.code, p.label) for p in made]


def _with_older(choices: list[tuple[str, str]], code: str) -> list[tuple[str, str]]:
    """The choices, and the older period that an address asks for."""
    try:
        asked = Period.parse(code)
    except BadPeriod:
        return choices
    return choices if asked.code in dict(choices) else [*choices, (asked.code, asked.label)]


class FilterForm(forms.Form):
    """Which reports the list shows; every value stands in the address."""

    ky = forms.ChoiceField(label=_("Kỳ báo cáo"), required=False)
    loai = forms.ChoiceField(label=_("Loại báo cáo"), required=False)
    trang_thai = forms.ChoiceField(label=_("Trạng thái"), required=False)
    q = LineField(label=_("Tên cơ quan"), required=False, max_length=100)

    def __init__(self, *args: Any, kinds: Sequence[ReportKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.code: kind for kind in kinds}
        periods = _with_older(period_choices(), str(self.data.get("ky", "")))
        self.fields["ky"].choices = [("", _("Mọi kỳ")), *periods]  # type: ignore[attr-defined]
        named = [(kind.code, str(kind)) for kind in kinds]
        self.fields["loai"].choices = [("", _("Mọi loại")), *named]  # type: ignore[attr-defined]
        self.fields["trang_thai"].choices = [("", _("Mọi trạng thái")), *ReportStatus.choices]  # type: ignore[attr-defined]

    def apply(self, reports: ReportQuerySet) -> ReportQuerySet:
        """Narrow by what was chosen; a field with a mistake narrows nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if period := chosen.get("ky"):
            reports = reports.filter(period=period)
        if kind := chosen.get("loai"):
            reports = reports.filter(kind__code=kind)
        if status := chosen.get("trang_thai"):
            reports = reports.filter(status=status)
        if words := search_key(chosen.get("q", "")):
            reports = reports.filter(body__search_key__contains=words)
        return reports

    def asked(self) -> tuple[ReportKind, Period]:
        """Which kind and period the board above the list shows; the committee's report on this quarter by default."""
        chosen = self.cleaned_data if self.is_valid() else {}
        period = Period.parse(chosen["ky"]) if chosen.get("ky") else quarter_of_today()
        return self.kinds.get(chosen.get("loai", "")) or self.kinds["committee"], period


class PeriodForm(forms.Form):
    """Which period the dashboard shows."""

    ky = forms.ChoiceField(label=_("Kỳ"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = period_choices()
        shown = self.data.get("ky", "")
        if shown and shown not in dict(choices):  # an older period of the address
            choices.append((shown, Period.parse(shown).label))
        self.fields["ky"].choices = choices  # type: ignore[attr-defined]


class StartForm(forms.Form):
    """Which body reports on which period, and what."""

    kind = ChoiceOf(ReportKind.objects.none(), label=_("Loại báo cáo"), to_field_name="code", empty_label=None)
    body = ChoiceOf(Body.objects.none(), label=_("Cơ quan báo cáo"), empty_label=None)
    period = forms.ChoiceField(label=_("Kỳ báo cáo"))

    def __init__(self, *args: Any, bodies: QuerySet[Body], kinds: QuerySet[ReportKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["period"].choices = period_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A kind of report has its bodies and its periods."""
        chosen = super().clean() or {}
        kind, body, period = (chosen.get(name) for name in ("kind", "body", "period"))
        if kind and body and not issuers_of(kind).filter(pk=body.pk).exists():
            message = _("{kind} do {issuer} lập; chọn cơ quan khác hoặc loại báo cáo khác.")
            self.add_error("body", message.format(kind=kind, issuer=Issuer(kind.issuer).label))
        if kind and period and kind.periods and Period.parse(period).kind not in kind.periods:
            spans = ", ".join(str(SPANS[span]) for span in kind.periods if span in SPANS)
            self.add_error("period", _("Loại báo cáo này lập theo {spans}.").format(spans=spans))
        return chosen


class SigningForm(StaleGuard, forms.Form):
    """Head and foot of the paper."""

    place = LineField(label=_("Địa danh"), required=False, max_length=80)
    authority = LineField(
        label=_("Thẩm quyền ký"), required=False, max_length=160,
        help_text=_("Để trống: theo cơ quan ban hành. Ký thay thì ghi cả hai, cách nhau bằng dấu chấm phẩy: TM. ỦY BAN "
                    "NHÂN DÂN; KT. CHỦ TỊCH"),
    )  # fmt: skip
    signer_position = LineField(label=_("Chức vụ người ký"), required=False, max_length=160)
    signer_name = LineField(label=_("Người ký"), required=False, max_length=120)
    recipients = ParagraphField(label=_("Nơi nhận"), required=False, max_length=2000, help_text=_("Mỗi dòng một nơi"))


def quarter_of_today() -> Period:
    """The quarter of today, which the dashboard opens with."""
    return Period.containing(clock.today(), Kind.QUARTER)
