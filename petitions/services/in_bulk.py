"""Many petitions in one action: the same verb for each, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from documents.models import OfficialDocument
from petitions.models import CompetenceLevel, Petition, PetitionField

from .answering import answer
from .shared import locked_many
from .taking import consolidate


@dataclass(frozen=True)
class Line:
    """How one petition is classified and worded."""

    petition: Petition
    field: PetitionField
    level: CompetenceLevel
    wording: str


@transaction.atomic
def answer_many(*, texts: Mapping[Petition, str], document: OfficialDocument, by: User) -> list[Petition]:
    """One document answers many petitions, each with its own text. A refusal names the petition (field "text-KEY")."""
    if not texts:
        raise Refused(_("Chọn ít nhất một kiến nghị và ghi nội dung trả lời."))
    _lock(texts)
    answered = []
    for petition, text in sorted(texts.items(), key=lambda pair: pair[0].pk):
        try:
            answered.append(answer(petition=petition, text=text, document=document, by=by))
        except Refused as refused:
            raise Refused(f"{petition.code}: {refused.message}", field=_beside(refused, petition)) from None
    return answered


@transaction.atomic
def consolidate_many(*, lines: Sequence[Line], by: User) -> list[Petition]:
    """Classify and word many petitions. A refusal names the petition."""
    _lock(line.petition for line in lines)
    done = []
    for line in sorted(lines, key=lambda line: line.petition.pk):
        try:
            done.append(
                consolidate(petition=line.petition, field=line.field, level=line.level, wording=line.wording, by=by)
            )
        except Refused as refused:
            raise Refused(f"{line.petition.code}: {refused.message}", field=str(line.petition.pk)) from None
    return done


def _beside(refused: Refused, petition: Petition) -> str | None:
    return f"text-{petition.pk}" if refused.field == "text" else refused.field


def _lock(petitions: Iterable[Petition]) -> None:
    """In the order of their keys, so that two people who do this at once never wait for each other."""
    locked_many([petition.pk for petition in petitions])
