"""Forms of citizen reception: duties, days, visits, what people were told, and the filters of the lists."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField, StaleGuard, TimeField
from common.forms.fields import Readable
from common.periods import BadPeriod, Kind, Period
from common.text import clean_line
from deadlines.models import Rule
from documents.forms import PaperField
from letters import reception_plan
from letters.case_targets import TARGETS
from letters.enums_reception import DayKind, DayState, Handling, Matter, Per, StatusAnswer, VisitState
from letters.filters_reception import BY_DEPUTY, BY_HEAD, OWED, DayFilter, VisitFilter
from letters.models import ReceptionDay, ReceptionDuty, Visit
from letters.services.reception import HEADS
from letters.services.visits import EDITABLE
from organizations.models import Body

CHOOSE = _("– chọn –")


def take_bodies(field: forms.Field, bodies: list[Body]) -> None:
    """Offer these bodies; the only one is chosen already."""
    if isinstance(field, ChoiceOf):
        field.queryset = Body.objects.filter(pk__in=[body.pk for body in bodies]).select_related("unit")
        blank = [("", CHOOSE)] if len(bodies) != 1 else []
        field.choices = [*blank, *((body.pk, body.label) for body in bodies)]


class DaysField(Readable):
    """Days of the week or month, "3, 5"; cleans to the numbers, whose meaning the duty decides."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})
    default_error_messages = {"invalid": _("Ghi các số cách nhau bằng dấu phẩy, ví dụ 3, 5.")}

    def to_python(self, value: Any) -> list[int]:
        typed = clean_line(str(value or ""))
        if not typed:
            return []
        parts = [part for part in re.split(r"[,; ]+", typed) if part]
        if len(parts) > 31 or not all(re.fullmatch(r"[0-9]{1,2}", part) for part in parts):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return [int(part) for part in parts]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class RecordField(Readable):
    """A record named by its number, among those that the person may see; see case_targets."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def __init__(self, *, kind: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind
        self.user: User | None = None

    def to_python(self, value: Any) -> Any:
        typed = clean_line(str(value or ""))
        if not typed or self.user is None:
            return None
        try:
            return TARGETS[self.kind].find(self.user, typed)
        except Refused as refused:
            raise ValidationError(str(refused), code="unknown") from None

    def prepare_value(self, value: Any) -> Any:
        return value.code if hasattr(value, "code") else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class _Hours(forms.Form):
    """When and where."""

    starts = TimeField(label=_("Từ giờ"), initial="07:30")
    ends = TimeField(label=_("Đến giờ"), initial="11:30")
    place = LineField(label=_("Địa điểm"), max_length=200, help_text=_("Ví dụ: Phòng tiếp công dân, UBND phường"))


_DAYS_HINT = _("Theo tuần: ghi số thứ, từ 2 (thứ Hai) đến 7, Chủ nhật là 8. Theo tháng: ghi ngày, ví dụ 5, 20.")


class DutyForm(_Hours):
    """How often the head of a body receives, by which rule, usually on which days."""

    body = ChoiceOf(label=_("Cơ quan tiếp"), queryset=Body.objects.none())
    office = LineField(label=_("Người tiếp"), max_length=120, help_text=_("Ví dụ: Chủ tịch UBND phường"))
    rule = forms.ChoiceField(label=_("Theo quy định"), required=False)
    basis = LineField(
        label=_("Căn cứ khác"), required=False, max_length=300, help_text=_("Để trống nếu chọn quy định ở trên.")
    )
    times = CountField(
        label=_("Số ngày tiếp"), required=False, min_value=1, max_value=31,
        help_text=_("Để trống thì lấy mức tối thiểu của quy định."),
    )  # fmt: skip
    per = forms.ChoiceField(label=_("Mỗi"), required=False, choices=[("", CHOOSE), *Per.choices])
    days = DaysField(label=_("Ngày tiếp"), help_text=_DAYS_HINT)
    since = DateField(label=_("Áp dụng từ ngày"), initial=clock.today)
    until = DateField(label=_("Đến hết ngày"), required=False)

    field_order = ["body", "office", "rule", "basis", "times", "per", "days", "starts", "ends", "place", "since"]

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["body"], bodies)
        today = clock.today()
        rules = Rule.objects.national().filter(code__in=HEADS).order_by("code", "variant", "valid")
        named = {
            rule.reference: f"{rule.reference}: {rule.actor}, {rule.instead}" for rule in rules if today in rule.valid
        }
        field = self.fields["rule"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _now("Căn cứ khác")), *named.items()]


class DutyEditForm(StaleGuard, _Hours):
    """Other days, hours, another place, or the last day."""

    days = DaysField(label=_("Ngày tiếp"), help_text=_DAYS_HINT)
    until = DateField(label=_("Đến hết ngày"), required=False)

    field_order = ["days", "starts", "ends", "place", "until"]

    def __init__(self, *args: Any, duty: ReceptionDuty, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of_duty(duty), **kwargs)


def values_of_duty(duty: ReceptionDuty) -> dict[str, Any]:
    """A duty as its form shows it."""
    typed = reception_plan.as_typed(duty.per, duty.days)
    return {
        "days": typed, "starts": duty.starts, "ends": duty.ends, "place": duty.place, "until": duty.last_day,
    }  # fmt: skip


class PlanDayForm(_Hours):
    """One day more: unscheduled, online, or by a duty."""

    body = ChoiceOf(label=_("Cơ quan tiếp"), queryset=Body.objects.none())
    kind = forms.ChoiceField(label=_("Hình thức"), choices=DayKind.choices, initial=DayKind.UNSCHEDULED)
    duty = ChoiceOf(
        label=_("Theo lịch của"),
        queryset=ReceptionDuty.objects.none(),
        required=False,
        empty_label=_("Không theo lịch"),
    )
    on = DateField(label=_("Ngày tiếp"), initial=clock.today)
    reason = LineField(label=_("Lý do tiếp đột xuất"), required=False, max_length=500)
    announced_on = DateField(
        label=_("Ngày thông báo"),
        required=False,
        help_text=_("Tiếp trực tuyến phải thông báo trước ít nhất 5 ngày làm việc."),
    )

    field_order = ["body", "kind", "duty", "on", "starts", "ends", "place", "reason", "announced_on"]

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["body"], bodies)
        field = self.fields["duty"]
        if isinstance(field, ChoiceOf):
            today = clock.today()
            own = ReceptionDuty.objects.filter(body__in=[body.pk for body in bodies]).in_force(today, today)
            field.queryset = own.select_related("body").order_by("office", "pk")


class HoldForm(forms.Form):
    """Who received."""

    head_received = forms.TypedChoiceField(
        label=_("Người đứng đầu trực tiếp tiếp"),
        choices=[("co", _("có")), ("khong", _("không"))],
        coerce=lambda value: value == "co",
        widget=forms.RadioSelect,
        initial="co",
    )
    receiver = LineField(
        label=_("Người đã tiếp"), required=False, max_length=200, help_text=_("Để trống nếu là người ghi trong lịch.")
    )
    absence_reason = LineField(label=_("Lý do người đứng đầu không tiếp"), required=False, max_length=500)

    def __init__(self, *args: Any, day: ReceptionDay, **kwargs: Any) -> None:
        if day.state == DayState.HELD:
            kwargs["initial"] = {
                "head_received": "co" if day.head_received else "khong", "receiver": day.receiver,
                "absence_reason": day.absence_reason,
            }  # fmt: skip
        super().__init__(*args, **kwargs)


class ReasonForm(forms.Form):
    """Why."""

    reason = LineField(label=_("Lý do"), max_length=500)


class VisitForm(forms.Form):
    """One line of the book. In a denunciation the columns about the person stay empty."""

    full_name = LineField(label=_("Họ và tên"), required=False, max_length=200)
    address = LineField(label=_("Địa chỉ"), required=False, max_length=300)
    people = CountField(label=_("Số người"), min_value=1, max_value=100_000, initial=1)
    representatives = ParagraphField(
        label=_("Người đại diện"),
        required=False,
        max_length=1_000,
        rows=2,
        help_text=_("Chỉ ghi khi từ 5 người trở lên, mỗi dòng một người."),
    )
    content = ParagraphField(label=_("Nội dung"), required=False, rows=3)
    matter = forms.ChoiceField(
        label=_("Phân loại"),
        choices=[("", CHOOSE), *Matter.choices],
        error_messages={"required": _("Chọn phân loại.")},
        help_text=_("Tố cáo: để trống họ tên, địa chỉ, nội dung; ghi ở hồ sơ niêm phong."),
    )
    handling = forms.ChoiceField(
        label=_("Xử lý"), choices=[("", CHOOSE), *Handling.choices], error_messages={"required": _("Chọn cách xử lý.")}
    )
    result = ParagraphField(label=_("Kết quả"), required=False, max_length=5_000, rows=2)
    letter = RecordField(
        kind="letter", label=_("Số đơn"), required=False, help_text=_("Nếu công dân nộp đơn đã vào sổ.")
    )
    petition = RecordField(
        kind="petition", label=_("Mã kiến nghị"), required=False, help_text=_("Nếu nội dung đã thành kiến nghị.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, RecordField):
                field.user = user


class NewVisitForm(VisitForm):
    """The same with the body and the day, where no day of reception says them."""

    body = ChoiceOf(label=_("Cơ quan tiếp"), queryset=Body.objects.none())
    on = DateField(label=_("Ngày tiếp"), initial=clock.today)

    field_order = ["body", "on", "full_name"]

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["body"], bodies)


class VisitEditForm(StaleGuard, VisitForm):
    """Correct a line; two people who do so at once see each other's changes."""

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of_visit(visit), **kwargs)


