"""Forms of yearly plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, DateField, LineField, ParagraphField
from organizations.models import Body, Unit
from steering.forms.citing import CitedField

from .shared import YearField, offer_bodies


class PlanForm(forms.Form):
    """A body's plan of a year."""

    body = ChoiceOf(label=_("Cơ quan giám sát"), queryset=Body.objects.none(), empty_label=None)
    year = YearField(label=_("Năm"))
    decision_text = LineField(label=_("Số, ký hiệu"), max_length=300, help_text=_("Ví dụ: 02/KH-MTTQ"))
    issued_on = DateField(label=_("Ngày ban hành"))
    note = ParagraphField(label=_("Mục đích, yêu cầu"), required=False, rows=3)
    papers = CitedField()

    def __init__(self, *args: Any, unit: Unit, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
        offer_bodies(self.fields["body"], bodies)
        papers = self.fields["papers"]
        if isinstance(papers, CitedField):
            papers.within(unit)


class LineForm(forms.Form):
    """One supervision that is meant."""

    text = ParagraphField(label=_("Nội dung giám sát"), max_length=500, rows=2)
    subject_text = LineField(label=_("Đối tượng"), required=False, max_length=300)
    when_text = LineField(label=_("Thời gian"), required=False, max_length=120, help_text=_("Ví dụ: quý IV; tháng 11."))
