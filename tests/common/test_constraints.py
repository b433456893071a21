"""The database keeps the rules, whoever writes, and each has its sentence."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from psycopg.types.range import Range

from common.constraints import all_or_none, not_blank, one_at_a_time, range_not_empty

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting() -> Iterator[type[models.Model]]:
    """A table for this test alone: who holds a post, and when."""
    with isolate_apps("common"):

        class Posting(models.Model):
            post = models.IntegerField()
            person = models.TextField()
            valid = DateRangeField(null=True)
            issued_on = models.DateField(null=True)
            issued_by = models.IntegerField(null=True)

            class Meta:
                app_label = "common"
                constraints = [
                    all_or_none("issued_on", "issued_by", name="posting_both", message="Cần cả ngày và người ký."),
                    not_blank("person", name="posting_person", message="Cần có tên."),
                    range_not_empty("valid", name="posting_days", message="Cần ít nhất một ngày."),
                    one_at_a_time("posting_one", same=["post"], message="Một lúc chỉ một người."),
                ]

            def __str__(self) -> str:
                return f"{self.person}: {self.post}"

        with connection.schema_editor() as editor:
            editor.create_model(Posting)
        yield Posting


def days(first: int, after: int) -> Range[date]:
    return Range(date(2020, 1, first), date(2020, 1, after))


GOOD: dict[str, Any] = {"post": 1, "person": "Lan", "valid": days(1, 10)}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"issued_on": date(2020, 1, 1)}, "Cần cả ngày và người ký."),
        ({"issued_by": 7}, "Cần cả ngày và người ký."),
        ({"person": " \t\n"}, "Cần có tên."),
        ({"person": ""}, "Cần có tên."),
        ({"valid": days(20, 20)}, "Cần ít nhất một ngày."),
        ({"valid": days(9, 12)}, "Một lúc chỉ một người."),
        ({"valid": Range(None, date(2020, 1, 2))}, "Một lúc chỉ một người."),
    ],
)
def test_a_wrong_row_is_refused_in_words_and_by_the_database(posting, row: dict[str, Any], message: str):
    posting.objects.create(**GOOD)
    wrong = posting(**GOOD | {"valid": days(20, 25)} | row)

    with pytest.raises(ValidationError, match=message):
        wrong.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


@pytest.mark.parametrize(
    "row",
    [
        {"issued_on": date(2020, 1, 1), "issued_by": 7},
        {"valid": days(10, 12)},  # begins on the day the other one ends
        {"valid": days(1, 10), "post": 2},
        {"valid": None},
    ],
)
def test_a_right_row_is_taken(posting, row: dict[str, Any]):
    posting.objects.create(**GOOD)
    right = posting(**GOOD | {"valid": days(20, 25)} | row)

    right.validate_constraints()
    right.save()

    assert posting.objects.count() == 2
