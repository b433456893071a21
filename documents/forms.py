"""Forms for files and papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.forms import LineField

from . import content


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


class RemoveForm(forms.Form):
    """Take a file off a record."""

    reason = LineField(label=_("Lý do gỡ"), max_length=300, error_messages={"required": _("Ghi lý do gỡ tệp.")})
