"""Many petitions in one action: the same verb for each, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from documents.models import OfficialDocument
from petitions import events, policies, workflow
from petitions.models import CompetenceLevel, Petition, PetitionField

from .answering import answer
from .shared import check_order, enter_many, latest_days, locked_many, remember_many
from .taking import check_classified, consolidated


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
    """``consolidate`` for many petitions, in a handful of statements. A refusal names the petition (field "KEY")."""
    wanted = {line.petition.pk: line for line in lines}
    petitions, day = locked_many(sorted(wanted)), clock.today()
    latest = latest_days(list(wanted))
    for petition in {row.council_id: row for row in petitions}.values():
        policies.check_can_keep(by, petition)  # keeping is a right at the council: asked once for each
    for petition in petitions:
        line = wanted[petition.pk]
        try:
            workflow.move(petition, "consolidate")
            check_order(petition, day, latest.get(petition.pk), field="on")
            check_classified(line.level, line.wording, day)
        except Refused as refused:
            raise Refused(f"{petition.code}: {refused.message}", field=str(petition.pk)) from None
        petition.field, petition.level, petition.wording = line.field, line.level, line.wording
        petition.tidy()
    enter_many(petitions, day, changed=["field", "level", "text", "wording", "search_key", "pairs"])
    remember_many(events.CONSOLIDATED, [(petition, consolidated(petition)) for petition in petitions], by)
    return petitions


def _beside(refused: Refused, petition: Petition) -> str | None:
    return f"text-{petition.pk}" if refused.field == "text" else refused.field


def _lock(petitions: Iterable[Petition]) -> None:
    """In the order of their keys, so that two people who do this at once never wait for each other."""
    locked_many([petition.pk for petition in petitions])
