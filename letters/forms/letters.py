"""Forms of letters: a new one with its contents, its correction, and the small form of each step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField
from documents import policies as document_policies
from documents.forms import PaperField
from letters.enums import CameBy, ContentKind, Stage
from letters.fields import AnyBodyField
from letters.models import Letter, LetterContent, LetterField
from letters.models.letters import SUMMARY_LIMIT
from organizations.models import Body

LINES = 3  # contents that a new letter offers; more after the first ones are filled
MOST_LINES = 20
_KINDS = [("", "–"), *[(kind.value, kind.label) for kind in ContentKind if kind is not ContentKind.SEALED]]
_KINDS.append((ContentKind.SEALED.value, _("Tố cáo (niêm phong ngay khi lưu)")))


class SenderFields(forms.Form):
    """Who sent a letter, as far as known."""

    name = LineField(
        label=_("Họ tên người đứng đơn"),
        required=False,
        max_length=200,
    )
    address = LineField(label=_("Địa chỉ"), required=False, max_length=300)
    phone = LineField(label=_("Điện thoại"), required=False, max_length=40)
    people_count = CountField(label=_("Số người đứng đơn"), min_value=1, max_value=100_000, initial=1)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if (values.get("address") or values.get("phone")) and not values.get("name"):
            values["name"] = ""
            if "name" not in self.errors:
                self.add_error("name", _now("Ghi họ tên; nếu đơn không rõ họ tên thì bỏ trống cả địa chỉ, điện thoại."))
        return values


class LetterForm(SenderFields):
    """A letter that came in."""

    body = ChoiceOf(label=_("Cơ quan tiếp nhận"), queryset=Body.objects.none(), empty_label=None)
    received_on = DateField(label=_("Ngày nhận"))
    came_by = forms.ChoiceField(label=_("Hình thức đến"), choices=CameBy.choices)
    sent_by = AnyBodyField(
        label=_("Cơ quan chuyển đến"), required=False, help_text=_("Chỉ ghi khi đơn do cơ quan khác chuyển đến.")
    )
    incoming_number = CountField(label=_("Số đến"), min_value=1, required=False)

    field_order = ["body", "received_on", "came_by", "sent_by", "incoming_number"]

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        kwargs["initial"] = {"received_on": clock.today(), "came_by": CameBy.POST, "people_count": 1}
        super().__init__(*args, **kwargs)
        chosen, sent_by = self.fields["body"], self.fields["sent_by"]
        if isinstance(chosen, ChoiceOf):
            chosen.queryset = Body.objects.filter(pk__in=[body.pk for body in bodies]).select_related("unit")
            chosen.choices = [(body.pk, body.label) for body in bodies]
        if isinstance(sent_by, AnyBodyField) and bodies:
            sent_by.around(bodies[0].unit, clock.today())


class ContentForm(forms.Form):
    """One content; an empty line is no content."""

    kind = forms.ChoiceField(label=_("Loại"), choices=_KINDS, required=False)
    field = ChoiceOf(label=_("Lĩnh vực"), queryset=LetterField.objects.none(), required=False, empty_label="–")
    summary = ParagraphField(label=_("Tóm tắt nội dung"), required=False, max_length=SUMMARY_LIMIT, rows=3)

    def __init__(self, *args: Any, fields_offered: list[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["field"]
        if isinstance(field, ChoiceOf):
            field.queryset = LetterField.objects.filter(in_use=True)
            field.choices = fields_offered or []

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.is_filled(values):
            for name, message in (("kind", _now("Chưa chọn ô này.")), ("summary", _now("Chưa nhập ô này."))):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return values

    @staticmethod
    def is_filled(values: dict[str, Any]) -> bool:
        """Whether anything stands in the line."""
        return any(values.get(name) for name in ("kind", "field", "summary"))


ContentForms = forms.formset_factory(ContentForm, extra=LINES, max_num=MOST_LINES, absolute_max=MOST_LINES)


def fields_offered() -> list[Any]:
    """The fields in use as choices, asked for once for all lines."""
    return [("", "–"), *((row.pk, str(row)) for row in LetterField.objects.filter(in_use=True))]


class CorrectForm(SenderFields):
    """Correct how a letter was entered."""

    incoming_number = CountField(label=_("Số đến"), min_value=1, required=False)

    field_order = ["incoming_number"]

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        kwargs["initial"] = values_of(letter)
        super().__init__(*args, **kwargs)
        if any(content.is_sealed for content in letter.contents.all()):
            for name in ("name", "address", "phone"):
                del self.fields[name]


def values_of(letter: Letter) -> dict[str, Any]:
    """A letter as its correction shows it."""
    sender = getattr(letter, "sender", None)
    named = {name: getattr(sender, name, "") for name in ("name", "address", "phone")}
    return {"incoming_number": letter.incoming_number, "people_count": letter.people_count} | named


# -- steps


class StepForm(forms.Form):
    """The day of a step, and what is to be said about it."""

    on = DateField(label=_("Ngày thực hiện"))
    note = ParagraphField(label=_("Ghi chú"), required=False, max_length=4000, rows=3)

    def __init__(self, *args: Any, content: LetterContent, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.content, self.user = content, user


class ReasonForm(StepForm):
    """A step that says why."""

    note = ParagraphField(label=_("Lý do, nội dung xử lý"), max_length=4000, rows=3)


class PaperForm(StepForm):
    """A step that rests on a paper: one that is in the portal, or number and day of one that is entered here."""

    document = PaperField(label=_("Văn bản đã có trên cổng"))
    number = CountField(label=_("Hoặc số văn bản mới"), min_value=1, required=False)
    issued_on = DateField(
        label=_("Ngày văn bản"), required=False, help_text=_("Có ngày mà bỏ trống số: lấy số từ sổ của cổng.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holder = self.content.holder
        field = self.fields["document"]
        if isinstance(field, PaperField):
            field.offer(self.user, holder.unit_id)
        if not document_policies.may_record(self.user, holder):
            del self.fields["number"], self.fields["issued_on"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("document") and (values.get("number") or values.get("issued_on")):
            self.add_error("document", _now("Chọn văn bản đã có, hoặc ghi số và ngày văn bản mới; không cả hai."))
        elif values.get("number") and not values.get("issued_on") and "issued_on" not in self.errors:
            self.add_error("issued_on", _now("Chưa nhập ô này."))
        return values


class AcceptForm(PaperForm):
    """Accept; of a complaint which one it is and how long its settlement may take."""

    stage = forms.ChoiceField(label=_("Lần khiếu nại"), choices=[("", "–"), *Stage.choices], required=False)
    difficult = forms.BooleanField(label=_("Vụ việc phức tạp (thời hạn giải quyết dài hơn)"), required=False)
    remote = forms.BooleanField(label=_("Vùng sâu, vùng xa, đi lại khó khăn"), required=False)

    field_order = ["on", "stage", "difficult", "remote", "document", "number", "issued_on", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.content.kind != ContentKind.COMPLAINT:
            for name in ("stage", "difficult", "remote"):
                del self.fields[name]


class TransferForm(PaperForm):
    """Where it goes."""

    to_body = AnyBodyField(label=_("Cơ quan có thẩm quyền"), help_text=_("Gõ tên đầy đủ hoặc tên gọn."))

    field_order = ["to_body", "on", "document", "number", "issued_on", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_body"]
        if isinstance(field, AnyBodyField):
            field.around(self.content.holder.unit, clock.today())


class ReasonPaperForm(PaperForm):
    """A step that says why and rests on a paper."""

    note = ParagraphField(label=_("Lý do, nội dung xử lý"), max_length=4000, rows=3)


class ReportBackForm(PaperForm):
    """The paper that told the result."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]


class TakeInForm(StepForm):
    """Number and day in the register of the body that received it."""

    incoming_number = CountField(label=_("Số đến"), min_value=1)

    field_order = ["incoming_number", "on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _now("Ngày đến")
        del self.fields["note"]
