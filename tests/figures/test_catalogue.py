"""The indicators that come with the portal."""

import pytest
from django.core.exceptions import ValidationError

from figures import catalogue
from figures.enums import FigureKind
from figures.models import Indicator

pytestmark = pytest.mark.django_db


def test_every_installation_has_the_indicators_of_the_file():
    codes = [entry["code"] for entry in catalogue.read()]

    assert len(codes) == len(set(codes))
    assert set(codes) <= set(Indicator.objects.values_list("code", flat=True))


@pytest.mark.parametrize("entry", catalogue.read(), ids=lambda entry: entry["code"])
def test_every_indicator_is_valid_and_speaks_both_languages(entry):
    indicator = Indicator(**entry)

    try:
        indicator.full_clean(validate_unique=False)
    except ValidationError as error:
        pytest.fail(str(error))
    assert entry["name_en"]
    assert bool(indicator.measure_vi) == bool(indicator.measure_en)
    assert bool(indicator.numerator_vi) == bool(indicator.numerator_en) == bool(indicator.denominator_en)
    if indicator.kind == FigureKind.RATIO:
        assert indicator.formula


def test_supplying_again_adds_nothing_and_overwrites_nothing():
    Indicator.objects.filter(code="ty-le-ho-ngheo").update(name_vi="Tên do quản trị đặt")
    before = Indicator.objects.count()

    catalogue.supply()

    assert Indicator.objects.count() == before
    assert Indicator.objects.get(code="ty-le-ho-ngheo").name_vi == "Tên do quản trị đặt"
