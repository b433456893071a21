"""Sending petitions on: a draft is filled, then one document with number and date transfers all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from conferences.models import CouncilSession
from deadlines.models import Rule
from documents.models import OfficialDocument, Receipt
from documents.services import receive
from jobs import services as jobs
from jobs.models import Job
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from petitions import events, policies, telling, timing, workflow
from petitions.enums import ITEM_LIVE, ItemState, PetitionStatus, ReferralStatus
from petitions.models import Petition, PetitionState, Referral, ReferralItem

from .shared import (
    check_alive,
    check_day,
    check_order,
    check_paper,
    checked_reason,
    enter,
    enter_many,
    latest_days,
    locked,
    locked_many,
    next_number,
    remember,
    remember_many,
)

type Tell = Callable[[Sequence[Petition]], None]

BATCH = 250  # petitions that are written together
IN_BACKGROUND = 500  # more than this are sent by a job, which shows how far it is
SEND = "petitions.send"


def _quietly(_done: Sequence[Petition]) -> None:
    return None


@transaction.atomic
def draft_referral(
    *,
    sender: Body,
    title: str,
    by: User,
    session: CouncilSession | None = None,
    note: str = "",
    due_on: date | None = None,
) -> Referral:
    """Begin a referral of a council. Refused: no title; another council's session."""
    policies.check_can_prepare(by, sender)
    if not title.strip():
        raise Refused(_("Cần có trích yếu."), field="title")
    if session is not None and session.council_id != sender.pk:
        raise Refused(_("Kỳ họp này của Hội đồng nhân dân khác."), field="session")
    referral = _new_referral(sender, title, by=by, session=session, note=note, due_on=due_on)
    write_parties_of_referral(referral)
    record(events.REFERRAL_DRAFTED, by=by, subject=referral, unit_id=sender.unit_id)
    return referral


@transaction.atomic
def fill(*, referral: Referral, wanted: Mapping[Petition, Body], by: User) -> Referral:
    """Say which petitions the draft sends to which body; what is not named is taken out.

    Refused: not consolidated; another council's; in another referral already; a body that is no more.
    """
    referral = _locked(referral)
    policies.check_can_prepare(by, referral.sender)
    workflow.move_referral(referral, "fill")
    petitions = {row.pk: row for row in locked_many([petition.pk for petition in wanted])}
    for petition, to in wanted.items():
        _check_may_go(petitions.get(petition.pk), referral, to)
    _check_nowhere_else(list(petitions), referral)
    present = {item.petition_id: item for item in referral.items.exclude(state=ItemState.DROPPED)}
    gone = [item.pk for key, item in present.items() if key not in petitions]
    ReferralItem.objects.filter(pk__in=gone).delete()
    new, moved = [], []
    for petition, to in wanted.items():
        item, row = present.get(petition.pk), petitions[petition.pk]
        if item is None:
            new.append(ReferralItem(referral=referral, petition=row, to=to, run=row.run))
        elif item.to_id != to.pk:
            item.to = to
            moved.append(item)
    ReferralItem.objects.bulk_create(new)
    ReferralItem.objects.bulk_update(moved, ["to"])
    about: dict[str, Any] = {"by": by, "subject": referral, "unit_id": referral.sender.unit_id}
    if new or gone:
        record(events.REFERRAL_FILLED, added=len(new), removed=len(gone), **about)
    if moved:
        record(events.REFERRAL_READDRESSED, count=len(moved), **about)
    return referral


@transaction.atomic
def put(*, referral: Referral, changes: Mapping[Petition, Body | None], by: User) -> Referral:
    """Change some lines of a draft: where a petition goes, or None to take it out. The other lines stay."""
    kept = {item.petition: item.to for item in _live_items(referral).select_related("petition", "to")}
    wanted = {petition: to for petition, to in (kept | dict(changes)).items() if to is not None}
    return fill(referral=referral, wanted=wanted, by=by)


