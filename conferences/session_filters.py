"""Which sessions of councils a list shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from common.text import search_key

from .models import CouncilSessionQuerySet


@dataclass(frozen=True, kw_only=True)
class SessionFilter:
    """Every field narrows; the empty one narrows nothing."""

    words: str = ""
    council: str = ""  # code of a body
    term: int | None = None  # key of a CouncilTerm
    kind: str = ""  # a SessionKind
    state: str = ""  # a SessionStatus
    year: int | None = None  # in which it began

    def apply(self, sessions: CouncilSessionQuerySet) -> CouncilSessionQuerySet:
        """The sessions that pass."""
        exact = {
            "council__code": self.council,
            "term": self.term,
            "kind": self.kind,
            "status": self.state,
            "starts_on__year": self.year,
        }
        wanted = Q(**{lookup: value for lookup, value in exact.items() if value})
        if self.words:
            wanted &= Q(search_key__contains=search_key(self.words))
        return sessions.filter(wanted)
