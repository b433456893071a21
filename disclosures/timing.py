"""The days of disclosures: until when to disclose, until when to show it, from when a posting may come down.

A clock says by when a content must be up everywhere, from the day of its decision (DISC-01, AGCY-02, SOE-01). The
minimum of a posting (DISC-02, DISC-05, AGCY-03, SOE-02) is counted when it is put up and kept on the posting, with the
version of the rule: a commune has hundreds of postings and nobody waits for their minimum. What people wait for is
proof, so one clock of the disclosure names the first day by which a photo is missing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from common.errors import Refused
from deadlines import calendars, counting, duties, finding, subjects
from deadlines.models import Clock, Rule
from deadlines.services import clocks

from .enums import FormSort, PostingStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User

    from .models import Disclosure, DisclosureItem, Posting, PostingPlace

SUBJECT = "disclosures.disclosure"
DISCLOSE, PROVE = "disclosures.disclose", "disclosures.prove"
ALARM_BEFORE = timedelta(days=7)
"""So long before the minimum ends people are reminded of a posting that no photo shows."""


def register() -> None:
    """Called once at start-up."""
    from .models import Disclosure
    from .policies import RECORDERS, check_can_change

    duties.register(DISCLOSE, _("Công khai"), roles=RECORDERS)
    duties.register(PROVE, _("Chụp ảnh chứng minh"), roles=RECORDERS)
    subjects.register(
        SUBJECT,
        visible=lambda user: Disclosure.objects.visible_to(user).select_related("body__unit", "item"),
        may_change=check_can_change,
        moved=keep_due_dates,
        by_hand=False,
    )


def start(disclosure: Disclosure, *, by: User) -> None:
    """The clock until every place is up; none where the law of that day gives no figure."""
    rule = _rule(disclosure.item.catalogue.disclose_family, disclosure.decided_on, disclosure.unit_id)
    if rule is None:
        return
    clocks.start(
        disclosure, DISCLOSE, title=_title(disclosure), body=disclosure.responsible or disclosure.body, duty=DISCLOSE,
        on=disclosure.decided_on, by=by, rule=rule, paper=disclosure.document,
    )  # fmt: skip


def completed(disclosure: Disclosure, *, on: date, by: User) -> None:
    """Every place is up: the first clock stops on that day."""
    clock = _live(disclosure, DISCLOSE)
    if clock:
        clocks.stop(clock, on=on, by=by)


def cancelled(disclosure: Disclosure, *, on: date, by: User, reason: str) -> None:
    """Nothing is owed any more; the disclosure is locked."""
    for kind in (DISCLOSE, PROVE):
        clock = _live(disclosure, kind)
        if clock:
            clocks.cancel(clock, on=on, by=by, reason=reason)


def retitle(disclosure: Disclosure) -> None:
    """The disclosure is called otherwise; its clocks follow."""
    clocks.retitle(disclosure, _title(disclosure))


def hand_over(disclosure: Disclosure) -> None:
    """Another body carries it out; the days stay."""
    for kind in (DISCLOSE, PROVE):
        clock = _live(disclosure, kind)
        if clock:
            clocks.wait_for(clock, body=disclosure.responsible or disclosure.body, duty=kind)


def watch_proofs(disclosure: Disclosure, *, on: date, by: User) -> None:
    """Keep the clock of proof: it names the first day after which a posting without a photo could be gone.

    A broadcast ends by itself after its days, then nothing can be recorded any more; the law asks for no recording
    (Law 10/2022/QH15 Article 13(3)). So nobody is overdue with one: the alarm stands while it is on the air.
    """
    unproven = disclosure.postings.filter(status=PostingStatus.UP, proven=False)
    unproven = unproven.exclude(place__form__sort=FormSort.BROADCAST)
    first = unproven.aggregate(first=Min("may_come_down_from"))["first"]
    clock = _live(disclosure, PROVE)
    if first is None:
        if clock:
            clocks.stop(clock, on=on, by=by)
        return
    last = first - timedelta(days=1)
    if clock is None:
        clocks.start(
            disclosure, PROVE, title=_title(disclosure), body=disclosure.responsible or disclosure.body, duty=PROVE,
            on=disclosure.decided_on, by=by, fixed_on=last,
        )  # fmt: skip
    elif clock.due_on != last:
        clocks.correct(clock, fixed_on=last, on=on, by=by)


def fill_minimum(posting: Posting, item: DisclosureItem, place: PostingPlace, on: date) -> None:
    """Count from which day the posting may come down, by the rule in force on the day on which it was put up."""
    rule = minimum_rule(item, place, on)
    posting.rule = rule
    if rule is None:
        posting.may_come_down_from = posting.alarm_on = None
        return
    counted = counting.due(rule.limit, on, calendars.of_unit(place.body.unit_id))
    posting.may_come_down_from = counted.due
    posting.alarm_on = max(on, counted.due - ALARM_BEFORE)


def minimum_rule(item: DisclosureItem, place: PostingPlace, on: date) -> Rule | None:
    """The minimum that the law sets for a content at a place; a permanent content has no end, so none."""
    if item.permanent:
        return None
    sort, catalogue = place.form.sort, item.catalogue
    if sort == FormSort.POSTING and item.where:
        return _rule(catalogue.posting_family, on, place.body.unit_id)
    if sort == FormSort.BROADCAST and item.broadcast:
        return _rule(catalogue.broadcast_family, on, place.body.unit_id)
    return None


def keep_due_dates(keys: Sequence[int]) -> None:
    """Copy the days of the first clocks to the disclosures, after a calendar or an extension moved them."""
    from .models import Disclosure

    due = dict(
        Clock.objects.filter(subject_kind=SUBJECT, subject_id__in=keys, kind__code=DISCLOSE)
        .order_by("run")
        .values_list("subject_id", "due_on")
    )
    for disclosure in Disclosure.objects.filter(pk__in=due).only("pk", "due_on"):
        if disclosure.due_on != due[disclosure.pk]:
            Disclosure.objects.filter(pk=disclosure.pk).update(due_on=due[disclosure.pk])


def _live(disclosure: Disclosure, kind: str) -> Clock | None:
    running = Clock.objects.of(disclosure).live().filter(kind__code=kind)
    return clocks.live(disclosure, kind) if running.exists() else None


def _rule(family: str, on: date, unit_id: int) -> Rule | None:
    """The rule of the family on that day; None where there is none or it gives no figure (Ordinance 34/2007)."""
    if not family:
        return None
    try:
        return finding.in_force(family, on, unit_id=unit_id)
    except Refused:
        return None


def _title(disclosure: Disclosure) -> str:
    return f"{disclosure.code} · {disclosure.title}"
