"""A body that is competent for a letter may be anywhere: above, beside or below the body that has it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Body, Unit
from steering.fields import BodyField, BodyInput

OFFERED = 80


def offered_around(unit: Unit, on: date) -> list[Body]:
    """The likely ones: bodies of the unit itself and of the units above it on a day."""
    near = Q(unit=unit) | Q(unit__reaches__target=unit)
    bodies = Body.objects.filter(near, valid__contains=on).select_related("unit").distinct()
    return list(bodies.order_by("unit_id", "kind__rank", "sort_key", "pk")[:OFFERED])


class AnyBodyField(BodyField):
    """One body, typed by name, wherever it is; call ``around`` when the form is made."""

    default_error_messages = {"unknown": _("Không có cơ quan “%(typed)s”.")}

    def around(self, unit: Unit, on: date) -> None:
        """Prefer and offer the bodies of a unit and of those above it."""
        self.unit = unit
        if isinstance(self.widget, BodyInput):
            self.widget.offered = lambda: offered_around(unit, on)
            self.widget.attrs["list"] = "co-quan"

    def _candidates(self, key: str, typed: str) -> list[Body]:
        if not key:
            return []
        fits = Q(search_key__contains=key) | Q(code=typed)
        found = Body.objects.filter(fits).select_related("unit__kind", "kind")
        return list(found.order_by("sort_key", "pk")[:50])
