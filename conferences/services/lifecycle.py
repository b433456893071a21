"""A conference's life: planned, held, recorded, completed; cancelled while planned; opened again with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.text import clean_line
from conferences import events, policies, progress, workflow
from conferences.models import Conference
from notices.services import post

from . import prior, stakes
from .shared import locked


@transaction.atomic
def cancel(*, conference: Conference, reason: str, by: User) -> Conference:
    """Call a planned conference off. Raises Refused without a reason or once it was held."""
    conference = locked(conference)
    policies.check_can_cancel(by, conference)
    workflow.move(conference, "cancel")
    conference.cancelled_reason = _reason(reason)
    conference.save(update_fields=["status", "cancelled_reason"])
    events.remember(events.CANCELLED, conference, by, reason=conference.cancelled_reason)
    return conference


@transaction.atomic
def complete(*, conference: Conference, by: User) -> Conference:
    """Say that everything is written down. The lines freeze, the state of the last conclusions is kept as it was
    on the table, the bodies that came may read, and the host's next conference opens with these conclusions.

    Raises Refused with what is missing.
    """
    conference = locked(conference)
    policies.check_can_complete(by, conference)
    if not workflow.may(conference, "complete"):
        raise Refused(workflow.why_not(conference, "complete"))
    _check_nothing_missing(conference)
    prior.find_previous(conference)
    prior.freeze(conference)
    workflow.move(conference, "complete")
    conference.completed_at, conference.completed_by = clock.now(), by
    conference.save(update_fields=["status", "completed_at", "completed_by", "previous"])
    stakes.write(conference)
    prior.refresh_following(conference)
    events.remember(events.COMPLETED, conference, by, conclusions=conference.conclusions.count())
    _tell_members(conference, by)
    return conference


@transaction.atomic
def reopen(*, conference: Conference, reason: str, by: User) -> Conference:
    """Open a completed conference for corrections; the reason stays in the history."""
    conference = locked(conference)
    policies.check_can_reopen(by, conference)
    workflow.move(conference, "reopen")
    why = _reason(reason)
    conference.completed_at = conference.completed_by = None
    conference.save(update_fields=["status", "completed_at", "completed_by"])
    if progress.is_recorded(conference):
        workflow.move(conference, "record")
        conference.save(update_fields=["status"])
    events.remember(events.REOPENED, conference, by, reason=why)
    return conference


def _reason(reason: str) -> str:
    why = clean_line(reason)
    if not why:
        raise Refused(_("Cần ghi lý do."), field="reason")
    return why[:300]


def _check_nothing_missing(conference: Conference) -> None:
    missing = progress.missing(conference)
    if missing:
        raise Refused(_("Chưa hoàn tất được: {what}").format(what=" ".join(one.text for one in missing)))


@in_portal_language
def _tell_members(conference: Conference, by: User) -> None:
    """Members of the committee who have an account read it in their inbox."""
    rows = conference.members.filter(member__user__isnull=False).exclude(member__user=by)
    people = [row.member.user for row in rows.select_related("member__user") if row.member.user]
    moment = conference.completed_at or clock.now()
    post(
        "conferences.completed",
        to=people,
        subject=_("Đã có kết quả: {title}").format(title=conference.title),
        text=_("Kết quả và kết luận của hội nghị ngày {on:%d/%m/%Y} đã được ghi đầy đủ.").format(on=conference.held_on),
        url=conference.get_absolute_url(),
        key=f"conferences.completed:{conference.pk}:{moment:%Y%m%d%H%M%S}",
    )
