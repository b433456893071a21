"""What the pages of programmes, working rules and assignments ask, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .models import (
    AssignedMember,
    AssignmentNotice,
    Committee,
    CommitteeMember,
    WorkingRules,
    WorkProgramme,
    YearTheme,
)


@dataclass(frozen=True)
class Standing:
    """By what a committee works on a day: rules with the versions before, who answers for what, programme, theme."""

    rules: list[WorkingRules]
    notice: AssignmentNotice | None
    programmes: list[WorkProgramme]
    theme: YearTheme | None
    by_name: dict[str, AssignedMember]

    def give_sectors(self, members: list[CommitteeMember]) -> None:
        """What each member answers for by the notice of the day; without one, what the decision says."""
        for member in members:
            assigned = self.by_name.get(member.name_key)
            if assigned:
                member.sector = "; ".join(part for part in (assigned.sector, assigned.area) if part)


def standing_of(committee: Committee, day: date) -> Standing:
    """Five queries."""
    rules = list(committee.working_rules.filter(valid__startswith__lte=day).order_by("-version"))
    notice = committee.assignment_notices.filter(valid__contains=day).first()
    lines = AssignedMember.objects.filter(notice=notice).select_related("member").order_by("pk")
    programmes = committee.programmes.filter(year__lte=day.year + 1).with_progress(day).for_list()[:3]
    theme = YearTheme.objects.filter(unit=committee.unit_id, year=day.year).first()
    return Standing(rules, notice, list(programmes), theme, {line.member.name_key: line for line in lines})
