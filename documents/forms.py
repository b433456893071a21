"""Forms for files and papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import ChoiceOf, CountField, DateField, LineField
from common.templatetags.qcdc import ngay
from common.text import search_key

from . import content, policies
from .enums import DocumentStatus
from .models import DocumentType, OfficialDocument, Receipt
from .models.papers import OfficialDocumentQuerySet

CHOOSE = _("– Chọn –")


class _FilesInput(forms.ClearableFileInput):
    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; cleans to a list. Size and content are the service's matter."""

    widget = _FilesInput
    default_error_messages = {
        "required": _("Chọn ít nhất một tệp."),
        "missing": _("Chọn ít nhất một tệp."),
        "invalid": _("Trình duyệt không gửi được tệp. Tải lại trang rồi thử lại."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, widget=_FilesInput(attrs={"accept": content.ACCEPT}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        chosen = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(file, initial) for file in chosen if file]
        if not files and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return files


class OneFileField(FilesField):
    """One spreadsheet; cleans to the file."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.allow_multiple_selected = False
        self.widget.attrs = {"accept": ".xlsx"}

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: list[UploadedFile[bytes]] = super().clean(data, initial)
        return files[0]


class AttachForm(forms.Form):
    """Attach files to a record."""

    upload = FilesField(
        label=_("Chọn tệp"),
        help_text=_(
            "Một hoặc nhiều tệp, mỗi tệp tối đa 20 MB: PDF, Word (.docx), Excel (.xlsx), .odt, .ods, ảnh, .txt, .csv."
        ),
    )
    caption = LineField(
        label=_("Nội dung tệp"), required=False, help_text=_("Ví dụ: Biên bản hội nghị. Bỏ trống thì hiện tên tệp.")
    )
    no_state_secret = forms.BooleanField(
        label=_("Tôi xác nhận tệp không chứa bí mật nhà nước"),
        error_messages={"required": _("Cần xác nhận tệp không chứa bí mật nhà nước.")},
    )


class PaperField(ChoiceOf):
    """The document on which a step rests, or none; call ``offer`` when the form is made."""

    MOST = 50

    def __init__(self, *, label: Any) -> None:
        none = OfficialDocument.objects.none()
        super().__init__(label=label, queryset=none, required=False, empty_label=_("Không có"))

    def offer(self, user: User, unit_id: int, *, keep: OfficialDocument | None = None) -> None:
        """Documents that bodies of the unit issued or received and the person may see, the newest first.

        ``keep``: the document that the record names already; it can stay, whoever corrects the record.
        """
        received = Exists(Receipt.objects.filter(document=OuterRef("pk"), body__unit=unit_id))
        known = OfficialDocument.objects.visible_to(user).issued().filter(Q(issuer__unit=unit_id) | received)
        if keep is not None:
            known |= OfficialDocument.objects.filter(pk=keep.pk)
        self.queryset = known.select_related("type", "issuer__kind").order_by("-issued_on", "-pk")
        papers = {paper.pk: described(paper) for paper in self.queryset[: self.MOST]}
        if keep is not None:
            papers.setdefault(keep.pk, described(keep))
        self.choices = [("", self.empty_label), *papers.items()]


def described(paper: OfficialDocument) -> str:
    """A number alone tells nobody which paper it is: "Công văn số 314/HĐND (05/11/2026): Về việc …"."""
    day = f" ({ngay(paper.issued_on)})" if paper.issued_on else ""
    return f"{paper.label}{day}: {Truncator(paper.subject).chars(60)}"


class NumberForm(forms.Form):
    """Number and day of a document that is a draft here."""

    number = CountField(
        label=_("Số văn bản"), min_value=1, required=False, help_text=_("Bỏ trống nếu cơ quan lấy số từ cổng.")
    )
    issued_on = DateField(label=_("Ngày ban hành"))


class RecordForm(NumberForm):
    """Enter a document that was issued."""

    issuer = ChoiceOf(label=_("Cơ quan ban hành"), queryset=None, empty_label=CHOOSE)
    type = ChoiceOf(label=_("Loại văn bản"), queryset=DocumentType.objects.all(), empty_label=CHOOSE)
    symbol = LineField(
        label=_("Ký hiệu"),
        required=False,
        max_length=60,
        help_text=_("Ví dụ: BC-UBND. Bỏ trống thì lấy ký hiệu thường dùng."),
    )
    subject = LineField(label=_("Trích yếu"), max_length=500)
    signer = LineField(label=_("Người ký"), required=False, max_length=120)
    signer_office = LineField(label=_("Chức vụ người ký"), required=False, max_length=160)

    field_order = ("issuer", "type", "number", "symbol", "issued_on", "subject", "signer", "signer_office")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_bodies(self.fields["issuer"], user)


class ReceiveForm(forms.Form):
    """Enter a document in the register of a body that received it."""

    body = ChoiceOf(label=_("Cơ quan nhận"), queryset=None, empty_label=CHOOSE)
    incoming_number = CountField(label=_("Số đến"), min_value=1)
    received_on = DateField(label=_("Ngày đến"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_bodies(self.fields["body"], user)


class DocumentFilterForm(forms.Form):
    """What a list of documents shows."""

    q = LineField(label=_("Tìm trong số, ký hiệu và trích yếu"), required=False)
    type = ChoiceOf(
        label=_("Loại văn bản"), queryset=DocumentType.objects.all(), required=False, empty_label=_("Mọi loại")
    )
    status = forms.ChoiceField(
        label=_("Trạng thái"), choices=[("", _("Mọi trạng thái")), *DocumentStatus.choices], required=False
    )

    def apply(self, documents: OfficialDocumentQuerySet) -> OfficialDocumentQuerySet:
        """Narrow the list by what was filled in; a wrong value is told beside its field and narrows nothing."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        for word in search_key(wanted.pop("q", "")).split():
            documents = documents.filter(search_key__contains=word)
        return documents.filter(**wanted)


class RemoveForm(forms.Form):
    """Take a file off a record."""

    reason = LineField(label=_("Lý do gỡ"), max_length=300, error_messages={"required": _("Ghi lý do gỡ tệp.")})


def _offer_bodies(field: forms.Field, user: User) -> None:
    """The bodies whose papers the person keeps, chosen already when there is only one."""
    bodies = policies.bodies_kept_by(user).select_related("kind").order_by("sort_key", "pk")
    field.queryset = bodies  # type: ignore[attr-defined]  # a ChoiceOf
    known = list(bodies[:2])
    if len(known) == 1:
        field.initial = known[0].pk
