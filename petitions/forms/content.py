"""What is written of a petition: the same fields, limits and messages on its page and in a row of a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.forms import DateField, LineField, ParagraphField


class ContentForm(forms.Form):
    """The texts and the day. What is chosen from lists is added by the form that offers the lists."""

    text = ParagraphField(label=_("Nội dung kiến nghị"), rows=5, help_text=_("Nguyên văn điều cử tri nói."))
    received_on = DateField(label=_("Ngày tiếp nhận"))
    source_note = LineField(
        label=_("Ghi chú nguồn"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ: hội nghị tiếp xúc cử tri xã Quảng Tân ngày 06/07/2020."),
    )
    place = LineField(label=_("Địa điểm cụ thể"), required=False, help_text=_("Ví dụ: thôn Tân Hợp."))
    wording = ParagraphField(
        label=_("Nội dung tổng hợp"), required=False, rows=4, help_text=_("Câu chữ sẽ gửi cơ quan giải quyết.")
    )


class PersonForm(forms.Form):
    """Who petitioned, as far as it was given. Shown to the council's own people only."""

    person = LineField(label=_("Người kiến nghị"), required=False, max_length=120)
    address = LineField(label=_("Địa chỉ người kiến nghị"), required=False, max_length=200)
    phone = LineField(label=_("Điện thoại người kiến nghị"), required=False, max_length=30)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("person") and "person" not in self.errors and (values.get("address") or values.get("phone")):
            self.add_error("person", _now("Đã ghi địa chỉ hoặc điện thoại thì cần ghi họ và tên."))
        return values
