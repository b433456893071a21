"""Who was invited and who came."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conferences.enums import Presence

from .conference import Conference
from .frozen import frozen_when_completed


class Attendance(models.Model):
    """A body or a group that was invited, with how many were invited and how many came."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="attendance", verbose_name=_("hội nghị"))
    order = models.PositiveIntegerField(_("thứ tự"))
    body = models.ForeignKey(
        "organizations.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan")
    )
    label = models.CharField(_("thành phần khác"), max_length=200, blank=True)
    invited = models.PositiveIntegerField(_("mời"))
    present = models.PositiveIntegerField(_("có mặt"))

    class Meta:
        verbose_name = _("thành phần")
        verbose_name_plural = _("thành phần")
        constraints = [
            models.CheckConstraint(
                condition=Q(present__lte=F("invited")),
                name="attendance_within_invited",
                violation_error_message=_("Số có mặt không được quá số mời."),
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False, label="") | Q(body__isnull=True, label__regex=r"\S"),
                name="attendance_names_one",
                violation_error_message=_("Chọn cơ quan hoặc ghi thành phần, một trong hai."),
            ),
            models.UniqueConstraint(
                fields=["conference", "body"],
                name="attendance_body_once",
                violation_error_message=_("Cơ quan này đã có trong danh sách."),
            ),
        ]
        indexes = [models.Index(fields=["conference", "order", "id"], name="attendance_in_order")]
        triggers = [frozen_when_completed()]

    def __str__(self) -> str:
        return f"{self.name}: {self.present}/{self.invited}"

    @property
    def name(self) -> str:
        """The body's name, or the words for a group that is no body ("Trưởng thôn, bản, khu phố")."""
        return self.body.name if self.body else self.label


class MemberAttendance(models.Model):
    """Whether a member of the host committee was there; each member once."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="members", verbose_name=_("hội nghị"))
    member = models.ForeignKey("steering.CommitteeMember", models.PROTECT, verbose_name=_("thành viên"))
    state = models.CharField(_("có mặt"), max_length=8, choices=Presence)
    representative = models.CharField(_("người dự thay, lý do"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("thành viên dự")
        verbose_name_plural = _("thành viên dự")
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "member"],
                name="conference_member_once",
                violation_error_message=_("Thành viên này đã có trong danh sách."),
            ),
            models.CheckConstraint(
                condition=~Q(state=Presence.PRESENT) | Q(representative=""),
                name="conference_member_present_alone",
                violation_error_message=_("Thành viên có mặt thì không ghi người dự thay."),
            ),
        ]
        triggers = [frozen_when_completed()]

    def __str__(self) -> str:
        return f"{self.member_id} {self.state}"
