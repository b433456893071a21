"""How a body approves and numbers its reports: steps that are data, and what became of them in each round."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none, not_blank
from common.names import in_page_language
from organizations.enums import Role
from organizations.models import Body
from reports.enums import NumberedBy, Outcome

from .kinds import ReportKind
from .reports import Report


class ReportStep(models.Model):
    """One step of a body's chain of approval for its reports. A body without steps has one: its leader approves."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="report_steps", verbose_name=_("cơ quan"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name_vi = models.CharField(_("bước"), max_length=120)
    name_en = models.CharField(_("bước (tiếng Anh)"), max_length=120, blank=True)
    role = models.CharField(_("vai trò"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("bước duyệt báo cáo")
        verbose_name_plural = _("bước duyệt báo cáo")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "order"],
                name="report_step_order",
                violation_error_message=_("Hai bước không thể có cùng thứ tự."),
            ),
            not_blank("name_vi", name="report_step_name", message=_("Cần có tên bước.")),
        ]

    def __str__(self) -> str:
        return in_page_language(self)


class ReportNumbering(models.Model):
    """Who numbers a body's reports, of one kind or of all. A body without a row uses its own document system."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="report_numbering", verbose_name=_("cơ quan"))
    kind = models.ForeignKey(
        ReportKind, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("loại báo cáo"),
        help_text=_("Để trống: mọi loại"),
    )  # fmt: skip
    numbered_by = models.CharField(_("cấp số"), max_length=8, choices=NumberedBy)

    class Meta:
        verbose_name = _("cách cấp số báo cáo")
        verbose_name_plural = _("cách cấp số báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind"],
                nulls_distinct=False,
                name="report_numbering_once",
                violation_error_message=_("Cơ quan đã có cách cấp số cho loại báo cáo này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.kind_id or '*'} {self.numbered_by}"


class ReportApproval(models.Model):
    """One step of the chain in one round: written when the report is handed in, decided by a person or on paper.

    The chain is frozen here, so that a later change of the body's steps touches no round that was begun.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="approvals", verbose_name=_("báo cáo"))
    round = models.PositiveSmallIntegerField(_("lần trình"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name_vi = models.CharField(_("bước"), max_length=120)
    name_en = models.CharField(_("bước (tiếng Anh)"), max_length=120, blank=True)
    role = models.CharField(_("vai trò"), max_length=10, choices=Role)
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome, blank=True)
    decided_at = models.DateTimeField(_("lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người ghi")
    )
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    on_paper = models.BooleanField(_("duyệt trên giấy"), default=False)
    signed_by = models.CharField(_("người ký trên giấy"), max_length=160, blank=True)
    signed_on = models.DateField(_("ngày ký trên giấy"), null=True, blank=True)
    slip = models.ForeignKey(
        "documents.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản chụp")
    )

    class Meta:
        verbose_name = _("bước duyệt của báo cáo")
        verbose_name_plural = _("bước duyệt của báo cáo")
        ordering = ["round", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "round", "order"], name="report_approval_once"),
            all_or_none(
                "decided_at", "decided_by", name="report_approval_decided", message=_("Quyết định phải có người ghi.")
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True) | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="report_approval_outcome_and_time",
                violation_error_message=_("Kết quả và thời điểm phải ghi cùng nhau."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.RETURNED) | Q(reason__regex=r"\S"),
                name="report_approval_return_has_reason",
                violation_error_message=_("Trả lại phải nêu lý do."),
            ),
            models.CheckConstraint(
                condition=Q(on_paper=False)
                | Q(slip__isnull=False, signed_on__isnull=False) & Q(signed_by__regex=r"\S"),
                name="report_approval_on_paper_has_slip",
                violation_error_message=_("Duyệt trên giấy phải có bản chụp, người ký và ngày ký."),
            ),
        ]

    def __str__(self) -> str:
        return in_page_language(self)
