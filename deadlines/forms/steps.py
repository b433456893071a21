"""One small form for each step that people take with a clock: the day, why, and on which paper it rests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock as wall
from common.forms import CountField, DateField, LineField
from common.templatetags.qcdc import ngay
from deadlines import wording
from deadlines.enums import Bound, LimitUnit
from deadlines.models import Clock
from documents.forms import CHOOSE, PaperField

_REASON = 1000
_UNITS = (LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_DAY, LimitUnit.MONTH)
MOST = {LimitUnit.CALENDAR_DAY: 3650, LimitUnit.WORKING_DAY: 2500, LimitUnit.MONTH: 120}


class StepForm(forms.Form):
    """What every step says: when, why, and by which document of the unit."""

    on = DateField(label=_("Ngày"), initial=wall.today)
    reason = LineField(label=_("Lý do"), max_length=_REASON)
    document = PaperField(label=_("Văn bản làm căn cứ"))

    def __init__(self, *args: Any, clock: Clock, user: User, needs_paper: str = "", **kwargs: Any) -> None:
        """``needs_paper`` says why the step is not taken without a document."""
        super().__init__(*args, **kwargs)
        self.clock = clock
        field = self.fields["document"]
        if isinstance(field, PaperField):
            if needs_paper:
                field.required, field.empty_label, field.error_messages["required"] = True, CHOOSE, needs_paper
            field.offer(user, clock.unit_id)


class SuspendForm(StepForm):
    """From which day on the clock stands still."""

    on = DateField(label=_("Tạm dừng từ ngày"), initial=wall.today, help_text=_("Ngày này không tính vào thời hạn."))


class ResumeForm(StepForm):
    """From which day on it runs again."""

    on = DateField(label=_("Tính tiếp từ ngày"), initial=wall.today, help_text=_("Ngày này lại tính vào thời hạn."))
    reason = LineField(label=_("Ghi chú"), required=False, max_length=_REASON)


class ExtendForm(StepForm):
    """So much more time, or until which day; never both. ``due_seen`` is the due date that the person sees."""

    amount = CountField(label=_("Gia hạn thêm"), required=False, min_value=1, max_value=max(MOST.values()))
    counted_in = forms.ChoiceField(label=_("Tính bằng"), choices=[(unit.value, unit.label) for unit in _UNITS])
    due_on = DateField(label=_("Hoặc đến ngày"), required=False)
    on = DateField(label=_("Ngày quyết định gia hạn"), initial=wall.today)
    due_seen = DateField(widget=forms.HiddenInput(), error_messages={"required": _("Tải lại trang rồi thử lại.")})

    field_order = ("amount", "counted_in", "due_on", "on", "reason", "document")

    def __init__(self, *args: Any, clock: Clock, user: User, **kwargs: Any) -> None:
        unit = clock.counted_in if clock.counted_in in _UNITS else LimitUnit.CALENDAR_DAY
        kwargs["initial"] = {"counted_in": unit, "due_seen": f"{clock.due_on:%d/%m/%Y}"}
        rule = clock.rule
        needs_paper = wording.extension_in_words(rule) if rule and rule.extends_by_paper_only else ""
        super().__init__(*args, clock=clock, user=user, needs_paper=needs_paper, **kwargs)
        self.fields["due_on"].help_text = _now("Hạn hiện nay: {day}").format(day=ngay(clock.due_on))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if {"amount", "due_on"} & set(self.errors):
            return values
        if values.get("amount") is None and values.get("due_on") is None:
            self.add_error("amount", _now("Ghi thêm bao nhiêu, hoặc đến ngày nào."))
        elif values.get("amount") is not None and values.get("due_on") is not None:
            self.add_error("due_on", _now("Chỉ ghi một trong hai: thêm bao nhiêu, hoặc đến ngày nào."))
        elif values.get("amount") is not None and "counted_in" in values:
            self._check_amount(values)
        return values

    def _check_amount(self, values: dict[str, Any]) -> None:
        values["counted_in"] = unit = LimitUnit(values["counted_in"])
        if values["amount"] > MOST[unit]:
            most = wording.amount_in_words(MOST[unit], unit)
            self.add_error("amount", _now("Mỗi lần gia hạn tối đa {most}.").format(most=most))

    def show_due_now(self, clock: Clock) -> None:
        """After somebody else moved it: the person decides again with the date of now before the eyes."""
        self.data = {**dict(self.data.items()), "due_seen": ngay(clock.due_on)}
        self.fields["due_on"].help_text = _now("Hạn hiện nay: {day}").format(day=ngay(clock.due_on))


class StopForm(StepForm):
    """On which day it was done."""

    on = DateField(label=_("Ngày làm xong"), initial=wall.today)
    reason = LineField(label=_("Kết quả, ghi chú"), required=False, max_length=_REASON)

    def __init__(self, *args: Any, clock: Clock, user: User, **kwargs: Any) -> None:
        super().__init__(*args, clock=clock, user=user, **kwargs)
        if clock.bound == Bound.MINIMUM:
            words = _now("Được kết thúc từ ngày {day}; kết thúc sớm hơn phải ghi lý do.")
            self.fields["on"].label = _now("Ngày kết thúc")
            self.fields["on"].help_text = words.format(day=ngay(clock.due_on))


class CancelForm(StepForm):
    """Why it need not be done."""

    on = DateField(label=_("Ngày hủy"), initial=wall.today)
