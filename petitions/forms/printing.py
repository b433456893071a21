"""What a person says about a paper before it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import ChoiceOf, LineField, ParagraphField
from organizations.models import Body
from petitions.papers.base import Words

MOST_RECIPIENTS = 40


class PaperWordsForm(forms.Form):
    """Nothing of it is kept: it stands in the printed paper alone."""

    issuer = ChoiceOf(label=_("Cơ quan ban hành"), queryset=Body.objects.none(), empty_label=None)
    position = ParagraphField(
        label=_("Chức vụ người ký"),
        required=False,
        max_length=200,
        rows=2,
        help_text=_("Ví dụ: CHỦ TỊCH; ký thay thì ghi hai dòng."),
    )
    signer = LineField(label=_("Người ký"), required=False, max_length=120)
    recipients = ParagraphField(
        label=_("Nơi nhận"), required=False, max_length=3000, rows=3, help_text=_("Mỗi dòng một nơi nhận.")
    )
    opinion = ParagraphField(
        label=_("Nhận xét, đánh giá"), required=False, max_length=10_000, rows=5,
        help_text=_("Bỏ trống thì văn bản chừa chỗ."),
    )  # fmt: skip
    proposals = ParagraphField(label=_("Kiến nghị, đề xuất"), required=False, max_length=10_000, rows=4)

    def __init__(self, *args: Any, issuers: Sequence[Body], asks: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuer = self.fields["issuer"]
        assert isinstance(issuer, ChoiceOf)
        issuer.queryset = Body.objects.filter(pk__in=[body.pk for body in issuers]).select_related(
            "kind", "unit__kind", "parent"
        )
        issuer.choices = [(body.pk, body.name) for body in issuers]
        for name in {"opinion", "proposals"} - set(asks):
            del self.fields[name]

    def words(self) -> Words:
        """What was typed, of a valid form."""
        values = dict(self.cleaned_data)
        lines = [line.strip() for line in values.pop("recipients").splitlines() if line.strip()]
        return Words(recipients=tuple(lines[:MOST_RECIPIENTS]), **values)
