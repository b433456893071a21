"""What became of the bodies and units that frozen rows name: which ended since, and who took over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from common import clock
from common.templatetags.qcdc import ngay
from figures.rows import RowKind, unit_text
from organizations.models import Body, BodySuccession, Unit, UnitSuccession

type Place = Body | Unit


def ended_since(kind: RowKind, records: Mapping[int, Any], frozen_on: date) -> dict[int, tuple[str, ...]]:
    """A sentence for each ended body and unit that a record names; at most two queries, none where all go on."""
    named = {
        key: [place for place in kind.places(record) if _is_over(place, frozen_on)] for key, record in records.items()
    }
    over = {(type(place), place.pk): place for places in named.values() for place in places}
    if not over:
        return {}
    heirs = _heirs(over.values())
    return {key: tuple(dict.fromkeys(_sentence(one, heirs) for one in places)) for key, places in named.items()}


def _is_over(place: Place, frozen_on: date) -> bool:
    """It ended after the freezing, and not only in the future."""
    end = place.valid.upper
    return end is not None and frozen_on < end <= clock.today()


def _heirs(places: Iterable[Place]) -> dict[tuple[type[Place], int], list[str]]:
    heirs: dict[tuple[type[Place], int], list[str]] = defaultdict(list)
    bodies = [place.pk for place in places if isinstance(place, Body)]
    units = [place.pk for place in places if isinstance(place, Unit)]
    if bodies:
        for row in BodySuccession.objects.filter(predecessor__in=bodies).select_related("successor").order_by("pk"):
            heirs[Body, row.predecessor_id].append(row.successor.name)
    if units:
        found = UnitSuccession.objects.filter(predecessor__in=units).select_related("successor__kind").order_by("pk")
        for line in found:
            heirs[Unit, line.predecessor_id].append(unit_text(line.successor))
    return heirs


def _sentence(place: Place, heirs: Mapping[tuple[type[Place], int], list[str]]) -> str:
    name = place.name if isinstance(place, Body) else unit_text(place)
    day, after = ngay(place.valid.upper), heirs.get((type(place), place.pk))
    if not after:
        return _("{name} kết thúc từ {day}").format(name=name, day=day)
    return _("{name} kết thúc từ {day}, kế thừa: {heirs}").format(name=name, day=day, heirs=", ".join(after))
