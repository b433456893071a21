"""What a period report is: an outline that is data, the clerk's words per section, and the files that were issued."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none, range_not_empty
from common.history import tracked
from common.names import in_page_language, in_portal_language
from common.periods import Period
from organizations import scope

from .enums import ReportStatus


class Outline(models.Model):
    """The order of a report's sections, in force from a day: the upper level may prescribe another one."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    kind = models.SlugField(_("loại báo cáo"), max_length=30)  # "committee"
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    subject_vi = models.CharField(_("trích yếu"), max_length=300, help_text=_("{period} là kỳ báo cáo"))
    valid = DateRangeField(_("thời gian áp dụng"))

    class Meta:
        verbose_name = _("đề cương báo cáo")
        verbose_name_plural = _("đề cương báo cáo")
        constraints = [
            range_not_empty("valid", name="outline_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu."))
        ]

    def __str__(self) -> str:
        return in_page_language(self)


class OutlineSection(models.Model):
    """One section: its number and title, and which standard content the portal puts in it."""

    outline = models.ForeignKey(Outline, models.CASCADE, related_name="sections", verbose_name=_("đề cương"))
    code = models.SlugField(_("mã"), max_length=30)
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    number = models.CharField(_("số mục"), max_length=6)
    title_vi = models.CharField(_("tên mục"), max_length=200)
    title_en = models.CharField(_("tên mục tiếng Anh"), max_length=200)
    content = models.SlugField(_("nội dung do cổng điền"), max_length=30, blank=True)  # a name in reports.content
    guidance = models.CharField(_("gợi ý viết"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("mục của đề cương")
        verbose_name_plural = _("mục của đề cương")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["outline", "code"], name="outline_section_once"),
            models.UniqueConstraint(fields=["outline", "order"], name="outline_section_order"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title_vi}"

    def heading_for(self, period: Period) -> str:
        """The title on a page, in its language; on the paper stands ``title_for``."""
        return in_page_language(self, "title").format(period=period.label, next=period.next_label)

    @in_portal_language
    def title_for(self, period: Period) -> str:
        """The title with the period's words in it: "Nhiệm vụ trọng tâm quý IV năm 2020"."""
        return self.title_vi.format(period=period.label, next=period.next_label)


class ReportQuerySet(scope.ScopedQuerySet["Report"]):
    """Reports, read like speech."""

    def for_list(self) -> ReportQuerySet:
        """Everything the list page touches, in one query."""
        return self.select_related("body", "unit__kind").order_by("-window__endswith", "body__sort_key", "pk")


@tracked
class Report(models.Model):
    """A body's report for a period. Figures come from the portal; the clerk writes the words beside them."""

    outline = models.ForeignKey(Outline, models.PROTECT, verbose_name=_("đề cương"))
    body = models.ForeignKey("organizations.Body", models.PROTECT, related_name="+", verbose_name=_("cơ quan báo cáo"))
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    kind = models.SlugField(_("loại báo cáo"), max_length=30)
    period = models.CharField(_("kỳ báo cáo"), max_length=30)
    window = DateRangeField(_("số liệu từ ngày đến ngày"))
    status = models.CharField(_("trạng thái"), max_length=10, choices=ReportStatus, default=ReportStatus.DRAFT)
    document = models.OneToOneField(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report",
        verbose_name=_("văn bản"),
    )
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    signer_position = models.CharField(_("chức vụ người ký"), max_length=160, blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True, help_text=_("Mỗi dòng một nơi"))
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    issued_at = models.DateTimeField(_("ban hành lúc"), null=True, blank=True)
    snapshot = models.JSONField(_("số liệu tại thời điểm ban hành"), null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lập"))
    created_at = models.DateTimeField(_("lập lúc"))

    objects: ClassVar[models.Manager[Report]] = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo")
        verbose_name_plural = _("báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "period"],
                name="report_once_per_period",
                violation_error_message=_("Báo cáo của kỳ này đã có."),
            ),
            range_not_empty("window", name="report_window", message=_("Ngày cuối kỳ phải sau ngày đầu kỳ.")),
            all_or_none(
                "issued_at", "snapshot", name="report_issued_is_frozen", message=_("Báo cáo ban hành phải giữ số liệu.")
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.ISSUED) | Q(issued_at__isnull=False, document__isnull=False),
                name="report_issued_has_number",
                violation_error_message=_("Báo cáo ban hành phải có số và ngày."),
            ),
        ]
        indexes = [models.Index(F("window").desc(), "id", name="report_by_window")]
        triggers = [scope.copies_to_stakes("reports_reportstake", "status", "period")]

    def __str__(self) -> str:
        return f"{self.outline} {self.period_value.label}"

    def get_absolute_url(self) -> str:
        return reverse("reports:detail", args=[self.pk])

    @property
    def period_value(self) -> Period:
        """The period as a value with label and days."""
        return Period.parse(self.period)

    @property
    def state(self) -> ReportStatus:
        """The status as a word with a tone."""
        return ReportStatus(self.status)

    @property
    def is_frozen(self) -> bool:
        """An issued report never changes: figures that move later show as a difference, not as an edit."""
        return self.status == ReportStatus.ISSUED


