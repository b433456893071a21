"""A body is typed by name, with the likely ones offered; thousands of bodies fit into no list.

What is typed may be a full name, a short name ("UBND phường"), a code, or a part that fits one body alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.forms.fields import Readable
from common.text import clean_line, search_key
from organizations.models import Body, Unit
from organizations.models.bodies import BodyQuerySet

NAMED_IN_ERROR = 5
OFFERED = 80


def bodies_within(unit: Unit) -> BodyQuerySet:
    """The bodies that a unit may give work to: its own and those of the units that it reaches."""
    bodies: BodyQuerySet = Body.objects.filter(Q(unit__reached_from__source=unit) | Q(unit=unit)).distinct()
    return bodies


def offered_within(unit: Unit, on: date) -> list[Body]:
    """The likely ones: bodies of the unit itself and of the units placed directly under it on a day."""
    below = Q(unit__placements__parent=unit, unit__placements__valid__contains=on)
    bodies = Body.objects.filter(Q(unit=unit) | below, valid__contains=on).select_related("unit")
    listed = bodies.order_by("unit_id", "kind__rank", "sort_key", "pk")[:OFFERED]
    return sorted(listed, key=lambda body: body.unit_id != unit.pk)


class BodyInput(forms.TextInput):
    """A line with suggestions; without support for them it is a plain line."""

    template_name = "steering/widgets/body.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false"} | (attrs or {}))
        self.offered: Callable[[], Iterable[Body]] = list

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["offered"] = self.offered()
        return context


class BodyField(Readable):
    """One body within the reach of a unit, typed by name. Call ``within`` when the form is made."""

    widget: Any = BodyInput
    default_error_messages = {
        "required": _("Chưa nhập tên cơ quan."),
        "unknown": _("Không có cơ quan “%(typed)s” trong đơn vị và các đơn vị cấp dưới."),
        "several": _("Có nhiều cơ quan khớp với “%(typed)s”: %(names)s. Ghi rõ hơn."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit: Unit | None = None

    def within(self, unit: Unit, on: date, *, list_id: str = "") -> None:
        """Say whose bodies may be named, and offer those of a day."""
        self.unit = unit
        if isinstance(self.widget, BodyInput):
            self.widget.offered = lambda: offered_within(unit, on)
            self.widget.attrs["list"] = list_id or "co-quan"

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Body):
            return value
        typed = clean_line(str(value or ""))
        return self.find(typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Body) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")

    def find(self, typed: str) -> Body:
        """The one body meant; raises ValidationError when there is none, or more than one."""
        key = search_key(typed)[:300]
        found = self._candidates(key, typed)
        best = _best(found, key, typed, self.unit)
        if len(best) == 1:
            return best[0]
        if not best:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"typed": typed[:80]})
        names = "; ".join(body.label for body in best[:NAMED_IN_ERROR])
        params = {"typed": typed[:80], "names": names}
        raise ValidationError(self.error_messages["several"], code="several", params=params)

    def _candidates(self, key: str, typed: str) -> list[Body]:
        if self.unit is None or not key:
            return []
        fits = Q(search_key__contains=key) | Q(code=typed)
        found = bodies_within(self.unit).filter(fits).select_related("unit__kind", "kind")
        return list(found.order_by("sort_key", "pk")[:50])


class BodyList(list[Body]):
    """Several bodies; in words their names."""

    def __str__(self) -> str:
        return "; ".join(body.name for body in self)


class BodiesField(BodyField):
    """Several bodies, one a line or separated by semicolons."""

    widget = forms.Textarea(attrs={"rows": 2, "cols": False})
    default_error_messages = {"too_many": _("Tối đa %(limit)s cơ quan phối hợp.")}
    limit = 30

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return BodyList(value)
        lines = [clean_line(line) for line in re.split(r"[;\n\r]", str(value or ""))]
        wanted = list(dict.fromkeys(line for line in lines if line))
        if len(wanted) > self.limit:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"limit": self.limit})
        return BodyList(dict.fromkeys(self.find(line) for line in wanted))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(body.name for body in value)


def _best(found: list[Body], key: str, typed: str, unit: Unit | None) -> list[Body]:
    """The exact ones before the partial ones; of several, the unit's own; of those, the ones that still exist."""
    tests: list[Callable[[Body], bool]] = [
        lambda body: body.code == typed,
        lambda body: body.label == typed or body.name == typed,
        lambda body: search_key(body.name) == key,
        lambda body: search_key(body.short_name) == key,
        lambda body: True,
    ]
    for test in tests:
        chosen = [body for body in found if test(body)]
        if chosen:
            own = [body for body in chosen if unit and body.unit_id == unit.pk] or chosen
            return [body for body in own if body.valid.upper is None] or own
    return []
