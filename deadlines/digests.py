"""One notice a day and person instead of a flood: what has become due, the most urgent first."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from common import clock as wall
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from notices import kinds, services

from . import calendars, remaining
from .audiences import Audiences
from .counting import Calendar
from .enums import ClockState
from .models import Clock, Digest, Reminder

logger = logging.getLogger(__name__)

ORDINARY, ESCALATION = "deadlines.digest", "deadlines.escalation"
SHOWN, TITLE = 20, 120  # lines of a digest; letters of a title


def register_kinds() -> None:
    """Called once at start-up."""
    channels = ("email", "sms")
    kinds.register(ORDINARY, gettext_lazy("Nhắc việc"), channels=channels)
    kinds.register(ESCALATION, gettext_lazy("Báo quá hạn"), channels=channels, mandatory=True)


def send_digests() -> int:
    """To everybody whom marks wait for and who had no digest today; how many were sent."""
    today = wall.today()
    had = Digest.objects.filter(recipient=OuterRef("recipient"), day=today)
    waiting = Reminder.objects.waiting().exclude(Exists(had)).order_by("recipient")
    people = list(waiting.values_list("recipient", flat=True).distinct())
    return sum(_sent(person, today) for person in people)


def _sent(person: int, today: date) -> bool:
    """One person's trouble holds up nobody else's reminders; the next run tries again."""
    try:
        return _send(person, today)
    except Exception:
        logger.exception("no digest for person %s", person)
        return False


@transaction.atomic
def _send(person_id: int, today: date) -> bool:
    """Digest, marks and notice are one transaction, and a second worker finds the person locked or the digest there."""
    person = User.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=person_id).first()
    if person is None or Digest.objects.filter(recipient=person, day=today).exists():
        return False
    marks = list(Reminder.objects.waiting().filter(recipient=person).select_related("step"))
    clocks = _held({mark.clock_id for mark in marks})
    if clocks is None:
        return False
    kept = _still_owed(marks, clocks)
    Reminder.objects.filter(pk__in={mark.pk for mark in marks} - {mark.pk for mark in kept}).update(lapsed=True)
    if not kept:
        return False
    digest = Digest.objects.create(recipient=person, day=today, made_at=wall.now())
    Reminder.objects.filter(pk__in=[mark.pk for mark in kept]).update(digest=digest)
    _post(person, kept, [clocks[key] for key in {mark.clock_id for mark in kept}], today)
    return True


def _held(keys: Iterable[int]) -> dict[int, Clock] | None:
    """The clocks, kept as they are until the digest is written; None when a verb is changing one of them right now.

    A shared lock that does not wait: digests of several people about one clock do not hold each other up.
    """
    wanted = list(keys)
    held = Clock.objects.raw("SELECT id FROM deadlines_clock WHERE id = ANY(%s) FOR SHARE SKIP LOCKED", [wanted])
    if len(held) < len(wanted):
        return None
    return Clock.objects.select_related("kind", "body").in_bulk(wanted)


def _still_owed(marks: Iterable[Reminder], clocks: dict[int, Clock]) -> list[Reminder]:
    """Marks whose clock still runs to the same day, for a person whom the step still reaches."""
    audiences = Audiences(clocks.values())

    def is_owed(mark: Reminder) -> bool:
        clock = clocks[mark.clock_id]
        same = clock.state == ClockState.RUNNING and clock.due_on == mark.due_on
        return same and mark.recipient_id in audiences.of(clock, mark.step.audience)

    return [mark for mark in marks if is_owed(mark)]


@in_portal_language
def _post(person: User, marks: Iterable[Reminder], clocks: Sequence[Clock], today: date) -> None:
    kind = ESCALATION if any(mark.step.escalates for mark in marks) else ORDINARY
    units = calendars.of_units({clock.unit_id for clock in clocks})
    ordered = sorted(clocks, key=lambda clock: (clock.due_on, clock.pk))
    lines = [line_of(clock, units[clock.unit_id]) for clock in ordered[:SHOWN]]
    if len(ordered) > SHOWN:
        more = len(ordered) - SHOWN
        lines.append(ngettext("… và %(n)s việc khác.", "… và %(n)s việc khác.", more) % {"n": more})
    services.post(
        kind, to=person, subject=_subject(ordered, today), text="\n".join(lines), url=reverse("home"),
        key=f"deadlines.digest:{today.isoformat()}",
    )  # fmt: skip


def line_of(clock: Clock, calendar: Calendar) -> str:
    """ "– Quá hạn 3 ngày: Sửa đường liên thôn (UBND xã, hạn 20/02/2026)". Of a private kind only that there is one."""
    words = remaining.of(clock, calendar).words
    when = words[:1].upper() + words[1:]
    if clock.kind.private:
        return _("– {when}: việc có hạn (mở cổng để xem)").format(when=when)
    title = clock.title if len(clock.title) <= TITLE else clock.title[: TITLE - 1].rstrip() + "…"
    return _("– {when}: {title} ({body}, hạn {day})").format(
        when=when, title=title, body=clock.body.name, day=ngay(clock.due_on)
    )


def _subject(clocks: Sequence[Clock], today: date) -> str:
    late = sum(clock.is_overdue for clock in clocks)
    if not late:
        words = ngettext("Nhắc việc %(day)s: %(n)s việc đến hạn", "Nhắc việc %(day)s: %(n)s việc đến hạn", len(clocks))
    elif late == len(clocks):
        words = ngettext("Nhắc việc %(day)s: %(n)s việc quá hạn", "Nhắc việc %(day)s: %(n)s việc quá hạn", late)
    else:
        words = ngettext(
            "Nhắc việc %(day)s: %(n)s việc, %(late)s việc quá hạn",
            "Nhắc việc %(day)s: %(n)s việc, %(late)s việc quá hạn",
            len(clocks),
        )
    return words % {"day": ngay(today), "n": len(clocks), "late": late}
