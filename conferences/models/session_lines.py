"""What belongs to a session: papers, verifications by committees of the council, questions to bodies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank
from common.history import tracked
from conferences.enums import Answered, SessionPaperRole
from organizations.models import Body

from .sessions import CouncilSession


class SessionPaper(models.Model):
    """An official document of the session: a resolution, a report, the minutes. Numbers often come days later."""

    session = models.ForeignKey(CouncilSession, models.CASCADE, related_name="papers", verbose_name=_("kỳ họp"))
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, related_name="session_papers", verbose_name=_("văn bản")
    )
    role = models.CharField(_("là"), max_length=10, choices=SessionPaperRole)

    class Meta:
        verbose_name = _("văn bản của kỳ họp")
        verbose_name_plural = _("văn bản của kỳ họp")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "document"],
                name="session_paper_once",
                violation_error_message=_("Văn bản này đã có trong hồ sơ kỳ họp."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=SessionPaperRole.values),
                name="session_paper_role_known",
                violation_error_message=_("Chọn văn bản là gì."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.document_id}"


@tracked
class Verification(models.Model):
    """A committee of the council verifies (thẩm tra) what is put before the session."""

    session = models.ForeignKey(CouncilSession, models.CASCADE, related_name="verifications", verbose_name=_("kỳ họp"))
    committee = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("Ban thẩm tra"))
    matter = models.CharField(_("nội dung được thẩm tra"), max_length=500)
    opinion = models.TextField(_("ý kiến thẩm tra"), blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("báo cáo thẩm tra"),
    )

    class Meta:
        verbose_name = _("thẩm tra")
        verbose_name_plural = _("thẩm tra")
        constraints = [
            not_blank("matter", name="verification_matter_not_blank", message=_("Cần ghi nội dung được thẩm tra."))
        ]
        indexes = [models.Index(fields=["session", "id"], name="verification_in_order")]

    def __str__(self) -> str:
        return self.matter[:60]


@tracked
class Questioning(models.Model):
    """A question (chất vấn) that a deputy puts to a body, its answer, and the promise that became a task.

    ``asked_by`` is the deputy's office ("Đại biểu Tổ số 3"); nothing is kept of a person beyond the official question.
    """

    session = models.ForeignKey(CouncilSession, models.CASCADE, related_name="questionings", verbose_name=_("kỳ họp"))
    asked_by = models.CharField(_("đại biểu chất vấn"), max_length=200)
    asked = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan được chất vấn"))
    question = models.TextField(_("nội dung chất vấn"))
    answered = models.CharField(_("hình thức trả lời"), max_length=10, choices=Answered, blank=True)
    answer = models.TextField(_("nội dung trả lời"), blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản trả lời"),
    )
    task = models.OneToOneField(
        "steering.Task",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questioning",
        verbose_name=_("nhiệm vụ theo cam kết"),
    )

    class Meta:
        verbose_name = _("chất vấn")
        verbose_name_plural = _("chất vấn")
        constraints = [
            not_blank("asked_by", name="questioning_asked_by_not_blank", message=_("Cần ghi đại biểu chất vấn.")),
            not_blank("question", name="questioning_question_not_blank", message=_("Cần ghi nội dung chất vấn.")),
            models.CheckConstraint(
                condition=Q(answered="", answer="", document__isnull=True)
                | (Q(answered__in=Answered.values) & (Q(answer__regex=r"\S") | Q(document__isnull=False))),
                name="questioning_answer_whole",
                violation_error_message=_("Trả lời phải có hình thức và nội dung hoặc văn bản."),
            ),
            models.CheckConstraint(
                condition=~Q(answered=Answered.IN_WRITING) | Q(document__isnull=False),
                name="questioning_written_has_paper",
                violation_error_message=_("Trả lời bằng văn bản phải có văn bản trả lời."),
            ),
        ]
        indexes = [models.Index(fields=["session", "id"], name="questioning_in_order")]

    def __str__(self) -> str:
        return self.question[:60]
