"""What a word in a file stands for: the council's sessions, the fields, levels, sources, and the units below.

Names are compared without accents, capitals and punctuation. What fits two things is no answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from common import clock
from common.text import syllables
from conferences.models import CouncilSession
from organizations.models import Body, Unit
from petitions.enums import Source
from petitions.models import CompetenceLevel, PetitionField

OFFERED_SESSIONS = 30
OFFERED_UNITS = 400


def key(name: str) -> str:
    """What is compared of a name."""
    return " ".join(syllables(name)[:40])


class Names:
    """Things by what people call them."""

    def __init__(self, named: Iterable[tuple[Any, Iterable[str]]]) -> None:
        self._known: dict[str, list[Any]] = defaultdict(list)
        for thing, names in named:
            for name in {key(name) for name in names if name}:
                self._known[name].append(thing)

    def find(self, typed: str) -> list[Any]:
        """Everything of that name."""
        return self._known.get(key(typed), [])


@dataclass(frozen=True)
class Lists:
    """The lists of one council."""

    council: Body

    @cached_property
    def sources(self) -> Names:
        return Names((source, [str(source.label), source.value]) for source in Source)

    @cached_property
    def fields(self) -> Names:
        rows = PetitionField.objects.all()
        return Names((row, [row.name_vi, row.name_en, row.code]) for row in rows)

    @cached_property
    def levels(self) -> Names:
        rows = CompetenceLevel.objects.all()
        return Names((row, [row.name_vi, row.name_en, row.code, *_spoken_levels(row)]) for row in rows)

    @cached_property
    def sessions(self) -> Names:
        rows = self.known_sessions()
        return Names((row, [row.label, row.short_label, row.title, row.code]) for row in rows)

    @cached_property
    def units(self) -> Names:
        """The council's unit and all that it reaches, those that are no more included: what was said there stays."""
        rows = Unit.objects.within(self.council.unit).select_related("kind")
        return Names((row, [row.name, f"{row.kind.name_vi} {row.name}", row.label, row.code]) for row in rows)

    def known_sessions(self) -> list[CouncilSession]:
        """The council's sessions, the newest first."""
        rows = CouncilSession.objects.standing().filter(council=self.council).select_related("term")
        return list(rows.order_by("-starts_on", "-pk"))

    def offered(self) -> dict[str, list[str]]:
        """What the template offers to choose from, by column."""
        fields = PetitionField.objects.filter(in_use=True)
        return {
            "source": [str(source.label) for source in Source],
            "session": [session.label for session in self.known_sessions()[:OFFERED_SESSIONS]],
            "field": [field.name_vi for field in fields],
            "level": [level.name_vi for level in CompetenceLevel.objects.all()],
            "place_unit": [unit.label for unit in self._offered_units()],
        }

    def _offered_units(self) -> list[Unit]:
        """The council's unit, then those placed directly below it as they are today."""
        below = Unit.objects.filter(
            placements__parent=self.council.unit, placements__valid__contains=clock.today()
        ).select_related("kind")
        return [self.council.unit, *below.order_by("sort_key", "pk")[:OFFERED_UNITS]]


def _spoken_levels(level: CompetenceLevel) -> list[str]:
    """ "Cấp tỉnh" is also said "tỉnh"."""
    return [level.name_vi.removeprefix("Cấp ")]
