"""What happens at one place: put up, shown, taken down, torn off. Each verb locks the disclosure, then the posting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from disclosures import events, policies, timing, workflow
from disclosures.enums import DisclosureStatus, PostingStatus, ProofKind
from disclosures.models import Disclosure, Posting, PostingPlace, Proof
from documents import media
from documents.models import OfficialDocument
from documents.services import attachments

from . import state


@transaction.atomic
def want_place(*, disclosure: Disclosure, place: PostingPlace, by: User) -> Posting:
    """One more place where the content has to be disclosed.

    Refused: a place of another body, or out of use; a place that is wanted or in use for it already.
    """
    disclosure = state.locked(disclosure)
    policies.check_can_record(by, disclosure.body)
    workflow.check_step(disclosure, "add_place")
    if place.body_id != disclosure.body_id or clock.today() not in place.valid:
        raise Refused(_("Nơi này không thuộc cơ quan công khai hoặc không còn dùng."), field="place")
    if disclosure.postings.filter(place=place, status__in=[PostingStatus.PLANNED, PostingStatus.UP]).exists():
        raise Refused(_("Nơi này đã có trong danh sách phải công khai."), field="place")
    posting = Posting.objects.create(disclosure=disclosure, place=place)
    state.settle(disclosure, on=clock.today(), by=by)
    record(events.PLACE_WANTED, by=by, subject=disclosure, unit_id=disclosure.unit_id, place=place.name)
    return posting


@transaction.atomic
def put_up(*, postings: Iterable[Posting], on: date, by: User) -> list[Posting]:
    """The content is up at these places of one disclosure since that day; the minimum is counted from there.

    Refused: a day to come or before the decision; a place that is not waiting.
    """
    disclosure, chosen = _locked(list(postings))
    policies.check_can_carry_out(by, disclosure)
    _check_day(on, first=disclosure.decided_on)
    for posting in chosen:
        workflow.check_posting_step(posting, "put_up")
        posting.status, posting.put_up_on, posting.put_up_by = PostingStatus.UP, on, by
        timing.fill_minimum(posting, disclosure.item, posting.place, on)
        posting.save(update_fields=["status", "put_up_on", "put_up_by", "rule", "may_come_down_from", "alarm_on"])
        words = {"place": posting.place.name, "on": ngay(on)}
        record(events.PUT_UP, by=by, subject=disclosure, unit_id=disclosure.unit_id, **words)
    if disclosure.replaces is not None:
        _take_down_replaced(disclosure.replaces, [posting.place_id for posting in chosen], on, by)
    state.settle(disclosure, on=clock.today(), by=by)
    return chosen


@transaction.atomic
def prove(
    *,
    posting: Posting,
    upload: File[bytes],
    kind: ProofKind,
    shown_on: date,
    key: UUID,
    by: User,
) -> Proof:
    """A photo or recording that shows it. Sent twice with one key, it is kept once and the first is returned.

    Place, time and device are taken out of the file (documents.media). Refused: a day on which it was not up; a file
    that is no photo or recording.
    """
    disclosure, (posting,) = _locked([posting])
    policies.check_can_carry_out(by, disclosure)
    sent = Proof.objects.filter(key=key).select_related("posting").first()
    if sent is not None:
        if sent.posting_id != posting.pk:
            raise Refused(_("Lần gửi này đã dùng cho nơi khác. Tải lại trang rồi gửi lại."), field="upload")
        return sent
    workflow.check_posting_step(posting, "prove")
    _check_shown(posting, shown_on)
    take = media.photo if kind == ProofKind.PHOTO else media.recording
    cleaned = take(upload, field="upload")
    blob = attachments.store(cleaned.data, content_type=cleaned.content_type)
    same = Proof.objects.filter(posting=posting, blob=blob).first()
    if same is not None:
        return same
    proof = Proof.objects.create(
        posting=posting, kind=kind, shown_on=shown_on, blob=blob, name=cleaned.name, key=key, uploaded_by=by,
        uploaded_at=clock.now(),
    )  # fmt: skip
    words = {"what": str(ProofKind(kind).label), "place": posting.place.name, "on": ngay(shown_on)}
    record(events.PROVEN, by=by, subject=disclosure, unit_id=disclosure.unit_id, **words)
    timing.watch_proofs(disclosure, on=clock.today(), by=by)
    return proof


@transaction.atomic
def put_up_and_prove(*, posting: Posting, upload: File[bytes], key: UUID, by: User, on: date | None = None) -> Proof:
    """What the phone does: a photo, of today unless it waited for a line; a place that was waiting is up from that day.

    Repeatable with the same key. Refused: what put_up() and prove() refuse, beside the photo.
    """
    on = on or clock.today()
    disclosure, (locked,) = _locked([posting])
    policies.check_can_carry_out(by, disclosure)
    if locked.status == PostingStatus.PLANNED and not Proof.objects.filter(key=key).exists():
        put_up(postings=[locked], on=on, by=by)
    return prove(posting=locked, upload=upload, kind=ProofKind.PHOTO, shown_on=on, key=key, by=by)


@transaction.atomic
def take_down(*, posting: Posting, on: date, by: User, minutes: OfficialDocument | None = None) -> Posting:
    """It came down on that day. Refused: before the minimum ended, naming the first lawful day and its rule; a
    permanent content, which is replaced instead."""
    disclosure, (posting,) = _locked([posting])
    policies.check_can_carry_out(by, disclosure)
    workflow.check_posting_step(posting, "take_down")
    assert posting.put_up_on is not None
    _check_day(on, first=posting.put_up_on)
    _check_may_come_down(disclosure, posting, on)
    _end(posting, PostingStatus.DOWN, on, by, minutes=minutes)
    words = {"place": posting.place.name, "on": ngay(on)}
    record(events.TAKEN_DOWN, by=by, subject=disclosure, unit_id=disclosure.unit_id, **words)
    state.settle(disclosure, on=clock.today(), by=by)
    return posting


@transaction.atomic
def break_off(*, posting: Posting, on: date, reason: str, by: User) -> Posting:
    """It was torn off, washed away, switched off before its minimum ended: a gap. The place wants it anew.

    The consecutive days start again with the next posting (Law 10/2022/QH15 Article 13(2)). Refused: the minimum had
    ended, then it was taken down.
    """
    disclosure, (posting,) = _locked([posting])
    policies.check_can_carry_out(by, disclosure)
    workflow.check_posting_step(posting, "break_off")
    assert posting.put_up_on is not None
    _check_day(on, first=posting.put_up_on)
    reason = state.reason_of(reason)
    if posting.may_come_down_from is not None and on >= posting.may_come_down_from:
        raise Refused(_("Đã đủ thời gian tối thiểu: ghi là đã gỡ."), field="on")
    _end(posting, PostingStatus.BROKEN, on, by, reason=reason)
    Posting.objects.create(disclosure=disclosure, place=posting.place)
    words = {"place": posting.place.name, "on": ngay(on), "reason": reason}
    record(events.BROKEN, by=by, subject=disclosure, unit_id=disclosure.unit_id, **words)
    state.settle(disclosure, on=clock.today(), by=by)
    return posting


@transaction.atomic
def drop(*, posting: Posting, reason: str, by: User) -> Posting:
    """The place is not used for this content, with the reason: no loudspeakers there, the house is being rebuilt."""
    disclosure, (posting,) = _locked([posting])
    policies.check_can_decide(by, disclosure.body)
    workflow.check_posting_step(posting, "drop")
    posting.status, posting.reason = PostingStatus.DROPPED, state.reason_of(reason)
    posting.save(update_fields=["status", "reason"])
    words = {"place": posting.place.name, "reason": posting.reason}
    record(events.PLACE_DROPPED, by=by, subject=disclosure, unit_id=disclosure.unit_id, **words)
    state.settle(disclosure, on=clock.today(), by=by)
    return posting


# -- is it possible


def _check_day(on: date, *, first: date) -> None:
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="on")
    if on < first:
        raise Refused(_("Ngày không được trước {day}.").format(day=ngay(first)), field="on")


def _check_shown(posting: Posting, shown_on: date) -> None:
    if shown_on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="shown_on")
    assert posting.put_up_on is not None
    if shown_on < posting.put_up_on:
        message = _("Ngày chụp trước ngày công khai tại nơi này ({day}).")
        raise Refused(message.format(day=ngay(posting.put_up_on)), field="shown_on")
    if posting.taken_down_on is not None and shown_on > posting.taken_down_on:
        message = _("Ngày chụp sau ngày gỡ tại nơi này ({day}).")
        raise Refused(message.format(day=ngay(posting.taken_down_on)), field="shown_on")


def _check_may_come_down(disclosure: Disclosure, posting: Posting, on: date) -> None:
    if disclosure.item.permanent:
        message = _("Nội dung này niêm yết thường xuyên ({citation}): khi thay đổi thì thay bằng nội dung mới.")
        raise Refused(message.format(citation="Luật 10/2022/QH15 Điều 13 khoản 2"), field="on")
    first = posting.may_come_down_from
    if first is not None and on < first and posting.rule is not None:
        message = _("Phải công khai {limit} ({citation}): được gỡ từ ngày {day}. Nếu bị mất, rách thì ghi gián đoạn.")
        words = {"limit": posting.rule.in_words, "citation": posting.rule.citation, "day": ngay(first)}
        raise Refused(message.format(**words), field="on")


# -- change


def _locked(postings: list[Posting]) -> tuple[Disclosure, list[Posting]]:
    """The disclosure, then its postings, locked in the order of their keys. Refused: none, or of two disclosures."""
    owners = {posting.disclosure_id for posting in postings}
    if len(owners) != 1:
        raise Refused(_("Chọn ít nhất một nơi của việc công khai này."), field="postings")
    disclosure = state.locked(Disclosure(pk=owners.pop()))
    rows = Posting.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[row.pk for row in postings])
    found = list(rows.select_related("place__form", "place__body__unit", "rule").order_by("pk"))
    for posting in found:
        posting.disclosure = disclosure
    return disclosure, found


def _end(
    posting: Posting,
    status: PostingStatus,
    on: date,
    by: User,
    *,
    reason: str = "",
    minutes: OfficialDocument | None = None,
) -> None:
    posting.status, posting.taken_down_on, posting.taken_down_by = status, on, by
    posting.reason, posting.minutes = reason, minutes
    posting.save(update_fields=["status", "taken_down_on", "taken_down_by", "reason", "minutes"])


def _take_down_replaced(old: Disclosure, places: list[int], on: date, by: User) -> None:
    """Where the new text hangs the old one goes: a permanent content, or one whose minimum has ended."""
    old = state.locked(old)
    for posting in old.postings.select_for_update().filter(status=PostingStatus.UP, place__in=places):
        first = posting.may_come_down_from
        if first is not None and on < first:
            continue
        _end(posting, PostingStatus.DOWN, max(on, posting.put_up_on or on), by)
    if old.status != DisclosureStatus.CANCELLED:
        state.settle(old, on=clock.today(), by=by)
