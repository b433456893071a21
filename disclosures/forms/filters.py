"""The filters of the list; all of them stand in the address, so that it can be sent to a colleague."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import LineField
from common.periods import Period
from common.templatetags.qcdc import ngay
from disclosures.enums import DisclosureStatus, Timeliness
from disclosures.filters import GAP, MAY_GO, REVIEW, STANDING_ONLY, UNPROVEN, DisclosureFilter, item_code
from disclosures.models import DisclosureItem
from organizations.models import Body

_STATES = [("", _("Mọi trạng thái")), (STANDING_ONLY, _("Chưa kết thúc")), *DisclosureStatus.choices]
_MARKS = [
    ("", _("Tất cả")),
    (UNPROVEN, _("Thiếu ảnh, bản ghi")),
    (MAY_GO, _("Có nơi được gỡ")),
    (REVIEW, _("Cần rà soát")),
    (GAP, _("Có nơi bị gián đoạn")),
]


class DisclosureFilterForm(forms.Form):
    """Shows a filter. What no field shows, because a figure's link put it there, is carried along hidden."""

    def __init__(self, chosen: DisclosureFilter, items: list[DisclosureItem], bodies: list[Body]) -> None:
        super().__init__(initial=chosen.query())
        self.filter = chosen
        self.fields["q"] = LineField(label=_("Có chữ"), required=False)
        self._choice("noi-dung", _("Nội dung"), _("Mọi nội dung"), _items(items))
        self._choice("trang-thai", _("Trạng thái"), None, _STATES)
        self._choice("dung-han", _("Thời hạn"), _("Mọi việc"), list(Timeliness.choices))
        self._choice("luu-y", _("Cần chú ý"), None, _MARKS)
        if len(bodies) > 1:
            self._choice("co-quan", _("Cơ quan"), _("Mọi cơ quan"), [(body.code, body.name) for body in bodies])
        periods = Period.choices_around(clock.today())
        self._choice("quyet-dinh-trong", _("Quyết định trong kỳ"), _("Mọi kỳ"), periods)
        for name in chosen.query():
            if name not in self.fields:
                self.fields[name] = forms.CharField(widget=forms.HiddenInput)

    def _choice(self, name: str, label: Any, every: Any, known: list[Any]) -> None:
        """The list's rows, and the one that the address names when it is none of them."""
        asked = self.filter.query().get(name, "")
        listed = {key for entry in known for key in _keys(entry)}
        more = [(asked, _named(name, asked))] if asked and asked not in listed else []
        blank = [("", every)] if every is not None else []
        self.fields[name] = forms.ChoiceField(label=label, choices=[*blank, *known, *more], required=False)

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows the list, so that an empty one can say why."""
        return self.filter != DisclosureFilter()

    def said(self) -> list[str]:
        """The filters that no visible field shows, in words."""
        on = self.filter.on
        return [_now("tính đến hết ngày {day}").format(day=ngay(on))] if on else []


def _items(items: list[DisclosureItem]) -> list[Any]:
    """Contents under the law that lists them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        groups.setdefault(item.catalogue.name, []).append((item_code(item), item.label))
    return list(groups.items()) if len(groups) > 1 else next(iter(groups.values()), [])


def _keys(entry: Any) -> list[str]:
    key, value = entry
    return [inner for inner, _label in value] if isinstance(value, list) else [key]


def _named(name: str, code: str) -> str:
    """What a code outside the lists is called; the code itself, where it names nothing."""
    if name == "co-quan":
        return Body.objects.filter(code=code).values_list("name", flat=True).first() or code
    if name == "quyet-dinh-trong":
        return Period.parse(code).label
    return code
