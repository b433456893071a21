"""The filters of the list of rules; all of them stand in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import DateField, LineField
from common.templatetags.qcdc import ngay
from deadlines.enums import RuleStatus, RuleTopic
from deadlines.rulebook import RuleFilter

DAY = "ngay"


class RuleFilterForm(forms.Form):
    """What the list shows. An address that names no day shows what is in force today; an empty day shows all times."""

    def __init__(self, query: QueryDict) -> None:
        data = query.copy()
        if DAY not in data:
            data[DAY] = ngay(clock.today())
        super().__init__(data)
        general = [(status.value, status.label) for status in RuleStatus if status != RuleStatus.LOCAL]
        states: list[Any] = [("", _("Tất cả")), (RuleFilter.MARKED, _("Cần đối chiếu thêm")), *general]
        self.fields["q"] = LineField(label=_("Có chữ"), required=False)
        self.fields["linh-vuc"] = forms.ChoiceField(
            label=_("Lĩnh vực"), choices=[("", _("Tất cả")), *RuleTopic.choices], required=False
        )
        self.fields["muc"] = forms.ChoiceField(label=_("Mức độ tin cậy"), choices=states, required=False)
        self.fields[DAY] = DateField(label=_("Có hiệu lực ngày"), required=False, help_text=_("Để trống: mọi thời kỳ."))

    def chosen(self) -> RuleFilter:
        """The filter; a field with a mistake narrows nothing."""
        self.full_clean()
        values = self.cleaned_data
        return RuleFilter(
            words=values.get("q", ""),
            topic=values.get("linh-vuc", ""),
            status=values.get("muc", ""),
            on=values.get(DAY),
        )
