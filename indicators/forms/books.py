"""What people fill in around a superior's workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import ChoiceOf, LineField
from documents.forms import OneFileField
from indicators import policies
from indicators.enums import CellPart, CellWindow
from indicators.excel import addresses
from indicators.excel.matching import Match, Target
from indicators.models import Book, Form, Submission
from indicators.services.books import Tie
from organizations import roles
from organizations.models import Body, Unit


class BookForm(forms.Form):
    """A superior's workbook, uploaded once."""

    name = LineField(label=_("Tên biểu của cấp trên"), help_text=_("Ví dụ: Biểu 01 – Văn phòng Tỉnh ủy, quý"))
    body = ChoiceOf(label=_("Cơ quan điền biểu"), queryset=Body.objects.none(), empty_label=None)
    form = ChoiceOf(
        label=_("Lấy số liệu từ biểu"),
        queryset=Form.objects.none(),
        empty_label=None,
        help_text=_("Biểu trên cổng mà đơn vị đã nhập; số liệu các đơn vị bên dưới lấy từ biểu cấp dưới của nó."),
    )
    upload = OneFileField(label=_("Tệp Excel của cấp trên (.xlsx)"))
    no_state_secret = forms.BooleanField(
        label=_("Tôi xác nhận tệp không chứa bí mật nhà nước"),
        error_messages={"required": _("Cần xác nhận tệp không chứa bí mật nhà nước.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Body.objects.filter(pk__in=roles.bodies_of(user, policies.TYPERS))
        asked = Submission.objects.filter(body__in=held)
        bodies = held.filter(pk__in=asked.values("body")).order_by("sort_key", "pk")
        forms_asked = Form.objects.filter(pk__in=asked.values("form")).order_by("name_vi", "pk")
        _offer(self.fields["body"], bodies, [(body.pk, body.name) for body in bodies])
        _offer(self.fields["form"], forms_asked, [(form.pk, form.name) for form in forms_asked])


class _Targeted(forms.Form):
    """Offers the figures that a workbook may show."""

    target = forms.ChoiceField(label=_("Chỉ tiêu"), error_messages={"required": _("Chưa chọn ô này.")})

    def __init__(self, *args: Any, targets: Sequence[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {target.key: target for target in targets}
        self.fields["target"].choices = [("", _("– Chọn –")), *((key, one.name) for key, one in self.known.items())]  # type: ignore[attr-defined]


class TieForm(_Targeted):
    """One cell."""

    cell = forms.CharField(
        label=_("Ô"), max_length=10, help_text=_("Bấm một ô trong bảng, hoặc gõ địa chỉ, ví dụ: E8"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "size": 8}),
        error_messages={"required": _("Chưa nhập ô này.")},
    )  # fmt: skip
    unit = ChoiceOf(label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("Đơn vị báo cáo"))
    window = forms.ChoiceField(label=_("Kỳ"), choices=CellWindow.choices, initial=CellWindow.THIS)
    part = forms.ChoiceField(label=_("Ghi vào ô"), choices=CellPart.choices, initial=CellPart.FIGURE)
    field_order = ("cell", "target", "unit", "window", "part")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(unit.pk, unit.label) for unit in units]
        _offer(self.fields["unit"], units, [("", _("Đơn vị báo cáo")), *named])

    def tie(self) -> Tie:
        """What was chosen."""
        given = self.cleaned_data
        target = self.known[given["target"]]
        return Tie(
            cell=given["cell"], target=Target(target.indicator, target.item, given["unit"]),
            window=CellWindow(given["window"]), part=CellPart(given["part"]),
        )  # fmt: skip


class ColumnForm(_Targeted):
    """A whole column: each row is an indicator, or, with an indicator chosen, each row is a unit."""

    prefix = "cot"
    column = forms.CharField(
        label=_("Cột nhận số liệu"), max_length=3, help_text=_("Ví dụ: E"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "size": 4}),
        error_messages={"required": _("Chưa nhập ô này.")},
    )  # fmt: skip
    window = forms.ChoiceField(label=_("Kỳ"), choices=CellWindow.choices, initial=CellWindow.THIS)
    field_order = ("column", "target", "window")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target = self.fields["target"]
        target.label, target.required = _("Mỗi dòng là"), False
        named = [(key, _("một đơn vị: {name}").format(name=one.name)) for key, one in self.known.items()]
        target.choices = [("", _("một chỉ tiêu")), *named]  # type: ignore[attr-defined]

    def clean_column(self) -> int:
        """The column's number."""
        place = addresses.place(f"{self.cleaned_data['column'].strip()}1")
        if place is None:
            raise ValidationError(_("Ghi chữ cái của một cột, ví dụ: E."))
        return place.column

    def ties(self, matched: Sequence[Match], chosen: Sequence[str]) -> list[Tie]:
        """Those of the proposals that the person ticked."""
        window = CellWindow(self.cleaned_data["window"])
        return [
            Tie(cell=str(match.place), target=match.target, window=window, part=match.part)
            for match in matched
            if str(match.place) in set(chosen)
        ]


class FillForm(forms.Form):
    """For which window."""

    ky = ChoiceOf(label=_("Kỳ báo cáo"), queryset=Submission.objects.none(), empty_label=None)

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = Submission.objects.filter(form=book.form_id, unit=book.body.unit_id)
        rows = given.select_related("window", "unit").order_by("-window__days__endswith", "-pk")
        _offer(self.fields["ky"], rows, [(row.pk, row.window.label) for row in rows])
        self.newest = next(iter(rows), None)

    def chosen(self) -> Submission | None:
        """The one that the address names, else the newest."""
        if self.is_bound and self.is_valid():
            found: Submission = self.cleaned_data["ky"]
            return found
        return self.newest


def _offer(field: forms.Field, rows: Any, choices: list[tuple[Any, Any]]) -> None:
    """The rows are read once, for the list and for whoever else needs them."""
    assert isinstance(field, ChoiceOf)
    field.queryset = rows
    field.choices = choices
