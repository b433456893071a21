"""A report, whom it concerns, the words of its sections and what is said about them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none, not_blank, range_not_empty
from common.history import tracked
from common.periods import Period
from organizations import scope
from reports.enums import ENDED, FROZEN, NumberedBy, ReportStatus
from reports.models.kinds import Outline, OutlineSection, ReportKind, report_on


class ReportQuerySet(scope.ScopedQuerySet["Report"]):
    """Reports, read like speech."""

    def for_list(self) -> ReportQuerySet:
        """Everything the list page touches, in one query."""
        related = self.select_related("body", "unit__kind", "kind", "document__issuer__kind")
        return related.order_by("-window__endswith", "body__sort_key", "pk")


@tracked
class Report(models.Model):
    """A body's report on a period, or its paper about a conference.

    Figures come from the portal; the clerk writes the words beside them. ``code`` is printed on the paper and opens
    the public page that confirms it. ``topic`` says in words what a paper about a conference is about. ``edition`` is
    what was frozen when it was handed over for signing or issued by the portal.
    """

    code = models.CharField(_("mã kiểm tra"), max_length=12, unique=True, editable=False)
    outline = models.ForeignKey(Outline, models.PROTECT, verbose_name=_("đề cương"))
    body = models.ForeignKey("organizations.Body", models.PROTECT, related_name="+", verbose_name=_("cơ quan báo cáo"))
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    kind = models.ForeignKey(
        ReportKind, models.PROTECT, to_field="code", db_column="kind", related_name="+", verbose_name=_("loại báo cáo")
    )
    period = models.CharField(_("kỳ báo cáo"), max_length=30)
    window = DateRangeField(_("số liệu từ ngày đến ngày"))
    conference = models.ForeignKey(
        "conferences.Conference",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("hội nghị"),
    )
    topic = models.CharField(_("về việc"), max_length=300, blank=True)
    round = models.PositiveSmallIntegerField(_("lần trình"), default=0)
    status = models.CharField(_("trạng thái"), max_length=10, choices=ReportStatus, default=ReportStatus.DRAFT)
    document = models.OneToOneField(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report",
        verbose_name=_("văn bản"),
    )
    authority = models.CharField(
        _("thẩm quyền ký"), max_length=160, blank=True, help_text=_("Ví dụ: TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH")
    )
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    signer_position = models.CharField(_("chức vụ người ký"), max_length=160, blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True, help_text=_("Mỗi dòng một nơi"))
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    numbered_by = models.CharField(_("cấp số"), max_length=8, choices=NumberedBy, default=NumberedBy.EXTERNAL)
    issued_at = models.DateTimeField(_("ban hành lúc"), null=True, blank=True)
    edition = models.OneToOneField(
        "reports.Edition", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản chốt")
    )
    ended_at = models.DateTimeField(_("thu hồi, thay thế lúc"), null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người ghi thu hồi")
    )
    ended_reason = models.CharField(_("lý do thu hồi, thay thế"), max_length=500, null=True, blank=True)  # noqa: DJ001 (tied to ended_at)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("thay thế báo cáo")
    )
    is_published = models.BooleanField(_("công bố cho người dân"), default=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lập"))
    created_at = models.DateTimeField(_("lập lúc"))

    objects: ClassVar[models.Manager[Report]] = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo")
        verbose_name_plural = _("báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "period", "conference"],
                # One that replaces an issued report stands beside it until it is issued itself.
                condition=~Q(status__in=sorted(ENDED)) & (Q(replaces__isnull=True) | Q(status="issued")),
                nulls_distinct=False,
                name="report_once_per_period",
                violation_error_message=_("Báo cáo của kỳ này đã có."),
            ),
            range_not_empty("window", name="report_window", message=_("Ngày cuối kỳ phải sau ngày đầu kỳ.")),
            models.CheckConstraint(
                condition=Q(status__in=sorted(FROZEN), edition__isnull=False)
                | (~Q(status__in=sorted(FROZEN)) & Q(edition__isnull=True)),
                name="report_frozen_has_edition",
                violation_error_message=_("Báo cáo chuyển ký hoặc ban hành phải giữ nguyên số liệu."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["issued", *sorted(ENDED)])
                | Q(issued_at__isnull=False, document__isnull=False),
                name="report_issued_has_number",
                violation_error_message=_("Báo cáo ban hành phải có số và ngày."),
            ),
            all_or_none(
                "ended_at", "ended_by", "ended_reason", name="report_ended_by_whom_and_why",
                message=_("Thu hồi, thay thế phải có người ghi và lý do."),
            ),
            not_blank("ended_reason", name="report_ended_reason", message=_("Thu hồi, thay thế phải có lý do.")),
            models.CheckConstraint(
                condition=Q(status__in=sorted(ENDED), ended_at__isnull=False)
                | (~Q(status__in=sorted(ENDED)) & Q(ended_at__isnull=True)),
                name="report_ended_is_told",
                violation_error_message=_("Thu hồi, thay thế phải có người ghi và lý do."),
            ),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(status__in=["issued", *sorted(ENDED)]),
                name="report_published_is_issued",
                violation_error_message=_("Chỉ công bố báo cáo đã ban hành."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(F("window").desc(), "id", name="report_by_window")]
        triggers = [scope.copies_to_stakes("reports_reportstake", "status", "period")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.topic}" if self.topic else report_on(self.kind, self.period_value)

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
        """A frozen report never changes: figures that move later show as a difference, not as an edit."""
        return self.status in FROZEN


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
        triggers = [scope.copied_from_record("reports_report", "status", "period"), *scope.marks_units()]

    def __str__(self) -> str:
        return f"{self.record_id} {self.unit_id} {self.why}"


@tracked
class SectionText(models.Model):
    """The clerk's words in one section, in the markup of reports.richtext; figures in it are fields, not digits.

    ``revision`` counts the times that it was saved: whoever saves over a newer one is told and loses nothing.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="texts", verbose_name=_("báo cáo"))
    section = models.ForeignKey(OutlineSection, models.PROTECT, related_name="+", verbose_name=_("mục"))
    text = models.TextField(_("nội dung"), blank=True)
    revision = models.PositiveIntegerField(_("lần lưu"), default=1)
    saved_at = models.DateTimeField(_("lưu lúc"))
    saved_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lưu"))

    class Meta:
        verbose_name = _("lời văn của mục")
        verbose_name_plural = _("lời văn của mục")
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="section_text_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section_id}"


class SectionComment(models.Model):
    """A remark on a section, for the writers; it never stands on the paper. Settled ones stay."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="comments", verbose_name=_("báo cáo"))
    section = models.ForeignKey(OutlineSection, models.PROTECT, related_name="+", verbose_name=_("mục"))
    text = models.CharField(_("góp ý"), max_length=1000)
    made_at = models.DateTimeField(_("lúc"))
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người góp ý"))
    settled_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người đánh dấu xong")
    )

    class Meta:
        verbose_name = _("góp ý về mục")
        verbose_name_plural = _("góp ý về mục")
        ordering = ["made_at", "pk"]
        constraints = [
            not_blank("text", name="section_comment_text", message=_("Nhập góp ý.")),
            all_or_none(
                "settled_at", "settled_by", name="section_comment_settled", message=_("Xong phải có người ghi.")
            ),
        ]

    def __str__(self) -> str:
        return self.text
