"""The filters of "Biểu của tôi"; they stand in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.enums import SubmissionState
from indicators.mine import ALL, TODO, MineFilter
from indicators.models import Form


class MineFilterForm(forms.Form):
    """Fields with a mistake narrow nothing. ``known``: the forms that the unit answers for."""

    def __init__(self, *args: Any, known: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(TODO, _("Cần nhập")), (ALL, _("Tất cả")), *SubmissionState.choices]
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        named = [(str(form.pk), form.name) for form in Form.objects.filter(pk__in=known).order_by("name_vi", "pk")]
        choices = [("", _("Mọi biểu")), *named]
        self.fields["bieu"] = forms.ChoiceField(label=_("Biểu"), choices=choices, required=False)

    def chosen(self) -> MineFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        form = values.get("bieu", "")
        return MineFilter(state=values.get("trang-thai") or TODO, form=int(form) if form else None)
