"""What the portal counts about this room, each through the filter of the page it links to.

Given a body: what it keeps. Given a unit alone: what concerns the unit or one that it reaches.
"""

from __future__ import annotations

from common.periods import Period
from figures.registry import Counting, counted
from organizations.models import Body, Unit

from .enums import Outcome
from .filters import HELD, DecisionFilter, address, written
from .filters_contributions import ProjectFilter
from .filters_more import HELD as ELECTED
from .filters_more import STARTED, ConsultationFilter, ElectionFilter
from .models import Consultation, ContributionProject, Decision, Election, MediationTeam


@counted("community.decisions_held")
def decisions_held(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Matters that the people decided in the window."""
    return _decisions(unit, body, window)


@counted("community.decisions_passed")
def decisions_passed(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Those of them that passed."""
    return _decisions(unit, body, window, outcome=Outcome.PASSED)


@counted("community.decisions_not_passed")
def decisions_not_passed(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Those of them that did not."""
    return _decisions(unit, body, window, outcome=Outcome.NOT_PASSED)


@counted("community.consultations")
def consultations(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Consultations published in the window."""
    wanted = ConsultationFilter(first=window.start, last=window.end, keeper=code_of(body), state=STARTED)
    return Counting(wanted.apply(Consultation.objects.in_unit(unit)), wanted.url(unit))


@counted("community.elections_held")
def elections_held(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Village heads elected, or not, in the window."""
    wanted = ElectionFilter(first=window.start, last=window.end, keeper=code_of(body), state=ELECTED)
    return Counting(wanted.apply(Election.objects.in_unit(unit)), wanted.url(unit))


@counted("community.contribution_projects")
def contribution_projects(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Works and funds for which something was received or spent in the window."""
    wanted = ProjectFilter(first=window.start, last=window.end, keeper=code_of(body))
    return Counting(wanted.apply(ContributionProject.objects.in_unit(unit)), wanted.url(unit))


@counted("community.mediation_teams")
def mediation_teams(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Teams that work on the last day of the window."""
    teams = MediationTeam.objects.in_unit(unit).active_on(window.end)
    if body:
        teams = teams.filter(keeper=body)
    values = {"ngay": written(window.end), "co-quan": code_of(body)}
    return Counting(teams, address("community:mediation_teams", unit, values))


def code_of(body: Body | None) -> str:
    """The body's code as filters take it."""
    return body.code if body else ""


def _decisions(unit: Unit, body: Body | None, window: Period, *, outcome: str = "") -> Counting:
    wanted = DecisionFilter(first=window.start, last=window.end, keeper=code_of(body), state=HELD, outcome=outcome)
    return Counting(wanted.apply(Decision.objects.in_unit(unit)), wanted.url(unit))
