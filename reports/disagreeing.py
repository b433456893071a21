"""Where one paper would say two things: a number that was stated or approved, and what the portal counts of the same.

Neither is wrong by itself: the records may be incomplete, or the number was stated of something else. Whoever writes
the paper is told of each, and corrects the record or the number, or says in the text why they differ.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from common.names import in_portal_language

from . import known
from .gather import Gathered
from .told import Told

ALIKE = {
    "y-kien-thao-luan": ("own:opinions",),
    "kien-nghi-cu-tri": ("counted:petitions.received",),
    "kien-nghi-da-giai-quyet": ("counted:petitions.resolved", "counted:petitions.received"),
    "giam-sat-mat-tran": ("counted:supervision.carried_out",),
    "quy-che-dan-chu": ("counted:regulations.in_force",),
    "mo-hinh-dan-van-kheo": ("counted:movements.models_registered",),
    "dien-hinh-tien-tien": ("counted:movements.commended",),
    "viec-thon-quyet-dinh": ("counted:community.decisions_held",),
}
"""Indicators that people state, and the figures that the portal counts of the same; of a share its part and whole."""
STATED = ("fact:", "submitted:")
COUNTED = frozenset(key for keys in ALIKE.values() for key in keys)
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?")


@dataclass(frozen=True)
class Disagreement:
    """A stated figure, and those that the portal counts of the same and that say something else."""

    stated: Told
    counted: tuple[Told, ...]

    def __str__(self) -> str:
        said = "; ".join(f"{told.label}: {told.text}" for told in self.counted)
        words = _("“{figure}” ghi {stated}, Cổng đếm {counted}")
        return words.format(figure=self.stated.label, stated=self.stated.text, counted=said)

    @property
    def keys(self) -> frozenset[str]:
        """The figures that differ."""
        return frozenset({self.stated.key, *(told.key for told in self.counted)})


@in_portal_language
def disagreements(gathered: Gathered, told: Collection[str] | None = None) -> list[Disagreement]:
    """Every one of the paper; given the figures of a section, those that touch one of them.

    Nothing is asked for a section that tells neither a stated figure nor a count of what people state, too.
    """
    if told is not None and not any(key.startswith(STATED) or key in COUNTED for key in told):
        return []
    found = [Disagreement(stated, differing) for stated, differing in _compared(gathered) if differing]
    return [one for one in found if told is None or one.keys & set(told)]


def _compared(gathered: Gathered) -> Iterator[tuple[Told, tuple[Told, ...]]]:
    """What was stated or approved about the very period, with the counts of the same that differ from it."""
    for stated, keys in _stated(gathered):
        counts = [one for key in keys if (one := known.resolve(gathered, key)) is not None]
        said = [_number(text) for text in NUMBER.findall(stated.text)[: len(keys)]]
        if len(said) == len(counts) == len(keys):
            yield stated, tuple(one for one, number in zip(counts, said, strict=True) if one.number != number)


def _stated(gathered: Gathered) -> Iterator[tuple[Told, tuple[str, ...]]]:
    for fact in gathered.facts:
        if fact.period == gathered.period.code and fact.indicator.code in ALIKE:
            yield gathered.stated[fact.pk], ALIKE[fact.indicator.code]
    for one in gathered.submitted:
        if one.indicator.counted:
            yield one.told, (f"counted:{one.indicator.counted}",)
        elif one.indicator.code in ALIKE:
            yield one.told, ALIKE[one.indicator.code]


def _number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))
