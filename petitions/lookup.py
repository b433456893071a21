"""What a visitor without an account gets to see of a petition, and nothing else.

Two keys open two doors. The code alone opens what somebody decided to publish. The code with the secret of the slip
opens where the petition stands, for the person who holds the slip. ``Opened`` lists every field that leaves: no name
of a person, no text as spoken, no reason that one office wrote for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from common import clock

from . import secrets
from .enums import Outcome, PetitionStatus
from .models import Answer, Petition, PetitionState, Publication, Slip
from .publishing import Moment, Situation, sentences, timeline

_CODE = re.compile(r"CT([0-9OIL]{4})([0-9OIL]{1,9})")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—./]+")
_LOOK_ALIKES = str.maketrans("OIL", "011")
_NO_DIGEST = "0" * 64


@dataclass(frozen=True)
class Said:
    """What a body answered, in plain words."""

    body: str
    on: date | None
    text: str


@dataclass(frozen=True)
class Opened:
    """Everything about one petition that leaves the portal. ``follows``: the petitions in which it goes on."""

    code: str
    council: str
    received_on: date
    summary: str
    published_on: date | None
    sentences: tuple[str, ...]
    timeline: tuple[Moment, ...] = ()
    answers: tuple[Said, ...] = ()
    follows: tuple[Opened, ...] = ()


def read_code(typed: str) -> str:
    """A petition's code as people say it: "ct 2020 123" is CT-2020-00123. Empty for what is no code."""
    found = _CODE.fullmatch(_SEPARATORS.sub("", typed).upper())
    if found is None:
        return ""
    year, number = (part.translate(_LOOK_ALIKES) for part in found.groups())
    return f"CT-{year}-{int(number):05d}"


def look_up(code: str, secret: str = "") -> Opened | None:
    """What the code opens, or the code with a secret. None for unknown, not public, and a wrong secret alike.

    Up to the decision the work is the same, whatever is asked for: one query and one comparison of hashes.
    """
    slips = Slip.objects.filter(petition=OuterRef("pk"), void_since=None)
    digest = Coalesce(Subquery(slips.values("digest")[:1]), Value(_NO_DIGEST), output_field=CharField())
    public = Subquery(Publication.objects.published().filter(petition=OuterRef("pk")).values("pk")[:1])
    found = Petition.objects.filter(code=code).annotate(slip=digest, public=public).values_list("pk", "slip", "public")
    pk, stored, published = found.first() or (0, _NO_DIGEST, None)
    fits = secrets.fits(pk, secret, stored)
    if secret:
        return for_slip(pk) if fits else None
    return for_everybody(pk) if published else None


def for_everybody(pk: int) -> Opened | None:
    """What was published: the summary, the answer that was published with it, and where the petition stands."""
    found = Publication.objects.published().filter(petition=pk).select_related(*_PUBLISHED).first()
    return as_published(found) if found else None


def as_published(publication: Publication) -> Opened:
    """The page of a published petition; of one that is not saved it is the preview."""
    opened = _opened(publication.petition)
    answers = _said([publication.answer] if publication.answer else [])
    return replace(opened, summary=publication.text, published_on=publication.published_on, answers=answers)


def for_slip(pk: int) -> Opened | None:
    """What the holder of the slip reads; a petition that was grouped or split goes on in others, which follow."""
    own = Petition.objects.filter(Q(pk=pk) | Q(duplicates=pk) | Q(split_from=pk)).distinct()
    rows = list(own.select_related("council", "holder").order_by("pk"))
    states, answers = _by_petition(_states(rows)), _by_petition(_answers(rows))
    views = {
        row.pk: replace(
            _opened(row),
            timeline=timeline(states.get(row.pk, []), row.council.name),
            answers=_said(answers.get(row.pk, [])),
        )
        for row in rows
    }
    itself = views.pop(pk, None)
    return replace(itself, follows=tuple(views.values())) if itself else None


_PUBLISHED = ("petition__council", "petition__holder", "answer__body", "answer__document")


def _opened(petition: Petition) -> Opened:
    situation = Situation(
        status=PetitionStatus(petition.status),
        outcome=Outcome(petition.outcome) if petition.outcome else None,
        council=petition.council.name,
        holder=petition.holder.name if petition.holder else "",
        due_on=petition.due_on,
        run=petition.run,
        today=clock.today(),
    )
    return Opened(petition.code, petition.council.name, petition.received_on, "", None, sentences(situation))


def _states(rows: Iterable[Petition]) -> QuerySet[PetitionState]:
    return PetitionState.objects.filter(petition__in=rows).select_related("holder").order_by("since", "pk")


def _answers(rows: Iterable[Petition]) -> QuerySet[Answer]:
    """Answers with number and date that have words for voters."""
    issued = Answer.objects.filter(petition__in=rows, document__isnull=False).exclude(public_text="")
    return issued.select_related("body", "document").order_by("run", "pk")


def _said(answers: Iterable[Answer]) -> tuple[Said, ...]:
    return tuple(
        Said(one.body.name, one.document.issued_on if one.document else None, one.public_text) for one in answers
    )


def _by_petition[Row: (PetitionState, Answer)](rows: Iterable[Row]) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.petition_id, []).append(row)
    return grouped
