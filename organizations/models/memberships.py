"""Who does what, where, from when to when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from common.constraints import range_not_empty
from common.history import tracked
from organizations.enums import Role

from .bodies import Body
from .dated import Dated
from .units import Unit


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        """Memberships in force on a day."""
        return self.filter(valid__contains=day)


@tracked
class Membership(Dated):
    """A person's role at a unit, or at one body of it, in a stretch of time.

    Without a body the role counts for every body of the unit; with one, for that body alone.
    """

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="memberships", verbose_name=_("người dùng"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_("đơn vị"))
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("cơ quan")
    )
    role = models.CharField(_("vai trò"), max_length=12, choices=Role)
    valid = DateRangeField(_("thời gian"))
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)

    objects: ClassVar[models.Manager[Membership]] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("phân công")
        verbose_name_plural = _("phân công")
        constraints = [
            range_not_empty("valid", name="membership_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")),
            ExclusionConstraint(
                name="membership_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (Coalesce("body", 0), RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Người này đã giữ vai trò đó trong thời gian này."),
            ),
        ]
        indexes = [models.Index(fields=["user", "unit"], name="membership_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"
