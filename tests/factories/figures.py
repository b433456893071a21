"""Plain indicators and facts; nothing is random.

FactFactory(indicator=IndicatorFactory(ratio=True), value=Decimal("0.15"))
"""

from decimal import Decimal
from typing import Any

import factory

from common import clock
from common.periods import Period
from figures.enums import FigureKind
from figures.models import Fact, Indicator

from .accounts import UserFactory
from .organizations import UnitFactory, days


class IndicatorFactory(factory.django.DjangoModelFactory[Indicator]):
    """A count of petitions; traits name the other kinds."""

    class Meta:
        model = Indicator

    class Params:
        ratio = factory.Trait(kind=FigureKind.RATIO, measure_vi="xã", measure_en="communes", decimals=2)
        words = factory.Trait(kind=FigureKind.TEXT, measure_vi="", measure_en="")
        rank_list = factory.Trait(kind=FigureKind.RANK, measure_vi="", measure_en="")

    code = factory.Sequence(lambda n: f"kien-nghi-{n + 1}")
    name_vi = factory.Sequence(lambda n: f"Số kiến nghị của cử tri, chỉ tiêu {n + 1}")
    name_en = factory.Sequence(lambda n: f"Voter petitions, indicator {n + 1}")
    kind = FigureKind.COUNT
    measure_vi = "kiến nghị"
    measure_en = "petitions"
    valid = days("2000-01-01")


class FactFactory(factory.django.DjangoModelFactory[Fact]):
    """303 petitions of a unit in the first nine months of 2020."""

    class Meta:
        model = Fact

    indicator = factory.SubFactory(IndicatorFactory)
    unit = factory.SubFactory(UnitFactory)
    period = "2020-9M"
    valid = factory.LazyAttribute(lambda o: Period.parse(o.period).range)
    value = Decimal(303)
    stated_at = factory.LazyFunction(clock.now)
    stated_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.unit))

    @classmethod
    def _create(cls, model_class: type[Fact], *args: Any, **fields: Any) -> Fact:
        fact: Fact = super()._create(model_class, *args, **fields)
        fact.refresh_from_db()
        return fact
