"""A letter, a petition, a task or a paper shows its pending case, to those who may know of the case.

A conference does not: its page has no query left in its budget, and the case names the conference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from common import chain
from common.chain import ChainLink

from .models import Case, CaseLink

KINDS = {
    "letters.letter": "letter",
    "letters.visit": "visit",
    "petitions.petition": "petition",
    "steering.task": "task",
    "documents.officialdocument": "document",
}


def register() -> None:
    """Called once at start-up."""
    for kind, field in KINDS.items():
        chain.register_restricted(kind, partial(cases_of, field), place=20, rows=partial(_ties, field))


def _ties(field: str, keys: Sequence[int]) -> QuerySet[CaseLink]:
    return CaseLink.objects.filter(unlinked_at=None, **{f"{field}__in": keys})


def cases_of(field: str, keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """The cases that each record is tied to; at most one query beyond what the reader's roles need."""
    ties = _ties(field, keys).filter(case__in=Case.objects.visible_to(reader))
    found: dict[int, list[ChainLink]] = {}
    for tie in ties.select_related("case").order_by("case__opened_on", "pk"):
        case = tie.case
        words = ChainLink(
            _("vụ việc {code}").format(code=case.code), case.get_absolute_url(), str(case.condition.label)
        )
        found.setdefault(getattr(tie, f"{field}_id"), []).append(words)
    return found


def case_by_code(reader: User, code: str) -> str | None:
    """Where a typed code leads, for those who may know of the case."""
    case = Case.objects.visible_to(reader).filter(code=code).first()
    return case.get_absolute_url() if case else None
