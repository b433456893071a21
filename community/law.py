"""Whether a decision of the people passed: Article 21 of the Law 10/2022/QH15. Plain values, no database.

The base is all household representatives of the village, never those who came. Several cluster meetings of one
village are added up. A matter of the whole commune passes when two thirds of its villages passed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from conferences.models import DecisionMatter
from organizations.enums import Family

CLUSTERS_FROM = 200
"""Households of a village from which it may meet in clusters; fewer only where they live dispersed (Article 18(3))."""

TEAM = range(3, 6)
"""People in a team that hands out and collects ballots (Article 19(2), VOTE-05)."""

INITIATIVE = (1, 10)
"""The share of a village's households that must agree with a citizens' initiative (Article 16(3), VOTE-01)."""

IN_FORCE = date(2023, 7, 1)
LAW = "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"
WHOLE_COMMUNE = "VOTE-07"  # the rule that knows matters of the whole commune
WHOLE_COMMUNE_CITATION = f"khoản 1 Điều 21 {LAW} (nội dung trong phạm vi toàn xã)"
_VILLAGES = (2, 3)

RECOGNISED_BY_COMMITTEE, RECOGNISED_BY_FRONT = (3, 4), (5,)
"""Items of Article 15 that the People's Committee, or the Front, recognises or refuses (Article 21(2))."""

CONVENTION = 3


@dataclass(frozen=True)
class Tally:
    """What was counted in one village: households in all, those represented, for, against."""

    households: int
    represented: int
    in_favour: int
    against: int

    @property
    def silent(self) -> int:
        """Represented, but neither for nor against; invalid ballots are among them."""
        return self.represented - self.in_favour - self.against


@dataclass(frozen=True)
class Verdict:
    """The answer with what it rests on: so many of so many, so many needed, which rule, which article."""

    passed: bool
    have: int
    needed: int
    out_of: int
    rule: str
    citation: str
    at_least: bool
    share: str

    @property
    def percent(self) -> float:
        """The share reached, for people; the verdict itself is counted in whole numbers."""
        return 100 * self.have / self.out_of


def added(sittings: Iterable[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Represented, for and against of all cluster meetings of one village."""
    rows = list(sittings)
    return sum(row[0] for row in rows), sum(row[1] for row in rows), sum(row[2] for row in rows)


def of_village(matter: DecisionMatter, tally: Tally) -> Verdict:
    """Did the village decide for it? Two thirds of all households, or more than half, as the matter says."""
    return Verdict(
        passed=matter.passes(in_favour=tally.in_favour, households=tally.households),
        have=tally.in_favour,
        needed=matter.votes_needed(tally.households),
        out_of=tally.households,
        rule=matter.rule,
        citation=matter.citation,
        at_least=matter.at_least,
        share=f"{matter.share_of}/{matter.share_out_of}",
    )


def of_commune(passed: Iterable[bool]) -> Verdict:
    """Did two thirds of the villages decide for it?"""
    answers = list(passed)
    have, out_of = sum(answers), len(answers)
    share, whole = _VILLAGES
    return Verdict(
        passed=have * whole >= out_of * share,
        have=have,
        needed=-(-out_of * share // whole),
        out_of=out_of,
        rule=WHOLE_COMMUNE,
        citation=WHOLE_COMMUNE_CITATION,
        at_least=True,
        share=f"{share}/{whole}",
    )


def may_meet_in_clusters(households: int, *, dispersed: bool) -> bool:
    """Two hundred households, or people who live far from each other."""
    return dispersed or households >= CLUSTERS_FROM


def enough_for_initiative(agreeing: int, households: int) -> bool:
    """A tenth of the village's households."""
    share, whole = INITIATIVE
    return agreeing * whole >= households * share


def needs_recognition(matter: DecisionMatter | None) -> bool:
    """Whether the People's Committee or the Front must recognise it."""
    return matter is not None and matter.item in RECOGNISED_BY_COMMITTEE + RECOGNISED_BY_FRONT


def family_of(matter: DecisionMatter | None) -> Family:
    """The family of the body that recognises: the Front for item 5, the People's Committee otherwise."""
    return Family.FRONT if matter is not None and matter.item in RECOGNISED_BY_FRONT else Family.STATE
