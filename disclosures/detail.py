"""What the page of one disclosure asks: a fixed number of queries, whatever the number of places and photos."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import User
from common.names import in_page_language
from deadlines import calendars
from deadlines.models import Clock
from deadlines.panels import Panel, panel

from .actions import Action, Reasons, posting_actions
from .models import Disclosure, DisclosureFile, Posting, Proof

_RELATED = (
    "item__catalogue", "body__unit__kind", "body__kind", "unit__kind", "responsible", "document__type",
    "document__issuer", "plan_line__plan", "replaces", "replaced_by", "published_by", "listed_by",
)  # fmt: skip
MOST_PROOFS, MOST_POSTINGS = 4, 60


@dataclass(frozen=True)
class PlaceRow:
    """One place: what happened there, its newest photos, the next steps."""

    posting: Posting
    proofs: Sequence[Proof]
    more: int
    actions: Sequence[Action]


def load(user: User, code: str) -> Disclosure | None:
    """The disclosure, if the person sees it, with everything that the page names; one query."""
    seen = Disclosure.objects.visible_to(user).filter(code=code)
    found: Disclosure | None = seen.select_related(*_RELATED).defer("search_key", "pairs").first()
    return found


def postings_of(disclosure: Disclosure) -> list[Posting]:
    """What happened at each place, with its proofs; two queries."""
    proofs = Prefetch("proofs", Proof.objects.select_related("uploaded_by").order_by("-shown_on", "-pk"))
    found = list(disclosure.postings.for_page().prefetch_related(proofs)[:MOST_POSTINGS])
    for posting in found:
        posting.disclosure = disclosure
    return found


def rows(disclosure: Disclosure, postings: Iterable[Posting], reasons: Reasons) -> list[PlaceRow]:
    """Places as the page shows them."""
    listed = []
    for posting in postings:
        proofs = list(posting.proofs.all())
        shown, more = proofs[:MOST_PROOFS], max(0, len(proofs) - MOST_PROOFS)
        listed.append(PlaceRow(posting, shown, more, posting_actions(disclosure, posting, reasons)))
    return listed


def files_of(disclosure: Disclosure) -> list[DisclosureFile]:
    """What people read; one query."""
    return list(disclosure.files.present().select_related("blob", "uploaded_by"))


def clocks_of(disclosure: Disclosure) -> list[tuple[str, Panel]]:
    """Until when to disclose, until when to show it, each with its name; at most three queries."""
    found: dict[int, Clock] = {}
    for clock in Clock.objects.of(disclosure).select_related("kind", "body").order_by("kind__rank", "-run"):
        found.setdefault(clock.kind_id, clock)
    calendar = calendars.of_unit(disclosure.unit_id) if found else None
    return [(in_page_language(clock.kind), panel(clock, calendar)) for clock in found.values()]