@transaction.atomic
def edit_referral(*, referral: Referral, title: str, note: str, due_on: date | None, by: User) -> Referral:
    """Correct the words and the day of a draft."""
    referral = _locked(referral)
    policies.check_can_prepare(by, referral.sender)
    workflow.move_referral(referral, "fill")
    if not title.strip():
        raise Refused(_("Cần có trích yếu."), field="title")
    referral.title, referral.note, referral.due_on = clean_line(title), nfc(note.strip()), due_on
    referral.save(update_fields=["title", "note", "due_on"])
    record(events.REFERRAL_EDITED, by=by, subject=referral, unit_id=referral.sender.unit_id)
    return referral


def send_or_enqueue(*, referral: Referral, document: OfficialDocument, by: User) -> Job | None:
    """Send at once, or above IN_BACKGROUND petitions as a job, which is handed back; refused at once either way."""
    if referral.items.filter(state__in=ITEM_LIVE).count() <= IN_BACKGROUND:
        send(referral=referral, document=document, by=by)
        return None
    with transaction.atomic():
        _check_may_send(referral, document, by)
    unit_id, keys = referral.sender.unit_id, {"referral_id": referral.pk, "document_id": document.pk}
    return jobs.enqueue(SEND, key=str(referral.pk), by=by, unit_id=unit_id, **keys)


@transaction.atomic
def send(*, referral: Referral, document: OfficialDocument, by: User, tell: Tell = _quietly) -> Referral:
    """The document has number and date: every petition of the draft is transferred on that day, in one action.

    ``tell`` hears of each batch that is done; a job shows by it how far the work is.

    Refused: nothing chosen; a paper without number, of another unit or of a body that receives; a petition
    that is not consolidated any more, or was taken after that day; a body that did not exist then.
    """
    referral, on = _check_may_send(referral, document, by)
    items = {item.petition_id: item for item in _live_items(referral)}
    if not items:
        raise Refused(_("Chưa chọn kiến nghị nào để chuyển."))
    petitions = locked_many(list(items))

    referral.document, referral.sent_on = document, on
    referral.save(update_fields=["status", "document", "sent_on"])
    rule = None if referral.due_on else timing.limit_of(referral.sender, on)
    for batch in batched(petitions, BATCH):
        _transfer(batch, items, referral, rule, by)
        tell(batch)
    write_parties_of_referral(referral)

    bodies = {item.to_id: item.to for item in items.values()}
    record(
        events.REFERRAL_SENT, by=by, subject=referral, unit_id=referral.sender.unit_id, count=len(petitions),
        bodies=", ".join(body.short_name for body in bodies.values()), document=_named(document), on=ngay(on),
    )  # fmt: skip
    telling.transferred(referral, list(items.values()), by=by)
    return referral


@transaction.atomic
def cancel_referral(*, referral: Referral, reason: str, by: User) -> Referral:
    """The draft is not sent; its petitions may go into another one."""
    referral = _locked(referral)
    policies.check_can_cancel(by, referral)
    workflow.move_referral(referral, "cancel")
    reason = checked_reason(reason)
    referral.items.update(state=ItemState.DROPPED)
    referral.save(update_fields=["status"])
    record(events.REFERRAL_CANCELLED, by=by, subject=referral, unit_id=referral.sender.unit_id, reason=reason)
    return referral


@transaction.atomic
def accept(*, petition: Petition, by: User, on: date | None = None, incoming_number: int | None = None) -> Petition:
    """The body takes the petition up; its incoming number (số đến) is recorded once for the whole document."""
    petition = locked(petition)
    day = on or clock.today()
    policies.check_can_settle(by, petition)
    workflow.move(petition, "accept")
    check_day(petition, day, field="on")
    item = _live_item(petition)
    enter_incoming(item, petition, incoming_number, day, by)

    item.state, item.decided_on = ItemState.ACCEPTED, day
    item.save(update_fields=["state", "decided_on"])
    enter(petition, day)
    remember(events.ACCEPTED, petition, by, to=petition.holder.name if petition.holder else "", on=ngay(day))
    return petition


