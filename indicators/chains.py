"""The room's own links of the chain: the forms of the level above that stood on a submission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from common import chain
from common.chain import ChainLink

from .models import Consolidated, Submission


def register() -> None:
    """Called once at start-up."""
    chain.register_restricted("indicators.submission", taken_into, place=10)


def taken_into(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """Each form above that took the figures in, with the newest round that stood on them; two queries.

    What somebody may not open is named without an address: whoever reported may know where the figures went.
    """
    rows = Consolidated.objects.filter(copy__submission__in=keys)
    pairs = rows.values_list("copy__submission", "submission", "round").order_by("submission", "round")
    rounds = {(below, above): number for below, above, number in pairs}
    if not rounds:
        return {}
    above = Submission.objects.for_list().in_bulk({above for _below, above in rounds})
    seen = set(Submission.objects.visible_to(reader).filter(pk__in=above).values_list("pk", flat=True))
    links: dict[int, list[ChainLink]] = defaultdict(list)
    for (below, pk), number in rounds.items():
        one = above[pk]
        label = _("tổng hợp của {unit}, {window}").format(unit=one.unit.label, window=one.window.label)
        state = _("lần trình {number}").format(number=number)
        links[below].append(ChainLink(label, one.get_absolute_url() if pk in seen else "", state))
    return links
