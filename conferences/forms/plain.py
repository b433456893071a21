"""Small forms: a remark, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import LineField, ParagraphField, StaleGuard

from .base import StepForm


class RemarkForm(StaleGuard, StepForm):
    """Step 3: what is said of the last conclusions on the whole."""

    prior_remark = ParagraphField(
        label=_("Nhận xét chung (không bắt buộc)"),
        widget=forms.Textarea(attrs={"rows": 2, "cols": False}),
        required=False,
        max_length=5000,
    )


class ReasonForm(StepForm):
    """Why a conference is called off or opened again."""

    reason = LineField(label=_("Lý do"), max_length=300)