class ReportStake(scope.Stake):
    """Whom a report concerns, with the copies that lists filter by."""

    record = models.ForeignKey(Report, models.CASCADE, related_name="stakes", verbose_name=_("báo cáo"))
    status = models.CharField(max_length=10, editable=False)
    period = models.CharField(max_length=30, editable=False)

    class Meta:
        verbose_name = _("báo cáo liên quan đơn vị")
        verbose_name_plural = _("báo cáo liên quan đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="report_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "period", "record"], name="report_stake_list")]
        triggers = [scope.copied_from_record("reports_report", "status", "period")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.unit_id} {self.why}"


@tracked
class SectionText(models.Model):
    """The clerk's words in one section; figures stand beside them and cannot be retyped."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="texts", verbose_name=_("báo cáo"))
    section = models.ForeignKey(OutlineSection, models.PROTECT, related_name="+", verbose_name=_("mục"))
    text = models.TextField(_("nội dung"), blank=True)
    saved_at = models.DateTimeField(_("lưu lúc"))
    saved_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lưu"))

    class Meta:
        verbose_name = _("lời văn của mục")
        verbose_name_plural = _("lời văn của mục")
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="section_text_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section_id}"


class ReportFile(models.Model):
    """A file that was built for a report: drafts while it is written, the frozen one when it is issued."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="files", verbose_name=_("báo cáo"))
    blob = models.ForeignKey("documents.Blob", models.PROTECT, related_name="+", verbose_name=_("tệp"))
    format = models.CharField(_("định dạng"), max_length=8, default="pdf")
    built_at = models.DateTimeField(_("dựng lúc"))
    job_id = models.BigIntegerField(_("mã công việc"), null=True, blank=True)
    is_final = models.BooleanField(_("bản ban hành"), default=False)

    class Meta:
        verbose_name = _("tệp báo cáo")
        verbose_name_plural = _("tệp báo cáo")
        constraints = [
            models.UniqueConstraint(fields=["job_id"], name="report_file_once_per_job"),
            models.UniqueConstraint(
                fields=["report", "format"], condition=Q(is_final=True), name="report_one_final_file_per_format"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.format}"


class ReportedFigure(models.Model):
    """A figure of an approved form as an issued report says it: never changed, so that a later one shows beside it."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="figures", verbose_name=_("báo cáo"))
    submission = models.ForeignKey(
        "indicators.Submission", models.PROTECT, related_name="reported", verbose_name=_("biểu")
    )
    round = models.PositiveSmallIntegerField(_("lần trình"))
    indicator = models.ForeignKey("figures.Indicator", models.PROTECT, related_name="+", verbose_name=_("chỉ tiêu"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    figure = models.TextField(_("số liệu trong báo cáo"))

    class Meta:
        verbose_name = _("số liệu của báo cáo")
        verbose_name_plural = _("số liệu của báo cáo")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "submission", "indicator"], name="reported_figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.indicator_id}: {self.figure}"
