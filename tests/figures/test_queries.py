"""Which facts a report of a body, and a sum over units, stand on."""

from datetime import date
from decimal import Decimal

import pytest

from common.periods import Period
from figures.models import Fact
from figures.queries import as_reported, facts_for
from organizations import closure
from organizations.models import UnitSuccession
from tests.factories.figures import FactFactory, IndicatorFactory
from tests.factories.organizations import BodyFactory, LegalActFactory, UnitFactory, days

pytestmark = pytest.mark.django_db


def test_a_body_has_its_own_figures_and_those_of_its_unit_within_the_period():
    body = BodyFactory()
    own, units = FactFactory(unit=body.unit, body=body), FactFactory(unit=body.unit)
    quarter = FactFactory(unit=body.unit, body=body, period="2020-Q3")
    FactFactory(unit=body.unit, body=body, period="2020-Y")
    FactFactory(unit=body.unit, body=body, period="2019-9M")
    FactFactory(unit=body.unit, body=BodyFactory(unit=body.unit))
    gone = FactFactory(unit=body.unit, body=body)
    Fact.objects.filter(pk=gone.pk).update(withdrawn_at=gone.stated_at, withdrawn_why="nhầm")

    assert set(facts_for(body, Period.parse("2020-9M"))) == {own, units, quarter}


def test_figures_stay_with_a_unit_that_was_merged_later():
    district = UnitFactory(kind__code="huyen", name="Đầm Hà")
    quang_loi = UnitFactory(parent=district, name="Quảng Lợi", valid=days("2000-01-01", "2020-01-01"))
    quang_tan = UnitFactory(parent=district, name="Quảng Tân")
    indicator = IndicatorFactory()
    for unit, year, value in ((quang_loi, 2019, 12), (quang_tan, 2019, 20), (quang_tan, 2020, 31)):
        FactFactory(indicator=indicator, unit=unit, period=f"{year}-Y", value=Decimal(value))

    UnitSuccession.objects.create(
        predecessor=quang_loi, successor=quang_tan, on=date(2020, 1, 1), act=LegalActFactory()
    )
    closure.rebuild()

    def reported(unit, year) -> dict[str, int]:
        return {fact.unit.name: int(fact.value) for fact in as_reported(indicator, unit, Period.of_year(year))}

    assert reported(district, 2019) == {"Quảng Lợi": 12, "Quảng Tân": 20}
    assert reported(quang_tan, 2019) == {"Quảng Tân": 20}
    assert reported(district, 2020) == {"Quảng Tân": 31}
