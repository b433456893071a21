"""What the database refuses, whoever writes."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from figures.models import Fact, Indicator
from tests.factories.figures import FactFactory, IndicatorFactory
from tests.factories.organizations import BodyFactory, days

pytestmark = pytest.mark.django_db
D = Decimal

WRONG_FACTS = [
    ("fact_window", "", {"valid": DateRange(empty=True)}),
    ("fact_window_has_ends", "", {"valid": days("2020-01-01")}),
    ("fact_says_something", "", {"value": None}),
    ("fact_says_something", "words", {"value": None, "text": "  "}),
    ("fact_both_parts", "ratio", {"numerator": D(3)}),
    ("fact_both_parts", "ratio", {"denominator": D(3)}),
    ("fact_parts_not_negative", "ratio", {"value": None, "numerator": D(-1), "denominator": D(8)}),
    ("fact_parts_not_negative", "ratio", {"value": None, "numerator": D(0), "denominator": D(0)}),
    ("fact_ratio_at_most_all", "ratio", {"value": D("100.01")}),
    ("fact_ratio_at_most_all", "ratio", {"value": D("-0.01")}),
    ("fact_ratio_at_most_all", "ratio", {"value": None, "numerator": D(9), "denominator": D(8)}),
    ("fact_count_not_negative", "", {"value": D(-1)}),
    ("fact_rank_from_one", "rank_list", {"value": D(0)}),
    ("fact_source_whole", "", {"source_kind": "conferences.conference"}),
    ("fact_source_whole", "", {"source_id": 7}),
    ("fact_withdrawn_and_why", "", {"withdrawn_why": "nhầm"}),
]


@pytest.mark.parametrize(("constraint", "trait", "fields"), WRONG_FACTS)
def test_a_wrong_fact_cannot_be_stored(constraint, trait, fields):
    indicator = IndicatorFactory(**({trait: True} if trait else {}))

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        FactFactory(indicator=indicator, **({"value": D(50)} | fields))


WRONG_INDICATORS = [
    ("indicator_not_empty", {"valid": DateRange(empty=True)}),
    ("indicator_name_not_blank", {"name_vi": " "}),
    ("indicator_kind_known", {"kind": "guess"}),
    ("indicator_decimals", {"decimals": 7}),
]


@pytest.mark.parametrize(("constraint", "fields"), WRONG_INDICATORS)
def test_a_wrong_indicator_cannot_be_stored(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        IndicatorFactory(**fields)


@pytest.mark.parametrize("model", [Fact, Indicator])
def test_every_constraint_has_a_sentence_for_people(model):
    for constraint in model._meta.constraints:
        assert constraint.violation_error_message != constraint.default_violation_error_message, constraint.name


def test_one_source_states_an_indicator_of_a_place_and_window_once():
    fact = FactFactory()
    same = {"indicator": fact.indicator, "unit": fact.unit, "stated_by": fact.stated_by}

    with pytest.raises(IntegrityError, match="fact_once"), transaction.atomic():
        FactFactory(**same)
    FactFactory(**same, body=BodyFactory(unit=fact.unit))
    FactFactory(**same, period="2020-Y")
    FactFactory(**same, source_kind="conferences.conference", source_id=1)

    assert Fact.objects.count() == 4


def test_a_withdrawn_fact_makes_room_for_a_new_one():
    fact = FactFactory()
    Fact.objects.update(withdrawn_at=fact.stated_at, withdrawn_why="ghi nhầm")

    again = FactFactory(indicator=fact.indicator, unit=fact.unit, stated_by=fact.stated_by)

    assert list(Fact.objects.standing()) == [again]


def test_the_kind_of_a_fact_is_its_indicators_whatever_was_written():
    fact = FactFactory()

    Fact.objects.update(kind="ratio")
    fact.refresh_from_db()

    assert fact.kind == "count"


def test_the_kind_of_an_indicator_never_changes():
    indicator = IndicatorFactory()

    with pytest.raises(DatabaseError, match="kind_stays"), transaction.atomic():
        Indicator.objects.update(kind="ratio")
    indicator.name_vi = "Tên khác"
    indicator.save()


def test_forms_hear_the_sentence_of_a_broken_rule():
    fact = FactFactory.build(
        indicator=IndicatorFactory(), unit=BodyFactory().unit, value=D(-1), kind="count", stated_by_id=1
    )

    with pytest.raises(ValidationError, match="Số đếm không được âm"):
        fact.validate_constraints()
