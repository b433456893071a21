"""What the portal counts in this room, through the same filters as the pages that it links to.

Given a body: the programmes to which it is a party, the contents that it leads. Given a unit alone: those that
concern it.
"""

from __future__ import annotations

from common.periods import Period
from figures.registry import Counting, counted
from organizations.models import Body, Unit

from .filters import DONE, ON_TIME, ContentFilter, ProgrammeFilter
from .filters_register import TAKEN_UP, CommendationFilter, ModelFilter, MovementFilter
from .models import Commendation, CoordinationProgramme, LocalModel, Movement, ProgrammeContent


@counted("movements.programmes_signed")
def programmes_signed(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Coordination programmes signed in the window."""
    wanted = ProgrammeFilter(signed_in=window, body=code_of(body))
    return Counting(wanted.apply(CoordinationProgramme.objects.in_unit(unit)), wanted.url(unit))


@counted("movements.contents_due")
def contents_due(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Contents of signed programmes due in the window, without those that were dropped."""
    return _contents(unit, body, window, "")


@counted("movements.contents_done")
def contents_done(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Of these, the ones that are done."""
    return _contents(unit, body, window, DONE)


@counted("movements.contents_on_time")
def contents_on_time(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Of these, the ones done by their last day."""
    return _contents(unit, body, window, ON_TIME)


def _contents(unit: Unit, body: Body | None, window: Period, state: str) -> Counting:
    wanted = ContentFilter(due_in=window, state=state, body=code_of(body))
    return Counting(wanted.apply(ProgrammeContent.objects.in_unit(unit)), wanted.url(unit))


def code_of(body: Body | None) -> str:
    """How a filter names a body."""
    return body.code if body else ""


@counted("movements.models_registered")
def models_registered(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Models registered in the window; given a body: those that it registered."""
    return _models(unit, ModelFilter(registered_in=window, registrar=code_of(body)))


@counted("movements.models_taken_up")
def models_taken_up(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Of these, the ones that other units have taken up."""
    return _models(unit, ModelFilter(registered_in=window, registrar=code_of(body), mark=TAKEN_UP))


def _models(unit: Unit, wanted: ModelFilter) -> Counting:
    return Counting(wanted.apply(LocalModel.objects.in_unit(unit)), wanted.url(unit))


@counted("movements.commended")
def commended(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Advanced examples commended in the window; given a body: those that it recorded."""
    wanted = CommendationFilter(decided_in=window, registrar=code_of(body))
    return Counting(wanted.apply(Commendation.objects.in_unit(unit)), wanted.url(unit))


@counted("movements.movements_launched")
def movements_launched(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Movements, campaign drives and campaigns launched in the window."""
    wanted = MovementFilter(launched_in=window, body=code_of(body))
    return Counting(wanted.apply(Movement.objects.in_unit(unit)), wanted.url(unit))
