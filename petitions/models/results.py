"""What came back: answers, claimed outcomes and what the council said to them, contests, the ladder of pressing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.constraints import all_or_none, not_blank
from common.history import tracked
from organizations.models import Body
from petitions.enums import Outcome, Rung, Verdict

from . import guards
from .petitions import Petition


@tracked
class Answer(models.Model):
    """A body's answer to a petition. Without a document it is a draft and counts for nothing.

    One document may answer many petitions; each has its own text. ``public_text`` is for voters, in plain words.
    """

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="answers", verbose_name=_("kiến nghị"))
    run = models.PositiveSmallIntegerField(_("lần giải quyết"), default=1)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan trả lời"))
    text = models.TextField(_("nội dung trả lời"), max_length=20_000)
    public_text = models.TextField(_("trả lời cho cử tri, bằng lời dễ hiểu"), max_length=5000, blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người soạn"))
    written_at = models.DateTimeField(_("soạn lúc"), default=clock.now)

    class Meta:
        verbose_name = _("trả lời kiến nghị")
        verbose_name_plural = _("trả lời kiến nghị")
        constraints = [
            not_blank("text", name="answer_text_not_blank", message=_("Cần ghi nội dung trả lời.")),
            models.UniqueConstraint(
                fields=["petition", "run"],
                condition=Q(document__isnull=True),
                name="answer_one_draft",
                violation_error_message=_("Kiến nghị này đã có một dự thảo trả lời."),
            ),
        ]
        indexes = [models.Index(fields=["petition", "run"], name="answer_by_petition")]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.run}"

    @property
    def is_draft(self) -> bool:
        return self.document_id is None


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims, read like speech."""

    def visible_to(self, user: User) -> ClaimQuerySet:
        """Claims on petitions within the person's reach."""
        return self.filter(petition__in=Petition.objects.visible_to(user)).select_related("petition")


@tracked
class Claim(models.Model):
    """What outcome the holder claims, with evidence; the council's standing committee confirms or returns it.

    ``resolved`` needs evidence: a document or a file. ``in_progress`` needs the day on which the next result is
    promised. ``not_resolved`` needs the reason, ``not_competent`` the body that is competent, in words.
    """

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="claims", verbose_name=_("kiến nghị"))
    run = models.PositiveSmallIntegerField(_("lần giải quyết"), default=1)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan báo kết quả"))
    outcome = models.CharField(_("kết quả"), max_length=13, choices=Outcome)
    text = models.TextField(_("kết quả cụ thể"), max_length=10_000)
    promised_on = models.DateField(_("hẹn có kết quả ngày"), null=True, blank=True)
    evidence = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản minh chứng"),
    )
    claimed_on = models.DateField(_("ngày báo kết quả"))
    claimed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người báo"))
    verdict = models.CharField(_("ý kiến"), max_length=9, choices=Verdict, null=True, blank=True)  # noqa: DJ001 (tied to verdict_on)
    verdict_on = models.DateField(_("ngày cho ý kiến"), null=True, blank=True)
    verdict_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người cho ý kiến")
    )
    verdict_reason = models.CharField(_("lý do, căn cứ"), max_length=1000, blank=True)
    verdict_paper = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản thẩm tra"),
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("kết quả giải quyết")
        verbose_name_plural = _("kết quả giải quyết")
        constraints = [
            not_blank("text", name="claim_text_not_blank", message=_("Cần ghi kết quả cụ thể.")),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values),
                name="claim_outcome_known",
                violation_error_message=_("Kết quả không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.IN_PROGRESS, promised_on__isnull=False)
                | (~Q(outcome=Outcome.IN_PROGRESS) & Q(promised_on__isnull=True)),
                name="claim_in_progress_has_promise",
                violation_error_message=_("Đang giải quyết phải hẹn ngày có kết quả."),
            ),
            all_or_none(
                "verdict",
                "verdict_on",
                "verdict_by",
                name="claim_verdict_whole",
                message=_("Ý kiến phải có ngày và người cho ý kiến."),
            ),
            models.CheckConstraint(
                condition=Q(verdict_paper__isnull=True) | Q(verdict__isnull=False),
                name="claim_paper_of_verdict",
                violation_error_message=_("Văn bản thẩm tra phải kèm ý kiến."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.RETURNED) | Q(verdict_reason__regex=r"\S"),
                name="claim_return_has_reason",
                violation_error_message=_("Trả lại phải có lý do."),
            ),
            models.UniqueConstraint(
                fields=["petition"],
                condition=Q(verdict__isnull=True),
                name="claim_one_waiting",
                violation_error_message=_("Kiến nghị này đang chờ xác nhận một kết quả."),
            ),
        ]
        indexes = [models.Index(fields=["petition", "run", "id"], name="claim_by_petition")]
        triggers = [guards.resolved_with_evidence]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.outcome}"

    def get_absolute_url(self) -> str:
        """The place on the petition's page; people come back to it after an upload."""
        return f"{self.petition.get_absolute_url()}#ket-qua-{self.pk}"

    @property
    def result(self) -> Outcome:
        """The outcome with its label and tone."""
        return Outcome(self.outcome)

    @property
    def verdict_state(self) -> Verdict | None:
        """The verdict with its label and tone; None while nobody has judged it."""
        return Verdict(self.verdict) if self.verdict else None


@tracked
class Contest(models.Model):
    """The petitioner does not agree with a verified outcome. Once for a petition, with a reason.

    It keeps the two dates of the run that it ended, so that figures of earlier days stay what they were.
    """

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="contest", verbose_name=_("kiến nghị"))
    run = models.PositiveSmallIntegerField(_("lần giải quyết bị phản đối"))
    reason = models.CharField(_("lý do"), max_length=2000)
    on = models.DateField(_("ngày"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))
    answered_on = models.DateField(_("ngày trả lời lần trước"), null=True)
    answer_due_on = models.DateField(_("hạn trả lời lần trước"), null=True)

    class Meta:
        verbose_name = _("ý kiến không đồng ý")
        verbose_name_plural = _("ý kiến không đồng ý")
        constraints = [not_blank("reason", name="contest_reason", message=_("Cần ghi lý do không đồng ý."))]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.on}"


@tracked
class Pressing(models.Model):
    """A rung of the ladder: an official document that presses the holder. It counts with number and date."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="pressings", verbose_name=_("kiến nghị"))
    rung = models.PositiveSmallIntegerField(_("hình thức"), choices=Rung)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan được đôn đốc"))
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, related_name="+", verbose_name=_("văn bản")
    )
    note = models.CharField(_("nội dung"), max_length=1000, blank=True)
    on = models.DateField(_("ngày"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))

    class Meta:
        verbose_name = _("lần đôn đốc")
        verbose_name_plural = _("lần đôn đốc")
        constraints = [
            models.CheckConstraint(
                condition=Q(rung__in=Rung.values),
                name="pressing_rung_known",
                violation_error_message=_("Hình thức không có trong danh mục."),
            ),
            models.UniqueConstraint(
                fields=["petition", "document"],
                name="pressing_document_once",
                violation_error_message=_("Văn bản này đã được ghi cho kiến nghị."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.rung}"

    @property
    def what(self) -> Rung:
        """The rung with its label."""
        return Rung(self.rung)
