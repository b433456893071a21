"""The database keeps the rules, whoever writes, and each has its sentence."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from psycopg.types.range import Range

from common import constraints
from common.constraints import all_or_none, not_blank, one_at_a_time, range_not_empty
from common.forms import LineField, attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[models.Model]]:
    """A table for this test alone: who holds a post, and when."""
    with isolate_apps("common"):

        class Posting(models.Model):
            post = models.IntegerField()
            person = models.TextField()
            valid = DateRangeField(null=True)
            badge = models.TextField(default="")
            issued_on = models.DateField(null=True)
            issued_by = models.IntegerField(null=True)

            class Meta:
                app_label = "common"
                constraints = [
                    all_or_none("issued_on", "issued_by", name="posting_both", message="Cần cả ngày và người ký."),
                    not_blank("person", name="posting_person", message="Cần có tên."),
                    range_not_empty("valid", name="posting_days", message="Cần ít nhất một ngày."),
                    models.UniqueConstraint(
                        fields=["badge"],
                        condition=~models.Q(badge=""),
                        name="posting_badge",
                        violation_error_message="Thẻ này đã có người mang.",
                    ),
                    one_at_a_time("posting_one", same=["post"], message="Một lúc chỉ một người."),
                ]

            def __str__(self) -> str:
                return f"{self.person}: {self.post}"

        with connection.schema_editor() as editor:
            editor.create_model(Posting)
        monkeypatch.setattr(constraints, "apps", Posting._meta.apps)
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


def test_a_row_that_only_the_database_refuses_comes_back_to_the_form_in_words(posting):
    posting.objects.create(**GOOD)
    form = forms.Form({})

    assert attempt(form, lambda: posting.objects.create(**GOOD)) is None
    assert form.non_field_errors() == ["Một lúc chỉ một người."]


def test_a_taken_value_is_said_beside_its_field(posting):
    posting.objects.create(**GOOD, badge="B1")
    form = type("BadgeForm", (forms.Form,), {"badge": LineField()})({})

    assert attempt(form, lambda: posting.objects.create(**GOOD | {"post": 2}, badge="B1")) is None
    assert form.errors["badge"][-1] == "Thẻ này đã có người mang."


def test_the_sentence_of_a_trigger_comes_back_to_the_form(posting):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING"
            " MESSAGE = 'Chức danh 13 đã bỏ.', ERRCODE = 'check_violation', CONSTRAINT = 'no_13'; END $$;"
            "CREATE CONSTRAINT TRIGGER no_13 AFTER INSERT ON common_posting DEFERRABLE INITIALLY IMMEDIATE"
            " FOR EACH ROW WHEN (NEW.post = 13) EXECUTE FUNCTION pg_temp.refuse()"
        )
    form = forms.Form({})

    assert attempt(form, lambda: posting.objects.create(**GOOD | {"post": 13})) is None
    assert form.non_field_errors() == ["Chức danh 13 đã bỏ."]


def test_a_rule_without_a_sentence_is_our_mistake_and_no_refusal(posting):
    with pytest.raises(IntegrityError):
        attempt(forms.Form({}), lambda: posting.objects.create(**GOOD | {"person": None}))


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
