"""The body that a petition goes to, typed by name: of the council's unit, of the units under it, or of those above."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Body, Reach, Unit
from steering.fields import OFFERED, BodyField, BodyInput, offered_within


class HolderField(BodyField):
    """One body, whatever its level: who is competent is often a department of the unit above."""

    default_error_messages = {
        "unknown": _(
            "Không có cơ quan “%(typed)s” trong đơn vị, các đơn vị cấp trên và cấp dưới. Cơ quan chưa có trên cổng thì "
            "quản trị đơn vị thêm trước."
        ),
    }

    def within(self, unit: Unit, on: date, *, list_id: str = "") -> None:
        super().within(unit, on, list_id=list_id)
        if isinstance(self.widget, BodyInput):
            self.widget.offered = lambda: [*offered_within(unit, on), *_offered_above(unit, on)]

    def _candidates(self, key: str, typed: str) -> list[Body]:
        if self.unit is None or not key:
            return []
        near = Q(unit__in=Reach.objects.filter(source=self.unit).values("target"))
        near |= Q(unit__in=_above(self.unit)) | Q(unit=self.unit)
        found = Body.objects.filter(near, Q(search_key__contains=key) | Q(code=typed))
        return list(found.select_related("unit__kind", "kind").order_by("sort_key", "pk")[:50])


def _above(unit: Unit) -> Any:
    return Reach.objects.filter(target=unit).exclude(source=unit).values("source")


def _offered_above(unit: Unit, on: date) -> list[Body]:
    bodies = Body.objects.alive(on).filter(unit__in=_above(unit)).select_related("unit")
    return list(bodies.order_by("unit_id", "kind__rank", "sort_key", "pk")[:OFFERED])
