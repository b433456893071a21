"""Step 2 beside its new line: who of the committee was there, and how many came of each line on the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Page
from django.utils.translation import gettext_lazy as _

from common.forms import CountField, LineField, StaleGuard
from conferences.enums import Presence, Status
from conferences.models import Attendance, Conference, MemberAttendance
from conferences.services import Came, Presences
from steering.models import CommitteeMember

from .base import StepForm


class PresenceForm(StaleGuard, StepForm):
    """A box for each member (ticked until somebody says otherwise), a number for each line of the page."""

    def __init__(self, *args: Any, conference: Conference, page: Page[Attendance], **kwargs: Any) -> None:
        self.conference, self.page = conference, page
        self.members = members_of(conference)
        self.lines = [] if conference.status == Status.PLANNED else list(page)
        known = {row.member_id: row for row in conference.members.all()}
        super().__init__(*args, initial=self._stored(known), **kwargs)
        for member in self.members:
            self.fields[f"here_{member.pk}"] = forms.BooleanField(
                label=member.full_name, required=False, initial=self.initial[f"here_{member.pk}"]
            )
            words = LineField(label=_("Vắng: lý do, người dự thay"), required=False)
            words.widget.attrs["aria-label"] = f"{member.full_name}: {words.label}"
            self.fields[f"representative_{member.pk}"] = words
        for line in self.lines:
            field = CountField(label=_("Có mặt"), max_value=1_000_000)
            field.widget.attrs |= {"class": "short", "aria-label": f"{line.name}: {_('có mặt')}"}
            self.fields[f"present_{line.pk}"] = field

    def stored(self) -> dict[str, Any]:
        """What the database holds now, under the names of the form; read it under the conference's lock."""
        known = {row.member_id: row for row in self.conference.members.all()}
        present = dict(self.conference.attendance.values_list("pk", "present"))
        counts = {f"present_{line.pk}": present.get(line.pk) for line in self.lines}
        return self._stored(known) | counts

    def presences(self, values: dict[str, Any]) -> list[Presences]:
        """The members as the services take them."""
        return [self._presence(member, values) for member in self.members]

    def counts(self, values: dict[str, Any]) -> dict[int, Came]:
        """The lines of the page as the services take them."""
        return {line.pk: Came(line.invited, values[f"present_{line.pk}"]) for line in self.lines}

    @property
    def member_rows(self) -> list[tuple[CommitteeMember, forms.BoundField, forms.BoundField]]:
        """For the table of members."""
        return [(m, self[f"here_{m.pk}"], self[f"representative_{m.pk}"]) for m in self.members]

    @property
    def line_rows(self) -> list[tuple[Attendance, forms.BoundField]]:
        """For the table of lines."""
        return [(line, self[f"present_{line.pk}"]) for line in self.lines]

    def _stored(self, known: dict[int, MemberAttendance]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for member in self.members:
            row = known.get(member.pk)
            values[f"here_{member.pk}"] = row is None or row.state == Presence.PRESENT
            values[f"representative_{member.pk}"] = row.representative if row else ""
        return values | {f"present_{line.pk}": line.present for line in self.lines}

    def _presence(self, member: CommitteeMember, values: dict[str, Any]) -> Presences:
        words = values[f"representative_{member.pk}"]
        if values[f"here_{member.pk}"]:
            return Presences(member=member, state=Presence.PRESENT, representative=words)
        state = Presence.EXCUSED if words else Presence.ABSENT
        return Presences(member=member, state=state, representative=words)


def members_of(conference: Conference) -> list[CommitteeMember]:
    """Who sat on the host committee on the conference's day, in official order; nobody when the host is none."""
    sitting = CommitteeMember.objects.filter(committee__body=conference.host_id).on(conference.held_on)
    return list(sitting.select_related("committee").in_official_order())
