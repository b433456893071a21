"""A unit is typed by name or code, with the likely ones offered; thousands of units fit into no list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms.fields import Readable
from common.text import clean_line, search_key
from organizations.models import Unit
from organizations.timeline import goes_on

NAMED_IN_ERROR, MOST_FOUND, LONGEST = 5, 50, 300


class UnitInput(forms.TextInput):
    """A line with suggestions; without support for them it is a plain line."""

    template_name = "administration/unit_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false"} | (attrs or {}))
        self.offered: Iterable[Unit] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"offered": self.offered}


class UnitField(Readable):
    """One unit of a queryset. Call ``among`` when the form is made."""

    widget: Any = UnitInput
    default_error_messages = {
        "unknown": _("Không có đơn vị “%(typed)s” trong phạm vi quản trị của anh/chị."),
        "several": _("Có nhiều đơn vị khớp với “%(typed)s”: %(names)s. Ghi mã của đơn vị."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units: QuerySet[Unit] = Unit.objects.none()

    def among(self, units: QuerySet[Unit], offered: Iterable[Unit] = (), *, list_id: str = "don-vi-goi-y") -> None:
        """Say which units may be named, and which are likely; fields with the same list_id share one list."""
        self.units = units
        if isinstance(self.widget, UnitInput):
            self.widget.offered = offered
            self.widget.attrs["list"] = list_id

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Unit) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Unit):
            return value
        typed = clean_line(str(value or ""))
        return self.find(typed) if typed else None

    def find(self, typed: str) -> Unit:
        """The one unit meant; raises ValidationError when there is none, or more than one."""
        best = _best(self._candidates(typed), typed) if len(typed) <= LONGEST else []
        if len(best) == 1:
            return best[0]
        words = {
            "typed": typed[:80],
            "names": "; ".join(f"{unit.label} ({unit.code})" for unit in best[:NAMED_IN_ERROR]),
        }
        code = "several" if best else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params=words)

    def _candidates(self, typed: str) -> list[Unit]:
        words = search_key(typed).split()
        names = [" ".join(words[start:]) for start in range(min(len(words), 4))]  # without "xã", "tổ dân phố" …
        found = self.units.filter(Q(code=typed) | Q(search_key__in=names)).select_related("kind__level")
        return list(found.order_by("sort_key", "pk")[:MOST_FOUND])


class UnitsField(UnitField):
    """Several units, one a line."""

    widget = forms.Textarea(attrs={"rows": 2, "cols": False})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        lines = [clean_line(line) for line in re.split(r"[;\n\r]", str(value or ""))]
        return list(dict.fromkeys(self.find(line) for line in lines if line))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(unit.code for unit in value) if isinstance(value, list) else value


def _best(found: list[Unit], typed: str) -> list[Unit]:
    """The exact ones before the others; of several, those that still exist."""
    key = search_key(typed)
    tests: list[Callable[[Unit], bool]] = [
        lambda unit: unit.code == typed,
        lambda unit: unit.label == typed,
        lambda unit: search_key(f"{unit.kind.name_vi} {unit.name}") == key,
        lambda unit: search_key(unit.name) == key,
    ]
    for test in tests:
        chosen = [unit for unit in found if test(unit)]
        if chosen:
            return [unit for unit in chosen if goes_on(unit.valid, clock.today())] or chosen
    return []
