"""Which papers there are: of which record, issued by whom, how long, and how each is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.official import Paper
from common.periods import BadPeriod, Period
from conferences.models import CouncilSession
from documents.models import OfficialDocument
from organizations import scope
from organizations.enums import Family
from organizations.models import Body, Unit
from petitions.cube import Rows
from petitions.enums import ItemState
from petitions.models import Referral, Supervision

from . import records, session
from .base import Words
from .session import Scope

AT_ONCE = 300  # petitions of a paper that is written while the person waits
MOST_ISSUERS = 40
_PRINCIPALS = (Family.COUNCIL, Family.STATE)


@dataclass(frozen=True)
class Kind:
    """One paper. ``find`` gives the record that exists for a person, by its code and the address's query."""

    slug: str
    label: str | Promise
    families: tuple[Family, ...]
    asks: tuple[str, ...]  # of the words, besides who signs and who gets it
    find: Callable[[User, str, Mapping[str, str]], Any]
    build: Callable[[Any, Words], Paper]
    size: Callable[[Any], int]
    query: Callable[[Any], dict[str, str]] = lambda _record: {}

    def issuers(self, record: Any) -> list[Body]:
        """Who may issue it, the usual one first."""
        own = sender_of(record)
        alive = Body.objects.alive(clock.today()).select_related("kind", "unit__kind", "parent")
        found = alive.filter(unit=unit_of(record), kind__family__in=self.families)
        rows = sorted(found[:MOST_ISSUERS], key=lambda body: (body != own, self.families.index(body.family), body.pk))
        return rows if rows or own is None else [own]


def unit_of(record: Any) -> Unit:
    """The unit whose paper it is."""
    own = sender_of(record)
    unit: Unit = record.unit if own is None else own.unit
    return unit


def sender_of(record: Any) -> Body | None:
    """The council, or whoever transfers."""
    if isinstance(record, Referral):
        return record.sender
    if isinstance(record, Supervision):
        return record.council
    return record.session.council if record.session else None


def document_of(record: Any) -> OfficialDocument | None:
    """The issued document whose number and date the paper bears."""
    if isinstance(record, Referral):
        return record.document
    return record.report if isinstance(record, Supervision) else None


def _session(user: User, code: str, _query: Mapping[str, str]) -> Scope | None:
    """A session whose council's petitions the person reads, all of them."""
    rows = CouncilSession.objects.filter(council__unit__in=scope.reach_of(user), code=code)
    found = rows.select_related("council__unit__kind", "council__kind", "council__parent", "term").first()
    return Scope(found.council.unit, found) if found else None


def _period(user: User, code: str, query: Mapping[str, str]) -> Scope | None:
    """A unit within reach, and the period of the page of figures (this year without one)."""
    unit = Unit.objects.filter(pk__in=scope.reach_of(user), code=code).select_related("kind").first()
    try:
        period = Period.parse(query["ky"]) if query.get("ky") else Period.of_year(clock.today().year)
    except BadPeriod:
        return None
    return Scope(unit, None, period) if unit else None


def _referral(user: User, code: str, _query: Mapping[str, str]) -> Referral | None:
    rows = Referral.objects.visible_to(user).select_related(
        "sender__unit__kind", "sender__kind", "sender__parent", "session__term", "document__issuer__unit__kind",
        "document__issuer__kind", "document__issuer__parent", "document__type",
    )  # fmt: skip
    return rows.filter(code=code).first()


def _supervision(user: User, code: str, _query: Mapping[str, str]) -> Supervision | None:
    rows = Supervision.objects.visible_to(user).select_related(
        "council__unit__kind", "council__kind", "council__parent", "session__term", "report__issuer__unit__kind",
        "report__issuer__kind", "report__issuer__parent", "report__type", "plan__type", "plan__issuer__kind",
    )  # fmt: skip
    return rows.filter(code=code).first()


def _of_scope(chosen: Scope) -> int:
    return chosen.table(Rows.LEVEL).after


def _items(referral: Referral) -> int:
    return referral.items.exclude(state=ItemState.DROPPED).count()


def _late(chosen: Scope) -> int:
    return chosen.table(Rows.LEVEL).total.on_time.overdue


_JUDGED = ("opinion", "proposals")

KINDS = {
    kind.slug: kind
    for kind in (
        Kind("tong-hop", _("Báo cáo tổng hợp ý kiến, kiến nghị của cử tri"), (Family.FRONT, Family.COUNCIL), _JUDGED,
             _session, session.synthesis, _of_scope),
        Kind("ket-qua", _("Báo cáo kết quả giải quyết kiến nghị"), _PRINCIPALS, _JUDGED, _session, session.results,
             _late),
        Kind("ket-qua-ky", _("Báo cáo kết quả giải quyết kiến nghị trong kỳ"), _PRINCIPALS, _JUDGED, _period,
             session.results, _late, lambda chosen: {"ky": chosen.period.code}),
        Kind("tham-tra", _("Báo cáo thẩm tra kết quả giải quyết kiến nghị"), (Family.COUNCIL,), _JUDGED, _session,
             session.verification, _of_scope),
        Kind("chuyen", _("Công văn chuyển kiến nghị kèm phụ lục"), _PRINCIPALS, (), _referral, records.transfer,
             _items),
        Kind("giam-sat", _("Báo cáo kết quả giám sát"), (Family.COUNCIL,), _JUDGED, _supervision, records.supervised,
             lambda supervision: supervision.lines.count()),
    )
}  # fmt: skip
