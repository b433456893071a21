"""The clocks of a petition: until when its holder must answer, and until when a promised result is due.

No law fixes how long the answer to a petition to a council may take (legal-rules 3.2, PET-22). So the clock runs to
the day that the transferring document names, else by the province's own rule of the family ``petition-council``; with
neither, nothing runs and the page says so. Petition.due_on and answer_due_on are copies, for lists and rates.

A body that is not competent and sends the petition on ends its own clock, and the next holder gets one: by the
province's rule from the day of that document, else until the day that the council asked for (``day_for_next``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from common.errors import Refused
from deadlines import duties, finding, subjects
from deadlines.enums import LIVE
from deadlines.models import Clock, Rule
from deadlines.services import clocks
from deadlines.services.clocks import Start
from documents.models import OfficialDocument

if TYPE_CHECKING:
    from accounts.models import User
    from organizations.models import Body

    from .models import Petition

SUBJECT = "petitions.petition"
ANSWER, RESULT = "petitions.answer", "petitions.result"  # kinds of clocks, and the duties that they wait for
FAMILY = "petition-council"


def register() -> None:
    """Called once at start-up."""
    from .models import Petition
    from .policies import ANSWERERS, check_can_judge

    duties.register(ANSWER, _("Trả lời kiến nghị"), roles=ANSWERERS)
    duties.register(RESULT, _("Báo kết quả giải quyết"), roles=ANSWERERS)
    subjects.register(
        SUBJECT,
        visible=lambda user: Petition.objects.visible_to(user),
        may_change=check_can_judge,
        moved=keep_due_dates,
    )


def limit_of(council: Body, on: date) -> Rule | None:
    """The province's own limit for answers that is in force on a day; None where it has none."""
    try:
        return finding.in_force(FAMILY, on, unit_id=council.unit_id)
    except Refused:
        return None


def start_answers(
    petitions: Sequence[Petition],
    *,
    on: date,
    due_on: date | None,
    rule: Rule | None,
    paper: OfficialDocument,
    by: User,
) -> None:
    """The holders must answer: until the day of the document, else by the rule; without either nothing runs."""
    if due_on is not None or rule is not None:
        _start(petitions, ANSWER, on=on, by=by, fixed_on=due_on, rule=None if due_on else rule, paper=paper)


def start_result(petition: Petition, *, on: date, due_on: date, by: User) -> Clock:
    """The holder must report a result by a day that it promised or that the council set."""
    return start_results([petition], on=on, due_on=due_on, by=by)[0]


def start_results(petitions: Sequence[Petition], *, on: date, due_on: date, by: User) -> list[Clock]:
    """start_result() for many petitions of which the result is due on the same day."""
    return _start(petitions, RESULT, on=on, by=by, fixed_on=due_on)


def live(petition: Petition) -> Clock | None:
    """The live clock of a petition, locked; lock the petition before."""
    found = Clock.objects.of(petition).live().filter(kind__code__in=[ANSWER, RESULT]).first()
    return clocks.locked(found) if found else None


def stop(petition: Petition, *, on: date, by: User, paper: OfficialDocument | None = None) -> None:
    """What was awaited came."""
    clock = live(petition)
    if clock:
        clocks.stop(clock, on=max(on, clock.started_on), by=by, document=paper)
        keep_due_dates([petition.pk])


def cancel(petition: Petition, *, on: date, by: User, reason: str) -> None:
    """It is awaited from somebody else now, or not any more."""
    clock = live(petition)
    if clock:
        clocks.cancel(clock, on=max(on, clock.started_on), by=by, reason=reason)
        keep_due_dates([petition.pk])


def day_for_next(petition: Petition, on: date) -> date | None:
    """Until when the next holder must answer where no rule counts, of a petition whose clock still runs at the last.

    The day that the council asked for stays. One that is not ahead of the document any more would leave no time at
    all: then there are as many days from the document on as the council had given.
    """
    clock = live(petition)
    if clock is None:
        return None
    return clock.due_on if clock.due_on > on else on + (clock.due_on - clock.started_on)


def pass_on(petitions: Sequence[Petition]) -> None:
    """Live clocks go on at whoever holds and follows each petition now, until the same day; lock the petitions."""
    by_key = {petition.pk: petition for petition in petitions if petition.holder is not None}
    now = {clock: by_key[clock.subject_id] for clock in clocks.locked_of(SUBJECT, by_key)}
    clocks.pass_on({clock: (petition.holder, petition.council) for clock, petition in now.items() if petition.holder})


def keep_due_dates(keys: Sequence[int]) -> None:
    """Copy the due dates of live clocks to their petitions."""
    from .models import Petition

    own = Clock.objects.filter(subject_kind=SUBJECT, subject_id=OuterRef("pk"), state__in=LIVE).order_by("due_on", "pk")
    rows = Petition.objects.filter(pk__in=list(keys))
    answer = own.filter(kind__code=ANSWER).values("due_on")[:1]
    rows.update(due_on=Subquery(own.values("due_on")[:1]))
    rows.filter(pk__in=Clock.objects.filter(
        subject_kind=SUBJECT, subject_id__in=list(keys), state__in=LIVE, kind__code=ANSWER
    ).values("subject_id")).update(answer_due_on=Subquery(answer))  # fmt: skip


def _start(
    petitions: Sequence[Petition],
    kind: str,
    *,
    on: date,
    by: User,
    fixed_on: date | None = None,
    rule: Rule | None = None,
    paper: OfficialDocument | None = None,
) -> list[Clock]:
    wanted = [
        Start(petition, f"{petition.code} {petition.content}", body=petition.holder, above=petition.council)
        for petition in petitions
        if petition.holder is not None
    ]
    return clocks.start_many(wanted, kind, duty=kind, on=on, by=by, fixed_on=fixed_on, rule=rule, paper=paper)


def start_again(petition: Petition, *, on: date, due_on: date | None, by: User) -> Clock | None:
    """A contested petition is answered anew: until a day that was set, else by the province's rule."""
    rule = None if due_on else limit_of(petition.council, on)
    if due_on is None and rule is None:
        return None
    return _start([petition], ANSWER, on=on, by=by, fixed_on=due_on, rule=rule)[0]
