"""Where a decision of the people stands: the conference it was taken at, itself, what was contributed under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from common import chain
from common.chain import ChainLink

from .models import Decision

KIND = "community.decision"


def register() -> None:
    """Called once at start-up."""
    chain.register(KIND, decisions_themselves)


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
