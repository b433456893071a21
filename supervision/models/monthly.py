"""The report that the Front makes every month on how the regulations are carried out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank
from common.history import tracked
from common.periods import Period
from organizations.models import Body
from organizations.scope import ScopedQuerySet
from steering.models import Committee, RegulationType

from .base import RoomStake, valid_year


class MonthlyQuerySet(ScopedQuerySet["MonthlyReport"]):
    """Monthly reports, read like speech."""

    def to_committee(self, committee: Committee) -> MonthlyQuerySet:
        return self.filter(committee=committee)

    def about(self, window: Period) -> MonthlyQuerySet:
        """Reports on months that lie wholly within a period."""
        months = months_of(window)
        asked = Q(pk__in=[])
        for month in months:
            asked |= Q(year=month.start.year, month=month.start.month)
        return self.filter(asked)

    def for_list(self) -> MonthlyQuerySet:
        return self.select_related("body", "committee__body").order_by("-year", "-month", "body__sort_key", "pk")


def months_of(window: Period) -> list[Period]:
    """The calendar months that lie wholly within a period, the first one first; at most five years of them."""
    months: list[Period] = []
    day = date(window.start.year, window.start.month, 1)
    while day <= window.end and len(months) < 60:
        month = Period.month(day.year, day.month)
        if month.start >= window.start and month.end <= window.end:
            months.append(month)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return months


@tracked
class MonthlyReport(models.Model):
    """What a body (the Front) reports to a committee on a month: one a month (practice FRONT-05; seed of case D)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="monthly_reports", verbose_name=_("cơ quan báo cáo"))
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="monthly_reports", verbose_name=_("Ban Chỉ đạo nhận báo cáo")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveSmallIntegerField(_("tháng"))
    number = models.CharField(_("số, ký hiệu"), max_length=120)
    sent_on = models.DateField(_("ngày gửi"))
    text = models.TextField(_("nhận xét chung"), max_length=10_000, blank=True)

    objects = MonthlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo giám sát tháng")
        verbose_name_plural = _("báo cáo giám sát tháng")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "committee", "year", "month"],
                name="monthly_report_once",
                violation_error_message=_("Báo cáo của tháng này đã có; sửa báo cáo đã ghi."),
            ),
            models.CheckConstraint(
                condition=Q(month__range=(1, 12)),
                name="monthly_report_month",
                violation_error_message=_("Tháng từ 1 đến 12."),
            ),
            valid_year("monthly_report_year"),
            not_blank("number", name="monthly_report_number", message=_("Cần ghi số, ký hiệu báo cáo.")),
        ]
        indexes = [models.Index(fields=["committee", "year", "month"], name="monthly_by_committee")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("supervision:monthly_report", args=[self.pk])

    @property
    def period(self) -> Period:
        """The month as a value."""
        return Period.month(self.year, self.month)

    @property
    def label(self) -> str:
        """How other pages name it."""
        return _now("Báo cáo giám sát tháng {month}/{year}").format(month=self.month, year=self.year)


class MonthlyReportStake(RoomStake):
    """Whom a monthly report concerns."""

    record = models.ForeignKey(MonthlyReport, models.CASCADE, related_name="stakes")

    class Meta(RoomStake.Meta):
        pass


@tracked
class MonthlyFinding(models.Model):
    """What a monthly report says on one regulation type: how many checks, how many shortcomings, in words."""

    report = models.ForeignKey(MonthlyReport, models.CASCADE, related_name="findings", verbose_name=_("báo cáo"))
    type = models.ForeignKey(RegulationType, models.PROTECT, related_name="+", verbose_name=_("quy chế"))
    checks = models.PositiveIntegerField(_("số lượt giám sát"))
    shortcomings = models.PositiveIntegerField(_("số hạn chế phát hiện"), default=0)
    recommendations = models.PositiveIntegerField(_("số kiến nghị"), default=0)
    text = models.TextField(_("phát hiện"), max_length=5000, blank=True)

    class Meta:
        verbose_name = _("kết quả giám sát theo quy chế")
        verbose_name_plural = _("kết quả giám sát theo quy chế")
        constraints = [
            models.UniqueConstraint(fields=["report", "type"], name="monthly_finding_once"),
            models.CheckConstraint(
                condition=Q(shortcomings=0) | Q(text__regex=r"\S"),
                name="monthly_finding_says_what",
                violation_error_message=_("Có hạn chế thì cần ghi phát hiện."),
            ),
        ]

    def __str__(self) -> str:
        values: tuple[Any, ...] = (self.report_id, self.type_id, self.checks)
        return " ".join(map(str, values))
