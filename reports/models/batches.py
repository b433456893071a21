"""Many reports in one action, and reports that the portal prepares by itself."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.periods import Period
from organizations.enums import Role
from organizations.models import Body, Unit
from reports.enums import ItemState

from .kinds import ReportKind, report_on


class Batch(models.Model):
    """Files of one kind and period for many bodies: "all communes of the province, third quarter"."""

    kind = models.ForeignKey(
        ReportKind, models.PROTECT, to_field="code", db_column="kind", related_name="+", verbose_name=_("loại báo cáo")
    )
    period = models.CharField(_("kỳ báo cáo"), max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người yêu cầu"))
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    archive = models.ForeignKey(
        "documents.Blob", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp ZIP")
    )
    merged = models.ForeignKey(
        "documents.Blob", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp PDF ghép")
    )
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("đợt dựng báo cáo")
        verbose_name_plural = _("đợt dựng báo cáo")
        indexes = [models.Index(fields=["unit", "-asked_at"], name="batch_of_unit")]

    def __str__(self) -> str:
        return report_on(self.kind, self.period_value)

    def get_absolute_url(self) -> str:
        return reverse("reports:batch", args=[self.pk])

    @property
    def period_value(self) -> Period:
        """The period as a value with label and days."""
        return Period.parse(self.period)


class BatchItem(models.Model):
    """One body's file in a batch: built by a job of its own, once, whatever happens to workers."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items", verbose_name=_("đợt"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    order = models.PositiveIntegerField(_("thứ tự"))
    state = models.CharField(_("trạng thái"), max_length=8, choices=ItemState, default=ItemState.WAITING)
    blob = models.ForeignKey(
        "documents.Blob", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    pages = models.PositiveIntegerField(_("số trang"), null=True, blank=True)
    error = models.CharField(_("lý do không làm được"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("báo cáo của đợt")
        verbose_name_plural = _("báo cáo của đợt")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "body"], name="batch_item_once"),
            models.CheckConstraint(
                condition=Q(state=ItemState.DONE, blob__isnull=False)
                | (~Q(state=ItemState.DONE) & Q(blob__isnull=True)),
                name="batch_item_done_has_file",
                violation_error_message=_("Báo cáo đã xong phải có tệp."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.FAILED) | Q(error__regex=r"\S"),
                name="batch_item_failed_says_why",
                violation_error_message=_("Báo cáo không làm được phải nói lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.body_id}"

    @property
    def item_state(self) -> ItemState:
        """The state as a word with a tone."""
        return ItemState(self.state)


class Schedule(models.Model):
    """A report that the portal prepares by itself some days after each period, and tells some roles of."""

    kind = models.ForeignKey(
        ReportKind, models.PROTECT, to_field="code", db_column="kind", related_name="+", verbose_name=_("loại báo cáo")
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="report_schedules", verbose_name=_("cơ quan"))
    span = models.CharField(_("loại kỳ"), max_length=12)
    days_after = models.PositiveSmallIntegerField(_("số ngày sau khi kỳ kết thúc"), default=1)
    roles = ArrayField(models.CharField(max_length=10, choices=Role), verbose_name=_("gửi cho vai trò"), default=list)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lập"))
    made_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("lịch lập báo cáo")
        verbose_name_plural = _("lịch lập báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "body", "span"],
                name="schedule_once",
                violation_error_message=_("Lịch này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(days_after__lte=60),
                name="schedule_days_after",
                violation_error_message=_("Không quá 60 ngày sau khi kỳ kết thúc."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.body_id} {self.span}"


class ScheduledRun(models.Model):
    """That a schedule has run for a period: once, however often the clock strikes."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="runs", verbose_name=_("lịch"))
    period = models.CharField(_("kỳ báo cáo"), max_length=30)
    ran_at = models.DateTimeField(_("lúc"))
    report = models.ForeignKey(
        "reports.Report", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("báo cáo")
    )

    class Meta:
        verbose_name = _("lần lập theo lịch")
        verbose_name_plural = _("lần lập theo lịch")
        constraints = [models.UniqueConstraint(fields=["schedule", "period"], name="scheduled_run_once")]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.period}"
