"""What several forms of this room need."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, DateField, LineField, ParagraphField
from documents.forms import FilesField, PaperField
from organizations.models import Body

CHOOSE = _("– chọn –")


def take_bodies(field: forms.Field, bodies: list[Body]) -> None:
    """Offer these bodies, the likeliest chosen already."""
    if isinstance(field, ChoiceOf):
        field.queryset = Body.objects.filter(pk__in=[body.pk for body in bodies]).select_related("unit__kind", "kind")
        field.choices = [(body.pk, body.label) for body in bodies]
        field.initial = bodies[0].pk if bodies else None


def first_named(bodies: list[Body], typed: Any) -> Body:
    """The body that the form names, else the likeliest."""
    return next((body for body in bodies if str(body.pk) == str(typed)), bodies[0])


class OnForm(forms.Form):
    """A day, today unless said otherwise."""

    on = DateField(label=_("Ngày"), initial=clock.today)


class ReasonForm(forms.Form):
    """Why."""

    reason = LineField(label=_("Lý do"), max_length=500)


class RecogniseForm(forms.Form):
    """When it was recognised, by which paper."""

    on = DateField(label=_("Ngày công nhận"), initial=clock.today)
    document = PaperField(label=_("Quyết định công nhận"))

    def __init__(self, *args: Any, record: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paper = self.fields["document"]
        if isinstance(paper, PaperField) and record.recogniser is not None:
            paper.offer(user, record.recogniser.unit_id)


class RefuseForm(RecogniseForm):
    """When and why it was not."""

    on = DateField(label=_("Ngày trả lời"), initial=clock.today)
    document = PaperField(label=_("Văn bản trả lời"))
    reason = ParagraphField(label=_("Lý do không công nhận"), max_length=1_000, rows=3)


class PhotoFields(forms.Form):
    """The signed sheet, photographed."""

    photos = FilesField(
        label=_("Ảnh chụp hoặc tệp biên bản đã ký"),
        required=False,
        help_text=_("Chụp bằng điện thoại là được; mỗi tệp tối đa 20 MB. Có thể đính kèm sau ở trang hồ sơ."),
    )
    no_state_secret = forms.BooleanField(label=_("Tôi xác nhận tệp không chứa bí mật nhà nước"), required=False)


class ListFilterForm(forms.Form):
    """Base of the filters: words, hidden days and the body of a counted figure."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = LineField(label=_("Có chữ"), required=False, max_length=200)
        self.offer()
        for name in ("tu", "den"):
            self.fields[name] = DateField(required=False, widget=forms.HiddenInput)
        self.fields["co-quan"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)

    def offer(self) -> None:
        """The choices of the list."""

    def choices(self, name: str, label: Any, everything: Any, rows: Any) -> None:
        """One select; its first line narrows nothing."""
        self.fields[name] = forms.ChoiceField(label=label, choices=[("", everything), *rows], required=False)

    def values(self) -> dict[str, Any]:
        """What was chosen; what cannot be read is left out."""
        self.full_clean()
        return self.cleaned_data if self.is_bound else {}
