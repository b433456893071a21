"""Many petitions in one action: the same verb for each, all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from documents.models import OfficialDocument
from petitions import events, policies, timing, workflow
from petitions.enums import ITEM_LIVE, ItemState, Outcome, Verdict
from petitions.models import Claim, CompetenceLevel, Petition, PetitionField, ReferralItem

from .answering import answer
from .referring import enter_incoming
from .shared import RowsRefused, check_order, check_paper, enter_many, latest_days, locked_many, remember_many
from .taking import check_classified, consolidated
from .verifying import label_of, pronounce


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


@transaction.atomic
def accept_many(
    *, petitions: Iterable[Petition], by: User, on: date | None = None, incoming_number: int | None = None
) -> list[Petition]:
    """``accept`` for many petitions that one document brought. RowsRefused names all that cannot be taken up.

    Refused: nothing chosen; an incoming number for petitions of several documents.
    """
    rows, day = _chosen(petitions), on or clock.today()
    latest = latest_days([row.pk for row in rows])
    refusal = _Asked(lambda row: policies.check_can_settle(by, row), lambda row: row.holder_id)

    def check(petition: Petition) -> None:
        refusal.check(petition)
        workflow.move(petition, "accept")
        check_order(petition, day, latest.get(petition.pk), field="on")

    _check_each(rows, check)
    items = _items_of(rows)
    papers = {(items[row.pk].referral.document_id, row.holder_id): row for row in rows}
    if incoming_number is not None and len(papers) > 1:
        message = _("Các kiến nghị thuộc nhiều văn bản chuyển; ghi số đến cho từng văn bản.")
        raise Refused(message, field="incoming_number")
    for row in papers.values():
        enter_incoming(items[row.pk], row, incoming_number, day, by)
    ReferralItem.objects.filter(pk__in=[item.pk for item in items.values()]).update(
        state=ItemState.ACCEPTED, decided_on=day
    )
    enter_many(rows, day)
    words = {"on": ngay(day)}
    told = [(row, {"to": row.holder.name if row.holder else "", **words}) for row in rows]
    remember_many(events.ACCEPTED, told, by)
    return rows


@transaction.atomic
def verify_many(
    *, petitions: Iterable[Petition], document: OfficialDocument, by: User, basis: str = ""
) -> list[Petition]:
    """``verify`` for many petitions under one paper of the council, on its day. RowsRefused names all that cannot be.

    Refused: nothing chosen; a paper without number, of another unit, or of the body whose result is confirmed.
    """
    rows = _chosen(petitions)
    refusal = _Asked(lambda row: policies.check_can_judge(by, row), lambda row: row.council_id)
    days = {row.council_id: check_paper(document, row.council) for row in rows if refusal.of(row) is None}
    latest = latest_days([row.pk for row in rows])

    def check(petition: Petition) -> None:
        refusal.check(petition)
        check_paper(document, petition.council, others=[petition.holder] if petition.holder else [])
        workflow.move(petition, "follow" if petition.outcome == Outcome.IN_PROGRESS else "verify")
        check_order(petition, days[petition.council_id], latest.get(petition.pk), field="document")

    _check_each(rows, check)
    on = next(iter(days.values()))
    claims = {claim.petition_id: claim for claim in Claim.objects.filter(petition__in=rows, verdict=None)}
    for claim in claims.values():
        pronounce(claim, Verdict.CONFIRMED, on, by, basis)
        claim.verdict_paper = document
    judged = ["verdict", "verdict_on", "verdict_by", "verdict_reason", "verdict_paper"]
    Claim.objects.bulk_update(claims.values(), judged, batch_size=500)
    _confirm([row for row in rows if row.outcome != Outcome.IN_PROGRESS], on, by)
    _follow([row for row in rows if row.outcome == Outcome.IN_PROGRESS], claims, on, by)
    return rows


def _confirm(petitions: Sequence[Petition], on: date, by: User) -> None:
    for petition in petitions:
        petition.verified_on = on
    enter_many(petitions, on, changed=["verified_on"])
    remember_many(events.VERIFIED, [(row, {"outcome": label_of(row.outcome), "on": ngay(on)}) for row in petitions], by)


def _follow(petitions: Sequence[Petition], claims: Mapping[int, Claim], on: date, by: User) -> None:
    """What is in progress stays open until its promised day."""
    until: dict[date, list[Petition]] = defaultdict(list)
    told = []
    for petition in petitions:
        promised = claims[petition.pk].promised_on
        assert promised is not None
        until[max(promised, on)].append(petition)
        told.append((petition, {"due": ngay(promised)}))
    enter_many(petitions, on)
    for due_on, rows in until.items():
        timing.start_results(rows, on=on, due_on=due_on, by=by)
    remember_many(events.FOLLOWED, told, by)


class _Asked:
    """A policy that is asked once for each body that it looks at, whatever the number of petitions."""

    def __init__(self, ask: Callable[[Petition], None], about: Callable[[Petition], int | None]) -> None:
        self._ask, self._about = ask, about
        self._known: dict[int | None, str | None] = {}

    def of(self, petition: Petition) -> str | None:
        """Why not; None: the person may."""
        key = self._about(petition)
        if key not in self._known:
            try:
                self._ask(petition)
                self._known[key] = None
            except PermissionDenied as denied:
                self._known[key] = str(denied)
        return self._known[key]

    def check(self, petition: Petition) -> None:
        """The same as a refusal of that row."""
        if reason := self.of(petition):
            raise Refused(reason)


def _chosen(petitions: Iterable[Petition]) -> list[Petition]:
    rows = locked_many(sorted({petition.pk for petition in petitions}))
    if not rows:
        raise Refused(_("Đánh dấu ít nhất một kiến nghị."))
    return rows


def _check_each(petitions: Sequence[Petition], check: Callable[[Petition], None]) -> None:
    """All that cannot be done are named at once, each with its reason."""
    wrong = {}
    for petition in petitions:
        try:
            check(petition)
        except Refused as refused:
            wrong[petition] = str(refused.message)
    if wrong:
        raise RowsRefused(wrong)


def _items_of(petitions: Sequence[Petition]) -> dict[int, ReferralItem]:
    """The live item of each petition, locked, with its document."""
    items = ReferralItem.objects.select_for_update(of=("self",), no_key=True).filter(
        petition__in=petitions, state__in=ITEM_LIVE
    )
    return {item.petition_id: item for item in items.select_related("referral__document").order_by("pk")}


def _beside(refused: Refused, petition: Petition) -> str | None:
    return f"text-{petition.pk}" if refused.field == "text" else refused.field


def _lock(petitions: Iterable[Petition]) -> None:
    """In the order of their keys, so that two people who do this at once never wait for each other."""
    locked_many([petition.pk for petition in petitions])
