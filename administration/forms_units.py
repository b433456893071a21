"""Forms of units and bodies: what changes, from which day, by which act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, ChoicesOf, DateField, DecimalField, LineField
from organizations import services
from organizations.models import Body, BodyKind, LegalAct, Unit, UnitKind, UnitLevel
from organizations.services import NewUnit, Part
from organizations.timeline import lasting

from .unit_field import UnitField, UnitsField

SUCCESSORS = 4  # lines of the form that splits a unit
CHOOSE, NONE = _("– chọn –"), _("– không –")


class FilterForm(forms.Form):
    """Which units a list shows, and as on which day."""

    q = LineField(label=_("Tên hoặc mã"), required=False, max_length=120)
    cap = forms.ChoiceField(label=_("Cấp"), required=False)
    ngay = DateField(label=_("Xem tại ngày"), required=False)
    thuoc = LineField(required=False, max_length=60, widget=forms.HiddenInput)  # code of a unit: only what is below

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = list(UnitLevel.objects.all())
        levels = [(level.code, str(level)) for level in self.levels]
        self.fields["cap"] = forms.ChoiceField(
            label=_("Cấp"), required=False, choices=[("", _("Tất cả các cấp")), *levels]
        )


class ActForm(forms.Form):
    """The day and the act that every change of the map has."""

    on = DateField(label=_("Từ ngày"), help_text=_("Ngày thay đổi có hiệu lực; có thể là ngày sắp tới."))
    act_number = LineField(label=_("Số, ký hiệu văn bản"), max_length=60, help_text=_("Ví dụ: 837/NQ-UBTVQH14"))
    act_title = LineField(
        label=_("Trích yếu"),
        max_length=300,
        required=False,
        help_text=_("Để trống nếu văn bản có hiệu lực ngày đó đã có trong danh mục."),
    )
    act_issued_on = DateField(label=_("Ngày ban hành"), required=False)
    last_fields = ("on", "act_number", "act_title", "act_issued_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [name for name in self.fields if name not in self.last_fields]
        self.order_fields([*first, *self.last_fields])

    def act(self, by: User) -> LegalAct:
        """The act, put into the catalogue if it is new."""
        values = self.cleaned_data
        return services.record_act(
            number=values["act_number"],
            title=values["act_title"],
            issued_on=values["act_issued_on"],
            in_force_on=values["on"],
            by=by,
        )


def kinds_for(unit: Unit | None) -> QuerySet[UnitKind]:
    """Kinds of the levels below a unit; of the highest level when there is no unit."""
    kinds = UnitKind.objects.select_related("level").order_by("level__rank", "pk")
    if unit is None:
        return kinds.filter(level__rank=UnitLevel.objects.order_by("rank").values("rank")[:1])
    return kinds.filter(level__rank__gt=unit.kind.level.rank)


class CreateForm(ActForm):
    """A new unit under a parent that the page knows."""

    kind = ChoiceOf(label=_("Loại"), queryset=UnitKind.objects.none(), empty_label=CHOOSE)
    name = LineField(label=_("Tên"), max_length=120, help_text=_("Không ghi loại, ví dụ: Quảng Tân"))
    code = LineField(
        label=_("Mã"), max_length=60, required=False, help_text=_("Để trống thì lấy theo tên, ví dụ: quang-tan")
    )

    def __init__(self, *args: Any, parent: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds_for(parent)  # type: ignore[attr-defined]


class RenameForm(ActForm):
    """Another name, another kind of the same level, or both."""

    kind = ChoiceOf(label=_("Loại"), queryset=UnitKind.objects.none(), empty_label=CHOOSE)
    name = LineField(label=_("Tên mới"), max_length=120)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, initial={"kind": unit.kind_id, "name": unit.name}, **kwargs)
        same_level = UnitKind.objects.filter(level=unit.kind.level_id).order_by("pk")
        self.fields["kind"].queryset = same_level  # type: ignore[attr-defined]


class MoveForm(ActForm):
    """Another parent."""

    new_parent = UnitField(label=_("Đơn vị cấp trên mới"), help_text=_("Tên hoặc mã của đơn vị."))

    def __init__(self, *args: Any, units: QuerySet[Unit], offered: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_parent"].among(units, offered)  # type: ignore[attr-defined]


class MergeForm(ActForm):
    """One or more units end; one takes over."""

    others = UnitsField(
        label=_("Cùng sáp nhập với"),
        required=False,
        help_text=_("Mỗi dòng một đơn vị; để trống nếu chỉ có đơn vị này."),
    )
    into = UnitField(label=_("Sáp nhập vào"), required=False, help_text=_("Tên hoặc mã của đơn vị kế thừa."))
    new_name = LineField(
        label=_("Hoặc lập đơn vị mới, tên"), max_length=120, required=False, help_text=_("Không ghi loại.")
    )
    new_kind = ChoiceOf(
        label=_("Loại của đơn vị mới"), queryset=UnitKind.objects.none(), required=False, empty_label=NONE
    )
    people_follow = forms.BooleanField(
        label=_("Người đang giữ vai trò tiếp tục vai trò đó ở đơn vị kế thừa"), required=False
    )

    def __init__(self, *args: Any, unit: Unit, units: QuerySet[Unit], offered: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        for name in ("others", "into"):
            self.fields[name].among(units, offered)  # type: ignore[attr-defined]
        self.fields["new_kind"].queryset = _kinds_beside(unit)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "into" in values and bool(values["into"]) == bool(values.get("new_name")):
            self.add_error("into", _("Chọn đơn vị kế thừa, hoặc ghi tên đơn vị mới; chỉ một trong hai."))
        if values.get("new_name") and not values.get("new_kind"):
            self.add_error("new_kind", _("Chọn loại của đơn vị mới."))
        return values

    def successor(self) -> Unit | NewUnit:
        """Who takes over; a new unit stands where the present one stands."""
        values = self.cleaned_data
        into: Unit | None = values["into"]
        return into or NewUnit(values["new_kind"], values["new_name"], self.unit.parent_on(values["on"]))

    def predecessors(self) -> list[Unit]:
        return list(dict.fromkeys([self.unit, *self.cleaned_data["others"]]))


class SplitForm(ActForm):
    """Several units take over; each unit below follows one of them."""

    def __init__(
        self, *args: Any, unit: Unit, units: QuerySet[Unit], offered: list[Unit], children: list[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.followers = unit, children
        for number in range(1, SUCCESSORS + 1):
            self._add_successor(number, units, offered)
        choices = [("", CHOOSE), *((str(n), _("Đơn vị kế thừa %d") % n) for n in range(1, SUCCESSORS + 1))]
        for child in children:
            self.fields[f"child_{child.pk}"] = forms.ChoiceField(label=child.label, choices=choices, required=False)
        self.order_fields([*self.last_fields])

    def _add_successor(self, number: int, units: QuerySet[Unit], offered: list[Unit]) -> None:
        existing = UnitField(label=_("Đơn vị đã có"), required=False)
        existing.among(units, offered)
        self.fields[f"unit_{number}"] = existing
        self.fields[f"name_{number}"] = LineField(label=_("Hoặc lập đơn vị mới, tên"), max_length=120, required=False)
        kinds = _kinds_beside(self.unit)
        self.fields[f"kind_{number}"] = ChoiceOf(
            label=_("Loại của đơn vị mới"), queryset=kinds, required=False, empty_label=NONE
        )
        self.fields[f"share_{number}"] = DecimalField(
            label=_("Tỷ lệ số liệu (ví dụ 0,6)"), required=False, max_digits=6, decimal_places=5
        )

    @property
    def successor_lines(self) -> list[list[forms.BoundField]]:
        """The controls of each successor, for the page."""
        names = ("unit", "name", "kind", "share")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, SUCCESSORS + 1)]

    @property
    def follower_fields(self) -> list[forms.BoundField]:
        """One choice per unit below."""
        return [self[f"child_{child.pk}"] for child in self.followers]

    @property
    def act_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.last_fields]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for number in range(1, SUCCESSORS + 1):
            self._check_line(number, values)
        for child in self.followers:
            if not values.get(f"child_{child.pk}"):
                self.add_error(f"child_{child.pk}", _("Chọn đơn vị kế thừa mà đơn vị này theo về."))
        return values

    def _check_line(self, number: int, values: dict[str, Any]) -> None:
        unit, name = values.get(f"unit_{number}"), values.get(f"name_{number}")
        if unit and name:
            self.add_error(f"unit_{number}", _("Chọn đơn vị đã có, hoặc ghi tên đơn vị mới; chỉ một trong hai."))
        if name and not values.get(f"kind_{number}"):
            self.add_error(f"kind_{number}", _("Chọn loại của đơn vị mới."))
        followed = [child for child in self.followers if values.get(f"child_{child.pk}") == str(number)]
        if followed and not (unit or name):
            self.add_error(f"unit_{number}", _("Có đơn vị trực thuộc theo về đây: cần ghi đơn vị kế thừa."))

    def parts(self) -> list[Part]:
        """The filled lines as the verb wants them."""
        values = self.cleaned_data
        above = self.unit.parent_on(values["on"])
        return [
            Part(
                values[f"unit_{n}"] or NewUnit(values[f"kind_{n}"], values[f"name_{n}"], above),
                [child for child in self.followers if values[f"child_{child.pk}"] == str(n)],
                values[f"share_{n}"],
            )
            for n in range(1, SUCCESSORS + 1)
            if values[f"unit_{n}"] or values[f"name_{n}"]
        ]


class BodyForm(ActForm):
    """A new body of a unit."""

    kind = ChoiceOf(label=_("Loại"), queryset=BodyKind.objects.order_by("rank", "pk"), empty_label=CHOOSE)
    name = LineField(label=_("Tên đầy đủ"), max_length=200, help_text=_("Ví dụ: Ủy ban nhân dân phường Cự Khối"))
    short_name = LineField(
        label=_("Tên gọn"),
        max_length=80,
        required=False,
        help_text=_("Ví dụ: UBND phường; để trống thì lấy theo loại."),
    )
    symbol = LineField(
        label=_("Ký hiệu trong số văn bản"), max_length=30, required=False, help_text=_("Ví dụ: UBND, BCĐ")
    )
    parent = ChoiceOf(
        label=_("Cơ quan cấp trên trong đơn vị"), queryset=Body.objects.none(), required=False, empty_label=NONE
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = unit.bodies.filter(lasting(clock.today())).order_by("kind__rank", "sort_key", "pk")
        self.fields["parent"].queryset = bodies  # type: ignore[attr-defined]


class EndBodyForm(ActForm):
    """A body ends; others may take over."""

    successors = ChoicesOf(
        label=_("Cơ quan kế thừa"),
        queryset=Body.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, heirs: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successors"].queryset = heirs  # type: ignore[attr-defined]
        if not heirs:
            del self.fields["successors"]


class SucceedForm(ActForm):
    """A body that is no more gets its successor."""

    successor = ChoiceOf(label=_("Cơ quan kế thừa"), queryset=Body.objects.none(), empty_label=CHOOSE)

    def __init__(self, *args: Any, heirs: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = heirs  # type: ignore[attr-defined]


def _kinds_beside(unit: Unit) -> QuerySet[UnitKind]:
    """Kinds that a successor may have: of the unit's level or one below."""
    rank = unit.kind.level.rank
    return UnitKind.objects.filter(level__rank__gte=rank).select_related("level").order_by("level__rank", "pk")
