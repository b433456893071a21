"""The steps of a body's chain of approval, one small form for each; an empty name leaves a step out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.forms import LineField
from indicators.enums import StepKind
from indicators.policies import DECIDERS
from indicators.services.chains import LONGEST
from indicators.services.submitting import ChainStep
from organizations.enums import Role


class StepForm(forms.Form):
    """One step."""

    name_vi = LineField(label=_("Bước"), required=False, max_length=120, widget=forms.TextInput(attrs={"lang": "vi"}))
    name_en = LineField(label=_("Tên tiếng Anh"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("Loại bước"), choices=StepKind)
    role = forms.ChoiceField(label=_("Ai quyết định"), choices=[(role.value, role.label) for role in DECIDERS])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("name_en") and not values.get("name_vi"):
            self.add_error("name_vi", _now("Cần có tên bước."))
        return values

    @property
    def step(self) -> ChainStep | None:
        """None where the name was left empty."""
        values = self.cleaned_data
        if not values.get("name_vi"):
            return None
        return ChainStep(values["name_vi"], values["name_en"], StepKind(values["kind"]), Role(values["role"]))


def chain_forms(data: Any, steps: list[ChainStep]) -> BaseFormSet[StepForm]:
    """The steps as they stand and two empty ones behind, in their order."""
    extra = max(0, min(2, LONGEST - len(steps)))
    kind = formset_factory(StepForm, extra=extra, max_num=LONGEST, absolute_max=LONGEST + 2)
    initial = [{"name_vi": one.name_vi, "name_en": one.name_en, "kind": one.kind, "role": one.role} for one in steps]
    return kind(data, initial=initial, prefix="buoc")
