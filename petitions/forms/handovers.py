"""Forms of handovers: what begins a list, and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, DateField, LineField
from conferences.models import CouncilTerm
from organizations.models import Body, Unit
from petitions.enums import HandoverKind
from petitions.forms.bodies import HolderField
from petitions.models import HandoverItem


class NewHandoverForm(forms.Form):
    """Which bodies give, or which term takes over, from which day and why."""

    kind = forms.ChoiceField(label=_("Lý do bàn giao"), choices=HandoverKind.choices)
    unit = ChoiceOf(
        label=_("Đơn vị đã kết thúc"), queryset=Unit.objects.none(), required=False, empty_label=_("– Chọn –"),
        help_text=_("Khi cơ quan, đơn vị kết thúc: mọi cơ quan đã kết thúc của đơn vị này."),
    )  # fmt: skip
    term = ChoiceOf(
        label=_("Khóa tiếp nhận"), queryset=CouncilTerm.objects.none(), required=False, empty_label=_("– Chọn –"),
        help_text=_("Khi khóa mới tiếp nhận kiến nghị đang mở của khóa trước."),
    )  # fmt: skip
    body = HolderField(label=_("Bên giao"), required=False, help_text=_("Khi phân công lại: gõ tên cơ quan."))
    to = HolderField(label=_("Bên nhận"), required=False, help_text=_("Khi phân công lại: gõ tên cơ quan."))
    on = DateField(label=_("Từ ngày"))
    reason = LineField(label=_("Căn cứ, lý do"), max_length=500)

    NEEDED = {HandoverKind.SUCCESSION: ("unit",), HandoverKind.TERM: ("term",), HandoverKind.MANUAL: ("body", "to")}

    def __init__(self, *args: Any, units: Sequence[Unit], terms: Any, unit: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any, list[tuple[Any, str]]]] = [
            ("unit", Unit.objects.filter(pk__in=[row.pk for row in units]), [(row.pk, row.label) for row in units]),
            ("term", terms, [(row.pk, f"{row.label}, {row.council.name}") for row in terms[:30]]),
        ]
        for name, queryset, rows in choices:
            field = self.fields[name]
            assert isinstance(field, ChoiceOf)
            field.queryset = queryset
            field.choices = [("", field.empty_label), *rows]
        for name in ("body", "to"):
            known = self.fields[name]
            assert isinstance(known, HolderField)
            if unit is not None:
                known.within(unit, clock.today(), list_id=f"co-quan-{name}")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in self.NEEDED.get(values.get("kind", ""), ()):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, _now("Chưa chọn ô này."))
        return values


class HandoverLinesForm(forms.Form):
    """Where each line of a page goes. Of a line only what this person changed is taken."""

    def __init__(self, *args: Any, lines: Sequence[HandoverItem], offered: Mapping[int, Sequence[Body]], **kw: Any):
        super().__init__(*args, **kw)
        self.items, self.offered = lines, offered

    def lines(self) -> Iterable[tuple[HandoverItem, str, Sequence[Body]]]:
        """Each line with what is chosen and what may be chosen."""
        for line in self.items:
            was = str(line.to_body_id or "")
            chosen = self.data.get(f"to-{line.pk}", was) if self.is_bound else was
            yield line, chosen, self._choices(line)

    def changes(self) -> dict[int, Body | None]:
        """What this person chose otherwise than the page showed."""
        found: dict[int, Body | None] = {}
        for line in self.items:
            typed = self.data.get(f"to-{line.pk}")
            if typed is None or typed == self.data.get(f"was-{line.pk}", ""):
                continue
            body = next((one for one in self._choices(line) if str(one.pk) == typed), None)
            if typed and body is None:
                self.add_error(None, _now("Chọn lại bên nhận trong danh sách."))
                continue
            found[line.pk] = body
        return found

    def _choices(self, line: HandoverItem) -> Sequence[Body]:
        known = self.offered.get(line.from_body_id, [])
        named = [line.to_body] if line.to_body and line.to_body not in known else []
        return [*known, *named]
