"""Which projects of contributions a list shows; counted figures share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from common import searching
from organizations.models import Unit

from . import sums
from .enums_contributions import ProjectSort, ProjectState
from .filters import address, written
from .models import Contribution, Spending
from .models.contributions import ProjectQuerySet


@dataclass(frozen=True, kw_only=True)
class ProjectFilter:
    """Every field narrows; with days: where something was received or spent in them, and the sums are of those days."""

    words: str = ""
    sort: str = ""
    state: str = ""
    keeper: str = ""
    first: date | None = None
    last: date | None = None

    def apply(self, rows: ProjectQuerySet) -> ProjectQuerySet:
        """The projects that pass."""
        wanted = Q()
        if self.sort in ProjectSort.values:
            wanted &= Q(sort=self.sort)
        if self.state in ProjectState.values:
            wanted &= Q(state=self.state)
        if self.keeper:
            wanted &= Q(keeper__code=self.keeper)
        if self.first or self.last:
            own = [
                sums.within(lines.counted().filter(project=OuterRef("pk")), self.first, self.last)
                for lines in (Contribution.objects, Spending.objects)
            ]
            wanted &= Q(Exists(own[0])) | Q(Exists(own[1]))
        if self.words:
            wanted &= searching.condition(self.words)
        return rows.filter(wanted)

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = {
            "q": self.words, "loai": self.sort, "trang-thai": self.state, "co-quan": self.keeper,
            "tu": written(self.first), "den": written(self.last),
        }  # fmt: skip
        return address("community:contributions", unit, values)
