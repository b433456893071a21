"""Forms of drafts that the Front speaks on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, DateField, LineField, ParagraphField
from organizations.models import Body, Unit
from steering.fields import BodyField
from steering.forms.citing import CitedField
from supervision.enums import CriticismSort, CriticismStatus

from .shared import ListFilterForm, PaperForm, offer_bodies


class AskForm(forms.Form):
    """A draft that is to be spoken on."""

    body = ChoiceOf(label=_("Cơ quan phản biện, góp ý"), queryset=Body.objects.none(), empty_label=None)
    sort = forms.ChoiceField(label=_("Hình thức"), choices=CriticismSort.choices)
    title = ParagraphField(label=_("Tên dự thảo"), max_length=500, rows=2)
    drafter = BodyField(label=_("Cơ quan soạn thảo"), help_text=_("Gõ tên đầy đủ hoặc tên gọn, ví dụ: UBND phường."))
    submit_on = DateField(
        label=_("Ngày trình, ban hành văn bản"), help_text=_("Cổng tính ngược ngày cuối cùng phải gửi dự thảo.")
    )
    papers = CitedField()

    def __init__(self, *args: Any, unit: Unit, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_bodies(self.fields["body"], bodies)
        drafter, papers = self.fields["drafter"], self.fields["papers"]
        if isinstance(drafter, BodyField):
            drafter.within(unit, clock.today())
        if isinstance(papers, CitedField):
            papers.within(unit)


class ReceiveForm(forms.Form):
    """The draft came."""

    number = LineField(label=_("Số văn bản gửi dự thảo"), required=False, max_length=120)
    on = DateField(label=_("Ngày nhận"), initial=clock.today)
    form_text = LineField(
        label=_("Cách lấy ý kiến"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ: hội nghị phản biện; gửi lấy ý kiến."),
    )


class OpinionForm(forms.Form):
    """What somebody said."""

    source = LineField(label=_("Chức danh, cơ quan, tổ chức"), max_length=200, help_text=_("Không ghi họ tên cá nhân."))
    on = DateField(label=_("Ngày"), initial=clock.today)
    text = ParagraphField(label=_("Ý kiến"), max_length=5000, rows=4)


class SendForm(PaperForm):
    """What goes to the drafter."""

    text = ParagraphField(label=_("Nội dung phản biện, góp ý"), max_length=20_000, rows=6)


class AnswerForm(forms.Form):
    """What the drafter says."""

    number = LineField(label=_("Số văn bản phản hồi"), required=False, max_length=120)
    on = DateField(label=_("Ngày phản hồi"), initial=clock.today)
    accepted = ParagraphField(label=_("Nội dung tiếp thu"), required=False, rows=4)
    explained = ParagraphField(label=_("Nội dung giải trình"), required=False, rows=4)


class CriticismFilterForm(ListFilterForm):
    """What the list shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sorts = [("", _("Mọi hình thức")), *CriticismSort.choices]
        self.fields["loai"] = forms.ChoiceField(label=_("Hình thức"), choices=sorts, required=False)
        states = [("", _("Tất cả")), *CriticismStatus.choices]
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        self.hide_paper()