@transaction.atomic
def refuse(*, petition: Petition, reason: str, to: Body, document: OfficialDocument, by: User) -> Petition:
    """Not competent: the body names the one that is, and its document sends the petition there in the same step.

    A new run of the answer's clock starts with that document, so that the new holder has a day, too: by the province's
    rule, else the one that the council asked for (timing.day_for_next). The council sees both.
    """
    petition = locked(petition)
    policies.check_can_settle(by, petition)
    workflow.move(petition, "refuse")
    reason = checked_reason(reason)
    sender = petition.holder
    assert sender is not None
    if to.pk == sender.pk:
        raise Refused(_("Chọn cơ quan có thẩm quyền khác với cơ quan đang giữ."), field="to")
    on = check_paper(document, sender, others=[petition.council])
    check_day(petition, on, field="document")
    check_alive(to, on, field="to")

    refused = _live_item(petition)
    refused.state, refused.decided_on, refused.reason = ItemState.REFUSED, on, reason
    refused.save(update_fields=["state", "decided_on", "reason"])
    rule = timing.limit_of(petition.council, on)
    due_on = None if rule else timing.day_for_next(petition, on)
    timing.cancel(petition, on=on, by=by, reason=reason)
    title = _("Chuyển kiến nghị {code} không thuộc thẩm quyền").format(code=petition.code)
    session = refused.referral.session
    referral = _new_referral(sender, title, by=by, session=session, note=reason, due_on=due_on)
    referral.status, referral.document, referral.sent_on = ReferralStatus.SENT, document, on
    referral.save(update_fields=["status", "document", "sent_on"])
    item = ReferralItem.objects.create(referral=referral, petition=petition, to=to, run=petition.run)
    petition.status = PetitionStatus.CONSOLIDATED  # for a moment: the same step transfers it
    _transfer([petition], {petition.pk: item}, referral, rule, by, reason=reason)
    write_parties_of_referral(referral)
    telling.refused(petition, sender, reason, by=by)
    return petition


# -- is it possible


def _check_may_send(referral: Referral, document: OfficialDocument, by: User) -> tuple[Referral, date]:
    """The referral under its lock, and the day of the document."""
    referral = _locked(referral)
    policies.check_can_send(by, referral)
    workflow.move_referral(referral, "send")
    to = Body.objects.filter(pk__in=_live_items(referral).values("to"))
    on = check_paper(document, referral.sender, others=to)
    _check_due(referral, on)
    return referral, on


def _check_may_go(petition: Petition | None, referral: Referral, to: Body) -> None:
    if petition is None or petition.council_id != referral.sender_id:
        raise Refused(_("Chỉ chuyển được kiến nghị của chính Hội đồng nhân dân này."))
    if not workflow.may(petition, "transfer"):
        message = _("Kiến nghị {code} ở trạng thái “{state}”, chưa chuyển được.")
        raise Refused(message.format(code=petition.code, state=petition.state.label))
    check_alive(to, clock.today(), field="to")


def _check_nowhere_else(petitions: Sequence[int], referral: Referral) -> None:
    """Whoever comes second hears which referral has the petition; the rows are locked, so nobody comes in between."""
    elsewhere = ReferralItem.objects.filter(petition__in=petitions, state__in=ITEM_LIVE).exclude(referral=referral)
    other = elsewhere.select_related("referral", "petition").order_by("pk").first()
    if other is not None:
        message = _("Kiến nghị {code} đang nằm trong đợt chuyển {other}.")
        raise Refused(message.format(code=other.petition.code, other=other.referral.code))


def _check_due(referral: Referral, on: date) -> None:
    if referral.due_on and referral.due_on < on:
        message = _("Hạn đề nghị trả lời ({due}) trước ngày văn bản ({day}).")
        raise Refused(message.format(due=ngay(referral.due_on), day=ngay(on)), field="document")


# -- change


def _new_referral(
    sender: Body,
    title: str,
    *,
    by: User,
    session: CouncilSession | None = None,
    note: str = "",
    due_on: date | None = None,
) -> Referral:
    number = next_number("petitions_referral")
    referral = Referral(
        pk=number, code=f"DC-{clock.today().year}-{number:04d}", sender=sender, session=session,
        title=clean_line(title), note=nfc(note.strip()), due_on=due_on, created_by=by,
    )  # fmt: skip
    referral.save(force_insert=True)
    return referral


