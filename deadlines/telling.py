"""Who hears that somebody else changed a clock: the people who must act until its due date."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from notices import kinds, services
from organizations import roles

from . import duties
from .models import Clock, Extension, Suspension

CHANGED = "deadlines.changed"


def register_kinds() -> None:
    """Called once at start-up. It stays in the inbox: reminders follow the new date anyway."""
    kinds.register(CHANGED, _("Thay đổi thời hạn"), channels=())


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


def _post(clock: Clock, subject: str, text: str, occasion: str, by: User) -> None:
    duty = duties.find(clock.duty)
    people = roles.people_of(clock.body, duty.roles, but=by) if duty else []
    if people:
        url = clock.get_absolute_url()
        services.post(CHANGED, to=people, subject=subject, text=text, url=url, key=f"{CHANGED}:{occasion}")
