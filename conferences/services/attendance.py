"""Step 2: who was invited and who came – bodies and groups with counts, members of the committee one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from common.text import clean_line
from conferences import events
from conferences.enums import Presence, Step
from conferences.models import Attendance, Conference, MemberAttendance
from organizations.models import Body
from steering.models import CommitteeMember

from .shared import mark_saved, next_order, open_for, still_there


@dataclass(frozen=True, kw_only=True)
class Presences:
    """One member of the committee: there, excused (or represented), or absent."""

    member: CommitteeMember
    state: Presence
    representative: str = ""


@dataclass(frozen=True)
class Came:
    """How many were invited and how many came."""

    invited: int
    present: int


@transaction.atomic
def save_step_2_attendance(
    *,
    conference: Conference,
    members: Sequence[Presences] | None = None,
    counts: Mapping[int, Came] | None = None,
    by: User,
) -> Conference:
    """Save the step: the members ticked, and corrected counts of lines by their keys. None leaves a part as it is."""
    conference = open_for(conference, Step.ATTENDANCE, by)
    if members is not None:
        _write_members(conference, members)
    for pk, came in (counts or {}).items():
        _change_counts(conference, pk, came)
    mark_saved(conference, Step.ATTENDANCE, by)
    events.remember(events.STEP_SAVED, conference, by, step=Step.ATTENDANCE.value)
    return conference


@transaction.atomic
def add_attendance(
    *, conference: Conference, body: Body | None = None, label: str = "", invited: int, present: int, by: User
) -> Attendance:
    """Add a body, or a group that is no body ("Trưởng thôn, bản, khu phố"). Refused: twice, or above the invited."""
    conference = open_for(conference, Step.ATTENDANCE, by)
    label = clean_line(label)
    _check_name(conference, body, label)
    _check_counts(Came(invited, present))
    line = Attendance.objects.create(
        conference=conference,
        order=next_order(conference.attendance),
        body=body,
        label="" if body else label,
        invited=invited,
        present=present,
    )
    mark_saved(conference, Step.ATTENDANCE, by)
    events.line(events.ADDED, conference, Step.ATTENDANCE, str(line), by)
    return line


@transaction.atomic
def edit_attendance(
    *, line: Attendance, body: Body | None, label: str, invited: int, present: int, by: User
) -> Attendance:
    """Correct a line; the same rules as for a new one."""
    conference = open_for(line.conference, Step.ATTENDANCE, by)
    line = still_there(conference.attendance.all(), line.pk)
    label = clean_line(label)
    _check_name(conference, body, label, apart_from=line.pk)
    _check_counts(Came(invited, present))
    line.body, line.label = body, "" if body else label
    line.invited, line.present = invited, present
    line.save()
    mark_saved(conference, Step.ATTENDANCE, by)
    events.line(events.EDITED, conference, Step.ATTENDANCE, str(line), by)
    return line


@transaction.atomic
def remove_attendance(*, line: Attendance, by: User) -> None:
    """Take a line out; the history keeps that it was there."""
    conference = open_for(line.conference, Step.ATTENDANCE, by)
    what = str(line)
    conference.attendance.filter(pk=line.pk).delete()
    mark_saved(conference, Step.ATTENDANCE, by)
    events.line(events.REMOVED, conference, Step.ATTENDANCE, what, by)


def _check_name(conference: Conference, body: Body | None, label: str, apart_from: int | None = None) -> None:
    if body is None and not label:
        raise Refused(_("Chọn cơ quan hoặc ghi thành phần."), field="body")
    if body is not None and label:
        raise Refused(_("Đã chọn cơ quan thì để trống ô này."), field="label")
    others = conference.attendance.exclude(pk=apart_from or 0)
    if body is not None and others.filter(body=body).exists():
        raise Refused(_("Cơ quan này đã có trong danh sách."), field="body")
    if label and others.filter(label__iexact=label).exists():
        raise Refused(_("Thành phần này đã có trong danh sách."), field="label")


def _check_counts(came: Came) -> None:
    if came.present > came.invited:
        message = _("Số có mặt ({present}) không được quá số mời ({invited}).")
        raise Refused(message.format(present=came.present, invited=came.invited), field="present")


def _change_counts(conference: Conference, pk: int, came: Came) -> None:
    line = conference.attendance.filter(pk=pk).first()
    if line is None:
        raise Refused(_("Một dòng vừa được người khác bỏ; danh sách dưới đây là bản đang lưu."))
    if (line.invited, line.present) == (came.invited, came.present):
        return
    if came.present > came.invited:
        raise Refused(_("{name}: số có mặt không được quá số mời.").format(name=line.name), field=f"present_{line.pk}")
    line.invited, line.present = came.invited, came.present
    line.save(update_fields=["invited", "present"])


def _write_members(conference: Conference, members: Sequence[Presences]) -> None:
    _check_members(conference, members)
    known = {row.member_id: row for row in conference.members.all()}
    conference.members.exclude(member__in=[one.member for one in members]).delete()
    for one in members:
        row = known.get(one.member.pk) or MemberAttendance(conference=conference, member=one.member)
        wanted = (one.state, clean_line(one.representative))
        if row.pk and (row.state, row.representative) == wanted:
            continue
        row.state, row.representative = wanted
        row.save()


def _check_members(conference: Conference, members: Sequence[Presences]) -> None:
    seen: set[int] = set()
    for one in members:
        if one.member.pk in seen:
            raise Refused(_("{name} có hai lần trong danh sách.").format(name=one.member.full_name))
        seen.add(one.member.pk)
        if one.member.committee.body_id != conference.host_id:
            raise Refused(_("{name} không thuộc cơ quan tổ chức.").format(name=one.member.full_name))
        if one.state == Presence.PRESENT and one.representative.strip():
            message = _("{name}: có mặt thì không ghi người dự thay.").format(name=one.member.full_name)
            raise Refused(message, field=f"representative_{one.member.pk}")
