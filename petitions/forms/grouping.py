"""Forms that group, ungroup and split petitions, and note what was raised before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.forms import LineField, ParagraphField
from common.text import clean_line
from petitions.likeness import Likeness
from petitions.models import Petition
from petitions.services.grouping import MOST_PARTS

MOST = 50


class CodesField(LineField):
    """Codes of petitions, separated by spaces or commas; cleans to petitions that the person may see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=1000, **kwargs)
        self.visible = Petition.objects.none()

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        codes = list(dict.fromkeys(re.split(r"[\s,;]+", clean_line(typed).upper())))[:MOST] if typed else []
        found = {row.code: row for row in self.visible.filter(code__in=codes)}
        missing = [code for code in codes if code not in found]
        if missing:
            raise ValidationError(_now("Không tìm thấy kiến nghị: {codes}.").format(codes=", ".join(missing[:5])))
        return [found[code] for code in codes]


class GroupForm(forms.Form):
    """Which petitions say the same as this one: those that were ticked among the likely ones, and codes typed."""

    alike = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Kiến nghị đã chọn không còn trong danh sách gợi ý; xem lại.")},
    )
    duplicates = CodesField(
        label=_("Mã các kiến nghị gộp vào"), required=False, help_text=_("Ví dụ: CT-2020-00012, CT-2020-00035"),
    )  # fmt: skip

    def __init__(self, *args: Any, visible: Any, likely: Sequence[Likeness] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.likely = {one.other.code: one for one in likely}
        field, alike = self.fields["duplicates"], self.fields["alike"]
        assert isinstance(field, CodesField)
        assert isinstance(alike, forms.MultipleChoiceField)
        field.visible = visible
        alike.choices = [(code, code) for code in self.likely]
        if self.likely:
            field.label = _now("hoặc ghi mã kiến nghị khác")

    def lines(self) -> list[tuple[Likeness, bool]]:
        """Each likely petition, and whether it is ticked."""
        ticked = self.data.getlist("alike") if isinstance(self.data, QueryDict) else []
        return [(one, code in ticked) for code, one in self.likely.items()]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen = [self.likely[code].other for code in values.get("alike", [])] + values.get("duplicates", [])
        if not chosen and not self.errors:
            self.add_error("duplicates", _now("Chọn kiến nghị trong danh sách gợi ý hoặc ghi mã."))
        return values | {"chosen": chosen}


class RaiseForm(forms.Form):
    """Which earlier petition it raises again."""

    earlier = CodesField(label=_("Mã kiến nghị trước đó"), help_text=_("Ví dụ: CT-2018-00012"))

    def __init__(self, *args: Any, visible: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["earlier"]
        assert isinstance(field, CodesField)
        field.visible = visible

    def clean_earlier(self) -> Petition:
        found: list[Petition] = self.cleaned_data["earlier"]
        if len(found) != 1:
            raise ValidationError(_now("Ghi một mã kiến nghị."))
        return found[0]


class SplitForm(forms.Form):
    """The parts, each a paragraph; an empty line stands between them."""

    parts = ParagraphField(
        label=_("Nội dung từng phần"), rows=8, help_text=_("Giữa hai phần để một dòng trống. Từ 2 đến 20 phần."),
    )  # fmt: skip

    def clean_parts(self) -> list[str]:
        parts = [part.strip() for part in re.split(r"\n\s*\n", self.cleaned_data["parts"]) if part.strip()]
        if not 2 <= len(parts) <= MOST_PARTS:
            raise ValidationError(_now("Ghi từ 2 đến 20 phần, giữa hai phần để một dòng trống."))
        return parts
