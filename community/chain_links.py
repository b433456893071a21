"""Where a decision of the people stands: the conference it was taken at, itself, what was contributed under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from common import chain
from common.chain import ChainLink

from .models import ContributionProject, Decision

KIND = "community.decision"
MOST = 5  # of one decision


def register() -> None:
    """Called once at start-up."""
    chain.register(KIND, decisions_themselves)
    chain.register_restricted(KIND, projects_of_decisions, place=10)


def decisions_themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """The conference and the decision; one query."""
    rows = Decision.objects.filter(pk__in=keys).select_related("conference")
    return {row.pk: [*_conference(row), _own(row)] for row in rows}


def _conference(row: Decision) -> list[ChainLink]:
    if row.conference is None:
        return []
    return [ChainLink(_("hội nghị {code}").format(code=row.conference.code), row.conference.get_absolute_url())]


def _own(row: Decision) -> ChainLink:
    words = _("quyết định {code}").format(code=row.code)
    return ChainLink(words, row.get_absolute_url(), str(row.condition.label), current=True)


def projects_of_decisions(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """What is contributed under a decision, for those who see it; one query beyond what the reader's roles need."""
    found: dict[int, list[ChainLink]] = {}
    seen = ContributionProject.objects.visible_to(reader).filter(decision__in=keys).order_by("pk")
    for row in seen[: MOST * len(keys)]:
        found.setdefault(row.decision_id, []).append(_project(row))
    return found


def of_project(row: ContributionProject) -> list[ChainLink]:
    """Of a project that its page has read with its decision and disclosure."""
    own = row.decision
    links = [
        ChainLink(_("quyết định {code}").format(code=own.code), own.get_absolute_url(), str(own.condition.label)),
        _project(row, current=True),
    ]
    if row.disclosure is not None:
        words = _("việc công khai {code}").format(code=row.disclosure.code)
        links.append(ChainLink(words, row.disclosure.get_absolute_url(), str(row.disclosure.condition.label)))
    return links


def _project(row: ContributionProject, *, current: bool = False) -> ChainLink:
    words = _("đóng góp {code}").format(code=row.code)
    return ChainLink(words, row.get_absolute_url(), str(row.condition.label), current=current)
