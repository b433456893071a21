"""A coordination programme of a year; movements, models and commendations of the unit: each number with its records."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Q

from movements.models import (
    Commendation,
    CoordinationProgramme,
    LocalModel,
    Movement,
    MovementTarget,
    ProgrammeContent,
    ProgrammeReview,
)
from organizations.models import Reach
from reports.gather import Gathered, two
from reports.own import counted, family
from reports.told import Told

CONTENT, MODEL, COMMENDED = "movements.programmecontent", "movements.localmodel", "movements.commendation"
MOVEMENT = "movements.movement"


def coordinates(gathered: Gathered) -> bool:
    """Whether the body is a party to a programme of the year."""
    return bool(programmes_of(gathered))


def programmes_of(gathered: Gathered) -> list[CoordinationProgramme]:
    """Signed programmes of the year to which the body is a party."""
    return gathered.once("coordination", lambda: _programmes(gathered, gathered.period.year))


def next_of(gathered: Gathered) -> list[CoordinationProgramme]:
    """Those of the year after, signed or not yet."""
    return gathered.once("coordination next", lambda: _programmes(gathered, gathered.period.year + 1))


def _programmes(gathered: Gathered, year: int) -> list[CoordinationProgramme]:
    party = Q(host=gathered.body) | Q(parties__body=gathered.body)
    rows = CoordinationProgramme.objects.filter(party, year=year).distinct()
    return list(rows.select_related("host").prefetch_related("parties__body").order_by("signed_on", "pk"))


def contents_of(gathered: Gathered) -> list[ProgrammeContent]:
    """Their contents, without what was dropped."""

    def read() -> list[ProgrammeContent]:
        rows = ProgrammeContent.objects.kept().filter(programme__in=programmes_of(gathered))
        return list(rows.select_related("lead", "task", "programme").order_by("programme", "order", "pk"))

    return gathered.once("coordination contents", read)


def reviews_of(gathered: Gathered) -> list[ProgrammeReview]:
    """How they were reviewed."""
    rows = ProgrammeReview.objects.filter(programme__in=programmes_of(gathered))
    return gathered.once("coordination reviews", lambda: list(rows.order_by("on", "pk")))


def movements_of(gathered: Gathered) -> list[Movement]:
    """Movements that were launched in the unit in the period."""

    def read() -> list[Movement]:
        within = Movement.objects.in_unit(gathered.body.unit).filter(
            launched_on__range=(gathered.period.start, gathered.period.end)
        )
        return list(within.prefetch_related("targets").order_by("launched_on", "pk"))

    return gathered.once("movements", read)


def models_of(gathered: Gathered) -> list[LocalModel]:
    """Models registered in the period in the unit and below."""

    def read() -> list[LocalModel]:
        within = LocalModel.objects.filter(registered_on__range=(gathered.period.start, gathered.period.end))
        reached = within.filter(unit__in=_reached(gathered)).select_related("field", "unit__kind")
        return list(reached.order_by("field__rank", "field", "pk"))

    return gathered.once("models", read)


def commended_of(gathered: Gathered) -> list[Commendation]:
    """Commendations decided in the period, of the unit and below."""

    def read() -> list[Commendation]:
        within = Commendation.objects.filter(decided_on__range=(gathered.period.start, gathered.period.end))
        return list(within.filter(unit__in=_reached(gathered)).select_related("level").order_by("level__rank", "pk"))

    return gathered.once("commended", read)


def _reached(gathered: Gathered) -> Any:
    """The unit and all below it, as a subquery."""
    return Reach.objects.filter(source=gathered.body.unit).values("target")


@family("coordinated", applies=coordinates)
def coordinated(gathered: Gathered) -> Iterator[Told]:
    """Contents of the programmes by what became of them."""
    rows = contents_of(gathered)
    done = [one for one in rows if one.finished_on]
    for name, label, found in (
        ("all", "Nội dung của chương trình phối hợp", rows),
        ("done", "Nội dung phối hợp đã hoàn thành", done),
        ("undone", "Nội dung phối hợp chưa hoàn thành", [one for one in rows if not one.finished_on]),
    ):
        formula = "Nội dung của chương trình phối hợp trong năm, trừ nội dung không thực hiện"
        yield counted(f"coordinated:{name}", label, formula, CONTENT, [one.pk for one in found])


@family("movement", applies=coordinates)
def launched(gathered: Gathered) -> Iterator[Told]:
    """Movements, models by field, commendations by level; targets as they were set."""
    formula = "Trong kỳ, của đơn vị và các đơn vị trực thuộc, theo sổ của Cổng"
    yield counted("movement:launched", "Phong trào, cuộc vận động phát động", formula, MOVEMENT,
                  [one.pk for one in movements_of(gathered)])  # fmt: skip
    yield counted("movement:models", "Mô hình đăng ký", formula, MODEL, [one.pk for one in models_of(gathered)])
    yield counted("movement:commended", "Điển hình được biểu dương, khen thưởng", formula, COMMENDED,
                  [one.pk for one in commended_of(gathered)])  # fmt: skip
    for level in dict.fromkeys(one.level for one in commended_of(gathered)):
        keys = [one.pk for one in commended_of(gathered) if one.level_id == level.pk]
        yield counted(
            f"movement:level:{level.pk}", f"Điển hình do {level.name_vi.lower()} khen", formula, COMMENDED, keys
        )
    for place in dict.fromkeys(one.field for one in models_of(gathered)):
        keys = [one.pk for one in models_of(gathered) if one.field_id == place.pk]
        yield counted(f"movement:field:{place.pk}", f"Mô hình: {place.name_vi}", formula, MODEL, keys)
    for movement in movements_of(gathered):
        for target in movement.targets.all():
            yield from _target(target)


def _target(target: MovementTarget) -> Iterator[Told]:
    if target.planned is not None:
        yield Told(
            key=f"own:movement:target:{target.pk}", label=f"Mục tiêu: {target.text}"[:300],
            text=f"{two(target.planned)} {target.measure}".strip(), number=Decimal(target.planned),
            formula="Mục tiêu ghi khi phát động phong trào", source_kind="movements.movementtarget",
            source_id=target.pk, url=target.movement.get_absolute_url(),
        )  # fmt: skip
