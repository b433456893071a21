"""The form of one section: its words as markup, or as what the editor of the page made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms import LineField, ParagraphField, StaleGuard

from . import richtext
from .services.writing import SECTION_LIMIT, too_long

HTML = "-html"
"""Behind the name of the field: where the editor of the page sends what stands in it."""


class RichText(forms.Textarea):
    """A text area with markup. The script of the page puts an editor in its place, which sends HTML instead."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        html = data.get(f"{name}{HTML}")
        return super().value_from_datadict(data, files, name) if html is None else richtext.from_html(html)


class RichField(ParagraphField):
    """Words in the one markup that they are stored in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=RichText(attrs={"rows": 12, "cols": False}), max_length=SECTION_LIMIT, **kwargs)

    def to_python(self, value: Any) -> str:
        text = richtext.clean(str(value or ""))
        if len(text) > self.limit:
            raise ValidationError(too_long(len(text)), code="too_long")
        return text


class SectionForm(StaleGuard, forms.Form):
    """The words of one section."""

    text = RichField(label=_("Lời văn"), required=False)


class CommentForm(forms.Form):
    """A remark for the writers."""

    comment = ParagraphField(
        label=_("Góp ý cho mục này"),
        max_length=1000,
        rows=2,
        required=False,
        help_text=_("Chỉ người của cơ quan đọc; không in vào báo cáo."),
    )

    def __init__(self, *args: Any, beside: bool, **kwargs: Any) -> None:
        """``beside``: sent with the words that are being written, so that none of them is lost."""
        super().__init__(*args, **kwargs)
        if beside:
            self.fields["comment"].widget.attrs["form"] = "soan"


class FigureForm(forms.Form):
    """Which figure is looked for."""

    so = LineField(label=_("Tìm số liệu"), required=False, max_length=100)
