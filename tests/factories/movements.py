"""Coordination programmes with stakes and clocks as services write them.

programme = CoordinationFactory(host=ubnd)                     a draft of 2020 with a second body of the unit
CoordinationFactory(host=ubnd, signed=True)                    signed on 02/03/2020
ProgrammeContentFactory(programme=programme)                   due on 30/11/2020, led by the host
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import batched
from typing import Any

import factory
from django.db import transaction

from accounts.models import User
from movements import timing
from movements.models import CoordinationProgramme, ModelField, ModelSpread, MovementKind, Party, ProgrammeContent
from movements.services import commendations, movements, register, reviews
from movements.services.programmes import keep_stakes
from organizations.models import Body, Unit

from .accounts import UserFactory
from .organizations import BodyFactory


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
    unit, kind, on = host.unit, MovementKind.objects.get(code="dan-van-kheo"), date(2020, 3, 2)
    for number in range(rows):
        launched = movements.MovementFacts(form="drive", kind=kind, name=f"Đợt {number}", launched_on=on)
        movement = movements.launch(body=host, facts=launched, by=by)
    for number in range(rows):
        facts = movements.TargetFacts(text=f"Mục tiêu {number}", units=[unit])
        target = movements.add_target(movement=movement, facts=facts, by=by)
    common = {"kind": kind, "field": ModelField.objects.get(code="kinh-te"), "unit": unit, "registered_on": on}
    facts = register.ModelFacts(name="", movement=movement, **common)
    names = [f"Mô hình {number}" for number in range(rows)]
    for some in batched(names, register.MOST_AT_ONCE):
        model = register.register_many(registrar=host, names=some, facts=facts, by=by)[0]
    taken = list(Unit.objects.within(unit).exclude(pk=unit.pk).order_by("pk")[:rows])
    ModelSpread.objects.bulk_create(ModelSpread(model=model, unit=other, on=on) for other in taken)
    for number in range(min(rows, 100)):
        register.check(model=model, on=on + timedelta(days=number), result="good", by=by)
    decision = commendations.Decision(honoured="unstated", kind=kind, level=unit.kind.level, decided_on=on, unit=unit)
    given = commendations.record_many(registrar=host, decision=decision, unnamed=min(rows, 200), by=by)
    return {
        "movement": (movement.pk,),
        "movement target": (movement.pk, target.order),
        "local model": (model.pk,),
        "commendation": (given[0].pk,),
    }
