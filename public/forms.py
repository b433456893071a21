"""What a visitor types or sends: the code of a petition, the day of a board, a file to be compared."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import DateField, LineField
from documents.uploads import MAX_BYTES
from petitions import secrets
from petitions.lookup import read_code


class LookUpForm(forms.Form):
    """The code, and the secret for whoever has the slip. Both are read as people write them.

    A mistake that the letters themselves show is told at once; it says nothing about what the portal knows.
    """

    ma = LineField(
        label=_("Mã kiến nghị"),
        max_length=40,
        help_text=_("In trên phiếu, ví dụ CT-2026-00123."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    bi_mat = LineField(
        label=_("Mã bí mật (nếu có phiếu)"),
        max_length=40,
        required=False,
        help_text=_("9 chữ và số in trên phiếu, ví dụ K7QM-2X9D-V. Có mã này thì xem được kiến nghị đang ở đâu."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_ma(self) -> str:
        code = read_code(self.cleaned_data["ma"])
        if not code:
            raise forms.ValidationError(_now("Mã kiến nghị gồm CT, năm và số, ví dụ CT-2026-00123. Hãy gõ lại."))
        return code

    def clean_bi_mat(self) -> str:
        letters = secrets.read(self.cleaned_data["bi_mat"])
        if letters and not secrets.is_whole(letters):
            raise forms.ValidationError(_now("Mã bí mật gõ chưa đúng: hãy so lại từng chữ với phiếu."))
        return letters


class DayForm(forms.Form):
    """The day on which the board is looked at."""

    ngay = DateField(label=_("Xem tại ngày"), required=False)

    def clean_ngay(self) -> date | None:
        """Refused: a day to come, of which nothing is known."""
        day: date | None = self.cleaned_data["ngay"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(_now("Ngày không được sau hôm nay."))
        return day


class FileForm(forms.Form):
    """A file that is compared with what was issued. Nothing of it is kept."""

    tep = forms.FileField(
        label=_("Tệp cần so"),
        help_text=_("Tệp PDF hoặc Word, tối đa 20 MB. Cổng chỉ tính mã băm, không giữ tệp."),
        allow_empty_file=True,
        error_messages={
            "required": _("Chọn tệp cần so."),
            "missing": _("Chọn tệp cần so."),
            "invalid": _("Trình duyệt không gửi được tệp. Tải lại trang rồi thử lại."),
        },
    )

    def clean_tep(self) -> UploadedFile[bytes]:
        """Refused: a file that was dropped because it is too large; it arrives empty."""
        file: UploadedFile[bytes] = self.cleaned_data["tep"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_now("Tệp lớn hơn 20 MB."))
        return file
