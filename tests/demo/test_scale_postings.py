"""Made-up postings of national size have the shape of what the verbs write."""

from datetime import date

import pytest
import time_machine

from deadlines.models import Clock
from demo.scale import country, postings
from disclosures import timing, workflow
from disclosures.models import Disclosure, DisclosureStake, Posting
from disclosures.models.disclosures import COPIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """2 provinces, 6 communes, 480 postings; today is 01/03/2026."""
    with time_machine.travel("2026-03-01 09:00 +0700", tick=False):
        postings.fill(country.build(provinces=2, communes=6), 480)
        yield


def test_states_days_and_clocks_are_those_of_the_verbs(made):
    rows = list(Disclosure.objects.prefetch_related("postings"))
    assert Posting.objects.count() >= 480
    assert {row.status for row in rows} == {"waiting", "up", "done"}
    for row in rows:
        hung = list(row.postings.all())
        assert row.status == workflow.status_of(hung)
        clock = Clock.objects.of(row).filter(kind__code=timing.DISCLOSE).get()
        assert (clock.due_on, clock.ended_on) == (row.due_on, row.completed_on)
        kept = row.search_key, row.pairs
        row.save()
        assert (row.search_key, row.pairs) == kept
        unproven = [one.may_come_down_from for one in hung if one.status == "up" and not one.proven]
        owed = Clock.objects.of(row).live().filter(kind__code=timing.PROVE).first()
        wanted = min((day for day in unproven if day), default=None)
        assert (owed.due_on if owed else None) == (wanted - postings.timedelta(days=1) if wanted else None)


def test_minimums_are_counted_as_the_verbs_count_them(made):
    for posting in Posting.objects.exclude(put_up_on=None).select_related(
        "place__form", "place__body", "disclosure__item__catalogue"
    )[:80]:
        kept = posting.rule_id, posting.may_come_down_from, posting.alarm_on
        timing.fill_minimum(posting, posting.disclosure.item, posting.place, posting.put_up_on)
        assert (posting.rule_id, posting.may_come_down_from, posting.alarm_on) == kept


def test_stakes_copy_their_disclosures(made):
    for stake in DisclosureStake.objects.select_related("record"):
        assert all(getattr(stake, name) == getattr(stake.record, name) for name in COPIES)


def test_some_are_late_some_behind_some_fell_out(made):
    today = date(2026, 3, 1)
    for which in ("on_time", "late", "missing"):
        assert Disclosure.objects.of_timeliness(which, today).exists(), which
    assert Disclosure.objects.filter(gap_on__isnull=False).exists()
    assert Posting.objects.alarming(today).exists()
