"""Files that come in and go out: imports of petitions from Excel, and lists that were taken out.

Both may hold who petitioned or much of what was said at once, so each is its person's alone and its files do not stay.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.constraints import not_blank
from organizations.models import Body, Unit
from petitions.enums import ExportFormat, ImportStatus, Source

from .petitions import Petition

KEPT = timedelta(days=14)  # an upload and what was given back for it
OFFERED = timedelta(days=7)  # a list that was taken out


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Imports, read like speech."""

    def of(self, user: User) -> ImportRunQuerySet:
        """A person's own; for everybody else they do not exist."""
        return self.filter(created_by=user).select_related("council__unit__kind", "session__term", "job")


class ImportRun(models.Model):
    """One file of petitions: what was found in it, and what a person decided.

    ``columns`` says which column of the sheet holds what. ``report`` is the dry run for people: counts and the first
    errors with their row numbers; it holds nothing of what stands in the cells. ``signature`` is over the file's bytes,
    the columns and every row that would be imported: an import that would do anything else is refused.
    """

    council = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("Hội đồng nhân dân"))
    session = models.ForeignKey(
        "conferences.CouncilSession", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kỳ họp")
    )
    source = models.CharField(_("nguồn"), max_length=12, choices=Source)
    received_on = models.DateField(_("ngày tiếp nhận"), null=True, blank=True)
    name = models.CharField(_("tên tệp"), max_length=160)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    blob = models.ForeignKey(
        "documents.Blob", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    columns = models.JSONField(_("cột"), default=dict)
    status = models.CharField(_("trạng thái"), max_length=9, choices=ImportStatus, default=ImportStatus.UPLOADED)
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("việc")
    )
    report = models.JSONField(_("kết quả kiểm tra"), default=dict)
    signature = models.CharField(_("dấu kiểm tra"), max_length=64, blank=True)
    workback = models.ForeignKey(
        "documents.Blob", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp trả lại")
    )
    imported = models.PositiveIntegerField(_("số kiến nghị đã nhập"), default=0)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người tải lên"))
    created_at = models.DateTimeField(_("tải lên lúc"), default=clock.now)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần nhập kiến nghị từ Excel")
        verbose_name_plural = _("lần nhập kiến nghị từ Excel")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[ImportStatus.CHECKED, ImportStatus.IMPORTED]) | Q(signature__regex=r"\S"),
                name="import_checked_has_signature",
                violation_error_message=_("Chỉ nhập sau khi đã kiểm tra thử."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[ImportStatus.IMPORTED, ImportStatus.CANCELLED], decided_at__isnull=False)
                | Q(status__in=[ImportStatus.UPLOADED, ImportStatus.CHECKED], decided_at__isnull=True),
                name="import_decided_has_moment",
                violation_error_message=_("Quyết định nhập hoặc hủy phải có thời điểm."),
            ),
            not_blank("sha256", name="import_has_hash", message=_("Tệp phải có mã băm.")),
        ]
        indexes = [
            models.Index(fields=["created_by", "-id"], name="import_by_creator"),
            models.Index(fields=["council", "sha256"], name="import_by_file"),
            models.Index(fields=["created_at"], condition=Q(blob__isnull=False), name="import_with_file"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.council_id}"

    def get_absolute_url(self) -> str:
        return reverse("petitions:import", args=[self.pk])

    @property
    def state(self) -> ImportStatus:
        """The status with its label and tone."""
        return ImportStatus(self.status)

    @property
    def is_busy(self) -> bool:
        """A worker is at it, or will be."""
        return self.job is not None and not self.job.is_finished

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None

    @property
    def count_of(self) -> dict[str, int]:
        """Counts of the dry run by name: rows, good, warned, bad, blank, skipped."""
        counts: dict[str, int] = self.report.get("counts", {})
        return counts


class ImportedRow(models.Model):
    """Which petition a row of a file became. A row becomes one petition, however often its import is tried."""

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows", verbose_name=_("lần nhập"))
    row = models.PositiveIntegerField(_("dòng"))
    petition = models.OneToOneField(Petition, models.CASCADE, related_name="imported_row", verbose_name=_("kiến nghị"))

    class Meta:
        verbose_name = _("dòng đã nhập")
        verbose_name_plural = _("dòng đã nhập")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "row"], name="imported_row_once", violation_error_message=_("Dòng này đã được nhập.")
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.row}"


class PetitionExportQuerySet(models.QuerySet["PetitionExport"]):
    """Lists that were taken out, read like speech."""

    def of(self, user: User) -> PetitionExportQuerySet:
        """A person's own; for everybody else they do not exist."""
        return self.filter(created_by=user).select_related("unit__kind", "blob", "job")

    def offered(self) -> PetitionExportQuerySet:
        """Those whose file can still be had."""
        return self.filter(blob__isnull=False, created_at__gt=clock.now() - OFFERED)


class PetitionExport(models.Model):
    """A list of petitions that somebody took out: which, when, how many. Its file, made by a job, expires."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    chosen = models.JSONField(_("bộ lọc"), default=dict)
    format = models.CharField(_("định dạng"), max_length=4, choices=ExportFormat)
    rows = models.PositiveIntegerField(_("số dòng"), null=True, blank=True)
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("việc")
    )
    blob = models.ForeignKey(
        "documents.Blob", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người xuất"))
    created_at = models.DateTimeField(_("xuất lúc"), default=clock.now)

    objects = PetitionExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("danh sách kiến nghị đã xuất")
        verbose_name_plural = _("danh sách kiến nghị đã xuất")
        indexes = [
            models.Index(fields=["created_by", "-id"], name="export_by_creator"),
            models.Index(fields=["created_at"], condition=Q(blob__isnull=False), name="export_with_file"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.format}"

    def get_absolute_url(self) -> str:
        return reverse("petitions:export_file", args=[self.pk])

    @property
    def expires_at(self) -> Any:
        """Until when its file can be had."""
        return self.created_at + OFFERED
