"""Taking in or returning the forms that were marked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.forms import ChoicesOf, LineField
from indicators.models import Submission

ACCEPT, RETURN = "nhan", "tra-lai"


class ReviewForm(forms.Form):
    """Which forms, and what becomes of them."""

    marked = ChoicesOf(queryset=Submission.objects.none(), error_messages={"required": _("Đánh dấu ít nhất một biểu.")})
    what = forms.ChoiceField(choices=[(ACCEPT, _("Nhận")), (RETURN, _("Trả lại"))])
    reason = LineField(label=_("Lý do trả lại"), required=False, max_length=1000)

    def __init__(self, *args: Any, known: Any, **kwargs: Any) -> None:
        """``known``: also those that somebody else decided since the page was drawn."""
        super().__init__(*args, **kwargs)
        field = self.fields["marked"]
        if isinstance(field, ChoicesOf):
            field.queryset = known

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("what") == RETURN and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _now("Cần ghi lý do trả lại."))
        return values
