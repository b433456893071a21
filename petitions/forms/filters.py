"""The filters of the list; all of them stand in the address, so that it can be sent to a colleague."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.forms import LineField
from common.templatetags.qcdc import ngay
from conferences.models import CouncilSession
from organizations.models import Body, Unit
from petitions.classes import Part, ResultClass
from petitions.enums import Outcome, PetitionStatus, Source
from petitions.filters import AS_RECEIVED, IS_SETTLED, NO_LIMIT, NOT_GIVEN, OPEN_ONLY, OVERDUE, SOON, PetitionFilter
from petitions.queries import Lists

_STATES = [
    ("", _("Mọi trạng thái")),
    (OPEN_ONLY, _("Đang mở")),
    ("unsent", _("Chưa chuyển")),
    ("held", _("Cơ quan đang giữ")),
    ("done", _("Đã xác nhận kết quả, đã kết thúc")),
    *PetitionStatus.choices,
]
_DUES = [("", _("Mọi hạn")), (OVERDUE, _("Quá hạn")), (SOON, _("Còn 7 ngày")), (NO_LIMIT, _("Không có hạn"))]


class PetitionFilterForm(forms.Form):
    """Shows a filter. What no field shows, because a figure's link put it there, is carried along hidden."""

    def __init__(self, chosen: PetitionFilter, lists: Lists) -> None:
        super().__init__(initial=chosen.query())
        self.filter = chosen
        self.fields["q"] = LineField(label=_("Có chữ"), required=False)
        self._choice("trang-thai", _("Trạng thái"), _STATES)
        self._choice("han", _("Hạn"), _DUES)
        self._choice("ket-qua", _("Kết quả"), [("", _("Mọi kết quả")), *Outcome.choices])
        self._codes("linh-vuc", _("Lĩnh vực"), _("Mọi lĩnh vực"), lists.fields)
        self._codes("cap", _("Cấp thẩm quyền"), _("Mọi cấp"), lists.levels)
        self._codes("giu", _("Cơ quan đang giữ"), _("Mọi cơ quan"), lists.holders)
        self._codes("ky-hop", _("Kỳ họp"), _("Mọi kỳ họp"), lists.sessions)
        self._choice("nguon", _("Nguồn"), [("", _("Mọi nguồn")), *Source.choices])
        for name in chosen.query():
            if name not in self.fields:
                self.fields[name] = forms.CharField(widget=forms.HiddenInput)

    def _choice(self, name: str, label: Any, choices: list[Any]) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def _codes(self, name: str, label: Any, every: Any, known: tuple[tuple[str, str], ...]) -> None:
        """The list's rows, and the one that the address names when it is none of them."""
        asked = self.filter.query().get(name, "")
        more: list[Any] = []
        if asked == NOT_GIVEN:
            more = [(NOT_GIVEN, _("Chưa có"))]
        elif asked and asked not in dict(known):
            more = [(asked, _named(name, asked))]
        self._choice(name, label, [("", every), *known, *more])


def narrows(chosen: PetitionFilter) -> bool:
    """Whether anything but the usual view narrows the list, so that an empty one can say why."""
    return chosen not in {PetitionFilter(), PetitionFilter(status=OPEN_ONLY)}


def said_of(chosen: PetitionFilter) -> list[str]:
    """The filters that no visible field shows, in words."""
    said = [
        chosen.council and Body.objects.filter(code=chosen.council).values_list("name", flat=True).first(),
        chosen.raised and _now("nêu lại"),
        chosen.settled and (_now("đã giải quyết") if chosen.settled == IS_SETTLED else _now("chưa giải quyết")),
        chosen.result and ResultClass(chosen.result).label,
        chosen.on_time and Part(chosen.on_time).label,
        chosen.under and _now("thuộc {unit}").format(unit=_unit(chosen.under)),
        chosen.councils_of and _now("gửi Hội đồng nhân dân của {unit}").format(unit=_unit(chosen.councils_of)),
        chosen.received_in and _now("tiếp nhận trong {period}").format(period=chosen.received_in.label),
        chosen.answered_in and _now("trả lời trong {period}").format(period=chosen.answered_in.label),
        chosen.basis and (_now("trước tổng hợp") if chosen.basis == AS_RECEIVED else _now("sau tổng hợp")),
        chosen.on and _now("tính đến hết ngày {day}").format(day=ngay(chosen.on)),
    ]
    return [str(words) for words in said if words]


class KeepFilterForm(forms.Form):
    """The name under which a person keeps a filter."""

    name = LineField(label=_("Tên bộ lọc"), max_length=60)


def _named(name: str, code: str) -> str:
    """A body or session outside the lists; the code itself, where it names nothing."""
    if name == "giu":
        return Body.objects.filter(code=code).values_list("name", flat=True).first() or code
    if name == "ky-hop":
        return CouncilSession.objects.filter(code=code).values_list("title", flat=True).first() or code
    return code


def _unit(code: str) -> str:
    return Unit.objects.filter(code=code).values_list("name", flat=True).first() or code
