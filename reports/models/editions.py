"""What was frozen: the paper, every figure that it tells, the rows behind each, and the files that were built of it."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none, not_blank
from reports.enums import ChangeKind, ChangeOutcome

from .kinds import OutlineSection
from .reports import Report


class Edition(models.Model):
    """A report as it was frozen, once for each time that it was handed over for signing or issued. Never changed.

    ``paper``: reports.snapshot of the official paper, without number and date when these come after signing; ``stamp``
    holds them then. ``engine``: what drew it (versions of WeasyPrint, Pango, fonts, vl-convert), so that a file that is
    drawn again can be compared. ``text_sha256``: of the words of the paper, which a signed file is compared with.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="editions", verbose_name=_("báo cáo"))
    ordinal = models.PositiveSmallIntegerField(_("lần chốt"))
    frozen_at = models.DateTimeField(_("chốt lúc"))
    frozen_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người chốt"))
    paper = models.JSONField(_("văn bản đã chốt"))
    stamp = models.JSONField(_("số, ngày ghi sau khi ký"), null=True, blank=True)
    engine = models.JSONField(_("công cụ dựng tệp"), default=dict)
    text_sha256 = models.CharField(_("mã băm lời văn"), max_length=64)

    class Meta:
        verbose_name = _("bản chốt của báo cáo")
        verbose_name_plural = _("bản chốt của báo cáo")
        constraints = [models.UniqueConstraint(fields=["report", "ordinal"], name="edition_once")]
        triggers = [
            pgtrigger.ReadOnly(
                name="edition_stays",
                fields=["report", "ordinal", "frozen_at", "frozen_by", "paper", "text_sha256"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} · {self.ordinal}"


class FrozenRow(models.Model):
    """A record as a figure counted it: the columns that were shown, as text, kept once under their digest.

    ``cells``: a list of [label, text]. ``public``: the positions in ``cells`` that citizens may read. Erasing personal
    data empties the texts and keeps the row, so that the count stays what it was.
    """

    digest = models.CharField(_("mã băm"), max_length=64, unique=True)
    kind = models.CharField(_("loại hồ sơ"), max_length=60)
    record_id = models.BigIntegerField(_("mã hồ sơ"))
    cells = models.JSONField(_("các cột"))
    public = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("cột công khai"), default=list, blank=True)
    erased_at = models.DateTimeField(_("xóa dữ liệu cá nhân lúc"), null=True, blank=True)
    erased_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người xóa")
    )
    erased_reason = models.CharField(_("lý do xóa"), max_length=500, null=True, blank=True)  # noqa: DJ001 (tied to erased_at)

    class Meta:
        verbose_name = _("hồ sơ đã chốt")
        verbose_name_plural = _("hồ sơ đã chốt")
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="frozen_row_digest",
                violation_error_message=_("Mã băm SHA-256 phải gồm 64 chữ số hệ 16."),
            ),
            all_or_none(
                "erased_at", "erased_by", "erased_reason", name="frozen_row_erased",
                message=_("Xóa dữ liệu cá nhân phải có người xóa và lý do."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["kind", "record_id"], name="frozen_row_of_record")]
        triggers = [
            pgtrigger.Protect(name="frozen_row_is_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="frozen_row_stays", fields=["kind", "record_id", "public"]),
            pgtrigger.Protect(
                name="frozen_row_changes_by_erasing",
                operation=pgtrigger.UpdateOf("digest", "cells"),
                condition=pgtrigger.Q(old__erased_at__isnull=False) | pgtrigger.Q(new__erased_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class FrozenFigure(models.Model):
    """One figure of an edition: what it says, how it was found, and the rows that it counts.

    ``row_keys`` are the keys of the records in the order of the list; ``rows`` the FrozenRows of the same places.
    Both are of one length; sealed records freeze as a count (``sealed``), without either. ``source_kind``,
    ``source_id`` name the record that states a figure which nobody counts (a submission, a fact).
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="figures", verbose_name=_("bản chốt"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    key = models.CharField(_("mã số liệu"), max_length=120)
    label = models.CharField(_("tên số liệu"), max_length=300)
    text = models.TextField(_("số liệu"))
    number = models.DecimalField(_("giá trị"), max_digits=24, decimal_places=6, null=True, blank=True)
    formula = models.CharField(_("cách tính"), max_length=500)
    version = models.CharField(_("phiên bản cách tính"), max_length=60)
    row_kind = models.CharField(_("loại hồ sơ"), max_length=60, blank=True)
    row_keys = ArrayField(models.BigIntegerField(), verbose_name=_("mã hồ sơ"), default=list, blank=True)
    rows = ArrayField(models.BigIntegerField(), verbose_name=_("hồ sơ đã chốt"), default=list, blank=True)
    sealed = models.PositiveIntegerField(_("số hồ sơ chỉ giữ số đếm"), default=0)
    source_kind = models.CharField(_("nguồn"), max_length=60, blank=True)
    source_id = models.BigIntegerField(_("mã nguồn"), null=True, blank=True)

    class Meta:
        verbose_name = _("số liệu đã chốt")
        verbose_name_plural = _("số liệu đã chốt")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="frozen_figure_once"),
            not_blank("formula", name="frozen_figure_formula", message=_("Số liệu phải nói cách tính.")),
            models.CheckConstraint(
                condition=Q(rows__len=models.F("row_keys__len")) | Q(rows__len=0),
                name="frozen_figure_rows_fit",
                violation_error_message=_("Số liệu đã chốt phải giữ đủ hồ sơ mà nó đếm."),
            ),
        ]
        indexes = [models.Index(fields=["source_kind", "source_id"], name="frozen_figure_of_source")]
        triggers = [pgtrigger.Protect(name="frozen_figure_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"


class ReportFile(models.Model):
    """A file that was built for a report: drafts while it is written, of an edition once it is frozen.

    The final bytes of an edition are the record: they are kept, not drawn again.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="files", verbose_name=_("báo cáo"))
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("bản chốt")
    )
    blob = models.ForeignKey("documents.Blob", models.PROTECT, related_name="+", verbose_name=_("tệp"))
    format = models.CharField(_("định dạng"), max_length=8, default="pdf")
    built_at = models.DateTimeField(_("dựng lúc"))
    job_id = models.BigIntegerField(_("mã công việc"), null=True, blank=True)
    is_final = models.BooleanField(_("bản ban hành"), default=False)

    class Meta:
        verbose_name = _("tệp báo cáo")
        verbose_name_plural = _("tệp báo cáo")
        constraints = [
            models.UniqueConstraint(fields=["job_id", "format"], name="report_file_once_per_job"),
            models.UniqueConstraint(
                fields=["report", "format"], condition=Q(is_final=True), name="report_one_final_file_per_format"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.format}"


class SignedCopy(models.Model):
    """The signed PDF that came back: its bytes, its signatures, and where its words differ from the frozen ones.

    ``signatures``: a list of {signer, issuer, signed_at, intact, covers_all, trusted}; ``differences``: a list of
    {page, frozen, signed}, empty when the words are equal, and when there were none to compare (a scan): then
    ``explanation`` says so.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="signed_copies", verbose_name=_("báo cáo"))
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="signed_copies", verbose_name=_("bản chốt"))
    blob = models.ForeignKey("documents.Blob", models.PROTECT, related_name="+", verbose_name=_("tệp"))
    received_at = models.DateTimeField(_("nhận lúc"))
    received_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người nhận"))
    signatures = models.JSONField(_("chữ ký số"), default=list)
    differences = models.JSONField(_("chỗ khác lời văn đã chốt"), default=list)
    explanation = models.CharField(_("giải trình chỗ khác"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("bản đã ký")
        verbose_name_plural = _("bản đã ký")
        constraints = [models.UniqueConstraint(fields=["report", "blob"], name="signed_copy_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.received_at:%d/%m/%Y}"

    @property
    def is_compared(self) -> bool:
        """Whether its words were set against the frozen ones."""
        return bool(self.differences) or not self.explanation


class WordCopy(models.Model):
    """A Word file of the report that came back edited, read section by section."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="word_copies", verbose_name=_("báo cáo"))
    blob = models.ForeignKey("documents.Blob", models.PROTECT, related_name="+", verbose_name=_("tệp"))
    read_at = models.DateTimeField(_("đọc lúc"))
    read_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người tải lên"))

    class Meta:
        verbose_name = _("tệp Word tải lên")
        verbose_name_plural = _("tệp Word tải lên")

    def __str__(self) -> str:
        return f"{self.report_id} {self.read_at:%d/%m/%Y}"


class WordChange(models.Model):
    """One difference of a Word file: words that a writer takes over or not; a figure that was changed is a conflict.

    A figure is never taken over: it follows the records. ``before`` is what the report said when the file was read,
    ``label`` what the figure was called then.
    """

    copy = models.ForeignKey(WordCopy, models.CASCADE, related_name="changes", verbose_name=_("tệp Word"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    kind = models.CharField(_("loại khác biệt"), max_length=8, choices=ChangeKind)
    section = models.ForeignKey(
        OutlineSection, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mục")
    )
    key = models.CharField(_("mã số liệu"), max_length=120, blank=True)
    label = models.CharField(_("tên số liệu"), max_length=300, blank=True)
    before = models.TextField(_("trong báo cáo"), blank=True)
    after = models.TextField(_("trong tệp Word"), blank=True)
    outcome = models.CharField(_("quyết định"), max_length=10, choices=ChangeOutcome, blank=True)
    decided_at = models.DateTimeField(_("lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người quyết định")
    )

    class Meta:
        verbose_name = _("chỗ khác của tệp Word")
        verbose_name_plural = _("chỗ khác của tệp Word")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["copy", "order"], name="word_change_once"),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.TEXT) | ~Q(outcome=ChangeOutcome.ACCEPTED),
                name="word_figure_never_accepted",
                violation_error_message=_("Số liệu lấy từ hồ sơ, không nhận từ tệp Word."),
            ),
            all_or_none(
                "decided_at", "decided_by", name="word_change_decided", message=_("Quyết định phải có người ghi.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.copy_id} · {self.order}"
