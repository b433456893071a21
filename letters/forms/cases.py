"""Forms of pending cases. Their texts are about the matter: whoever writes confirms that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, DateField, LineField, ParagraphField, StaleGuard
from letters.case_targets import HINTS, TARGETS
from letters.enums_cases import CasePart, CaseState
from letters.filters_cases import CaseFilter
from letters.models import Case, CaseField, CaseStage
from letters.models.cases import TITLE_LIMIT
from organizations.models import Body, Unit
from steering.fields import BodiesField, BodyField, BodyList

from .reception import CHOOSE, take_bodies

_ABOUT_MATTER = _(
    "Chỉ ghi về vụ việc: địa điểm, dự án, diễn biến, cách giải quyết. Không lập hồ sơ về cá nhân; không ghi chính kiến,"
    " tôn giáo, dân tộc của bất kỳ ai."
)
_BODIES_HINT = _("Mỗi dòng một cơ quan, tên đầy đủ hoặc tên gọn.")


class _CaseFields(forms.Form):
    """What a case is about, where, how far it is, and who takes part."""

    title = LineField(label=_("Tên vụ việc"), max_length=TITLE_LIMIT, help_text=_ABOUT_MATTER)
    field = ChoiceOf(label=_("Lĩnh vực"), queryset=CaseField.objects.none(), empty_label=CHOOSE)
    stage = ChoiceOf(label=_("Giai đoạn"), queryset=CaseStage.objects.none(), empty_label=CHOOSE)
    place_unit = ChoiceOf(label=_("Địa bàn"), queryset=Unit.objects.none(), empty_label=None)
    place = LineField(label=_("Địa điểm"), required=False, max_length=300)
    project = LineField(label=_("Dự án"), required=False, max_length=300)
    note = ParagraphField(label=_("Nội dung vụ việc"), required=False, rows=4)
    supporters = BodiesField(label=_("Cơ quan phối hợp"), required=False, help_text=_BODIES_HINT)
    supervisors = BodiesField(label=_("Cơ quan giám sát"), required=False, help_text=_BODIES_HINT)
    about_matter = forms.BooleanField(
        label=_("Tôi xác nhận các nội dung trên chỉ nói về vụ việc"),
        error_messages={"required": _("Cần xác nhận nội dung chỉ nói về vụ việc.")},
    )

    def offer(self, unit: Unit, *, kept: Case | None = None) -> None:
        """Lists in use (and what the case has already), places and bodies that the unit reaches."""
        lists: list[tuple[str, type[Model]]] = [("field", CaseField), ("stage", CaseStage)]
        for name, model in lists:
            chosen = self.fields[name]
            if isinstance(chosen, ChoiceOf):
                known = Q(in_use=True) | Q(pk=getattr(kept, f"{name}_id", None))
                chosen.queryset = model._default_manager.filter(known).order_by("rank", "pk")
        places = self.fields["place_unit"]
        if isinstance(places, ChoiceOf):
            near = Q(pk=unit.pk) | Q(placements__parent=unit, placements__valid__contains=clock.today())
            near |= Q(pk=kept.place_unit_id if kept else None)
            places.queryset = Unit.objects.filter(near).select_related("kind").distinct().order_by("sort_key", "pk")
            places.initial = unit.pk
        for name in ("lead", "supporters", "supervisors"):
            body = self.fields.get(name)
            if isinstance(body, BodyField):
                body.within(unit, clock.today())


class OpenCaseForm(_CaseFields):
    """A new case, led by a body of the person."""

    lead = ChoiceOf(label=_("Cơ quan chủ trì"), queryset=Body.objects.none())
    opened_on = DateField(label=_("Ngày lập"), initial=clock.today)

    field_order = ["title", "field", "stage", "place_unit", "place", "project", "note", "lead", "opened_on"]

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["lead"], bodies)
        named = str(self.data.get("lead", ""))
        self.offer(next((body for body in bodies if str(body.pk) == named), bodies[0]).unit)


class EditCaseForm(StaleGuard, _CaseFields):
    """Correct a case, move its stage, hand the lead over."""

    lead = BodyField(label=_("Cơ quan chủ trì"))

    field_order = ["title", "field", "stage", "place_unit", "place", "project", "note", "lead"]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of_case(case), **kwargs)
        self.offer(case.unit, kept=case)

    @property
    def guarded(self) -> list[str]:
        """The confirmation is given anew each time, so it is nothing that two people could change."""
        return [name for name in super().guarded if name != "about_matter"]


def values_of_case(case: Case) -> dict[str, Any]:
    """A case as its form shows it."""
    parts = list(case.parts.select_related("body").order_by("body__sort_key", "body"))
    names = ("title", "field", "stage", "place_unit", "place", "project", "note", "lead")
    return {name: getattr(case, name) for name in names} | {
        "supporters": BodyList(row.body for row in parts if row.part == CasePart.SUPPORTER),
        "supervisors": BodyList(row.body for row in parts if row.part == CasePart.SUPERVISOR),
    }


class LinkForm(forms.Form):
    """Tie a record to the case by its number."""

    kind = forms.ChoiceField(label=_("Loại hồ sơ"))
    name = LineField(label=_("Số, mã hồ sơ"), max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(kind, f"{target.label} ({HINTS[kind]})") for kind, target in TARGETS.items()]


class CloseForm(forms.Form):
    """When and how it ended."""

    on = DateField(label=_("Ngày kết thúc"), initial=clock.today)
    result = ParagraphField(label=_("Kết quả giải quyết"), max_length=5_000, help_text=_ABOUT_MATTER)


class CaseFilterForm(forms.Form):
    """What the list shows; it opens with what is pending."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = LineField(label=_("Có chữ"), required=False, max_length=200)
        states = [("", _("Mọi trạng thái")), *CaseState.choices]
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        self._listed("linh-vuc", _("Lĩnh vực"), _("Mọi lĩnh vực"), CaseField.objects.order_by("rank", "pk"))
        self._listed("giai-doan", _("Giai đoạn"), _("Mọi giai đoạn"), CaseStage.objects.order_by("rank", "pk"))
        for name in ("tu", "den", "ngay"):
            self.fields[name] = DateField(required=False, widget=forms.HiddenInput)
        self.fields["chu-tri"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)

    def _listed(self, name: str, label: Any, everything: Any, rows: Any) -> None:
        choices = [("", everything), *((row.code, row.name) for row in rows)]
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def chosen(self) -> CaseFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        return CaseFilter(
            words=values.get("q", ""), state=values.get("trang-thai", ""), field=values.get("linh-vuc", ""),
            stage=values.get("giai-doan", ""), lead=values.get("chu-tri", ""), first=values.get("tu"),
            last=values.get("den"), pending_on=values.get("ngay"),
        )  # fmt: skip

    @property
    def has_filters(self) -> bool:
        """Whether anything but the usual view narrows the list."""
        return self.chosen() not in {CaseFilter(), CaseFilter(state=CaseState.OPEN)}
