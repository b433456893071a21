"""Forms of the monthly report: its head, a line for each regulation type, the period of the table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField
from organizations.models import Body
from steering.models import Committee, RegulationType
from supervision.models import MonthlyReport
from supervision.services.monthly import MonthlyFacts, OnType

from .shared import YearField, offer_bodies


class _HeadForm(forms.Form):
    """Number, day, general remarks."""

    number = LineField(label=_("Số, ký hiệu báo cáo"), max_length=120)
    sent_on = DateField(label=_("Ngày gửi"), initial=clock.today)
    text = ParagraphField(label=_("Nhận xét chung"), required=False, rows=3)


class MonthlyForm(_HeadForm):
    """The head of a new report."""

    body = ChoiceOf(label=_("Cơ quan báo cáo"), queryset=Body.objects.none(), empty_label=None)
    committee = ChoiceOf(label=_("Ban Chỉ đạo nhận báo cáo"), queryset=Committee.objects.none(), empty_label=None)
    year = YearField(label=_("Năm"))
    month = CountField(label=_("Tháng"), min_value=1, max_value=12)
    field_order = ["body", "committee", "year", "month"]

    def __init__(self, *args: Any, bodies: list[Body], committees: list[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_bodies(self.fields["body"], bodies)
        field = self.fields["committee"]
        if isinstance(field, ChoiceOf):
            field.queryset = Committee.objects.filter(pk__in=[one.pk for one in committees])
            field.choices = [(one.pk, one.body.name) for one in committees]
            field.initial = committees[0].pk if committees else None
        today = clock.today()
        before = today.replace(day=1).toordinal() - 1
        last = type(today).fromordinal(before)
        self.fields["year"].initial, self.fields["month"].initial = last.year, last.month


class MonthlyEditForm(_HeadForm):
    """Correct the head."""

    def __init__(self, *args: Any, monthly: MonthlyReport, **kwargs: Any) -> None:
        kwargs["initial"] = {"number": monthly.number, "sent_on": monthly.sent_on, "text": monthly.text}
        super().__init__(*args, **kwargs)


class TypeLineForm(forms.Form):
    """What was found on one type; an empty number of checks: it was not supervised this month."""

    checks = CountField(label=_("Số lượt giám sát"), required=False, max_value=100_000)
    shortcomings = CountField(label=_("Hạn chế"), required=False, max_value=100_000)
    recommendations = CountField(label=_("Kiến nghị"), required=False, max_value=100_000)
    text = ParagraphField(label=_("Phát hiện"), required=False, max_length=5000, rows=2)

    def __init__(self, *args: Any, kind: RegulationType, **kwargs: Any) -> None:
        self.kind = kind
        kwargs["prefix"] = f"q{kind.pk}"
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("checks") is None and "checks" not in self.errors:
            if any(values.get(name) for name in ("shortcomings", "recommendations", "text")):
                self.add_error("checks", _("Cần ghi số lượt giám sát."))
        elif values.get("shortcomings") and not values.get("text") and "text" not in self.errors:
            self.add_error("text", _("Có hạn chế thì cần ghi phát hiện."))
        return values

    def line(self) -> OnType | None:
        """What was typed, or None where the type was not supervised."""
        values = self.cleaned_data
        if values.get("checks") is None:
            return None
        return OnType(
            type=self.kind, checks=values["checks"], shortcomings=values.get("shortcomings") or 0,
            recommendations=values.get("recommendations") or 0, text=values.get("text", ""),
        )  # fmt: skip


def line_forms(kinds: list[RegulationType], data: Any, monthly: MonthlyReport | None = None) -> list[TypeLineForm]:
    """A form for each type; on correcting, with what was reported."""
    known = {one.type_id: one for one in monthly.findings.order_by("pk")} if monthly else {}
    return [TypeLineForm(data, kind=kind, initial=_initial(known.get(kind.pk))) for kind in kinds]


def _initial(finding: Any) -> dict[str, Any]:
    if finding is None:
        return {}
    return {name: getattr(finding, name) for name in ("checks", "shortcomings", "recommendations", "text")}


def facts_of(head: _HeadForm, lines: list[TypeLineForm]) -> MonthlyFacts:
    """What was typed, as the service takes it."""
    said = [line for form in lines if (line := form.line())]
    values = head.cleaned_data
    return MonthlyFacts(number=values["number"], sent_on=values["sent_on"], text=values["text"], lines=said)
