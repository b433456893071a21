"""What the page of one petition shows, each part in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Value, Window

from accounts.models import User
from deadlines import panels
from deadlines.models import Clock
from documents.models import Receipt

from . import policies, timing
from .enums import HELD, PetitionStatus
from .models import Answer, Claim, Petition, Petitioner, Pressing, RaisedAgain, ReferralItem
from .policies import Standing

SHOWN = 20  # relatives of one sort on the page
MOST_PEOPLE = 100


def load(user: User, code: str) -> Petition | None:
    """The petition with everything that its own facts name; None where this person sees none."""
    related = (
        "field", "level", "holder__unit__kind", "council__unit__kind", "council__kind", "place_unit__kind",
        "session__term", "lead", "split_from", "created_by", "opinion__conference", "contest",
    )  # fmt: skip
    visible = Petition.objects.visible_to(user).select_related(*related).defer("search_key", "pairs")
    return visible.filter(code=code).first()


def items_of(petition: Petition) -> list[ReferralItem]:
    """Which documents sent it to whom, the newest first, with the incoming number of each receiver."""
    receipts = Receipt.objects.filter(document=OuterRef("referral__document"), body=OuterRef("to"))
    items = petition.items.exclude(state="dropped").annotate(incoming=Subquery(receipts.values("incoming_number")[:1]))
    related = ("to", "referral__sender", "referral__document__type", "referral__document__issuer__kind")
    return list(items.select_related(*related).order_by("-pk")[:SHOWN])


def answers_of(petition: Petition, at: Standing) -> list[Answer]:
    """Answers, the newest first. A draft is shown to the holder's people only."""
    answers = petition.answers.select_related("body", "document__type", "document__issuer__kind", "written_by")
    if not at.holder & set(policies.ANSWERERS):
        answers = answers.filter(document__isnull=False)
    return list(answers.order_by("-run", "-pk")[:SHOWN])


def claims_of(petition: Petition) -> list[Claim]:
    """Claimed outcomes, the newest first, with what the council said to them."""
    related = ("body", "claimed_by", "verdict_by", "evidence__type", "evidence__issuer__kind")
    claims = petition.claims.select_related(*related).order_by("-run", "-pk")[:SHOWN]
    return [_of(claim, petition) for claim in claims]


def with_files(claims: Sequence[Claim], files: Mapping[int, Any], at: Standing) -> list[dict[str, Any]]:
    """Each claim with its evidence, and whether more may be added."""
    may = bool(at.holder & set(policies.ANSWERERS))
    return [
        {"claim": claim, "attachments": files[claim.pk], "can_attach": may and claim.verdict is None}
        for claim in claims
    ]


def pressings_of(petition: Petition) -> list[Pressing]:
    """The ladder as far as it was climbed."""
    if petition.status not in {*HELD, PetitionStatus.VERIFIED, PetitionStatus.CLOSED}:
        return []
    related = ("body", "document__type", "document__issuer__kind")
    return list(petition.pressings.select_related(*related).order_by("-rung", "-pk")[:SHOWN])


def people_of(petition: Petition, at: Standing) -> list[Petitioner]:
    """Who petitioned, for the council's people alone; nothing is asked of the database for anybody else."""
    if not policies.may_see_petitioners(at):
        return []
    return list(petition.petitioners.order_by("pk")[:MOST_PEOPLE])


# -- other petitions that belong to it


@dataclass(frozen=True)
class Relative:
    """Another petition: its code and words, with its address only for those who see it."""

    code: str
    content: str
    state: PetitionStatus
    received_on: date
    url: str


SORTS = ("duplicates", "parts", "earlier", "later")


@dataclass
class Relatives:
    """Petitions that were grouped into this one, its parts, what it raises again, and what raised it again."""

    duplicates: list[Relative] = field(default_factory=list)
    parts: list[Relative] = field(default_factory=list)
    earlier: list[Relative] = field(default_factory=list)
    later: list[Relative] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SORTS, 0))

    @property
    def any(self) -> bool:
        return any(self.counts.values())


def relatives_of(user: User, petition: Petition) -> Relatives:
    """All sorts in one statement, each found by its own index, the first SHOWN of each with the count of all."""
    links = RaisedAgain.objects.all()
    sorts = {
        "duplicates": Petition.objects.filter(lead=petition),
        "parts": Petition.objects.filter(split_from=petition),
        "earlier": Petition.objects.filter(pk__in=links.filter(petition=petition).values("earlier")),
        "later": Petition.objects.filter(pk__in=links.filter(earlier=petition).values("petition")),
    }
    parts = [_sort(name, queryset) for name, queryset in sorts.items()]
    found = Relatives()
    rows = list(parts[0].union(*parts[1:], all=True))
    seen = _seen(user, [row[1] for row in rows])
    for sort, key, code, wording, text, status, received_on, total in rows:
        url = Petition(code=code).get_absolute_url() if key in seen else ""
        relative = Relative(code, wording or text, PetitionStatus(status), received_on, url)
        getattr(found, sort).append(relative)
        found.counts[sort] = total
    return found


def _seen(user: User, keys: Sequence[int]) -> set[int]:
    if not keys:
        return set()
    return set(Petition.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


def _sort(name: str, queryset: QuerySet[Petition]) -> QuerySet[Any, Any]:
    columns = ("pk", "code", "wording", "text", "status", "received_on", "total")
    named = queryset.annotate(sort=Value(name, CharField()), total=Window(Count("pk")))
    rows: QuerySet[Any, Any] = named.order_by("received_on", "pk").values_list("sort", *columns)[:SHOWN]
    return rows


# -- its clocks


def clocks_of(petition: Petition) -> list[panels.Panel]:
    """The newest clock of each kind, the live one first."""
    kinds = [timing.ANSWER, timing.RESULT]
    clocks = Clock.objects.of(petition).filter(kind__code__in=kinds).select_related("kind", "body")
    newest: dict[str, Clock] = {}
    for clock in clocks:
        newest.setdefault(clock.kind.code, clock)
    return [panels.panel(clock) for clock in sorted(newest.values(), key=lambda clock: not clock.is_live)]


def has_no_limit(petition: Petition) -> bool:
    """Somebody holds it and nothing runs: no day was set and the province has no rule."""
    return petition.status in HELD and petition.due_on is None and petition.answer_due_on is None


def _of(claim: Claim, petition: Petition) -> Claim:
    claim.petition = petition
    return claim
