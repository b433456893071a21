"""Forms by which forms are defined: who reports, versions, sections, lines, checks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, ChoicesOf, DateField, LineField, ParagraphField, StaleGuard
from figures.models import Indicator
from indicators.enums import CheckKind, Severity, Source, Span
from indicators.models import Check, Form, FormLine, FormSection, FormVersion, Regime, ReportingWindow
from indicators.services.forms import FormFacts
from organizations.models import Body, BodyKind, UnitKind, UnitLevel
from supervision.forms.shared import CHOOSE, offer_bodies

_FACTS = ("name_vi", "name_en", "level", "kinds", "answerer", "regime", "spans", "below")


class FormForm(StaleGuard, forms.Form):
    """What a form says about itself; ``bodies`` only for a new one."""

    name_vi = LineField(label=_("Tên biểu"), max_length=200, widget=forms.TextInput(attrs={"lang": "vi"}))
    name_en = LineField(label=_("Tên tiếng Anh"), max_length=200, required=False)
    level = ChoiceOf(label=_("Cấp báo cáo"), queryset=UnitLevel.objects.none(), empty_label=CHOOSE)
    kinds = ChoicesOf(
        label=_("Chỉ các loại đơn vị"), queryset=UnitKind.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Không chọn loại nào: mọi đơn vị của cấp báo cáo"),
    )  # fmt: skip
    answerer = ChoiceOf(
        label=_("Loại cơ quan lập biểu"), queryset=BodyKind.objects.none(), empty_label=CHOOSE,
        help_text=_("Đơn vị không có cơ quan loại này thì cơ quan cùng loại ở cấp trên gần nhất nhập thay"),
    )  # fmt: skip
    regime = ChoiceOf(label=_("Chế độ báo cáo"), queryset=Regime.objects.none(), empty_label=None)
    spans = forms.MultipleChoiceField(
        label=_("Báo cáo theo"), choices=Span.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một loại kỳ báo cáo.")},
    )  # fmt: skip
    below = ChoiceOf(
        label=_("Tổng hợp từ biểu"), queryset=Form.objects.none(), required=False,
        empty_label=_("– không tổng hợp –"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, regimes: Any, below: Any, bodies: Iterable[Body] = (), form: Form | None = None, **kwargs: Any
    ) -> None:
        if form is not None:
            kwargs["initial"] = values_of(form)
        super().__init__(*args, **kwargs)
        today = clock.today()
        offered: dict[str, tuple[Any, Any]] = {
            "level": (UnitLevel, UnitLevel.objects.filter(valid__contains=today).order_by("rank", "pk")),
            "kinds": (
                UnitKind, UnitKind.objects.filter(valid__contains=today).order_by("level__rank", "name_vi", "pk"),
            ),
            "answerer": (BodyKind, BodyKind.objects.order_by("rank", "name_vi", "pk")),
            "regime": (Regime, regimes),
            "below": (Form, below),
        }  # fmt: skip
        for name, (model, rows) in offered.items():
            _offer(self.fields[name], model, list(rows))
        if form is None:
            self.fields["issuer"] = ChoiceOf(
                label=_("Cơ quan giao biểu"), queryset=Body.objects.none(), empty_label=None
            )
            offer_bodies(self.fields["issuer"], bodies)
            self.order_fields(["issuer"])

    def facts(self) -> FormFacts:
        """What was typed, as the service takes it."""
        return facts_of(self.cleaned_data)


def facts_of(values: dict[str, Any]) -> FormFacts:
    """Merged values, as the service takes them."""
    return FormFacts(**{name: values[name] for name in _FACTS} | {"kinds": list(values["kinds"])})


def values_of(form: Form) -> dict[str, Any]:
    """The stored values under the form's names."""
    return {name: getattr(form, name) for name in _FACTS if name != "kinds"} | {"kinds": list(form.kinds.all())}


def _offer(field: forms.Field, model: Any, rows: list[Any]) -> None:
    """These rows and no others, asked for once: a select would ask for itself again while it is drawn."""
    if isinstance(field, ChoiceOf | ChoicesOf):
        field.queryset = model._default_manager.filter(pk__in=[row.pk for row in rows])
        empty = [("", field.empty_label)] if field.empty_label is not None else []
        field.choices = [*empty, *((row.pk, field.label_from_instance(row)) for row in rows)]


