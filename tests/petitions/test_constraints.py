"""No path leaves a state without its paper, its history or its evidence: the database says so, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from petitions.enums import Outcome, PetitionStatus
from petitions.models import Claim, Petition, PetitionState
from tests.factories.petitions import PetitionFactory, petition_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

_S = PetitionStatus


def refused_by(name: str, write) -> None:
    """The write is refused at the end of its transaction by the rule of that name."""
    with pytest.raises(IntegrityError) as caught:
        _commit(write)
    assert caught.value.__cause__.diag.constraint_name == name


def _commit(write) -> None:
    """A transaction within the test's own, with its end brought forward."""
    with transaction.atomic(), connection.cursor() as cursor:
        write()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def put(petition: Petition, **values) -> None:
    """What the admin, an import or the shell would write."""
    Petition.objects.filter(pk=petition.pk).update(**values)
    states = {"status": values.get("status", petition.status), "outcome": values.get("outcome", petition.outcome)}
    PetitionState.objects.create(petition=petition, since=date(2020, 11, 1), **states)


def test_no_transfer_without_a_paper(council, office):
    petition = PetitionFactory(council=council, consolidated=True)

    refused_by("sent_under_a_paper", lambda: put(petition, status=_S.TRANSFERRED, holder=office))


def test_no_answer_without_a_paper(council, office):
    petition = petition_at(_S.ACCEPTED, council=council, holder=office)

    refused_by("answered_under_a_paper", lambda: put(petition, status=_S.ANSWERED, answered_on=date(2020, 8, 1)))


def test_no_outcome_that_nobody_claimed(council, office):
    petition = petition_at(_S.ANSWERED, council=council, holder=office)

    refused_by("outcome_was_claimed", lambda: put(petition, outcome=Outcome.RESOLVED))


def test_nothing_is_verified_that_the_council_has_not_confirmed(council, office):
    petition = petition_at(_S.CLAIMED, council=council, holder=office)

    refused_by("outcome_was_verified", lambda: put(petition, status=_S.VERIFIED))


def test_no_state_without_its_history(council):
    petition = PetitionFactory(council=council, consolidated=True)

    refused_by(
        "state_has_history",
        lambda: Petition.objects.filter(pk=petition.pk).update(
            status=_S.CANCELLED, end_reason="nhầm", closed_on=date(2020, 11, 1)
        ),
    )


def test_resolved_is_not_claimed_without_evidence(council, office, settler):
    petition = petition_at(_S.ANSWERED, council=council, holder=office)

    refused_by(
        "resolved_with_evidence",
        lambda: Claim.objects.create(
            petition=petition, body=office, outcome=Outcome.RESOLVED, text="xong", claimed_on=date(2020, 9, 1),
            claimed_by=settler,
        ),
    )  # fmt: skip
