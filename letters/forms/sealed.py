"""Forms of sealed cases. What is typed here is sealed; papers are number and day, never a title."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, DateField, LineField, ParagraphField
from letters.enums import ErasureReason
from letters.fields import AnyBodyField
from letters.models import SealedCase
from organizations import roles
from organizations.enums import Role


class NumberForm(forms.Form):
    """The number of a case, which only those know who have it."""

    so = LineField(label=_("Số hồ sơ niêm phong"), max_length=24, help_text=_("Ví dụ: TC-2026-0012"))


class UnsealForm(forms.Form):
    """Why it is opened."""

    reason = LineField(label=_("Lý do mở hồ sơ"), max_length=300, help_text=_("Lý do được niêm phong cùng hồ sơ."))


class SealedForm(forms.Form):
    """The day of a step; the note is sealed."""

    on = DateField(label=_("Ngày thực hiện"))
    note = ParagraphField(label=_("Ghi chú (được niêm phong)"), required=False, max_length=4000, rows=3)

    def __init__(self, *args: Any, case: SealedCase, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": clock.today()}
        super().__init__(*args, **kwargs)
        self.case = case


class SealedPaperForm(SealedForm):
    """A step on a paper."""

    paper_number = LineField(label=_("Số, ký hiệu văn bản"), max_length=50, help_text=_("Ví dụ: 12/TB-UBND"))
    paper_on = DateField(label=_("Ngày văn bản"))

    field_order = ["on", "paper_number", "paper_on"]


class SealedAcceptForm(SealedPaperForm):
    """Accept, with how long the settlement may take (Law 25/2018 Article 30)."""

    variant = forms.ChoiceField(
        label=_("Tính chất vụ việc"),
        required=False,
        choices=[
            ("", _("Bình thường")),
            ("complex", _("Phức tạp (được gia hạn một lần)")),
            ("specially-complex", _("Đặc biệt phức tạp (được gia hạn hai lần)")),
        ],
    )


class SealedTransferForm(SealedPaperForm):
    """Where it goes, once."""

    to_body = AnyBodyField(label=_("Cơ quan có thẩm quyền"), help_text=_("Gõ tên đầy đủ hoặc tên gọn."))

    field_order = ["to_body", "on", "paper_number", "paper_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_body"]
        if isinstance(field, AnyBodyField):
            field.around(self.case.holder.unit, clock.today())


class SealedFileForm(SealedForm):
    """Why it is not accepted."""

    note = ParagraphField(label=_("Lý do (được niêm phong)"), max_length=4000, rows=3)


class VerifyMoreForm(forms.Form):
    """Nothing to fill in."""

    def __init__(self, *args: Any, case: SealedCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class GrantForm(forms.Form):
    """Who else may open it, and until when."""

    user = ChoiceOf(label=_("Người được mở"), queryset=User.objects.none(), empty_label=_("– Chọn –"))
    until = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Bỏ trống: đến khi hồ sơ chuyển đi."))

    def __init__(self, *args: Any, case: SealedCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        if isinstance(field, ChoiceOf):
            field.queryset = _people_of(case)


class EraseForm(forms.Form):
    """Why it is erased, chosen and not typed."""

    why = forms.ChoiceField(label=_("Lý do xóa"), choices=[("", "–"), *ErasureReason.choices])
    sure = forms.BooleanField(
        label=_("Tôi hiểu rằng sau khi xóa, không ai đọc lại được nội dung và người gửi"),
        error_messages={"required": _("Đánh dấu để xác nhận.")},
    )

    def __init__(self, *args: Any, case: SealedCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


def _people_of(case: SealedCase) -> Any:
    """Open accounts with a role at the body that has it, or at its successors."""
    people = roles.people_of(case.holder, [role for role in Role if role is not Role.SYSTEM_ADMIN])
    return User.objects.filter(pk__in=[person.pk for person in people]).order_by("full_name", "pk")
