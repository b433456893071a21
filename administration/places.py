"""A place where somebody works is typed by name: a unit ("xã Quảng Tân") or a body of one ("UBND xã Quảng Tân")."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms.fields import Readable
from common.text import clean_line, search_key
from organizations.models import Body, Unit

OFFERED, NAMED_IN_ERROR, MOST_FOUND = 60, 5, 60


@dataclass(frozen=True)
class Place:
    """A unit, or one body of it."""

    unit: Unit
    body: Body | None = None

    @property
    def code(self) -> str:
        return self.body.code if self.body else self.unit.code

    def __str__(self) -> str:
        return self.body.label if self.body else self.unit.label

    def is_alive(self) -> bool:
        end = (self.body or self.unit).valid.upper
        return end is None or end > clock.today()


class PlaceInput(forms.TextInput):
    """A line with suggestions; without support for them it is a plain line."""

    template_name = "administration/people_place.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", "list": "noi-cong-tac"} | (attrs or {}))
        self.offered: Callable[[], Iterable[Place]] = list

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"offered": self.offered()}


class PlaceField(Readable):
    """One unit or body among the units of a queryset. Call ``within`` when the form is made."""

    widget: Any = PlaceInput
    default_error_messages = {
        "unknown": _("Không có đơn vị hoặc cơ quan “%(typed)s” trong phạm vi quản trị của anh/chị."),
        "several": _("Có nhiều nơi khớp với “%(typed)s”: %(names)s. Ghi rõ hơn, hoặc ghi mã."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units: QuerySet[Unit] = Unit.objects.none()

    def within(self, units: QuerySet[Unit], offered: Callable[[], Iterable[Place]]) -> None:
        """Say which units may be named, and which places are likely."""
        self.units = units
        if isinstance(self.widget, PlaceInput):
            self.widget.offered = offered

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Place) else value

    def to_python(self, value: Any) -> Place | None:
        typed = clean_line(str(value or ""))
        return self.find(typed) if typed else None

    def find(self, typed: str) -> Place:
        """The one place meant; raises ValidationError when there is none, or more than one."""
        key = search_key(typed)
        best = _best(self._candidates(key, typed) if len(typed) <= 300 else [], key, typed)
        if len(best) == 1:
            return best[0]
        words = {"typed": typed[:80], "names": "; ".join(f"{place} ({place.code})" for place in best[:NAMED_IN_ERROR])}
        code = "several" if best else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params=words)

    def _candidates(self, key: str, typed: str) -> list[Place]:
        if not key:
            return []
        words = key.split()
        names = [" ".join(words[start:]) for start in range(min(len(words), 4))]  # without "xã", "tổ dân phố" …
        named = Q(code=typed) | Q(search_key__in=names) | Q(search_key__contains=key)
        units = self.units.filter(named).select_related("kind").order_by("sort_key", "pk")[:MOST_FOUND]
        fits = Q(code=typed) | Q(search_key__contains=key)
        bodies = Body.objects.filter(fits, unit__in=self.units).select_related("unit__kind")
        return [Place(u) for u in units] + [Place(b.unit, b) for b in bodies.order_by("sort_key", "pk")[:MOST_FOUND]]


def offered_around(units: Iterable[Unit]) -> list[Place]:
    """The likely places: the given units, the units under them today, and the bodies of the given ones."""
    top, today = list(units), clock.today()
    below = Unit.objects.filter(placements__parent__in=top, placements__valid__contains=today, valid__contains=today)
    near = list(below.select_related("kind").order_by("sort_key", "pk")[:OFFERED])
    bodies = Body.objects.filter(unit__in=top, valid__contains=today).select_related("unit__kind")
    own = [Place(body.unit, body) for body in bodies.order_by("kind__rank", "sort_key", "pk")[:OFFERED]]
    return [*(Place(unit) for unit in top), *own, *(Place(unit) for unit in near)][:OFFERED]


def _best(found: list[Place], key: str, typed: str) -> list[Place]:
    """The exact ones before the partial ones; of several, those that still exist."""
    tests: list[Callable[[Place], bool]] = [
        lambda place: place.code == typed,
        lambda place: str(place) == typed,
        lambda place: search_key(str(place)) == key,
        lambda place: search_key(place.body.short_name if place.body else place.unit.name) == key,
        lambda place: key in search_key(str(place)),
    ]
    for test in tests:
        chosen = [place for place in found if test(place)]
        if chosen:
            return [place for place in chosen if place.is_alive()] or chosen
    return []
