"""Coordination programmes with stakes and clocks as services write them.

programme = CoordinationFactory(host=ubnd)                     a draft of 2020 with a second body of the unit
CoordinationFactory(host=ubnd, signed=True)                    signed on 02/03/2020
ProgrammeContentFactory(programme=programme)                   due on 30/11/2020, led by the host
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import factory
from django.db import transaction

from accounts.models import User
from movements import timing
from movements.models import (
    Commendation,
    CommendationStake,
    CoordinationProgramme,
    LocalModel,
    LocalModelStake,
    ModelCheck,
    ModelField,
    ModelSpread,
    Movement,
    MovementKind,
    MovementStake,
    MovementTarget,
    Party,
    ProgrammeContent,
)
from movements.services import reviews
from movements.services.programmes import keep_stakes
from organizations.enums import Why
from organizations.models import Body, Unit

from .accounts import UserFactory
from .organizations import BodyFactory, days


class CoordinationFactory(factory.django.DjangoModelFactory[CoordinationProgramme]):
    class Meta:
        model = CoordinationProgramme

    class Params:
        partner = factory.LazyAttribute(lambda o: BodyFactory(unit=o.host.unit))
        signed = factory.Trait(status="signed", signed_on=date(2020, 3, 2), decision_text="01-CTrPH/UBND-BDV")

    host = factory.SubFactory(BodyFactory)
    year = 2020
    title = factory.Sequence(lambda n: f"Chương trình phối hợp công tác dân vận số {n}")
    entered_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.host))

    @classmethod
    def _create(cls, model_class: type[CoordinationProgramme], *args: Any, **fields: Any) -> CoordinationProgramme:
        partner = fields.pop("partner", None) or BodyFactory(unit=fields["host"].unit)
        with transaction.atomic():
            programme: CoordinationProgramme = super()._create(model_class, *args, **fields)
            for order, body in enumerate((programme.host, partner)):
                Party.objects.create(programme=programme, body=body, order=order)
            keep_stakes(programme)
        return programme


class ProgrammeContentFactory(factory.django.DjangoModelFactory[ProgrammeContent]):
    class Meta:
        model = ProgrammeContent

    programme = factory.SubFactory(CoordinationFactory)
    order = factory.LazyAttribute(lambda o: o.programme.contents.count() + 1)
    text = "Tuyên truyền, vận động Nhân dân thực hiện chương trình mục tiêu quốc gia"
    lead = factory.LazyAttribute(lambda o: o.programme.host)
    due_on = date(2020, 11, 30)

    @classmethod
    def _create(cls, model_class: type[ProgrammeContent], *args: Any, **fields: Any) -> ProgrammeContent:
        content: ProgrammeContent = super()._create(model_class, *args, **fields)
        if content.waits:
            timing.follow(content, by=None)
        return content


def movements_of(host: Body, by: User, rows: int) -> dict[str, tuple[Any, ...]]:
    """Many programmes, movements, models and commendations of a body; one of each sort full of lines."""
    like = {"host": host, "entered_by": by}
    CoordinationFactory.create_batch(rows, signed=True, **like)
    full, reviewed = CoordinationFactory.create_batch(2, signed=True, **like)
    for programme in (full, reviewed):
        made = ProgrammeContentFactory.create_batch(min(rows, 100), programme=programme)
    reviews.review(programme=reviewed, kind="final", on=date(2020, 9, 1), judged={}, by=by)
    return _register_of(host, by, rows) | {
        "coordination": (full.pk,),
        "coordination content": (full.pk, made[0].order),
        "draft coordination": (CoordinationFactory(**like).pk,),
        "reviewed coordination": (reviewed.pk,),
    }


def _register_of(host: Body, by: User, rows: int) -> dict[str, tuple[Any, ...]]:
    """Written at once, because 300 of each by their services take long."""
    unit, kind, on = host.unit, MovementKind.objects.get(code="dan-van-kheo"), date(2020, 3, 2)
    like = {"kind": kind, "search_key": ""}
    made = Movement.objects.bulk_create(
        Movement(name=f"Đợt {n}", launched_by=host, launched_on=on, valid=days("2020-03-02"), **like)
        for n in range(rows)
    )
    movement = made[-1]
    MovementTarget.objects.bulk_create(
        MovementTarget(movement=movement, order=n, text=f"Mục tiêu {n}") for n in range(1, rows + 1)
    )
    of_unit = {"field": ModelField.objects.get(code="kinh-te"), "unit": unit, "registrar": host, "registered_on": on}
    models = LocalModel.objects.bulk_create(
        LocalModel(name=f"Mô hình {n}", movement=movement, **of_unit, **like) for n in range(rows)
    )
    model = models[0]
    taken = Unit.objects.within(unit).exclude(pk=unit.pk).order_by("pk")[:rows]
    ModelSpread.objects.bulk_create(ModelSpread(model=model, unit=other, on=on) for other in taken)
    ModelCheck.objects.bulk_create(
        ModelCheck(model=model, on=on + timedelta(days=n), result="good", recorded_by=by) for n in range(rows)
    )
    level = unit.kind.level
    given = Commendation.objects.bulk_create(
        Commendation(honoured="unstated", level=level, unit=unit, registrar=host, decided_on=on, **like)
        for _n in range(rows)
    )
    for stakes, records in ((MovementStake, made), (LocalModelStake, models), (CommendationStake, given)):
        stake = {"unit": unit, "body": host, "why": Why.ORIGIN, "since": on}
        stakes.objects.bulk_create(stakes(record=record, **stake) for record in records)
    return {
        "movement": (movement.pk,),
        "movement target": (movement.pk, 1),
        "local model": (model.pk,),
        "commendation": (given[0].pk,),
    }