def values_of_visit(visit: Visit) -> dict[str, Any]:
    """A visit as its form shows it."""
    return {name: getattr(visit, name) for name in EDITABLE}


class TellForm(forms.Form):
    """What the person was told, when, and on which paper."""

    on = DateField(label=_("Ngày thông báo"), initial=clock.today)
    answer = forms.ChoiceField(label=_("Nội dung trả lời"), choices=[("", CHOOSE), *StatusAnswer.choices])
    document = PaperField(label=_("Văn bản"))

    def __init__(self, *args: Any, visit: Visit, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if visit.state == VisitState.REFUSAL_OWED:
            del self.fields["answer"]
        paper = self.fields["document"]
        if isinstance(paper, PaperField):
            paper.offer(user, visit.unit_id)


# -- filters


class _WindowFilter(forms.Form):
    """From day to day, of one body."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tu"] = DateField(label=_("Từ ngày"), required=False)
        self.fields["den"] = DateField(label=_("Đến ngày"), required=False)
        self.fields["co-quan"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What can be read; a field with a mistake narrows nothing."""
        self.full_clean()
        return self.cleaned_data if self.is_bound else {}

    def window(self) -> dict[str, Any]:
        """The values that every list of days and visits has."""
        values = self.values()
        return {"first": values.get("tu"), "last": values.get("den"), "body": values.get("co-quan", "")}

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows the list, so that an empty one can say why."""
        return any(self.values().values())


class DayFilterForm(_WindowFilter):
    """Days of reception."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, states = [("", _("Mọi hình thức")), *DayKind.choices], [("", _("Mọi trạng thái")), *DayState.choices]
        self.fields["hinh-thuc"] = forms.ChoiceField(label=_("Hình thức"), choices=kinds, required=False)
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        who = [("", _("Mọi người tiếp")), (BY_HEAD, _("Người đứng đầu")), (BY_DEPUTY, _("Người khác"))]
        self.fields["nguoi-tiep"] = forms.ChoiceField(label=_("Người tiếp"), choices=who, required=False)
        self.fields["lich"] = CountField(required=False, widget=forms.HiddenInput)

    def chosen(self) -> DayFilter:
        values = self.values()
        return DayFilter(
            **self.window(), kind=values.get("hinh-thuc", ""), state=values.get("trang-thai", ""),
            by=values.get("nguoi-tiep", ""), duty=values.get("lich"),
        )  # fmt: skip


class VisitFilterForm(_WindowFilter):
    """The book; no filter is about a person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [("", _("Mọi trường hợp")), (OWED, _("Còn phải trả lời")), *VisitState.choices]
        listed = {
            "phan-loai": (_("Phân loại"), [("", _("Mọi loại")), *Matter.choices]),
            "xu-ly": (_("Xử lý"), [("", _("Mọi cách xử lý")), *Handling.choices]),
            "tra-loi": (_("Trả lời"), states),
            "doan": (_("Số người"), [("", _("Mọi lượt")), ("1", _("Đoàn từ 5 người"))]),
        }
        for name, (label, choices) in listed.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def chosen(self) -> VisitFilter:
        values = self.values()
        return VisitFilter(
            **self.window(), matter=values.get("phan-loai", ""), handling=values.get("xu-ly", ""),
            state=values.get("tra-loi", ""), groups=values.get("doan") == "1",
        )  # fmt: skip


def month_of(code: str) -> Period:
    """The month that an address names ("2026-M11"); what names none is the month of today."""
    try:
        period = Period.parse(code)
    except BadPeriod:
        period = Period.containing(clock.today(), Kind.MONTH)
    return period if period.kind is Kind.MONTH else Period.containing(clock.today(), Kind.MONTH)
