"""Made-up data of national size have the shape of what the verbs write, and break none of the database's rules."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.db.models import F, Model

from common import searching
from common.text import syllable_pairs
from deadlines.models import Clock, ClockStep
from demo.scale import country, filling, words
from organizations.models import Unit
from petitions.enums import Outcome, PetitionStatus
from petitions.models import Answer, Claim, Petition, PetitionStake, PetitionState, ReferralItem
from petitions.models.petitions import COPIES
from tests.factories.petitions import CouncilFactory, petition_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """2 provinces, 6 communes, 500 petitions; today is 01/03/2026."""
    with time_machine.travel("2026-03-01 09:00 +0700", tick=False):
        filling.fill(country.build(provinces=2, communes=6), 500)
        yield


def test_shape_and_rules(made):
    _breaks_no_rule()
    _stakes_copy_their_petitions()
    _is_found_as_verbs_would_have_it()
    _looks_like_a_petition_of_the_verbs()
    assert {row.status for row in Petition.objects.all()} >= set(PetitionStatus) - {
        PetitionStatus.GROUPED, PetitionStatus.SPLIT, PetitionStatus.CANCELLED,
    }  # fmt: skip
    assert Unit.objects.filter(code__startswith=country.PREFIX).count() == 8


def _breaks_no_rule() -> None:
    """Touching every row lets the deferred triggers look at it."""
    Petition.objects.update(status=F("status"))
    Claim.objects.update(outcome=F("outcome"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _stakes_copy_their_petitions() -> None:
    for stake in PetitionStake.objects.select_related("record"):
        assert {name: getattr(stake, name) for name in COPIES} == {name: getattr(stake.record, name) for name in COPIES}


def _is_found_as_verbs_would_have_it() -> None:
    for petition in Petition.objects.order_by("pk")[:60]:
        kept = petition.search_key, petition.pairs
        petition.save()
        assert (petition.search_key, petition.pairs) == kept


def _looks_like_a_petition_of_the_verbs() -> None:
    by_verbs = petition_at(
        PetitionStatus.CLOSED, outcome=Outcome.RESOLVED, council=CouncilFactory(), received_on=date(2020, 7, 6)
    )
    made_up = Petition.objects.filter(status="closed", outcome="resolved", council__code__startswith="qm-").first()
    may_differ = {"session_id", "place_unit_id", "text"}
    assert _filled(made_up) - may_differ == _filled(by_verbs) - may_differ
    for model, key in [
        (PetitionState, "petition"),
        (ReferralItem, "petition"),
        (Answer, "petition"),
        (Claim, "petition"),
    ]:
        assert _rows(model, key, made_up) == _rows(model, key, by_verbs), model
    clocks = [Clock.objects.of(petition).get() for petition in (made_up, by_verbs)]
    assert _filled(clocks[0]) == _filled(clocks[1])
    steps = [[(s.kind, _filled(s)) for s in ClockStep.objects.filter(clock=c).order_by("pk")] for c in clocks]
    assert steps[0] == steps[1]


def _rows(model: type[Model], key: str, petition: Petition) -> list[set[str]]:
    rows = [_filled(row) for row in model._default_manager.filter(**{key: petition}).order_by("pk")]
    # Verbs note a received petition of the factory as consolidated at once; the generator has a row for each.
    return rows[-6:] if model is PetitionState else rows


def _filled(row: Model) -> set[str]:
    """Names of the columns that say something."""
    return {field.attname for field in row._meta.fields if getattr(row, field.attname) not in (None, "", [])}


def test_texts_are_put_together_as_they_would_be_worked_out():
    for number in range(0, 3_000, 37):
        texts = words.petition(number)
        assert words.key_of(*texts) == searching.key_of(*(text.text for text in texts))
        pairs = list(dict.fromkeys(pair for text in texts for pair in syllable_pairs(text.text)))
        assert words.pairs_of(*texts) == pairs


def test_the_rare_phrase_comes_once_in_ten_thousand():
    assert [n for n in range(20_000) if words.place(n).text == words.RARE] == [7, 10_007]
