"""Mediation at the grassroots: teams of villages, and cases as numbers. Nobody who quarrelled is named anywhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank, one_at_a_time, range_not_empty
from common.history import tracked
from common.periods import Period
from organizations.models import Unit
from organizations.scope import ScopedQuerySet, Stake

from .base import CommunityRecord, Listed

LEAST = 3


class MediationKind(Listed):
    """A type of case that may be mediated."""

    class Meta:
        verbose_name = _("loại vụ việc hòa giải")
        verbose_name_plural = _("loại vụ việc hòa giải")
        constraints = [
            range_not_empty("valid", name="mediation_kind_valid", message=_("Ngày kết thúc phải sau ngày bắt đầu."))
        ]


class TeamQuerySet(ScopedQuerySet["MediationTeam"]):
    """Teams, read like speech."""

    def for_list(self) -> TeamQuerySet:
        return self.select_related("village__kind").order_by("village__sort_key", "name", "pk")

    def active_on(self, day: date) -> TeamQuerySet:
        """Those that work on that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), founded_on__lte=day)


@tracked
class MediationTeam(CommunityRecord):
    """A team of a village, as numbers: at least three members (Article 12 of the Law 35/2013/QH13)."""

    village = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("thôn, tổ dân phố"))
    name = models.CharField(_("tên tổ hòa giải"), max_length=200)
    members = models.PositiveSmallIntegerField(_("số hòa giải viên"))
    women = models.PositiveSmallIntegerField(_("trong đó nữ"))
    founded_on = models.DateField(_("ngày công nhận"))
    ended_on = models.DateField(_("ngày thôi hoạt động"), null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("tổ hòa giải")
        verbose_name_plural = _("tổ hòa giải")
        constraints = [
            not_blank("name", name="mediation_team_name", message=_("Cần ghi tên tổ hòa giải.")),
            models.UniqueConstraint(
                fields=["village", "name"],
                condition=Q(ended_on__isnull=True),
                name="mediation_team_once",
                violation_error_message=_("Thôn, tổ dân phố này đã có tổ hòa giải cùng tên."),
            ),
            models.CheckConstraint(
                condition=Q(members__gte=LEAST),
                name="mediation_team_of_three",
                violation_error_message=_("Tổ hòa giải có từ 03 hòa giải viên trở lên."),
            ),
            models.CheckConstraint(
                condition=Q(women__lte=F("members")),
                name="mediation_team_women_within",
                violation_error_message=_("Số nữ không được quá số hòa giải viên."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("founded_on")),
                name="mediation_team_ends_after",
                violation_error_message=_("Ngày thôi hoạt động không được trước ngày công nhận."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what it is found by."""
        self.fill_search(self.code, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("community:mediation_team_edit", args=[self.code])


class MediationTeamStake(Stake):
    """Whom a team concerns."""

    record = models.ForeignKey(MediationTeam, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của tổ hòa giải")
        verbose_name_plural = _("liên quan của tổ hòa giải")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="mediation_team_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="mediation_team_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


class MediationQuerySet(ScopedQuerySet["MediationReport"]):
    """Reports of mediation, read like speech."""

    def for_list(self) -> MediationQuerySet:
        return self.select_related("village__kind").order_by("-starts_on", "village__sort_key", "pk")


@tracked
class MediationReport(CommunityRecord):
    """What a village states for a month or a quarter; no two of its reports share a day."""

    village = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("thôn, tổ dân phố"))
    period = models.CharField(_("kỳ"), max_length=20)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))
    days = DateRangeField(_("những ngày của kỳ"))
    typed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người nhập"))
    typed_at = models.DateTimeField(_("nhập lúc"))

    objects = MediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu hòa giải ở cơ sở")
        verbose_name_plural = _("số liệu hòa giải ở cơ sở")
        constraints = [
            models.CheckConstraint(
                condition=Q(period__regex=r"^\d{4}-(M\d\d|Q[1-4])$", ends_on__gt=F("starts_on")),
                name="mediation_month_or_quarter",
                violation_error_message=_("Chỉ nhập số liệu theo tháng hoặc theo quý."),
            ),
            one_at_a_time(
                "mediation_period_once",
                same=["village"],
                during="days",
                message=_("Kỳ này đã có số liệu, hoặc trùng ngày với một kỳ đã nhập của thôn, tổ dân phố."),
            ),
        ]
        indexes = [models.Index(fields=["-starts_on", "-id"], name="mediation_by_day")]

    def __str__(self) -> str:
        return f"{self.code} {self.period}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what it is found by."""
        self.fill_search(self.code, self.village.label)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("community:mediation_report", args=[self.code])

    @property
    def label(self) -> str:
        """The period in words."""
        return Period.parse(self.period).label

    @property
    def heading(self) -> str:
        """What pages of it show."""
        return _now("Hòa giải ở cơ sở: {village}, {period}").format(village=self.village.label, period=self.label)


class MediationReportStake(Stake):
    """Whom the figures concern."""

    record = models.ForeignKey(MediationReport, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của số liệu hòa giải")
        verbose_name_plural = _("liên quan của số liệu hòa giải")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="mediation_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="mediation_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


@tracked
class MediationCount(models.Model):
    """How many cases of one type: a zero was typed; what nobody typed has no row."""

    report = models.ForeignKey(MediationReport, models.CASCADE, related_name="counts", verbose_name=_("số liệu"))
    kind = models.ForeignKey(MediationKind, models.PROTECT, related_name="+", verbose_name=_("loại vụ việc"))
    done = models.PositiveIntegerField(_("hòa giải thành"))
    failed = models.PositiveIntegerField(_("hòa giải không thành"))
    going = models.PositiveIntegerField(_("đang hòa giải cuối kỳ"))

    class Meta:
        verbose_name = _("số vụ việc hòa giải")
        verbose_name_plural = _("số vụ việc hòa giải")
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="mediation_count_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.kind_id}"
