"""Cases as plain data: what happened, without a word about how it is stored.

Bodies, units, kinds and indicators are named by their codes; figures are written as a person types them
("8/8 xã", "0,15 %"). Tests that type a case into the browser and the demo data read the same values.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from common.clock import ZONE

ILLUSTRATIVE = "Số liệu minh họa"
"""The note of everything that no source states."""


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment as the clock on the wall shows it."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of a committee. Names of the real cases are invented; offices are not."""

    full_name: str
    position: str
    office: str
    sector: str = ""
    username: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A later decision about the members ("kiện toàn"): who comes, who gets another place, who goes (by name)."""

    on: date
    decision: str
    join: tuple[Person, ...] = ()
    move: tuple[Person, ...] = ()
    leave: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Committee:
    """A steering committee as its founding decision set it up, and what changed later."""

    body: str
    on: date
    decision: str
    standing_body: str
    members: tuple[Person, ...]
    term: str = ""
    kind: str = "qcdc"
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Came:
    """A body (by code) or a group in words, with how many were invited and came."""

    invited: int
    present: int
    body: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A figure as it is typed. Without a period it is about the period under review."""

    indicator: str
    typed: str
    period: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """An opinion and, where there was one, its answer."""

    text: str
    speaker: str = ""
    body: str = ""
    answered_by: str = ""
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class Voted:
    """A decision of the people of a village."""

    text: str
    community: str
    matter: str
    households: int
    represented: int
    in_favour: int
    against: int
    form: str = "meeting"


@dataclass(frozen=True, kw_only=True)
class Step:
    """What became of a task on a day: a report (100 % asks for confirmation), a verdict, a later due date.

    what: "report" | "sign_off" | "send_back" | "extend" | "cancel".
    """

    on: date
    what: str = "report"
    text: str = ""
    percent: int = 0
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Concluded:
    """A conclusion of the chair, with the body that leads it and the day until which it is due."""

    text: str
    lead: str
    due_on: date
    supporters: tuple[str, ...] = ()
    period_note: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A conference from its first step to its papers."""

    host: str
    kinds: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    period: str = ""
    title: str = ""
    subject: str = ""
    place: str = ""
    chair: str = ""  # a member of the committee by name, or anybody with the office below
    chair_office: str = ""
    agenda: str = ""
    proceedings: str = ""
    prior_remark: str = ""
    present: tuple[str, ...] | None = None  # members who came, by name; None: all of them
    excused: tuple[str, ...] = ()
    attendance: tuple[Came, ...] = ()
    figures: tuple[Stated, ...] = ()
    opinions: tuple[Said, ...] = ()
    votes: tuple[Voted, ...] = ()
    conclusions: tuple[Concluded, ...] = ()
    completed: bool = True


@dataclass(frozen=True, kw_only=True)
class Written:
    """The clerk's own words in a report, by section code; figures come from the portal ({{key}} in the words)."""

    body: str
    period: str
    sections: dict[str, str] = field(default_factory=dict)
    kind: str = "committee"
    signer: str = ""  # whoever signs, where the portal does not know it


@dataclass(frozen=True, kw_only=True)
class Case:
    """A committee (if it is one), its conferences in their order, and its report."""

    clerk: str  # user name of who records and confirms
    official: str  # user name of who reports progress
    meetings: tuple[Meeting, ...]
    committee: Committee | None = None
    report: Written | None = None
    finished_on: date | None = None  # the day on which everything still open was reported and confirmed
