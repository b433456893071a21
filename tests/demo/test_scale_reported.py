"""Made-up figures of national size have the shape of what the verbs write, break no rule, and add up as brute force."""

from decimal import Decimal

import pytest
import time_machine
from django.db import connection

from demo.scale import country, reported
from indicators.completeness import completeness
from indicators.enums import SENT_UP
from indicators.models import Submission, SubmissionStake, Value
from indicators.rollup import roll_up
from indicators.stakes import of_submission
from organizations.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    """2 provinces, 34 communes, 3 quarters, 6 indicators; today is 01/03/2026."""
    with time_machine.travel("2026-03-01 09:00 +0700", tick=False):
        made = country.build(provinces=2, communes=34)
        issuer, _reader = reported.crown(made)
        yield reported.fill(made, issuer, quarters=3, indicators=6)


def test_shape_rules_and_sums(form):
    assert Submission.objects.count() == 34 * 3
    assert Value.objects.count() == 34 * 3 * 6
    _breaks_no_rule()
    _stakes_are_those_of_the_verbs()
    province = Unit.objects.get(code=f"{country.PREFIX}t1")
    window = form.submissions.order_by("-window__days").first().window
    _adds_up(form, window, province)
    [cell] = completeness(form, [window], Unit.objects.get(code=reported.ROOT)).totals
    assert (cell.expected, cell.sent) == (34, form.submissions.filter(window=window, state__in=SENT_UP).count())


def _breaks_no_rule() -> None:
    """Touching every row lets the checks and triggers look at it."""
    with connection.cursor() as cursor:
        for model in (Submission, Value):
            cursor.execute(f"UPDATE {model._meta.db_table} SET note = note")
    connection.check_constraints()


def _stakes_are_those_of_the_verbs() -> None:
    for submission in Submission.objects.select_related("body", "form__issuer")[:20]:
        kept = {(stake.unit_id, stake.body_id, stake.why) for stake in submission.stakes.all()}
        assert kept == {(spec.unit_id, spec.body_id, str(spec.why)) for spec in of_submission(submission)}
    assert not SubmissionStake.objects.exclude(due_on__isnull=False).exists()


def _adds_up(form, window, province) -> None:
    under = Unit.objects.filter(placements__parent=province)
    for (indicator, _item), total in roll_up(form, window, province).totals.items():
        values = Value.objects.filter(
            indicator=indicator, window=window, unit__in=under, submission__state__in=SENT_UP
        ).values_list("number", "part", "whole")
        sums = [sum((one or Decimal(0) for one in column), Decimal(0)) for column in zip(*values, strict=True)]
        if total.whole is not None:
            assert [total.part, total.whole] == sums[1:]
        else:
            assert total.number == sums[0]
