"""Duplicates are grouped under one petition that goes on, and one petition that says several things is split.

Nobody is lost: every petitioner stays with the petition that was theirs, and both counts stay known (as_received and
as_consolidated of petitions.models).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import nfc
from petitions import events, policies, workflow
from petitions.enums import ITEM_LIVE, UNSENT, PetitionStatus
from petitions.models import Petition, Petitioner, RaisedAgain, ReferralItem

from .shared import check_day, checked_reason, enter, locked, locked_many, next_number, remember
from .taking import code_of

MOST_PARTS = 20


@transaction.atomic
def group(*, lead: Petition, duplicates: Sequence[Petition], by: User, on: date | None = None) -> Petition:
    """The duplicates say the same as the lead, which goes on alone; what was grouped under them follows.

    Refused: another council's; sent already; in the draft of a referral; the lead itself.
    """
    day = on or clock.today()
    rows = {row.pk: row for row in locked_many(sorted({lead.pk, *(row.pk for row in duplicates)}))}
    lead, others = rows.pop(lead.pk), list(rows.values())
    policies.check_can_keep(by, lead)
    if not others:
        raise Refused(_("Chọn ít nhất một kiến nghị khác để gộp vào."), field="duplicates")
    if lead.status not in UNSENT:
        message = _("Kiến nghị {code} ở trạng thái “{state}”, không gộp thêm vào được.")
        raise Refused(message.format(code=lead.code, state=lead.state.label), field="lead")
    _check_in_no_draft(others)
    for petition in others:
        _put_under(petition, lead, day, by)
    return lead


@transaction.atomic
def ungroup(*, petition: Petition, reason: str, by: User, on: date | None = None) -> Petition:
    """It says something else after all, and goes its own way again from receipt on."""
    petition = locked(petition)
    day = on or clock.today()
    policies.check_can_keep(by, petition)
    workflow.move(petition, "ungroup")
    reason = checked_reason(reason)
    check_day(petition, day, field="on")
    lead = petition.lead
    assert lead is not None
    petition.lead = petition.closed_on = None
    enter(petition, day, changed=["lead"], note=reason)
    remember(events.UNGROUPED, petition, by, lead=lead.code, reason=reason)
    return petition


@transaction.atomic
def split(*, petition: Petition, parts: Sequence[str], by: User, on: date | None = None) -> list[Petition]:
    """One petition becomes several, each with a text of its own, the same people, session and source.

    Refused: fewer than two parts; it is in the draft of a referral, or others are grouped under it.
    """
    petition = locked(petition)
    day = on or clock.today()
    policies.check_can_keep(by, petition)
    workflow.move(petition, "split")
    check_day(petition, day, field="on")
    texts = [nfc(part.strip()) for part in parts if part.strip()]
    if not 2 <= len(texts) <= MOST_PARTS:
        raise Refused(_("Tách thành ít nhất hai và nhiều nhất 20 phần, mỗi phần có nội dung."), field="parts")
    _check_in_no_draft([petition])
    if petition.duplicates.exists():
        raise Refused(_("Đang có kiến nghị khác gộp vào kiến nghị này; bỏ gộp trước khi tách."))

    petition.closed_on = day
    enter(petition, day)
    made = [_part(petition, text, day, by) for text in texts]
    remember(events.SPLIT, petition, by, parts=", ".join(part.code for part in made))
    return made


def _put_under(petition: Petition, lead: Petition, on: date, by: User) -> None:
    try:
        if petition.council_id != lead.council_id:
            raise Refused(_("thuộc Hội đồng nhân dân khác."))
        policies.check_can_keep(by, petition)
        workflow.move(petition, "group")
        check_day(petition, on, field="on")
    except Refused as refused:
        raise Refused(f"{petition.code}: {refused.message}", field="duplicates") from None
    petition.lead, petition.closed_on = lead, on
    enter(petition, on, changed=["lead"])
    Petition.objects.filter(lead=petition).update(lead=lead)
    remember(events.GROUPED, petition, by, lead=lead.code)


def _part(origin: Petition, text: str, on: date, by: User) -> Petition:
    number = next_number("petitions_petition")
    part = Petition(
        pk=number, code=code_of(number, origin.received_on), text=text, split_from=origin, council=origin.council,
        session=origin.session, source=origin.source, source_note=origin.source_note, opinion=origin.opinion,
        received_on=origin.received_on, place_unit=origin.place_unit, place=origin.place,
        times_raised=origin.times_raised, created_by=by, status=PetitionStatus.RECEIVED,
    )  # fmt: skip
    part.save(force_insert=True)
    Petitioner.objects.bulk_create(
        Petitioner(petition=part, name=one.name, address=one.address, phone=one.phone)
        for one in origin.petitioners.order_by("pk")
    )
    RaisedAgain.objects.bulk_create(
        RaisedAgain(petition=part, earlier_id=link.earlier_id, by=link.by, on=link.on)
        for link in origin.raised_before.select_related("by").order_by("pk")
    )
    enter(part, on)
    remember(events.PART, part, by, origin=origin.code, on=ngay(on))
    return part


def _check_in_no_draft(petitions: Sequence[Petition]) -> None:
    item = ReferralItem.objects.filter(petition__in=petitions, state__in=ITEM_LIVE).select_related(
        "referral", "petition"
    )
    held = item.order_by("pk").first()
    if held is not None:
        message = _("Kiến nghị {code} đang nằm trong đợt chuyển {other}; đưa ra trước.")
        raise Refused(message.format(code=held.petition.code, other=held.referral.code), field="duplicates")
