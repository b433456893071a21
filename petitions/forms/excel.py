"""Forms around spreadsheets: an upload, which column holds what, the decision, a list that is taken out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import ChoiceOf, DateField
from conferences.models import CouncilSession
from documents.forms import OneFileField
from organizations.models import Body
from petitions.enums import LIST_FORMATS, ExportFormat, Source
from petitions.importing.columns import COLUMNS
from petitions.importing.reading import Head

MOST_SESSIONS = 30


class UploadForm(forms.Form):
    """A file, and what stands for cells that are empty."""

    council = ChoiceOf(label=_("Gửi đến"), queryset=Body.objects.none(), empty_label=None)
    upload = OneFileField(label=_("Tệp Excel (.xlsx)"), help_text=_("Tối đa 20 MB và 50.000 dòng."))
    source = forms.ChoiceField(label=_("Nguồn, khi ô trống"), choices=Source.choices)
    session = ChoiceOf(
        label=_("Kỳ họp, khi ô trống"),
        queryset=CouncilSession.objects.none(),
        required=False,
        empty_label=_("Không gắn kỳ họp"),
    )
    received_on = DateField(
        label=_("Ngày tiếp nhận, khi ô trống"), required=False, help_text=_("Bỏ trống nếu tệp đã có ngày ở mọi dòng.")
    )
    no_state_secret = forms.BooleanField(
        label=_("Tôi xác nhận tệp không chứa bí mật nhà nước"),
        error_messages={"required": _("Cần xác nhận tệp không chứa bí mật nhà nước.")},
    )

    def __init__(self, *args: Any, councils: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["council"], Body.objects.filter(pk__in=[body.pk for body in councils]), councils)
        self.fields["council"].initial = councils[0].pk if councils else None
        sessions = CouncilSession.objects.standing().filter(council__in=councils).select_related("term", "council")
        sessions = sessions.order_by("-starts_on", "-pk")
        _offer(self.fields["session"], sessions, list(sessions[:MOST_SESSIONS]), blank=True, several=len(councils) > 1)


class ColumnsForm(forms.Form):
    """For everything that a petition may have: the column of the file that holds it, or none."""

    def __init__(self, data: Any = None, *, head: Head, places: dict[str, int]) -> None:
        super().__init__(data, initial={name: str(place) for name, place in places.items()})
        known = [(str(place), shown) for place, shown in head.shown]
        for column in COLUMNS:
            self.fields[column.name] = forms.ChoiceField(
                label=column.head,
                choices=[("", _("Không có trong tệp")), *known],
                required=column.required,
                error_messages={"required": _("Chưa chọn ô này.")},
            )

    def places(self) -> dict[str, int]:
        """The chosen columns."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place}


class DecideForm(forms.Form):
    """Import what is good. The signature is of the dry run that the page shows."""

    signature = forms.CharField(widget=forms.HiddenInput, max_length=64)
    only_valid = forms.BooleanField(label=_("Chỉ nhập dòng hợp lệ; dòng lỗi để lại"), required=False)


class ExportForm(forms.Form):
    """What the list is written as."""

    format = forms.ChoiceField(
        label=_("Định dạng"),
        choices=[(form.value, form.label) for form in LIST_FORMATS],
        initial=ExportFormat.XLSX,
        widget=forms.RadioSelect,
    )


def _offer(field: forms.Field, queryset: Any, rows: list[Any], *, blank: bool = False, several: bool = False) -> None:
    if isinstance(field, ChoiceOf):
        field.queryset = queryset
        named = [(row.pk, f"{row.label} – {row.council.name}" if several else row.label) for row in rows]
        field.choices = [("", field.empty_label), *named] if blank else named
