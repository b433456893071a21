"""Which petitions a supervision proposes, for each reason, and what its pages count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q

from accounts.models import User
from common import clock

from .classes import Part, part_of_rate
from .enums import DONE, SENT, SET_ASIDE, SETTLED, ChosenFor, Fulfilment, Verdict
from .models import Claim, Contest, Petition, SupervisedPetition, Supervision
from .models.petitions import PetitionQuerySet


def reason(why: ChosenFor, on: date) -> Q:
    """The condition under which a petition is proposed for a reason."""
    match why:
        case ChosenFor.UNSETTLED:
            return Q(status__in=SENT) & ~Q(status__in=DONE, outcome__in=SETTLED)
        case ChosenFor.DISPUTED:
            returned = Claim.objects.filter(petition=OuterRef("pk"), verdict=Verdict.RETURNED)
            return Q(Exists(returned)) | Q(Exists(Contest.objects.filter(petition=OuterRef("pk"))))
        case ChosenFor.RAISED_AGAIN:
            return Q(times_raised__gt=1)
        case ChosenFor.LATE:
            late = part_of_rate(Part.ANSWERED, on) & Q(answered_on__gt=F("answer_due_on"))
            return part_of_rate(Part.OVERDUE, on) | late


def candidates(user: User, supervision: Supervision) -> PetitionQuerySet:
    """What the council may still choose: its petitions that were sent, of the session if there is one."""
    found: PetitionQuerySet = Petition.objects.visible_to(user).filter(council=supervision.council_id)
    if supervision.session_id:
        found = found.filter(session=supervision.session_id)
    chosen = SupervisedPetition.objects.filter(supervision=supervision, petition=OuterRef("pk"))
    return found.exclude(status__in=SET_ASIDE).filter(status__in=SENT).exclude(Exists(chosen))


def proposed(user: User, supervision: Supervision, why: ChosenFor) -> PetitionQuerySet:
    """The candidates of one reason."""
    return candidates(user, supervision).filter(reason(why, clock.today()))


def counts(user: User, supervision: Supervision) -> dict[ChosenFor, int]:
    """How many candidates each reason has; one query. A petition may be in several."""
    today = clock.today()
    wanted = {why.value: Count("pk", filter=reason(why, today)) for why in ChosenFor}
    found = candidates(user, supervision).order_by().aggregate(**wanted)
    return {why: found[why.value] for why in ChosenFor}


@dataclass(frozen=True)
class Tally:
    """The lines of a supervision counted, each once; ``judged`` adds up to ``chosen`` with what waits."""

    by_reason: Mapping[ChosenFor, int]
    by_judgement: Mapping[Fulfilment, int]
    waiting: int

    @property
    def chosen(self) -> int:
        return sum(self.by_reason.values())


def tally(supervision: Supervision) -> Tally:
    """One query; the page and the report show the same numbers."""
    rows = supervision.lines.order_by().values_list("why", "judged").annotate(n=Count("pk"))
    reasons, judged = dict.fromkeys(ChosenFor, 0), dict.fromkeys(Fulfilment, 0)
    waiting = 0
    for why, judgement, number in rows:
        reasons[ChosenFor(why)] += number
        if judgement:
            judged[Fulfilment(judgement)] += number
        else:
            waiting += number
    return Tally(reasons, judged, waiting)
