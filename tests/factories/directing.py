"""Plain directing papers and what bodies owe to them, with stakes and clocks as services write them.

paper = PaperFactory(unit=commune)                  of 02/03/2016, issued outside the portal
ImplementationFactory(paper=paper, body=body)       due on 30/11/2020, nothing issued yet
"""

from __future__ import annotations

from datetime import date
from typing import Any

import factory

from organizations import scope
from organizations.enums import Why
from steering import timing_directing, timing_programmes, timing_regulations
from steering.models import (
    DirectingPaper,
    DirectingPaperStake,
    Implementation,
    PaperKind,
    ProgrammeItem,
    Regulation,
    RegulationType,
    WorkProgramme,
)

from .accounts import UserFactory
from .organizations import BodyFactory, UnitFactory, days
from .steering import CommitteeFactory


class PaperFactory(factory.django.DjangoModelFactory[DirectingPaper]):
    class Meta:
        model = DirectingPaper

    unit = factory.SubFactory(UnitFactory)
    kind = factory.LazyFunction(lambda: PaperKind.objects.get(code="thong-tri"))
    issuer_text = "Quận ủy Long Biên"
    symbol = factory.Sequence(lambda n: f"{n + 1:02}-TT/QU")
    issued_on = date(2016, 3, 2)
    subject = "Tăng cường lãnh đạo thực hiện Quy chế dân chủ ở cơ sở"
    valid = days("2016-03-02")
    entered_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.unit))

    @classmethod
    def _create(cls, model_class: type[DirectingPaper], *args: Any, **fields: Any) -> DirectingPaper:
        paper: DirectingPaper = super()._create(model_class, *args, **fields)
        scope.write_stakes(paper, [scope.StakeSpec(paper.unit_id, None, Why.ORIGIN)])
        return paper


class ImplementationFactory(factory.django.DjangoModelFactory[Implementation]):
    class Meta:
        model = Implementation

    paper = factory.SubFactory(PaperFactory)
    body = factory.LazyAttribute(lambda o: BodyFactory(unit=o.paper.unit))
    asked_on = factory.LazyAttribute(lambda o: o.paper.issued_on)
    due_on = date(2020, 11, 30)

    @classmethod
    def _create(cls, model_class: type[Implementation], *args: Any, **fields: Any) -> Implementation:
        one: Implementation = super()._create(model_class, *args, **fields)
        stake = {"unit_id": one.body.unit_id, "body": one.body, "why": Why.HOLDER, "since": one.asked_on}
        DirectingPaperStake.objects.create(record=one.paper, **stake)
        timing_directing.follow(one, by=None)
        return one


class WorkProgrammeFactory(factory.django.DjangoModelFactory[WorkProgramme]):
    """Of 2020, issued on 05/03/2020."""

    class Meta:
        model = WorkProgramme

    committee = factory.SubFactory(CommitteeFactory)
    year = 2020
    decision_text = "03-CTr/BCĐ"
    issued_on = date(2020, 3, 5)


class ProgrammeItemFactory(factory.django.DjangoModelFactory[ProgrammeItem]):
    """Due on 30/11/2020; its clock runs while it is no task."""

    class Meta:
        model = ProgrammeItem

    programme = factory.SubFactory(WorkProgrammeFactory)
    order = factory.LazyAttribute(lambda o: o.programme.items.count() + 1)
    text = "Kiểm tra việc thực hiện Quy chế dân chủ ở cơ sở"
    lead = factory.LazyAttribute(lambda o: BodyFactory(unit=o.programme.committee.unit))
    due_on = date(2020, 11, 30)

    @classmethod
    def _create(cls, model_class: type[ProgrammeItem], *args: Any, **fields: Any) -> ProgrammeItem:
        item: ProgrammeItem = super()._create(model_class, *args, **fields)
        if item.task is None:
            timing_programmes.follow(item, by=None)
        return item


class RegulationTypeFactory(factory.django.DjangoModelFactory[RegulationType]):
    class Meta:
        model = RegulationType

    code = factory.Sequence(lambda n: f"loai-{n}")
    unit = factory.SubFactory(UnitFactory)
    name_vi = factory.Sequence(lambda n: f"Quy chế dân chủ trong bệnh viện {n}")
    name_en = factory.Sequence(lambda n: f"Rules of democracy in a hospital {n}")
    valid = days("2000-01-01")


class RegulationFactory(factory.django.DjangoModelFactory[Regulation]):
    """Adopted on 10/02/2020, in force since; to be reviewed by 01/12/2020."""

    class Meta:
        model = Regulation

    type = factory.LazyFunction(lambda: RegulationType.objects.get(code="xa-phuong"))
    body = factory.SubFactory(BodyFactory)
    title = "Quy chế thực hiện dân chủ ở phường"
    symbol = factory.Sequence(lambda n: f"{n + 1}/QĐ-UBND")
    issued_on = date(2020, 2, 10)
    valid = days("2020-02-10")
    review_on = date(2020, 12, 1)

    @classmethod
    def _create(cls, model_class: type[Regulation], *args: Any, **fields: Any) -> Regulation:
        one: Regulation = super()._create(model_class, *args, **fields)
        scope.write_stakes(one, [scope.StakeSpec.of(one.body, Why.ORIGIN)])
        timing_regulations.follow(one, by=None)
        return one
