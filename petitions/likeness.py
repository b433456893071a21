"""How alike two petitions are: which part of their pairs of syllables they share. A hint for people, never a decision.

The score is simple on purpose, so that it can be explained beside each suggestion: of the pairs of syllables of the
shorter text, how many stand in the other one. Pairs that every petition has ("đề nghị", "cử tri") do not count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.text import syllable_pairs
from organizations.models import BodyHeir

from .enums import ITEM_LIVE, SET_ASIDE, UNSENT
from .models import Petition, RaisedAgain, ReferralItem

LEAST = 50  # percent
COMPARED = 1_500  # petitions of one session that are compared with each other
LOOKED_AT = 2_000  # earlier petitions that share a pair, the latest first
USUAL = frozenset(
    pair
    for words in ("cử tri đề nghị", "cử tri kiến nghị", "cử tri phản ánh", "đề nghị các cấp", "quan tâm", "xem xét")
    for pair in syllable_pairs(words)
)


@dataclass(frozen=True)
class Likeness:
    """Two petitions, and how many pairs of the shorter text stand in the other."""

    one: Petition
    other: Petition
    shared: int
    of: int

    @property
    def percent(self) -> int:
        return 100 * self.shared // self.of


def telling_pairs(petition: Petition) -> frozenset[str]:
    """The pairs of a petition's content without those that say nothing."""
    return frozenset(syllable_pairs(petition.content)) - USUAL


def likely_duplicates(petitions: QuerySet[Petition], limit: int = 25) -> list[Likeness]:
    """Of the unsent petitions of one council (and session), those that may say the same; the likest first."""
    rows = list(petitions.filter(status__in=UNSENT).order_by("pk")[:COMPARED])
    pairs = {row.pk: telling_pairs(row) for row in rows}
    by_key = {row.pk: row for row in rows}
    shared: Counter[tuple[int, int]] = Counter()
    for keys in _holders(pairs).values():
        shared.update(combinations(keys, 2))
    found = [
        Likeness(by_key[one], by_key[other], count, min(len(pairs[one]), len(pairs[other])))
        for (one, other), count in shared.items()
    ]
    return _best(found, limit)


def alike_unsent(petition: Petition, limit: int = 8) -> list[Likeness]:
    """Other unsent petitions to the same council that may say the same and lie in no referral; the likest first."""
    pairs = telling_pairs(petition)
    if not pairs:
        return []
    held = ReferralItem.objects.filter(petition=OuterRef("pk"), state__in=ITEM_LIVE)
    own = Petition.objects.filter(~Exists(held), council=petition.council_id, status__in=UNSENT).exclude(pk=petition.pk)
    found = []
    for row in own.filter(pairs__overlap=sorted(pairs)).order_by("-received_on", "-pk")[:LOOKED_AT]:
        others = telling_pairs(row)
        found.append(Likeness(petition, row, len(pairs & others), max(1, min(len(pairs), len(others)))))
    return _best(found, limit)


def raised_before(petition: Petition, limit: int = 10) -> list[Likeness]:
    """Earlier petitions to the same council, or to one that it took over from, which may be about the same."""
    pairs = telling_pairs(petition)
    known = RaisedAgain.objects.filter(petition=petition).values("earlier")
    earlier = before(petition).exclude(status__in=SET_ASIDE).exclude(pk__in=known)
    if petition.session_id:
        earlier = earlier.exclude(session=petition.session_id)
    rows = earlier.filter(pairs__overlap=sorted(pairs)) if pairs else earlier.none()
    looked_at = rows.select_related("session__term", "council", "holder").order_by("-received_on", "-pk")[:LOOKED_AT]
    found = []
    for row in looked_at:
        others = telling_pairs(row)
        found.append(Likeness(petition, row, len(pairs & others), max(1, min(len(pairs), len(others)))))
    return _best(found, limit)


def before(petition: Petition) -> QuerySet[Petition]:
    """What came before it to its council and to the councils that this one took over from."""
    councils = BodyHeir.objects.filter(heir=petition.council_id).values("body")
    own = Q(council=petition.council_id) | Q(council__in=councils)
    sooner = Q(received_on__lt=petition.received_on) | Q(received_on=petition.received_on, pk__lt=petition.pk)
    return Petition.objects.filter(own & sooner)


def _holders(pairs: dict[int, frozenset[str]]) -> dict[str, list[int]]:
    """Which petitions have a pair; a pair that every fifth petition of a long list has tells nothing."""
    holders: dict[str, list[int]] = defaultdict(list)
    for key, known in pairs.items():
        for pair in known:
            holders[pair].append(key)
    most = max(60, len(pairs) // 5)
    return {pair: keys for pair, keys in holders.items() if len(keys) <= most}


def _best(found: Iterable[Likeness], limit: int) -> list[Likeness]:
    close: Sequence[Likeness] = [row for row in found if row.of and row.percent >= LEAST and row.shared >= 3]
    return sorted(close, key=lambda row: (-row.percent, -row.shared, row.one.pk, row.other.pk))[:limit]
