"""Mid-year and final review of a coordination programme: how each content stood that day, written once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from documents.models import OfficialDocument
from movements import events, timing, workflow
from movements.enums import ContentState, ReviewKind
from movements.models import CoordinationProgramme, ProgrammeContent, ProgrammeReview, ReviewedContent

from . import contents
from .programmes import check_past, locked, remember


@dataclass(frozen=True)
class Judged:
    """What a review says of a content: whether it is done, and in which words."""

    done: bool = False
    note: str = ""


@transaction.atomic
def review(
    *,
    programme: CoordinationProgramme,
    kind: str,
    on: date,
    judged: Mapping[int, Judged],
    by: User,
    remark: str = "",
    document: OfficialDocument | None = None,
) -> ProgrammeReview:
    """Record a review. ``judged``: by the number of the content; what is a task or has ended keeps its own state.

    An open content that is said to be done is done on the day of the review. After the final one nothing waits.
    Refused: a second review of the kind; before the signing, ahead of today.
    """
    programme = locked(programme, by)
    rows = list(programme.contents.select_related("lead__unit", "task").order_by("order"))
    for content in rows:
        content.programme = programme
    waiting = [content for content in rows if content.waits]  # told from the state before the step
    workflow.move(programme, kind)
    _check(programme, kind, on)
    for content in waiting:
        said = judged.get(content.order, Judged())
        if said.done:
            contents.finish(content, on=on, result=content.result or said.note, by=by)
        elif kind == ReviewKind.FINAL:
            timing.end(content, on=clock.today(), by=by, reason=_closed())
    programme.save()
    made = ProgrammeReview.objects.create(
        programme=programme, kind=kind, on=on, remark=nfc(remark), document=document, recorded_by=by,
        recorded_at=clock.now(),
    )  # fmt: skip
    lines = ReviewedContent.objects.bulk_create(
        _line(made, content, judged.get(content.order, Judged())) for content in rows
    )
    done = sum(line.state == ContentState.DONE for line in lines)
    counted = sum(line.state != ContentState.DROPPED for line in lines)
    remember(events.REVIEWED, programme, by, review=_name(kind), on=ngay(on), done=done, count=counted)
    return made


def _check(programme: CoordinationProgramme, kind: str, on: date) -> None:
    check_past(on)
    if programme.signed_on and on < programme.signed_on:
        message = _("Ngày không được trước ngày ký chương trình ({day}).")
        raise Refused(message.format(day=ngay(programme.signed_on)), field="on")
    earlier = list(programme.reviews.order_by("on"))
    if any(one.kind == kind for one in earlier):
        raise Refused(_("Lần sơ kết, tổng kết này đã được ghi."))
    if earlier and on < earlier[-1].on:
        raise Refused(_("Ngày không được trước lần sơ kết ({day}).").format(day=ngay(earlier[-1].on)), field="on")


def _line(review: ProgrammeReview, content: ProgrammeContent, said: Judged) -> ReviewedContent:
    return ReviewedContent(
        review=review, content=content, order=content.order, text=content.text, lead_name=content.lead.name,
        due_on=content.due_on, state=content.state, done_on=content.finished_on,
        note=clean_line(said.note) or clean_line(content.dropped or content.result)[:2000],
    )  # fmt: skip


@in_portal_language
def _closed() -> str:
    return _("Chương trình đã tổng kết; nội dung ghi là chưa hoàn thành")


@in_portal_language
def _name(kind: str) -> str:
    return str(ReviewKind(kind).label).lower()
