"""The disclosure's links of the chain: plan → decision → disclosure; and of a paper, what it made due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from common import chain
from common.chain import ChainLink

from .models import Disclosure

MOST = 5  # of one paper


def register() -> None:
    """Called once at start-up."""
    chain.register_restricted("documents.officialdocument", disclosures_of_papers, place=30)


def disclosures_of_papers(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """What a paper made due, for those who see it; one query beyond what the reader's roles need."""
    found: dict[int, list[ChainLink]] = {}
    seen = Disclosure.objects.visible_to(reader).counted().filter(document__in=keys).order_by("pk")
    for row in seen.only("code", "status", "document")[: MOST * len(keys)]:
        words = _("việc công khai {code}").format(code=row.code)
        found.setdefault(row.document_id or 0, []).append(
            ChainLink(words, row.get_absolute_url(), str(row.condition.label))
        )
    return found


def of_disclosure(disclosure: Disclosure) -> list[ChainLink]:
    """Of a disclosure that its page has read with its plan, document and list."""
    links = []
    if disclosure.plan_line:
        plan = disclosure.plan_line.plan
        links.append(ChainLink(_("kế hoạch năm {year}").format(year=plan.year), plan.get_absolute_url()))
    if disclosure.document:
        links.append(ChainLink(disclosure.document.label, disclosure.document.get_absolute_url()))
    words = _("việc công khai {code}").format(code=disclosure.code)
    links.append(ChainLink(words, disclosure.get_absolute_url(), str(disclosure.condition.label), current=True))
    return links
