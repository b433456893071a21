"""A unit is typed by name: a province has more communes than fit into a list."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms.fields import Readable
from common.text import clean_line, search_key
from organizations.models import Unit

NAMED_IN_ERROR = 5


class UnitField(Readable):
    """One unit, the given one or one that it reaches: its name, its kind and name, or its code. Call ``within``."""

    widget: Any = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    default_error_messages = {
        "unknown": _("Không có đơn vị “%(typed)s” trong đơn vị này và các đơn vị cấp dưới."),
        "several": _("Có nhiều đơn vị khớp với “%(typed)s”: %(names)s. Ghi rõ hơn."),
        "too_many": _("Tối đa %(limit)s đơn vị."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.home: Unit | None = None

    def within(self, home: Unit) -> None:
        """Say whose units may be named."""
        self.home = home

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Unit):
            return value
        typed = clean_line(str(value or ""))
        return self.find(typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        return _short(value) if isinstance(value, Unit) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")

    def find(self, typed: str) -> Unit:
        """The one unit meant; raises ValidationError when there is none, or more than one."""
        best = _best(self._candidates(typed), typed, self.home)
        if len(best) == 1:
            return best[0]
        if not best:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"typed": typed[:80]})
        params = {"typed": typed[:80], "names": "; ".join(unit.label for unit in best[:NAMED_IN_ERROR])}
        raise ValidationError(self.error_messages["several"], code="several", params=params)

    def _candidates(self, typed: str) -> list[Unit]:
        key = search_key(typed)[:200]
        if self.home is None or not key:
            return []
        words = [" ".join(key.split()[cut:]) for cut in range(3)]  # "thị trấn Đầm Hà" is named "Đầm Hà"
        fits = Q(code=typed) | Q(search_key__in=[word for word in words if word]) | Q(search_key__contains=key)
        here = Q(reached_from__source=self.home) | Q(pk=self.home.pk)
        found = Unit.objects.filter(fits).filter(here).select_related("kind__level").distinct()
        return list(found.order_by("kind__level__rank", "sort_key", "pk")[:50])


class UnitList(list[Unit]):
    """Several units; in words their names."""

    def __str__(self) -> str:
        return "; ".join(unit.label for unit in self)


class UnitsField(UnitField):
    """Several units, one a line or separated by semicolons."""

    widget: Any = forms.Textarea(attrs={"rows": 2, "cols": False})
    limit = 100

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return UnitList(value)
        lines = [clean_line(line) for line in re.split(r"[;\n\r]", str(value or ""))]
        wanted = list(dict.fromkeys(line for line in lines if line))
        if len(wanted) > self.limit:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"limit": self.limit})
        return UnitList(dict.fromkeys(self.find(line) for line in wanted))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(_short(unit) for unit in value)


def _short(unit: Unit) -> str:
    return f"{unit.kind.name_vi} {unit.name}"


def _best(found: list[Unit], typed: str, home: Unit | None) -> list[Unit]:
    """The exact ones before the partial ones; of several, those that still exist; of these, the unit itself."""
    key, today = search_key(typed), clock.today()
    tests = (
        lambda unit: unit.code == typed,
        lambda unit: search_key(_short(unit)) == key,
        lambda unit: unit.search_key == key,
        lambda unit: True,
    )
    for test in tests:
        chosen = [unit for unit in found if test(unit)]
        if chosen:
            alive = [unit for unit in chosen if today in unit.valid] or chosen
            return [unit for unit in alive if home and unit.pk == home.pk] or alive
    return []
