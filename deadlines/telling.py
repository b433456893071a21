"""Who hears that somebody else changed clocks, or the calendar by which they count: the people who must act."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from notices import kinds, services
from organizations import roles

from . import duties
from .models import CalendarChange, Clock, Extension, Suspension

CHANGED, RECOUNTED = "deadlines.changed", "deadlines.recounted"


def register_kinds() -> None:
    """Called once at start-up. They stay in the inbox: reminders follow the new date anyway."""
    kinds.register(CHANGED, _("Thay đổi thời hạn"), channels=())
    kinds.register(RECOUNTED, _("Thay đổi lịch làm việc"), channels=())


@in_portal_language
def suspended(clock: Clock, row: Suspension, *, by: User) -> None:
    """It stands still from a day on."""
    subject = _now("Tạm dừng từ {day}: {title}").format(day=ngay(row.during.lower), title=clock.title)
    _post(clock, subject, row.reason, f"suspended:{row.pk}", by)


@in_portal_language
def resumed(clock: Clock, occasion: int, *, by: User) -> None:
    """It runs again, with another due date."""
    subject = _now("Tính tiếp, hạn mới {day}: {title}").format(day=ngay(clock.due_on), title=clock.title)
    _post(clock, subject, "", f"resumed:{occasion}", by)


@in_portal_language
def extended(clock: Clock, row: Extension, *, by: User) -> None:
    """There is more time."""
    subject = _now("Gia hạn đến {day}: {title}").format(day=ngay(row.due_to), title=clock.title)
    _post(clock, subject, row.reason, f"extended:{row.pk}", by)


@in_portal_language
def cancelled(clock: Clock, reason: str, *, by: User) -> None:
    """It need not be done any more."""
    _post(clock, _now("Không phải làm nữa: {title}").format(title=clock.title), reason, f"cancelled:{clock.pk}", by)


@in_portal_language
def recounted(change: CalendarChange, *, by: User) -> None:
    """A change of the calendar moved clocks: one notice a person, however many; seven queries. A second call tells
    only those who were not told before."""
    numbers = _moved_for(change)
    numbers.pop(by.pk, None)
    people = User.objects.in_bulk(numbers)
    subjects = {person: _recounted_subject(numbers[pk]) for pk, person in people.items()}
    if subjects:
        key = f"{RECOUNTED}:{change.pk}"
        services.post_each(RECOUNTED, subjects, text=change.reason, url=reverse("home"), key=key)


def _recounted_subject(number: int) -> str:
    words = ngettext(
        "Lịch làm việc thay đổi: {n} thời hạn của anh/chị dịch chuyển",
        "Lịch làm việc thay đổi: {n} thời hạn của anh/chị dịch chuyển",
        number,
    )
    return words.format(n=number)


def _moved_for(change: CalendarChange) -> dict[int, int]:
    """How many of the clocks that moved wait for each person, by key."""
    moved = change.moves.order_by().values_list("clock__body", "clock__body__unit", "clock__duty")
    rows = [(body, unit, duty.roles, n) for body, unit, code, n in moved.annotate(n=Count("pk"))
            if (duty := duties.find(code))]  # fmt: skip
    named = {role for _body, _unit, wanted, _n in rows for role in wanted}
    people = roles.people_of_bodies({body: unit for body, unit, *_rest in rows}, named)
    numbers: dict[int, int] = defaultdict(int)
    for body, _unit, wanted, n in rows:
        for person in {held.user_id for held in people[body] if held.role in wanted}:
            numbers[person] += n
    return numbers


def _post(clock: Clock, subject: str, text: str, occasion: str, by: User) -> None:
    duty = duties.find(clock.duty)
    people = roles.people_of(clock.body, duty.roles, but=by) if duty else []
    if people:
        url = clock.get_absolute_url()
        services.post(CHANGED, to=people, subject=subject, text=text, url=url, key=f"{CHANGED}:{occasion}")
