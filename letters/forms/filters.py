"""The filters of the list of letters; all of them stand in the address. None of them asks who sent a letter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import LineField
from common.text import search_key
from letters.enums import OPEN_KINDS, LetterStatus
from letters.models import LetterContent, LetterField
from letters.models.letters import LetterQuerySet
from organizations.models import Body, Unit

OPEN_ONLY, OVERDUE = "open", "overdue"
MOST_BODIES = 100


class LetterFilterForm(forms.Form):
    """What the list shows. Fields with a mistake narrow nothing."""

    def __init__(self, *args: Any, unit: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = LineField(label=_("Số đơn, số đến, chữ trong tóm tắt"), required=False)
        states = [("", _("Mọi trạng thái")), (OPEN_ONLY, _("Đang mở")), *LetterStatus.choices]
        self.fields["trang-thai"] = _choice(_("Trạng thái"), states)
        kinds = [("", _("Mọi loại")), *((kind.value, kind.label) for kind in OPEN_KINDS)]
        self.fields["loai"] = _choice(_("Loại nội dung"), kinds)
        self.fields["linh-vuc"] = _choice(_("Lĩnh vực"), [("", _("Mọi lĩnh vực")), *_fields()])
        self.fields["co-quan"] = _choice(_("Cơ quan giải quyết"), [("", _("Mọi cơ quan")), *_bodies(unit)])
        self.fields["han"] = _choice(_("Thời hạn"), [("", _("Mọi hạn")), (OVERDUE, _("Quá hạn"))])

    def apply(self, letters: LetterQuerySet) -> LetterQuerySet:
        """The letters that pass."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        for word in search_key(values.get("q") or "").split():
            letters = letters.filter(search_key__contains=word)
        status = values.get("trang-thai")
        if status == OPEN_ONLY:
            letters = letters.open()
        elif status:
            letters = letters.filter(status=status)
        if values.get("han"):
            letters = letters.overdue(clock.today())
        asked = {
            "kind": values.get("loai"),
            "field__code": values.get("linh-vuc"),
            "holder__code": values.get("co-quan"),
        }
        wanted = {name: value for name, value in asked.items() if value}
        if wanted:
            letters = letters.filter(Exists(LetterContent.objects.filter(letter=OuterRef("pk"), **wanted)))
        return letters

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows the list but the usual view, so that an empty one can say why."""
        return any(value for name, value in self.cleaned_data.items() if (name, value) != ("trang-thai", OPEN_ONLY))


def _fields() -> list[tuple[str, str]]:
    return [(row.code, str(row)) for row in LetterField.objects.all()]


def _bodies(unit: Unit | None) -> list[tuple[str, str]]:
    if unit is None:
        return []
    holds = Exists(LetterContent.objects.filter(holder=OuterRef("pk")))
    bodies = Body.objects.filter(holds, unit__reached_from__source=unit).order_by("sort_key", "pk")[:MOST_BODIES]
    return list(bodies.values_list("code", "name"))


def _choice(label: Any, choices: list[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)
