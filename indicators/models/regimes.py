"""Reporting regimes and their windows: closing days are data, windows may overlap."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank, one_at_a_time, range_not_empty
from common.history import tracked
from common.names import in_page_language
from common.periods import Period
from indicators.enums import PARTITIONING, Span
from organizations.models import Body


class Regime(models.Model):
    """A way of cutting the year: calendar, the closing days of Decree 09/2019, a body's own.

    ``closing_day`` is the last day of the data of a month: 14 for Decree 09/2019 (its months run from the 15th of
    the month before); None for calendar months. Longer windows are made of such months.
    """

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name_vi = models.CharField(_("tên"), max_length=160)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=160, blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="regimes", verbose_name=_("cơ quan quy định"),
        help_text=_("Để trống nếu dùng chung"),
    )  # fmt: skip
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    closing_day = models.PositiveSmallIntegerField(
        _("ngày chốt số liệu trong tháng"), null=True, blank=True, help_text=_("Để trống: ngày cuối tháng")
    )
    due_days = models.PositiveSmallIntegerField(_("hạn gửi sau ngày chốt (ngày làm việc)"), default=5)

    class Meta:
        verbose_name = _("chế độ báo cáo")
        verbose_name_plural = _("chế độ báo cáo")
        constraints = [
            not_blank("name_vi", name="regime_name_not_blank", message=_("Cần có tên chế độ báo cáo.")),
            models.CheckConstraint(
                condition=Q(closing_day__isnull=True) | Q(closing_day__range=(1, 28)),
                name="regime_closing_day",
                violation_error_message=_("Ngày chốt số liệu từ 1 đến 28; để trống nếu là ngày cuối tháng."),
            ),
            models.CheckConstraint(
                condition=Q(due_days__lte=90),
                name="regime_due_days",
                violation_error_message=_("Hạn gửi không quá 90 ngày làm việc sau ngày chốt."),
            ),
        ]

    def __str__(self) -> str:
        return in_page_language(self)


class WindowQuerySet(models.QuerySet["ReportingWindow"]):
    """Windows, read like speech."""

    def ending_in(self, year: int) -> WindowQuerySet:
        """Windows that are reported in a year: their last day lies in it."""
        return self.filter(days__endswith__gt=date(year, 1, 1), days__endswith__lte=date(year + 1, 1, 1))

    def for_list(self) -> WindowQuerySet:
        return self.select_related("regime").order_by("-days__endswith", "days__startswith", "pk")


@tracked
class ReportingWindow(models.Model):
    """One stretch of days that is reported on: its code ("2026-Q3"), its days, when it opens and is due.

    Month, quarter, half and year windows of a regime never overlap their like; nine months and ad hoc ones do.
    """

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="windows", verbose_name=_("chế độ báo cáo"))
    code = models.CharField(_("kỳ"), max_length=30, help_text=_("Ví dụ: 2026-Q3, 2026-9M"))
    span = models.CharField(_("loại kỳ"), max_length=12, choices=Span)
    days = DateRangeField(_("ngày đầu và ngày chốt số liệu"))
    opens_on = models.DateField(_("mở nhập từ ngày"))
    due_on = models.DateField(_("hạn gửi"))
    locks_on = models.DateField(_("khóa số liệu từ ngày"), null=True, blank=True)

    objects = WindowQuerySet.as_manager()

    class Meta:
        verbose_name = _("kỳ báo cáo")
        verbose_name_plural = _("kỳ báo cáo")
        constraints = [
            range_not_empty("days", name="window_not_empty", message=_("Ngày chốt phải sau ngày đầu kỳ.")),
            models.CheckConstraint(
                condition=Q(days__startswith__isnull=False, days__endswith__isnull=False),
                name="window_has_ends",
                violation_error_message=_("Kỳ báo cáo phải có ngày đầu và ngày chốt."),
            ),
            models.CheckConstraint(
                condition=Q(span__in=Span.values),
                name="window_span_known",
                violation_error_message=_("Loại kỳ không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")),
                name="window_due_after_opening",
                violation_error_message=_("Hạn gửi không thể trước ngày mở nhập."),
            ),
            models.CheckConstraint(
                condition=Q(locks_on__isnull=True) | Q(locks_on__gt=F("due_on")),
                name="window_locks_after_due",
                violation_error_message=_("Ngày khóa số liệu phải sau hạn gửi."),
            ),
            models.UniqueConstraint(
                fields=["regime", "code"],
                name="window_once",
                violation_error_message=_("Chế độ báo cáo này đã có kỳ này."),
            ),
            one_at_a_time(
                "windows_do_not_overlap",
                same=["regime", "span"],
                during="days",
                condition=Q(span__in=[str(span) for span in PARTITIONING]),
                message=_("Kỳ này trùng ngày với một kỳ cùng loại của chế độ báo cáo."),
            ),
        ]
        indexes = [models.Index(fields=["days"], name="window_by_days")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("indicators:window", args=[self.pk])

    @property
    def start(self) -> date:
        """The first day of the data."""
        lower: date = self.days.lower
        return lower

    @property
    def end(self) -> date:
        """The last day of the data (the closing day)."""
        upper: date = self.days.upper
        return upper - timedelta(days=1)

    @property
    def period(self) -> Period:
        """What it is called, as a value; its days may differ from those of the calendar (see ``counted``)."""
        return Period.parse(self.code)

    @property
    def counted(self) -> Period:
        """The days that are counted, for counting queries: the period itself, or the days ad hoc."""
        named = self.period
        return named if (named.start, named.end) == (self.start, self.end) else Period.between(self.start, self.end)

    @property
    def label(self) -> str:
        """Its name inside a sentence: "quý III năm 2026"."""
        return self.period.label
