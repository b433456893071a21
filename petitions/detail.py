"""What the page of one petition shows, each part in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Subquery, Value, Window
from django.db.models.functions import JSONObject

from accounts.models import User
from deadlines import panels
from deadlines.models import Clock
from documents.models import DocumentType, OfficialDocument, Receipt
from organizations import roles
from organizations.models import Body, BodyKind

from . import policies, timing
from .enums import AWAITED, HELD, PetitionStatus, Rung
from .models import Answer, Claim, Petition, Petitioner, Pressing, RaisedAgain, ReferralItem
from .policies import Standing
from .services import Person

SHOWN = 20  # relatives of one sort on the page
MOST_PEOPLE = 100


def load(user: User, code: str) -> Petition | None:
    """The petition with everything that its own facts name; None where this person sees none."""
    related = (
        "field", "level", "holder", "council", "place_unit__kind", "session__term", "lead", "split_from",
        "opinion__conference", "contest",
    )  # fmt: skip
    visible = Petition.objects.visible_to(user).select_related(*related).defer("search_key", "pairs")
    people = Petitioner.objects.filter(petition=OuterRef("pk")).order_by("pk").values_list(JSONObject(**_PERSON))
    pressed = (
        Pressing.objects.filter(petition=OuterRef("pk")).order_by("-rung", "-pk").values_list(JSONObject(**_PRESSED))
    )
    if roles.held(user) & set(policies.KEEPERS):
        visible = visible.annotate(all_people=ArraySubquery(people[:MOST_PEOPLE]))
    return visible.filter(code=code).annotate(all_pressings=ArraySubquery(pressed[:SHOWN])).first()


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
    related = ("body", "claimed_by", "verdict_by", "evidence__type", "evidence__issuer__kind", *_VERDICT_PAPER)
    claims = petition.claims.select_related(*related).order_by("-run", "-pk")[:SHOWN]
    return [_of(claim, petition) for claim in claims]


def with_files(claims: Sequence[Claim], files: Mapping[int, Any], at: Standing) -> list[dict[str, Any]]:
    """Each claim with its evidence, and whether more may be added."""
    may = bool(at.holder & set(policies.ANSWERERS))
    return [
        {"claim": claim, "attachments": files[claim.pk], "can_attach": may and claim.verdict is None}
        for claim in claims
    ]


@dataclass(frozen=True)
class Pressed:
    """A rung of the ladder with its document."""

    what: Rung
    on: date
    note: str
    body: str
    document: OfficialDocument


def pressings_of(petition: Petition) -> list[Pressed]:
    """The ladder as far as it was climbed, the highest rung first; read with the petition."""
    return [_pressed(row) for row in vars(petition)["all_pressings"]]


def people_of(petition: Petition, at: Standing) -> list[Person]:
    """Who petitioned, for the council's people alone; read with the petition only for those who hold such a role."""
    if not policies.may_see_petitioners(at):
        return []
    return [Person(**row) for row in vars(petition)["all_people"]]


_VERDICT_PAPER = ("verdict_paper__type", "verdict_paper__issuer__kind")
_PERSON = {"name": "name", "address": "address", "phone": "phone"}
_PRESSED = {
    "rung": "rung", "on": "on", "note": "note", "body": "body__name", "paper": "document_id",
    "number": "document__number", "symbol": "document__symbol", "family": "document__issuer__kind__family",
    "type_vi": "document__type__name_vi", "type_en": "document__type__name_en",
}  # fmt: skip


def _pressed(row: Mapping[str, Any]) -> Pressed:
    kind = DocumentType(name_vi=row["type_vi"], name_en=row["type_en"])
    issuer = Body(kind=BodyKind(family=row["family"]))
    document = OfficialDocument(pk=row["paper"], number=row["number"], symbol=row["symbol"], type=kind, issuer=issuer)
    return Pressed(Rung(row["rung"]), date.fromisoformat(row["on"]), row["note"], row["body"], document)


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
    parts = [_sort(user, name, queryset) for name, queryset in sorts.items()]
    found = Relatives()
    for sort, code, wording, text, status, received_on, total, seen in parts[0].union(*parts[1:], all=True).order_by():
        url = Petition(code=code).get_absolute_url() if seen else ""
        getattr(found, sort).append(Relative(code, wording or text, PetitionStatus(status), received_on, url))
        found.counts[sort] = total
    return found


def _sort(user: User, name: str, queryset: QuerySet[Petition]) -> QuerySet[Any, Any]:
    columns = ("code", "wording", "text", "status", "received_on", "total", "seen")
    seen = Exists(Petition.objects.visible_to(user).filter(pk=OuterRef("pk")))
    named = queryset.annotate(sort=Value(name, CharField()), total=Window(Count("pk")), seen=seen)
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
    unanswered = petition.status in AWAITED or petition.answer_due_on is None
    return petition.status in HELD and petition.due_on is None and unanswered


def _of(claim: Claim, petition: Petition) -> Claim:
    claim.petition = petition
    return claim
