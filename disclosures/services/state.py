"""What several verbs share: locking a disclosure, and bringing its state in line with its postings."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from disclosures import events, timing, workflow
from disclosures.enums import DisclosureStatus, PostingStatus
from disclosures.models import Disclosure


def locked(disclosure: Disclosure) -> Disclosure:
    """The disclosure as it is now, locked, with what the verbs touch."""
    rows = Disclosure.objects.select_for_update(of=("self",), no_key=True)
    related = rows.select_related("body__unit__kind__level", "body__kind", "item__catalogue", "responsible__unit")
    return related.get(pk=disclosure.pk)


def settle(disclosure: Disclosure, *, on: date, by: User) -> None:
    """Bring state and clocks in line with the postings; the disclosure is locked.

    The first time that no place is left without, the limit stops on the day of the last one: whoever enters late what
    was done in time was in time.
    """
    if disclosure.status in {DisclosureStatus.CANCELLED, DisclosureStatus.REPLACED}:
        return
    postings = list(disclosure.postings.all())
    status = workflow.status_of(postings)
    if status == DisclosureStatus.DONE and Disclosure.objects.filter(replaces=disclosure).exists():
        status = DisclosureStatus.REPLACED
    fell_out = [posting.taken_down_on for posting in postings if posting.status == PostingStatus.BROKEN]
    disclosure.gap_on = min((day for day in fell_out if day), default=None)
    if status != DisclosureStatus.WAITING and disclosure.completed_on is None:
        disclosure.completed_on = max(posting.put_up_on for posting in postings if posting.put_up_on)
        timing.completed(disclosure, on=disclosure.completed_on, by=by)
        words = {"on": ngay(disclosure.completed_on)}
        record(events.COMPLETED, by=by, subject=disclosure, unit_id=disclosure.unit_id, **words)
    disclosure.status = status
    disclosure.save(update_fields=["status", "completed_on", "gap_on"])
    timing.watch_proofs(disclosure, on=on, by=by)


def reason_of(text: str) -> str:
    """The reason on one line. Refused when there is none."""
    reason = clean_line(text)
    if not reason:
        raise Refused(_("Cần ghi lý do."), field="reason")
    return reason
