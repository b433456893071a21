"""Forms of movements, the register of models, commendations; and the filters of their lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField, PeriodField, StaleGuard
from common.periods import Period
from documents.forms import CHOOSE
from movements.enums import CheckResult, Honoured, MovementForm, MovementState
from movements.fields import UnitField, UnitList, UnitsField
from movements.filters_register import (
    COMMENDED,
    ENDED,
    TAKEN_UP,
    UNCHECKED,
    CommendationFilter,
    ModelFilter,
    MovementFilter,
)
from movements.models import Commendation, LocalModel, ModelField, Movement, MovementKind, MovementTarget
from movements.services.commendations import Decision
from movements.services.movements import MovementFacts, TargetFacts
from movements.services.register import ModelFacts
from movements.tables import BY_CHECK, BY_LEVEL, BY_UNIT
from organizations.models import Body, Unit, UnitLevel
from steering import citing
from steering.forms.citing import CitedField, PaperList

from .programmes import take_bodies

MOST_NAMES = 60_000
ROWS_BY = {BY_UNIT: _("Đơn vị"), BY_LEVEL: _("Cấp"), BY_CHECK: _("Kết quả kiểm tra")}
"""What the rows of the figures may be."""


def _in_use(form: forms.Form, *names: str) -> None:
    """Offer the kinds and fields in use today, and the one that the record has."""
    for name in names:
        field: Any = form.fields[name]
        kept = form.initial.get(name)
        listed = field.queryset.model.objects.in_use(clock.today())
        field.queryset = listed | field.queryset.model.objects.filter(pk=kept.pk if kept else None)


class _MovementFields(forms.Form):
    """A movement as its paper states it."""

    form = forms.ChoiceField(label=_("Hình thức"), choices=MovementForm.choices)
    kind = ChoiceOf(label=_("Loại"), queryset=MovementKind.objects.all(), empty_label=CHOOSE)
    name = LineField(label=_("Tên"), max_length=300)
    launched_on = DateField(label=_("Ngày phát động"))
    since = DateField(label=_("Thực hiện từ ngày"), required=False, help_text=_("Để trống nếu từ ngày phát động."))
    until = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa ấn định."))
    decision_text = LineField(label=_("Văn bản phát động"), required=False, max_length=300)
    note = ParagraphField(label=_("Mục đích, cách làm"), required=False, rows=3)
    papers = CitedField()

    def within(self, unit: Unit) -> None:
        """Whose register of directing papers is meant."""
        papers = self.fields["papers"]
        if isinstance(papers, CitedField):
            papers.within(unit)
        _in_use(self, "kind")

    def facts(self) -> MovementFacts:
        """What was typed, as the service takes it."""
        return facts_of(self.cleaned_data)


def facts_of(values: dict[str, Any]) -> MovementFacts:
    """Values of the form as the service takes them."""
    names = ("form", "kind", "name", "launched_on", "since", "until", "decision_text", "note", "papers")
    return MovementFacts(**{name: values[name] for name in names})


class LaunchForm(_MovementFields):
    """A new movement."""

    body = ChoiceOf(label=_("Cơ quan phát động"), queryset=Body.objects.none())
    field_order = ["body"]

    def __init__(self, *args: Any, bodies: list[Body], unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["body"], bodies)
        self.within(unit)


class MovementEditForm(StaleGuard, _MovementFields):
    """Correct what was recorded."""

    def __init__(self, *args: Any, movement: Movement, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of_movement(movement), **kwargs)
        self.within(movement.launched_by.unit)


def values_of_movement(movement: Movement) -> dict[str, Any]:
    """A movement as its form shows it."""
    names = ("form", "kind", "name", "launched_on", "decision_text", "note")
    own = {name: getattr(movement, name) for name in names}
    papers = PaperList(citing.papers_of(movement))
    return own | {"since": movement.valid.lower, "until": movement.ends_on, "papers": papers}


class EndMovementForm(forms.Form):
    """Its last day, and what came of it as a whole."""

    until = DateField(label=_("Ngày cuối cùng"), initial=clock.today)
    outcome = ParagraphField(label=_("Kết quả chung"), required=False, rows=4)


class TargetForm(forms.Form):
    """A target and its result."""

    text = ParagraphField(label=_("Mục tiêu"), max_length=1000, rows=2)
    units = UnitsField(label=_("Áp dụng cho đơn vị"), required=False, help_text=_("Mỗi dòng một đơn vị."))
    planned = CountField(label=_("Số lượng đặt ra"), required=False)
    measure = LineField(label=_("Đơn vị tính"), required=False, max_length=60, help_text=_("Ví dụ: xã, hộ, km."))
    due_on = DateField(label=_("Thời hạn"), required=False)
    achieved = CountField(
        label=_("Số lượng đạt được"), required=False, help_text=_("Chưa nêu kết quả thì để trống, không ghi số 0.")
    )
    result = LineField(label=_("Kết quả"), required=False, max_length=1000)
    stated_on = DateField(label=_("Kết quả tính đến ngày"), required=False)

    def __init__(self, *args: Any, movement: Movement, target: MovementTarget | None = None, **kwargs: Any) -> None:
        if target is not None:
            names = ("text", "planned", "measure", "due_on", "achieved", "result", "stated_on")
            units = UnitList(target.units.select_related("kind").order_by("sort_key", "pk"))
            kwargs["initial"] = {name: getattr(target, name) for name in names} | {"units": units}
        super().__init__(*args, **kwargs)
        units_field = self.fields["units"]
        if isinstance(units_field, UnitsField):
            units_field.within(movement.launched_by.unit)

    def facts(self) -> TargetFacts:
        """What was typed, as the service takes it."""
        return TargetFacts(**self.cleaned_data)


class _ModelFields(forms.Form):
    """What is registered of a model."""

    kind = ChoiceOf(label=_("Thuộc phong trào"), queryset=MovementKind.objects.all(), empty_label=CHOOSE)
    field = ChoiceOf(label=_("Lĩnh vực"), queryset=ModelField.objects.all(), empty_label=CHOOSE)
    unit = UnitField(label=_("Đơn vị thực hiện"), help_text=_("Tên xã, phường, thôn hoặc chính đơn vị."))
    registered_on = DateField(label=_("Ngày đăng ký"))
    decision_text = LineField(label=_("Văn bản đăng ký"), required=False, max_length=300)

    def within(self, home: Unit) -> None:
        """Whose units may be named."""
        unit = self.fields["unit"]
        if isinstance(unit, UnitField):
            unit.within(home)
        _in_use(self, "kind", "field")


class _OneModelFields(_ModelFields):
    name = LineField(label=_("Tên mô hình"), max_length=300)
    owner = LineField(label=_("Tập thể, cá nhân thực hiện"), required=False)
    summary = ParagraphField(label=_("Cách làm, hiệu quả"), required=False, rows=4)
    field_order = ["registrar", "name", "kind", "field", "unit", "owner", "registered_on", "decision_text", "summary"]


class RegisterForm(_OneModelFields):
    """A new model."""

    registrar = ChoiceOf(label=_("Cơ quan đăng ký, quản lý"), queryset=Body.objects.none())

    def __init__(self, *args: Any, bodies: list[Body], unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["registrar"], bodies)
        self.fields["registered_on"].initial = clock.today
        self.within(unit)

    def facts(self) -> ModelFacts:
        """What was typed, as the service takes it."""
        return ModelFacts(**{name: value for name, value in self.cleaned_data.items() if name != "registrar"})


class RegisterManyForm(_ModelFields):
    """Several models of one field and unit."""

    registrar = ChoiceOf(label=_("Cơ quan đăng ký, quản lý"), queryset=Body.objects.none())
    names = ParagraphField(
        label=_("Tên các mô hình"), max_length=MOST_NAMES, rows=8, help_text=_("Mỗi dòng một mô hình; tối đa 200.")
    )
    field_order = ["registrar", "kind", "field", "unit", "registered_on", "decision_text", "names"]

    def __init__(self, *args: Any, bodies: list[Body], unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["registrar"], bodies)
        self.fields["registered_on"].initial = clock.today
        self.within(unit)

    def facts(self) -> ModelFacts:
        """What all of them have in common."""
        names = ("kind", "field", "unit", "registered_on", "decision_text")
        return ModelFacts(name="", **{name: self.cleaned_data[name] for name in names})


class ModelEditForm(StaleGuard, _OneModelFields):
    """Correct what was registered."""

    def __init__(self, *args: Any, model: LocalModel, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of_model(model), **kwargs)
        self.within(model.registrar.unit)


def values_of_model(model: LocalModel) -> dict[str, Any]:
    """A model as its form shows it."""
    names = ("name", "kind", "field", "unit", "owner", "registered_on", "decision_text", "summary")
    return {name: getattr(model, name) for name in names}


class CheckForm(forms.Form):
    """A check of a model."""

    on = DateField(label=_("Ngày kiểm tra"), initial=clock.today)
    result = forms.ChoiceField(label=_("Kết quả"), choices=CheckResult.choices)
    checked_by = LineField(label=_("Người, đoàn kiểm tra"), required=False, max_length=300)
    note = LineField(label=_("Nhận xét"), required=False, max_length=2000)


class SpreadForm(forms.Form):
    """Which other unit took it up, and from when."""

    unit = UnitField(label=_("Đơn vị nhân rộng"), help_text=_("Tên xã, phường, thôn."))
    on = DateField(label=_("Từ ngày"), initial=clock.today)
    note = LineField(label=_("Ghi chú"), required=False, max_length=1000)

    def __init__(self, *args: Any, model: LocalModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, UnitField):
            unit.within(model.registrar.unit)


class CommendModelForm(forms.Form):
    """Which level commends the model, when and by which decision."""

    level = ChoiceOf(label=_("Cấp khen"), queryset=UnitLevel.objects.all(), empty_label=CHOOSE)
    decided_on = DateField(label=_("Ngày khen"), initial=clock.today)
    decided_by = LineField(label=_("Cơ quan khen"), required=False)
    decision_text = LineField(label=_("Số quyết định"), required=False, max_length=300)


class EndModelForm(forms.Form):
    """From when it is carried out no longer, and why."""

    on = DateField(label=_("Thôi thực hiện từ ngày"), initial=clock.today)
    reason = LineField(label=_("Lý do"), max_length=500)


class _DecisionFields(forms.Form):
    """A decision on commendation."""

    kind = ChoiceOf(label=_("Thuộc phong trào"), queryset=MovementKind.objects.all(), empty_label=CHOOSE)
    level = ChoiceOf(label=_("Cấp khen"), queryset=UnitLevel.objects.all(), empty_label=CHOOSE)
    honoured = forms.ChoiceField(label=_("Đối tượng"), choices=Honoured.choices)
    decided_on = DateField(label=_("Ngày khen"))
    decided_by = LineField(label=_("Cơ quan khen"), required=False)
    decision_text = LineField(label=_("Số quyết định"), required=False, max_length=300)
    unit = UnitField(label=_("Đơn vị được khen"), help_text=_("Tên đơn vị của tập thể, cá nhân, mô hình."))

    def within(self, home: Unit) -> None:
        """Whose units may be named."""
        unit = self.fields["unit"]
        if isinstance(unit, UnitField):
            unit.within(home)
        _in_use(self, "kind")


def decision_of(values: dict[str, Any]) -> Decision:
    """Values of the form as the service takes them."""
    names = ("honoured", "kind", "level", "decided_on", "unit", "decided_by", "decision_text")
    return Decision(**{name: values[name] for name in names})


class CommendForm(_DecisionFields):
    """Those whom a decision commends, by name or by number."""

    registrar = ChoiceOf(label=_("Cơ quan ghi"), queryset=Body.objects.none())
    names = ParagraphField(
        label=_("Tên được khen"), required=False, max_length=MOST_NAMES, rows=4, help_text=_("Mỗi dòng một tên.")
    )
    unnamed = CountField(
        label=_("Số không nêu tên"), required=False, max_value=200,
        help_text=_("Khi văn bản chỉ nêu số lượng, ví dụ 15."),
    )  # fmt: skip
    field_order = ["registrar"]

    def __init__(self, *args: Any, bodies: list[Body], unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["registrar"], bodies)
        self.within(unit)


class CommendationEditForm(StaleGuard, _DecisionFields):
    """Correct a commendation."""

    name = LineField(label=_("Tên được khen"), required=False, max_length=300)

    def __init__(self, *args: Any, commendation: Commendation, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of_commendation(commendation), **kwargs)
        self.within(commendation.registrar.unit)


def values_of_commendation(one: Commendation) -> dict[str, Any]:
    """A commendation as its form shows it."""
    names = ("kind", "level", "honoured", "decided_on", "decided_by", "decision_text", "unit", "name")
    return {name: getattr(one, name) for name in names}


class _RegisterFilter(forms.Form):
    """Choices from lists by their codes; a code that is no more narrows nothing."""

    q = LineField(label=_("Có chữ"), required=False, max_length=200)

    def choice(self, name: str, label: Any, known: Any) -> None:
        """A choice of this form."""
        self.fields[name] = forms.ChoiceField(label=label, choices=[("", _("Tất cả")), *known], required=False)

    def hidden(self, *names: str) -> None:
        """What no visible field shows, because a figure's link put it there."""
        for name in names:
            self.fields[name] = LineField(required=False, max_length=80, widget=forms.HiddenInput)

    def period(self, label: Any) -> None:
        """A period around today, or the one of a link."""
        asked = self.data.get("ky", "")
        known: list[Any] = Period.choices_around(clock.today())
        listed = {code for entry in known for code in _codes(entry)}
        try:
            more = [(asked, Period.parse(asked).label)] if asked and asked not in listed else []
        except ValueError:
            more = []
        self.fields["ky"] = PeriodField(label=label, choices=[("", _("Mọi kỳ")), *known, *more], required=False)

    def value(self, name: str) -> Any:
        """What was chosen; nothing when it cannot be read."""
        return self.cleaned_data.get(name) or ""


