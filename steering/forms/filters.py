"""The filters of the task list; all of them stand in the address, so that it can be sent to a colleague."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from common.forms import CountField, DateField, LineField, PeriodField
from common.templatetags.qcdc import ngay
from organizations.models import Body, Unit
from steering.enums import TaskStatus
from steering.filters import COUNTED, OPEN_ONLY, OVERDUE, THIS_MONTH, TaskFilter
from steering.models import Task

MOST_BODIES = 100


class TaskFilterForm(forms.Form):
    """What the list shows. Fields with a mistake narrow nothing; the hidden ones come from links of figures."""

    def __init__(self, *args: Any, unit: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["q"] = LineField(label=_("Có chữ"), required=False, max_length=200)
        states = [("", _("Mọi trạng thái")), (OPEN_ONLY, _("Đang mở")), (COUNTED, _("Trừ đã hủy")), *TaskStatus.choices]
        self.fields["trang-thai"] = _choice(_("Trạng thái"), states)
        dues = [("", _("Mọi hạn")), (OVERDUE, _("Quá hạn")), (THIS_MONTH, _("Hạn trong tháng này"))]
        self.fields["han"] = _choice(_("Hạn hoàn thành"), dues)
        self.fields["chu-tri"] = _choice(_("Cơ quan chủ trì"), [("", _("Mọi cơ quan")), *self._leads()])
        self.fields["giao"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)
        self.fields["thuoc"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)
        self.fields["tai"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)
        self.fields["ngay"] = DateField(required=False, widget=forms.HiddenInput)
        self.fields["moc"] = _choice("", [("", ""), ("giao", ""), ("xong", "")], hidden=True)
        self.fields["ky"] = PeriodField(required=False, widget=forms.HiddenInput)
        self.fields["van-ban"] = CountField(required=False, min_value=1, widget=forms.HiddenInput)

    def _leads(self) -> list[tuple[str, str]]:
        """The unit's bodies that lead a task, and the one that the address names; one query."""
        if self.unit is None:
            return []
        leads = Exists(Task.objects.filter(lead=OuterRef("pk")))
        bodies = Body.objects.filter(leads, unit=self.unit).order_by("kind__rank", "sort_key", "pk")[:MOST_BODIES]
        known = [(body.code, body.name) for body in bodies]
        asked = str(self.data.get("chu-tri", ""))
        return known if asked in {"", *dict(known)} else [*known, *self._named(asked)]

    def _named(self, code: str) -> list[tuple[str, str]]:
        within = Body.objects.filter(code=code, unit__reached_from__source=self.unit)
        return list(within.values_list("code", "name"))

    def chosen(self) -> TaskFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        window, mark = values.get("ky"), values.get("moc")
        return TaskFilter(
            words=values.get("q", ""),
            status=values.get("trang-thai", ""),
            due=values.get("han", ""),
            lead=values.get("chu-tri", ""),
            assigner=values.get("giao", ""),
            led_under=values.get("thuoc", ""),
            led_at=values.get("tai", ""),
            on=values.get("ngay"),
            assigned_in=window if mark == "giao" else None,
            closed_in=window if mark == "xong" else None,
            paper=values.get("van-ban"),
        )

    @property
    def has_filters(self) -> bool:
        """Whether anything but the usual view narrows the list, so that an empty one can say why."""
        return self.chosen() not in {TaskFilter(), TaskFilter(status=OPEN_ONLY)}

    def said(self) -> list[str]:
        """The filters that no visible field shows, in words: whose tasks, of which period, as of which day."""
        chosen = self.chosen()
        words = []
        if chosen.assigner:
            name = Body.objects.filter(code=chosen.assigner).values_list("name", flat=True).first()
            words.append(_("do {body} giao").format(body=name or chosen.assigner))
        if chosen.assigned_in:
            words.append(_("giao trong {period}").format(period=chosen.assigned_in.label))
        if chosen.closed_in:
            words.append(_("kết thúc trong {period}").format(period=chosen.closed_in.label))
        if chosen.paper:
            words.append(str(_("viện dẫn một văn bản chỉ đạo")))
        if chosen.on:
            words.append(_("tính đến hết ngày {day}").format(day=ngay(chosen.on)))
        return words


def _choice(label: Any, choices: list[Any], *, hidden: bool = False) -> forms.ChoiceField:
    widget = forms.HiddenInput if hidden else forms.Select
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)
