"""Forms of consultations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, ChoicesOf, CountField, DateField, LineField, ParagraphField, StaleGuard
from community.enums_consultations import ConsultationState
from community.filters_more import STARTED, ConsultationFilter
from community.models import Consultation, ConsultationMatter, ConsultationWay
from community.models.base import TEXT_LIMIT
from conferences.models import CouncilSession
from documents.forms import PaperField
from organizations.models import Body

from .shared import CHOOSE, ListFilterForm, take_bodies

_NO_NAMES = _("Ghi nội dung, không ghi tên người nêu ý kiến.")
SESSIONS = 12


class DraftFields(forms.Form):
    """What is asked, and how."""

    title = LineField(label=_("Việc lấy ý kiến"), max_length=TEXT_LIMIT)
    matter = ChoiceOf(
        label=_("Nội dung theo Điều 25"), queryset=ConsultationMatter.objects.order_by("rank", "pk"), empty_label=CHOOSE
    )
    content = ParagraphField(label=_("Tóm tắt nội dung"), required=False, rows=4)
    ways = ChoicesOf(
        label=_("Hình thức lấy ý kiến"),
        queryset=ConsultationWay.objects.order_by("rank", "pk"),
        widget=forms.CheckboxSelectMultiple,
    )


class NewConsultationForm(DraftFields):
    """A new consultation, kept by a body of the person."""

    keeper = ChoiceOf(label=_("Cơ quan lấy ý kiến"), queryset=Body.objects.none())

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["keeper"], bodies)


class EditConsultationForm(StaleGuard, DraftFields):
    """Correct it before it is published."""

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(consultation), **kwargs)


def values_of(one: Consultation) -> dict[str, Any]:
    """A consultation as its form shows it."""
    names = ("title", "matter", "content")
    return {name: getattr(one, name) for name in names} | {"ways": list(one.ways.order_by("rank", "pk"))}


class PublishForm(forms.Form):
    """From when to when."""

    on = DateField(label=_("Ngày công khai nội dung"), initial=clock.today)
    until = DateField(
        label=_("Lấy ý kiến đến hết ngày"), help_text=_("Ít nhất 20 ngày kể từ ngày công khai (khoản 2 Điều 28).")
    )


class CountForm(forms.Form):
    """How many opinions came in one form."""

    way = ChoiceOf(label=_("Hình thức"), queryset=ConsultationWay.objects.none(), empty_label=CHOOSE)
    agree = CountField(label=_("Đồng ý"), initial=0, max_value=10_000_000)
    disagree = CountField(label=_("Không đồng ý"), initial=0, max_value=10_000_000)
    other = CountField(label=_("Ý kiến khác"), initial=0, max_value=10_000_000)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["way"]
        if isinstance(field, ChoiceOf):
            field.queryset = consultation.ways.order_by("rank", "pk")


class NoteForm(forms.Form):
    """What people said."""

    text = ParagraphField(label=_("Nội dung ý kiến"), max_length=1_000, rows=3, help_text=_NO_NAMES)
    number = CountField(label=_("Số người nêu"), required=False, max_value=10_000_000)
    reply = ParagraphField(label=_("Giải trình, tiếp thu"), required=False, max_length=2_000, rows=2)


class AnswerForm(forms.Form):
    """What was taken over and why the rest was not."""

    on = DateField(label=_("Ngày giải trình, tiếp thu"), initial=clock.today)
    text = ParagraphField(label=_("Nội dung giải trình, tiếp thu"), max_length=20_000, rows=6)
    document = PaperField(label=_("Văn bản giải trình, tiếp thu"))

    def __init__(self, *args: Any, consultation: Consultation, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paper = self.fields["document"]
        if isinstance(paper, PaperField):
            paper.offer(user, consultation.unit_id)


class ReportForm(forms.Form):
    """At which session the council was told."""

    on = DateField(label=_("Ngày báo cáo"), initial=clock.today)
    session = ChoiceOf(
        label=_("Kỳ họp"), queryset=CouncilSession.objects.none(), required=False, empty_label=_("Chưa có trên cổng")
    )

    def __init__(self, *args: Any, consultation: Consultation, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["session"]
        if isinstance(field, ChoiceOf):
            seen = CouncilSession.objects.visible_in(user, consultation.unit).order_by("-starts_on", "-pk")
            listed = {row.pk: str(row) for row in seen.select_related("council")[:SESSIONS]}
            field.queryset = CouncilSession.objects.filter(pk__in=listed)
            field.choices = [("", field.empty_label), *listed.items()]


class ConsultationFilterForm(ListFilterForm):
    """What the list shows."""

    def offer(self) -> None:
        matters = [(row.code, row.name[:60]) for row in ConsultationMatter.objects.order_by("rank", "pk")]
        self.choices("noi-dung", _("Nội dung"), _("Mọi nội dung"), matters)
        states = [(STARTED, _("đã công khai")), *ConsultationState.choices]
        self.choices("trang-thai", _("Trạng thái"), _("Mọi trạng thái"), states)

    def chosen(self) -> ConsultationFilter:
        """The filter."""
        values = self.values()
        return ConsultationFilter(
            words=values.get("q", ""), matter=values.get("noi-dung", ""), state=values.get("trang-thai", ""),
            keeper=values.get("co-quan", ""), first=values.get("tu"), last=values.get("den"),
        )  # fmt: skip

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows the list."""
        return self.chosen() != ConsultationFilter()