class VersionForm(StaleGuard, forms.Form):
    """From which closing day on a draft is meant to be used, and its outline."""

    starts_on = DateField(label=_("Áp dụng cho kỳ chốt từ ngày"))
    outline = ParagraphField(label=_("Đề cương, hướng dẫn"), required=False, max_length=20_000, rows=8)

    def __init__(self, *args: Any, version: FormVersion, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": version.valid.lower, "outline": version.outline}
        super().__init__(*args, **kwargs)


class SectionForm(StaleGuard, forms.Form):
    """A heading."""

    title_vi = LineField(label=_("Tiêu đề"), max_length=200, widget=forms.TextInput(attrs={"lang": "vi"}))
    title_en = LineField(label=_("Tiêu đề tiếng Anh"), max_length=200, required=False)

    def __init__(self, *args: Any, section: FormSection | None = None, **kwargs: Any) -> None:
        if section is not None:
            kwargs["initial"] = {"title_vi": section.title_vi, "title_en": section.title_en}
        super().__init__(*args, **kwargs)


class LinesForm(forms.Form):
    """Indicators for a section, among those that the form does not have."""

    indicators = ChoicesOf(label=_("Chỉ tiêu"), queryset=Indicator.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, section: FormSection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["indicators"]
        if isinstance(field, ChoicesOf):
            used = section.version.lines.values("indicator")
            free = Indicator.objects.in_use(section.version.valid.lower).exclude(pk__in=used)
            field.queryset = free.order_by("rank", "code", "pk")


class LineForm(StaleGuard, forms.Form):
    """Where the figure of a line comes from, its help, its section."""

    section = ChoiceOf(label=_("Phần"), queryset=FormSection.objects.none(), empty_label=None)
    source = forms.ChoiceField(label=_("Nguồn số liệu"), choices=Source.choices)
    required = forms.BooleanField(
        label=_("Bắt buộc"), required=False, help_text=_("Để trống ô này khi nhập thì phải nêu lý do")
    )
    help_vi = LineField(
        label=_("Hướng dẫn"), max_length=500, required=False, widget=forms.TextInput(attrs={"lang": "vi"})
    )
    help_en = LineField(label=_("Hướng dẫn tiếng Anh"), max_length=500, required=False)

    def __init__(self, *args: Any, line: FormLine, **kwargs: Any) -> None:
        names = ("section", "source", "required", "help_vi", "help_en")
        kwargs["initial"] = {name: getattr(line, name) for name in names}
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        if isinstance(field, ChoiceOf):
            field.queryset = line.version.sections.order_by("order", "pk")


class CheckForm(StaleGuard, forms.Form):
    """A rule for the figures."""

    kind = forms.ChoiceField(label=_("Cách kiểm tra"), choices=CheckKind.choices)
    expression = LineField(
        label=_("Biểu thức"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_("Ví dụ: [giai-quyet] <= [tiep-nhan]. Kiểm tra khác thường: chỉ ghi một chỉ tiêu, [tiep-nhan]."),
    )  # fmt: skip
    severity = forms.ChoiceField(label=_("Mức độ"), choices=Severity.choices)
    message_vi = LineField(
        label=_("Thông báo"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"lang": "vi"}),
        help_text=_("Cổng tự ghi thêm các số liệu trái nhau"),
    )
    message_en = LineField(label=_("Thông báo tiếng Anh"), max_length=300, required=False)

    def __init__(self, *args: Any, check: Check | None = None, **kwargs: Any) -> None:
        if check is not None:
            kwargs["initial"] = {name: getattr(check, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class SendForm(forms.Form):
    """Until when the units send the form."""

    due_on = DateField(label=_("Hạn gửi"))

    def __init__(self, *args: Any, window: ReportingWindow, **kwargs: Any) -> None:
        kwargs["initial"] = {"due_on": window.due_on}
        super().__init__(*args, **kwargs)
