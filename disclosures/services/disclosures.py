"""A content to disclose, from its decision to its end. Each verb: lock, may you, is it possible, change, remember.

A disclosure is locked before its postings, its postings before its clocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.files.base import File
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from disclosures import events, policies, telling, timing, workflow
from disclosures.enums import AppliesTo, DisclosureStatus, FormSort, PostingStatus, Where
from disclosures.models import (
    Disclosure,
    DisclosureFile,
    DisclosureItem,
    PlanLine,
    Posting,
    PostingPlace,
)
from documents.models import OfficialDocument
from documents.services import attachments
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from steering.events import labels

from . import state


@transaction.atomic
def open_disclosure(
    *,
    body: Body,
    item: DisclosureItem,
    title: str,
    decided_on: date,
    by: User,
    decision: str = "",
    document: OfficialDocument | None = None,
    responsible: Body | None = None,
    plan_line: PlanLine | None = None,
    replaces: Disclosure | None = None,
    places: Iterable[PostingPlace] | None = None,
) -> Disclosure:
    """A decision makes a content due; the law's places are wanted at once, others can be added.

    ``places`` None: what the law names (required_places). The limit runs from the day of the decision. Refused: a day
    to come, or on which the body did not exist or the content was not yet, or no longer, in a catalogue; the same
    decision under the same words a second time, as a form sent twice gives it.
    """
    policies.check_can_record(by, body)
    _check_decided(body, item, decided_on, replaces)
    title, decision = clean_line(title), clean_line(decision)
    if not title:
        raise Refused(_("Cần ghi việc công khai."), field="title")
    if replaces is None:
        _check_not_written(body, item, title, decided_on, decision, document)
    number = _next_number()
    disclosure = Disclosure(
        pk=number, code=f"CK-{decided_on.year}-{number:04d}", body=body, unit_id=body.unit_id, item=item, title=title,
        decided_on=decided_on, decision=decision, document=document, responsible=responsible,
        plan_line=plan_line, replaces=replaces, created_by=by, created_at=clock.now(),
    )  # fmt: skip
    disclosure.save(force_insert=True)
    scope.write_stakes(disclosure, [StakeSpec.of(body, Why.ORIGIN)])
    wanted = required_places(body, item, decided_on) if places is None else list(places)
    Posting.objects.bulk_create(Posting(disclosure=disclosure, place=place) for place in wanted)
    timing.start(disclosure, by=by)
    if replaces is not None:
        _give_way(replaces, disclosure, by)

    words = {"code": disclosure.code, "item": item.label}
    record(events.OPENED, by=by, subject=disclosure, unit_id=disclosure.unit_id, **words)
    disclosure.refresh_from_db(fields=["due_on"])
    telling.assigned(disclosure, by=by)
    return disclosure


def required_places(body: Body, item: DisclosureItem, on: date) -> list[PostingPlace]:
    """Where the law wants the content: boards, and loudspeakers, website, village heads where the body has them.

    Law 10/2022/QH15 Articles 13(1) to 13(4), 48, 66.
    """
    places = PostingPlace.objects.filter(body=body, valid__contains=on).select_related("form", "body")
    return [place for place in places if _is_required(place, item)]


def _is_required(place: PostingPlace, item: DisclosureItem) -> bool:
    sort = place.form.sort
    if sort == FormSort.POSTING:
        return item.where == Where.EVERYWHERE or (item.where == Where.HEADQUARTERS and place.headquarters)
    if sort == FormSort.BROADCAST:
        return item.broadcast
    if sort == FormSort.ONLINE:
        return item.catalogue.online and place.form.code == "cong-thong-tin"
    return item.villages and place.form.code == "truong-thon"


@transaction.atomic
def edit(*, disclosure: Disclosure, title: str, decision: str, responsible: Body | None, by: User) -> Disclosure:
    """Correct the words, the number of the decision, who carries it out. Its day stays: the limit hangs on it.

    Refused: an empty title; a disclosure that ended.
    """
    disclosure = state.locked(disclosure)
    policies.check_can_record(by, disclosure.body)
    workflow.check_step(disclosure, "edit")
    values = {"title": clean_line(title), "decision": clean_line(decision), "responsible": responsible}
    if not values["title"]:
        raise Refused(_("Cần ghi việc công khai."), field="title")
    changed = [name for name, value in values.items() if getattr(disclosure, name) != value]
    if not changed:
        return disclosure
    for name in changed:
        setattr(disclosure, name, values[name])
    disclosure.save(update_fields=[*changed, "search_key", "pairs"])
    timing.retitle(disclosure)
    record(
        events.EDITED, by=by, subject=disclosure, unit_id=disclosure.unit_id, fields=labels(Disclosure, changed)
    )  # fmt: skip
    if "responsible" in changed:
        timing.hand_over(disclosure)
        telling.assigned(disclosure, by=by)
    return disclosure


@transaction.atomic
def cancel(*, disclosure: Disclosure, reason: str, by: User) -> Disclosure:
    """It was entered by mistake: nothing was put up anywhere, nothing is owed, no figure counts it."""
    disclosure = state.locked(disclosure)
    policies.check_can_decide(by, disclosure.body)
    workflow.check_step(disclosure, "cancel")
    if disclosure.postings.exclude(status__in=[PostingStatus.PLANNED, PostingStatus.DROPPED]).exists():
        raise Refused(_("Đã công khai ở ít nhất một nơi, không hủy được. Ghi đã gỡ, hoặc thay bằng nội dung mới."))
    reason = state.reason_of(reason)
    disclosure.postings.filter(status=PostingStatus.PLANNED).update(status=PostingStatus.DROPPED, reason=reason)
    disclosure.status, disclosure.cancel_reason = DisclosureStatus.CANCELLED, reason
    disclosure.published_on = disclosure.published_by = None
    disclosure.save(update_fields=["status", "cancel_reason", "published_on", "published_by"])
    timing.cancelled(disclosure, on=clock.today(), by=by, reason=reason)
    record(events.CANCELLED, by=by, subject=disclosure, unit_id=disclosure.unit_id, reason=reason)
    return disclosure


@transaction.atomic
def publish(*, disclosure: Disclosure, text: str, by: User) -> Disclosure:
    """Decide that everybody sees it on the network: title, decision, places, days, files, and this introduction."""
    disclosure = state.locked(disclosure)
    policies.check_can_decide(by, disclosure.body)
    workflow.check_step(disclosure, "publish")
    disclosure.public_text = nfc(text.strip())
    new = disclosure.published_on is None
    if new:
        disclosure.published_on, disclosure.published_by = clock.today(), by
    disclosure.save(update_fields=["public_text", "published_on", "published_by"])
    if new:
        record(events.PUBLISHED, by=by, subject=disclosure, unit_id=disclosure.unit_id)
    return disclosure


@transaction.atomic
def withdraw(*, disclosure: Disclosure, reason: str, by: User) -> Disclosure:
    """Take it off the public board again, with the reason."""
    disclosure = state.locked(disclosure)
    policies.check_can_decide(by, disclosure.body)
    if disclosure.published_on is None:
        raise Refused(_("Việc này chưa đưa lên bảng công khai."))
    reason = state.reason_of(reason)
    disclosure.published_on = disclosure.published_by = None
    disclosure.save(update_fields=["published_on", "published_by"])
    record(events.WITHDRAWN, by=by, subject=disclosure, unit_id=disclosure.unit_id, reason=reason)
    return disclosure


@transaction.atomic
def add_file(
    *,
    disclosure: Disclosure,
    upload: File[bytes],
    caption: str,
    no_state_secret: bool,
    by: User,
    named: bool = False,
    public_until: date | None = None,
) -> DisclosureFile:
    """Add what people read. An annex with names needs the last day on which it stands on the network.

    Refused: contents whose annexes list people (7 to 10) with an end before today; what attach() refuses.
    """
    disclosure = state.locked(disclosure)
    policies.check_can_record(by, disclosure.body)
    caption = clean_line(caption)
    if not caption:
        raise Refused(_("Cần ghi tệp này là gì."), field="caption")
    if named and public_until is None:
        raise Refused(_("Phụ lục có tên người phải có ngày thôi công khai trên mạng."), field="public_until")
    if public_until is not None and public_until < clock.today():
        raise Refused(_("Ngày này đã qua."), field="public_until")
    name, blob = attachments.keep(upload, no_state_secret=no_state_secret)
    known = disclosure.files.filter(blob=blob, removed_on=None).first()
    if known is not None:
        return known
    file = DisclosureFile.objects.create(
        disclosure=disclosure, blob=blob, name=name, caption=caption, named=named, public_until=public_until,
        uploaded_on=clock.today(), uploaded_by=by,
    )  # fmt: skip
    record(events.FILE_ADDED, by=by, subject=disclosure, unit_id=disclosure.unit_id, name=caption)
    return file


@transaction.atomic
def remove_file(*, file: DisclosureFile, reason: str, by: User) -> DisclosureFile:
    """Take a file off, with the reason. Row and bytes stay."""
    disclosure = state.locked(file.disclosure)
    policies.check_can_record(by, disclosure.body)
    file = DisclosureFile.objects.select_for_update().get(pk=file.pk)
    if file.removed_on is not None:
        raise Refused(_("Tệp này đã được gỡ."))
    file.removed_on, file.removed_reason = clock.today(), state.reason_of(reason)
    file.save(update_fields=["removed_on", "removed_reason"])
    words = {"name": file.caption, "reason": file.removed_reason}
    record(events.FILE_REMOVED, by=by, subject=disclosure, unit_id=disclosure.unit_id, **words)
    return file


@transaction.atomic
def ask_review(*, disclosure: Disclosure, reason: str, by: User) -> Disclosure:
    """The paper of a permanent content changed: somebody has to look whether what is posted still holds.

    Law 10/2022/QH15 Articles 13(2) and 14(1): refreshed when it changes. Refused: not permanent; already asked.
    """
    disclosure = state.locked(disclosure)
    policies.check_can_record(by, disclosure.body)
    workflow.check_step(disclosure, "ask_review")
    if not disclosure.item.permanent:
        raise Refused(_("Chỉ nội dung niêm yết thường xuyên mới cần rà soát."))
    if disclosure.review_asked_on is not None:
        raise Refused(_("Đã có yêu cầu rà soát ngày {day}.").format(day=ngay(disclosure.review_asked_on)))
    mark_for_review(disclosure, reason=state.reason_of(reason), by=by)
    return disclosure


def mark_for_review(disclosure: Disclosure, *, reason: str, by: User) -> None:
    """Somebody has to look; the disclosure is locked."""
    disclosure.review_asked_on, disclosure.review_reason = clock.today(), reason
    disclosure.save(update_fields=["review_asked_on", "review_reason"])
    record(events.REVIEW_ASKED, by=by, subject=disclosure, unit_id=disclosure.unit_id, reason=reason)
    telling.review_asked(disclosure, by=by)


@transaction.atomic
def keep_as_is(*, disclosure: Disclosure, by: User) -> Disclosure:
    """Somebody looked: what is posted still holds."""
    disclosure = state.locked(disclosure)
    policies.check_can_record(by, disclosure.body)
    if disclosure.review_asked_on is None:
        raise Refused(_("Không có yêu cầu rà soát."))
    disclosure.review_asked_on, disclosure.review_reason = None, ""
    disclosure.save(update_fields=["review_asked_on", "review_reason"])
    record(events.REVIEWED, by=by, subject=disclosure, unit_id=disclosure.unit_id)
    return disclosure


# -- is it possible


def _check_decided(body: Body, item: DisclosureItem, decided_on: date, replaces: Disclosure | None) -> None:
    if decided_on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="decided_on")
    if decided_on not in body.valid:
        message = _("{body} không tồn tại vào ngày {day}.").format(body=body.name, day=ngay(decided_on))
        raise Refused(message, field="decided_on")
    if decided_on not in item.catalogue.valid:
        message = _("Danh mục “{name}” không áp dụng vào ngày {day}.")
        raise Refused(message.format(name=item.catalogue.name, day=ngay(decided_on)), field="item")
    if applies_to(body) != item.catalogue.applies_to:
        message = _("{body} không công khai theo danh mục “{name}”.")
        raise Refused(message.format(body=body.name, name=item.catalogue.name), field="item")
    if replaces is not None:
        workflow.check_step(state.locked(replaces), "replace")
        if replaces.body_id != body.pk or Disclosure.objects.filter(replaces=replaces).exists():
            raise Refused(_("Nội dung cũ đã được thay, hoặc thuộc cơ quan khác."), field="replaces")


def _check_not_written(
    body: Body, item: DisclosureItem, title: str, decided_on: date, decision: str, document: OfficialDocument | None
) -> None:
    """A form sent twice, also at the same moment, leaves one."""
    Body.objects.select_for_update(no_key=True).only("pk").get(pk=body.pk)
    same = Disclosure.objects.counted().filter(body=body, item=item, decided_on=decided_on, title=title)
    written = same.filter(decision=decision, document=document).first()
    if written is not None:
        message = _("Việc này đã ghi: {code}. Nếu là việc khác, ghi tên khác.")
        raise Refused(message.format(code=written.code), field="title")


def applies_to(body: Body) -> AppliesTo:
    """Which catalogue binds a body: a People's Committee of a commune its people, every other body its own staff.

    Law 10/2022/QH15 Chapters II, III, IV.
    """
    if body.kind.code == "doanh-nghiep-nha-nuoc":
        return AppliesTo.ENTERPRISE
    if body.kind.code == "ubnd" and body.unit.kind.level.code == "commune":
        return AppliesTo.COMMUNE
    return AppliesTo.AGENCY


# -- change


def _give_way(old: Disclosure, new: Disclosure, by: User) -> None:
    """Places where the old content was not yet up are dropped; where it is up it goes when the new one comes."""
    old.postings.filter(status=PostingStatus.PLANNED).update(
        status=PostingStatus.DROPPED, reason=_("Thay bằng {code}").format(code=new.code)
    )
    old.review_asked_on, old.review_reason = None, ""
    old.save(update_fields=["review_asked_on", "review_reason"])
    state.settle(old, on=clock.today(), by=by)
    record(events.REPLACED, by=by, subject=old, unit_id=old.unit_id, code=new.code)


def _next_number() -> int:
    """The next key, which the code repeats."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('disclosures_disclosure', 'id'))")
        return int(cursor.fetchone()[0])
