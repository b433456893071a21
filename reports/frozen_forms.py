"""Forms of what was frozen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import LineField


class EraseForm(forms.Form):
    """Why the personal data of a row goes."""

    row = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    reason = LineField(
        label=_("Lý do xóa"),
        max_length=500,
        help_text=_("Ví dụ: theo yêu cầu của công dân ngày 05/10/2026. Không ghi họ tên vào đây."),
    )


class FiguresForm(forms.Form):
    """Which figures of an edition the page lists; every value stands in the address."""

    q = LineField(label=_("Tên số liệu"), required=False, max_length=100)
    nay = forms.BooleanField(label=_("So với số liệu hiện nay"), required=False)
    lan = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=9999)
