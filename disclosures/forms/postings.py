"""Forms of what happens at one place."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import DateField, LineField
from disclosures.enums import ProofKind
from disclosures.models import Posting
from documents import media
from documents.forms import PaperField
from documents.names import ending_of

from .disclosures import UploadField


class PostingForm(forms.Form):
    """A step at one place."""

    def __init__(self, *args: Any, posting: Posting, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posting, self.user = posting, user
        paper = self.fields.get("minutes")
        if isinstance(paper, PaperField):
            paper.offer(user, posting.disclosure.unit_id)

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        return dict(self.cleaned_data)


class ProveForm(PostingForm):
    """A photo or recording, and the day on which it shows the content. ``key`` makes sending twice harmless."""

    upload = UploadField(
        label=_("Ảnh hoặc bản ghi âm"),
        accept=f"{media.PHOTO_ACCEPT},{media.RECORDING_ACCEPT}",
        help_text=_("Ảnh JPG, PNG, WebP hoặc bản ghi MP3, M4A, OGG, tối đa 20 MB. Nơi chụp, máy chụp không được giữ."),
    )
    shown_on = DateField(label=_("Ngày chụp, ghi"), initial=clock.today)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def values(self) -> dict[str, Any]:
        """A recording by its name's ending, everything else has to be a photo."""
        upload: UploadedFile[bytes] = self.cleaned_data["upload"]
        sound = ending_of(upload.name or "") in media.RECORDING_ENDINGS
        return {**self.cleaned_data, "kind": ProofKind.RECORDING if sound else ProofKind.PHOTO}


class TakeDownForm(PostingForm):
    """When it came down; minutes are not required."""

    on = DateField(label=_("Ngày gỡ"), initial=clock.today)
    minutes = PaperField(label=_("Biên bản"))


class BreakOffForm(PostingForm):
    """When and why it fell out."""

    on = DateField(label=_("Ngày bị gián đoạn"), initial=clock.today)
    reason = LineField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: Bảng tin bị đổ do bão"))


class DropForm(PostingForm):
    """Why the place is not used."""

    reason = LineField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: Thôn chưa có loa truyền thanh"))


class SnapForm(forms.Form):
    """The phone's photo. ``on``: the day on which it was taken, where it waited for a line; today otherwise."""

    upload = forms.FileField(
        label=_("Chụp ảnh"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": media.PHOTO_ACCEPT, "capture": "environment"}),
        error_messages={"required": _("Chưa có ảnh."), "missing": _("Chưa có ảnh."), "invalid": _("Chưa có ảnh.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    on = DateField(widget=forms.HiddenInput, required=False)
