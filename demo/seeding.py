"""Loads the demo data in steps, each in a transaction of its own and each only once.

A step is done when something that only it makes is there, so that a run after a crash goes on where the last one
stopped, and a run with nothing to do asks a handful of questions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from accounts.models import User
from conferences.models import Conference
from organizations.models import Unit

from . import case_m, working_calendar, world_2020, world_2025
from .building import FOUNDER
from .case_m import community, limits, matters, papers, postings, supervised
from .case_m import directing as directing_m
from .case_m import movements as movements_m
from .case_m import reporting as reporting_m
from .cases import case_a, case_b, case_c, case_d, directing, reporting, supervising
from .cases.plain import Case
from .recording import record_case


class NotForDemo(Exception):
    """The database holds units that are not demo data."""


@dataclass(frozen=True)
class Part:
    """One step: what it is, whether it was done, and how it is done."""

    name: str
    is_loaded: Callable[[], bool]
    load: Callable[[], None]


def _case(name: str, case: Case) -> Part:
    def is_loaded() -> bool:
        meeting = case.meetings[0]
        return Conference.objects.filter(host__code=meeting.host, starts_at__date=meeting.starts_at.date()).exists()

    return Part(name, is_loaded, lambda: record_case(case))


# In the true order of time; the cases can only be recorded while their units live.
PARTS = (
    Part("units as of 2016, merger of 2020", world_2020.is_loaded, world_2020.load),
    Part("working calendar 2019-2027", working_calendar.is_loaded, working_calendar.load),
    Part("directing papers and regulations of cases D and A", directing.papers_are_loaded, directing.load_papers),
    _case("case D", case_d.CASE),
    _case("case B", case_b.CASE),
    _case("case A", case_a.CASE),
    Part("programme and rules of cases D and A", directing.programmes_are_loaded, directing.load_programmes),
    Part("case C", case_c.is_loaded, case_c.load),
    Part("supervision in the ward of case D", supervising.is_loaded, supervising.load),
    Part("forms and figures of cases A to D", reporting.is_loaded, reporting.load),
    Part("units of 2025", world_2025.is_loaded, world_2025.load),
    Part("case M", case_m.is_loaded, case_m.load),
    Part("limits that offices follow", limits.is_loaded, limits.load),
    Part("directing papers, programme, regulations of case M", directing_m.is_loaded, directing_m.load),
    Part("petitions, letters and reception of case M", matters.is_loaded, matters.load),
    Part("disclosures of case M", postings.is_loaded, postings.load),
    Part("coordination programme, movements, models of case M", movements_m.is_loaded, movements_m.load),
    Part("decisions, consultations, elections of case M", community.is_loaded, community.load),
    Part("supervision in case M", supervised.is_loaded, supervised.load),
    Part("forms and figures of case M", reporting_m.is_loaded, reporting_m.load),
    Part("reports of case M", papers.is_loaded, papers.load),
)


def seed(tell: Callable[[str], None] = lambda line: None) -> list[str]:
    """Load what is missing; the names of the parts that were loaded. Raises NotForDemo for a database in use."""
    loaded = []
    for part in PARTS:
        with transaction.atomic():
            _lock()
            if part.is_loaded():
                continue
            _check_database()
            tell(part.name)
            part.load()
            loaded.append(part.name)
    return loaded


def _lock() -> None:
    """Two runs at a time follow each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('demo.seeding'))")


def _check_database() -> None:
    if Unit.objects.exists() and not User.objects.filter(username=FOUNDER).exists():
        raise NotForDemo
