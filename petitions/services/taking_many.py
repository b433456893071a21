"""Taking many petitions at once, from a file: the rows that ``take`` and ``consolidate`` write, in few statements.

Classified rows (field, level and wording) of a person who keeps the council's petitions are consolidated at once. The
day on which somebody did that stands in no file, so it is the day of receipt.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from accounts.models import User
from organizations import roles
from organizations.models import Body
from petitions import events, policies
from petitions.enums import PetitionStatus
from petitions.models import Petition, Petitioner, PetitionState

from .shared import new_state, remember_many, write_parties_of
from .taking import Intake, check_classified, consolidated, taken


def is_classified(intake: Intake) -> bool:
    """Field, level and wording are given."""
    return bool(intake.field and intake.level and intake.wording.strip())


def may_classify(by: User, council: Body) -> bool:
    """Does the person keep the council's petitions, as ``consolidate`` asks?"""
    return bool(roles.at_body(by, council) & set(policies.KEEPERS))


def check_classification(intake: Intake) -> None:
    """Refused: a level that was no more on the day of receipt."""
    if intake.level is not None:
        check_classified(intake.level, intake.wording, intake.received_on)


@transaction.atomic
def take_many(intakes: Sequence[Intake], *, by: User) -> list[Petition]:
    """Take petitions to one council. Raises what ``take`` and ``consolidate`` would raise for the first bad one."""
    if not intakes:
        return []
    council = intakes[0].council
    for said_in in dict.fromkeys(intake.place_unit.pk if intake.place_unit else None for intake in intakes):
        policies.check_can_take(by, council, said_in=said_in)
    keeps = may_classify(by, council)
    petitions = [
        _petition(intake, number, by, keeps=keeps)
        for intake, number in zip(intakes, _numbers(len(intakes)), strict=True)
    ]
    _write(petitions, intakes, by)
    return petitions


def _petition(intake: Intake, number: int, by: User, *, keeps: bool) -> Petition:
    intake.check()
    petition = intake.petition(number, by)
    if keeps and is_classified(intake):
        check_classification(intake)
        petition.status = PetitionStatus.CONSOLIDATED
    petition.tidy()
    return petition


def _numbers(count: int) -> list[int]:
    """``next_number``, many times."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('petitions_petition', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [int(number) for (number,) in cursor.fetchall()]


def _write(petitions: Sequence[Petition], intakes: Sequence[Intake], by: User) -> None:
    Petition.objects.bulk_create(petitions)
    pairs = zip(petitions, intakes, strict=True)
    Petitioner.objects.bulk_create(person for petition, intake in pairs for person in intake.petitioners(petition))
    PetitionState.objects.bulk_create(state for petition in petitions for state in _states(petition))
    write_parties_of(petitions)
    classified = [petition for petition in petitions if petition.status == PetitionStatus.CONSOLIDATED]
    remember_many(events.TAKEN, [(petition, taken(petition)) for petition in petitions], by)
    remember_many(events.CONSOLIDATED, [(petition, consolidated(petition)) for petition in classified], by)


def _states(petition: Petition) -> list[PetitionState]:
    """The states that it went through, the last one last."""
    last = new_state(petition, petition.received_on)
    if petition.status == PetitionStatus.RECEIVED:
        return [last]
    first = new_state(petition, petition.received_on)
    first.status = PetitionStatus.RECEIVED
    return [first, last]