def _latest_days(petitions: Sequence[Petition], on: date) -> dict[int, date]:
    """latest_days(), where what a paper of that day lists was consolidated by then.

    Consolidation has no paper of its own, and offices often sign first and write into the portal afterwards.
    """
    keys = [petition.pk for petition in petitions]
    days = latest_days(keys)
    late = PetitionState.objects.filter(petition__in=keys, status=PetitionStatus.CONSOLIDATED, since__gt=on)
    return latest_days(keys) if max(days.values(), default=on) > on and late.update(since=on) else days


def _transfer(
    petitions: Sequence[Petition],
    items: Mapping[int, ReferralItem],
    referral: Referral,
    rule: Rule | None,
    by: User,
    *,
    reason: str = "",
) -> None:
    """Petitions of a sent referral: state, holder, clock, sentence; the number of statements does not grow."""
    on, document = referral.sent_on, referral.document
    assert on is not None
    assert document is not None
    previous = {petition.pk: petition.holder for petition in petitions}
    days = _latest_days(petitions, on)
    for petition in petitions:
        item = items[petition.pk]
        try:
            workflow.move(petition, "transfer")
            check_order(petition, on, days.get(petition.pk), field="document")
            check_alive(item.to, on, field="document")
        except Refused as refused:
            raise Refused(f"{petition.code}: {refused.message}", field=refused.field) from None
        item.state = ItemState.SENT
        petition.holder, petition.transferred_on = item.to, petition.transferred_on or on
    ReferralItem.objects.filter(pk__in=[items[petition.pk].pk for petition in petitions]).update(state=ItemState.SENT)
    enter_many(petitions, on, changed=["transferred_on"], note=reason)
    timing.start_answers(petitions, on=on, due_on=referral.due_on, rule=rule, paper=document, by=by)
    common = {"document": _named(document), "on": ngay(on)}
    sent = [(row, {"to": items[row.pk].to.name, **common}) for row in petitions]
    first = [(row, words) for row, words in sent if previous[row.pk] is None]
    passed = [(row, _refused_by(previous[row.pk], reason) | words) for row, words in sent if previous[row.pk]]
    remember_many(events.TRANSFERRED, first, by)
    remember_many(events.REFUSED, passed, by)


def _refused_by(body: Body | None, reason: str) -> dict[str, str]:
    return {"body": body.name if body else "", "reason": reason}


def _live_items(referral: Referral) -> QuerySet[ReferralItem]:
    return referral.items.filter(state__in=ITEM_LIVE).select_related("to__unit").order_by("pk")


def _live_item(petition: Petition) -> ReferralItem:
    items = petition.items.select_for_update(of=("self",), no_key=True).select_related("referral__document", "to")
    return items.get(state__in=ITEM_LIVE)


def enter_incoming(item: ReferralItem, petition: Petition, number: int | None, on: date, by: User) -> None:
    """The receiver's number of the whole document, noted once."""
    document, body = item.referral.document, petition.holder
    assert document is not None
    assert body is not None
    if number is None or Receipt.objects.filter(document=document, body=body).exists():
        return
    receive(document=document, body=body, incoming_number=number, received_on=on, by=by)


def _locked(referral: Referral) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("sender__unit", "document__issuer", "session").get(pk=referral.pk)


def write_parties_of_referral(referral: Referral) -> None:
    """Its sender; once sent also the bodies that it was sent to, and those that hold its petitions now."""
    stakes = [StakeSpec.of(referral.sender, Why.ORIGIN)]
    if referral.status == ReferralStatus.SENT:
        holders = referral.items.filter(petition__holder__isnull=False).values("petition__holder")
        to = Body.objects.filter(Q(pk__in=referral.items.values("to")) | Q(pk__in=holders)).order_by("pk")
        stakes += [StakeSpec.of(body, Why.HOLDER) for body in to]
    scope.write_stakes(referral, stakes)


@in_portal_language
def _named(document: OfficialDocument) -> str:
    return document.label