def _codes(entry: Any) -> list[str]:
    key, value = entry
    return [code for code, _label in value] if isinstance(value, list | tuple) else [key]


def _rows(model: Any) -> list[tuple[str, str]]:
    return [(row.code, str(row)) for row in model.objects.order_by("rank", "pk")]


class ModelFilterForm(_RegisterFilter):
    """What the register shows."""

    def __init__(self, *args: Any, figures: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("loai", _("Phong trào"), _rows(MovementKind))
        self.choice("linh-vuc", _("Lĩnh vực"), _rows(ModelField))
        self.choice("cap", _("Cấp của đơn vị"), _rows(UnitLevel))
        self.period(_("Đăng ký trong kỳ"))
        self.choice("kiem-tra", _("Kiểm tra"), [*CheckResult.choices, (UNCHECKED, _("Chưa kiểm tra"))])
        marks = [(COMMENDED, _("Được khen thưởng")), (TAKEN_UP, _("Đã nhân rộng")), (ENDED, _("Thôi thực hiện"))]
        self.choice("luu-y", _("Chỉ xem"), marks)
        self.hidden("don-vi-th", "co-quan")
        self.fields["dot"] = CountField(required=False, min_value=1, widget=forms.HiddenInput)
        if figures:
            rows = list(ROWS_BY.items())
            self.fields["theo"] = forms.ChoiceField(label=_("Xếp theo"), choices=rows, required=False)

    def chosen(self) -> ModelFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        return ModelFilter(
            words=self.value("q"), kind=self.value("loai"), field=self.value("linh-vuc"), level=self.value("cap"),
            unit=self.value("don-vi-th"), registered_in=self.value("ky") or None, check=self.value("kiem-tra"),
            mark=self.value("luu-y"), movement=self.value("dot") or None, registrar=self.value("co-quan"),
        )  # fmt: skip


class CommendationFilterForm(_RegisterFilter):
    """What the list of commendations shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("loai", _("Phong trào"), _rows(MovementKind))
        self.choice("cap", _("Cấp khen"), _rows(UnitLevel))
        self.choice("doi-tuong", _("Đối tượng"), Honoured.choices)
        self.period(_("Khen trong kỳ"))
        self.hidden("don-vi-th", "co-quan")

    def chosen(self) -> CommendationFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        return CommendationFilter(
            words=self.value("q"), kind=self.value("loai"), level=self.value("cap"), honoured=self.value("doi-tuong"),
            unit=self.value("don-vi-th"), decided_in=self.value("ky") or None, registrar=self.value("co-quan"),
        )  # fmt: skip


class MovementFilterForm(_RegisterFilter):
    """What the list of movements shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("loai", _("Loại"), _rows(MovementKind))
        self.choice("hinh-thuc", _("Hình thức"), MovementForm.choices)
        self.choice("trang-thai", _("Trạng thái"), MovementState.choices)
        self.period(_("Phát động trong kỳ"))
        self.hidden("co-quan")
        self.fields["van-ban"] = CountField(required=False, min_value=1, widget=forms.HiddenInput)

    def chosen(self) -> MovementFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        return MovementFilter(
            words=self.value("q"), kind=self.value("loai"), form=self.value("hinh-thuc"),
            state=self.value("trang-thai"), launched_in=self.value("ky") or None, body=self.value("co-quan"),
            paper=self.value("van-ban") or None,
        )  # fmt: skip
