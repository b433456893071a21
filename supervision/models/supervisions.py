"""The supervision of a named subject, from its notice to the last recommendation carried out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import clock, text
from common.constraints import not_blank
from common.history import tracked
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet
from steering.models import RegulationType, Task
from supervision.enums import (
    OPEN_RECOMMENDATIONS,
    RecommendationStatus,
    SubjectKind,
    SupervisionStatus,
    SupervisorSort,
)

from .base import RoomStake, not_before
from .boards import Board
from .plans import PlanLine


class OversightQuerySet(ScopedQuerySet["Supervision"]):
    """Supervisions, read like speech."""

    def counted(self) -> OversightQuerySet:
        """Those that figures count: what was cancelled is not."""
        return self.exclude(status=SupervisionStatus.CANCELLED)

    def carried_out_within(self, first: date, last: date) -> OversightQuerySet:
        """Those that ended within the days."""
        return self.counted().filter(ended_on__range=(first, last))

    def with_recommendations(self) -> OversightQuerySet:
        """Adds ``said`` and ``settled``: its recommendations, and those carried out for good."""
        return self.annotate(
            said=Count("recommendations"),
            settled=Count("recommendations", filter=Q(recommendations__status=RecommendationStatus.DONE)),
        )

    def for_list(self) -> OversightQuerySet:
        return self.select_related("body", "board", "subject_body").order_by("-begins_on", "-pk")


@tracked
class Supervision(models.Model):
    """One supervision. ``body`` acts, in its own name or in that of ``board``; ``sort`` says by which rules of the law.

    The subject is a body of the portal, or words; ``subject_body`` also stands for a project's owner, who gets the
    notice. ``notice_by``, ``report_by``, ``result_by`` are copies of its clocks: the last lawful day of the notice, of
    the subject's report, and of the announcement; empty where the law of the time gives no figure and nobody set one.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="supervisions_led", verbose_name=_("cơ quan giám sát"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    board = models.ForeignKey(
        Board, models.PROTECT, null=True, blank=True, related_name="supervisions", verbose_name=_("ban giám sát")
    )
    sort = models.CharField(_("giám sát với tư cách"), max_length=9, choices=SupervisorSort)
    title = models.CharField(_("nội dung giám sát"), max_length=500)
    subject_kind = models.CharField(_("loại đối tượng"), max_length=7, choices=SubjectKind)
    subject_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="supervised", verbose_name=_("cơ quan được giám sát")
    )
    subject_text = models.CharField(_("đối tượng giám sát"), max_length=300)
    scope_text = models.CharField(_("phạm vi, thời kỳ giám sát"), max_length=500, blank=True)
    types = models.ManyToManyField(RegulationType, related_name="+", verbose_name=_("quy chế được giám sát"))
    plan_line = models.ForeignKey(
        PlanLine, models.PROTECT, null=True, blank=True, related_name="supervisions", verbose_name=_("theo kế hoạch")
    )
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="supervisions", verbose_name=_("thực hiện nhiệm vụ")
    )
    begins_on = models.DateField(_("ngày tiến hành"))
    status = models.CharField(
        _("trạng thái"), max_length=9, choices=SupervisionStatus, default=SupervisionStatus.PLANNED
    )
    notice_by = models.DateField(_("ngày cuối cùng được gửi kế hoạch"), null=True, blank=True)
    notified_on = models.DateField(_("ngày gửi kế hoạch"), null=True, blank=True)
    notice_number = models.CharField(_("số kế hoạch, quyết định giám sát"), max_length=120, blank=True)
    report_by = models.DateField(_("hạn đối tượng gửi báo cáo"), null=True, blank=True)
    reported_on = models.DateField(_("ngày đối tượng gửi báo cáo"), null=True, blank=True)
    report_number = models.CharField(_("số báo cáo của đối tượng"), max_length=120, blank=True)
    report_text = models.TextField(_("nội dung chính của báo cáo"), max_length=10_000, blank=True)
    ended_on = models.DateField(_("ngày kết thúc giám sát"), null=True, blank=True)
    result_by = models.DateField(_("hạn thông báo kết quả"), null=True, blank=True)
    concluded_on = models.DateField(_("ngày thông báo kết quả"), null=True, blank=True)
    result_number = models.CharField(_("số thông báo kết quả"), max_length=120, blank=True)
    result_text = models.TextField(_("kết quả giám sát"), max_length=20_000, blank=True)
    closed_on = models.DateField(_("ngày kết thúc theo dõi"), null=True, blank=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=300, blank=True)
    search_key = models.TextField(editable=False)

    objects = OversightQuerySet.as_manager()

    class Meta:
        verbose_name = _("cuộc giám sát")
        verbose_name_plural = _("cuộc giám sát")
        constraints = [
            not_blank("title", name="subject_supervision_title", message=_("Cần ghi nội dung giám sát.")),
            not_blank("subject_text", name="supervision_subject", message=_("Cần ghi đối tượng giám sát.")),
            models.CheckConstraint(
                condition=Q(status__in=SupervisionStatus.values),
                name="subject_supervision_status",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "cancelled"]) | Q(notified_on__isnull=False),
                name="supervision_notified_has_day",
                violation_error_message=_("Cần ghi ngày gửi kế hoạch giám sát."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["carried", "concluded", "closed"]) | Q(ended_on__isnull=False),
                name="supervision_ended_has_day",
                violation_error_message=_("Cần ghi ngày kết thúc giám sát."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["concluded", "closed"])
                | (Q(concluded_on__isnull=False) & Q(result_text__regex=r"\S")),
                name="supervision_concluded_has_result",
                violation_error_message=_("Thông báo kết quả phải có ngày và nội dung."),
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | Q(cancel_reason__regex=r"\S"),
                name="supervision_cancelled_why",
                violation_error_message=_("Hủy phải có lý do."),
            ),
            not_before(
                "begins_on", "notified_on", "supervision_notice_before", _("Kế hoạch phải gửi trước ngày tiến hành."),
            ),
            not_before(
                "ended_on", "begins_on", "supervision_days", _("Ngày kết thúc không được trước ngày tiến hành."),
            ),
            not_before(
                "concluded_on", "ended_on", "supervision_result_after",
                _("Ngày thông báo kết quả không được trước ngày kết thúc giám sát."),
            ),
        ]  # fmt: skip
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="supervision_by_text"),
            models.Index(fields=["-begins_on", "-id"], name="supervision_by_day"),
            models.Index(fields=["body", "ended_on"], name="supervision_by_body"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that lists search by."""
        self.title, self.subject_text = text.clean_line(self.title), text.clean_line(self.subject_text)
        self.search_key = text.search_key(f"{self.code} {self.title} {self.subject_text} {self.body.name}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("supervision:supervision", args=[self.code])

    @property
    def state(self) -> SupervisionStatus:
        """The status with its label and tone."""
        return SupervisionStatus(self.status)

    @property
    def supervises_as(self) -> SupervisorSort:
        """As what the body supervises, with its label."""
        return SupervisorSort(self.sort)

    @property
    def subject(self) -> SubjectKind:
        """The sort of subject with its label."""
        return SubjectKind(self.subject_kind)

    @property
    def supervisor_name(self) -> str:
        """The board, or the body that acts."""
        return self.board.name if self.board else self.body.name

    @property
    def was_notified_late(self) -> bool:
        """The plan was sent after the last lawful day."""
        return bool(self.notified_on and self.notice_by and self.notified_on > self.notice_by)


class SupervisionStake(RoomStake):
    """Whom a supervision concerns."""

    record = models.ForeignKey(Supervision, models.CASCADE, related_name="stakes")

    class Meta(RoomStake.Meta):
        pass


class TeamMember(models.Model):
    """An office of the team: "Phó Chủ tịch Ủy ban Mặt trận Tổ quốc phường"; no names of persons."""

    supervision = models.ForeignKey(Supervision, models.CASCADE, related_name="team", verbose_name=_("cuộc giám sát"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    office = models.CharField(_("chức danh, cơ quan"), max_length=200)

    class Meta:
        verbose_name = _("thành phần đoàn giám sát")
        verbose_name_plural = _("thành phần đoàn giám sát")
        constraints = [
            models.UniqueConstraint(fields=["supervision", "order"], name="supervision_team_order"),
            not_blank("office", name="supervision_team_office", message=_("Cần ghi chức danh.")),
        ]

    def __str__(self) -> str:
        return self.office


@tracked
class Finding(models.Model):
    """What was found, on one regulation type or on the whole."""

    supervision = models.ForeignKey(
        Supervision, models.PROTECT, related_name="findings", verbose_name=_("cuộc giám sát")
    )
    type = models.ForeignKey(
        RegulationType, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quy chế")
    )
    good = models.TextField(_("ưu điểm"), max_length=5000, blank=True)
    wrong = models.TextField(_("hạn chế, thiếu sót"), max_length=5000, blank=True)

    class Meta:
        verbose_name = _("phát hiện qua giám sát")
        verbose_name_plural = _("phát hiện qua giám sát")
        constraints = [
            models.CheckConstraint(
                condition=Q(good__regex=r"\S") | Q(wrong__regex=r"\S"),
                name="finding_says_something",
                violation_error_message=_("Cần ghi ưu điểm hoặc hạn chế."),
            )
        ]

    def __str__(self) -> str:
        return self.wrong or self.good


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Recommendations, read like speech."""

    def visible_to(self, user: Any) -> RecommendationQuerySet:
        return self.filter(supervision__in=Supervision.objects.visible_to(user))

    def open(self) -> RecommendationQuerySet:
        """Not yet carried out for good."""
        return self.filter(status__in=OPEN_RECOMMENDATIONS)

    def late(self, on: date) -> RecommendationQuerySet:
        """Without an answer after the last day, or past the day promised."""
        unanswered = Q(status=RecommendationStatus.WAITING, due_on__lt=on)
        return self.filter(unanswered | Q(status__in=["answered", "partly"], promised_on__lt=on))

    def answered_in_time(self) -> RecommendationQuerySet:
        return self.filter(answered_on__lte=models.F("due_on"))

    def for_list(self) -> RecommendationQuerySet:
        return self.select_related("supervision__body", "supervision__board", "to", "task").order_by("-sent_on", "-pk")


@tracked
class Recommendation(models.Model):
    """What the subject, or another body, is asked to do. ``due_on`` is a copy of the clock of the answer."""

    supervision = models.ForeignKey(
        Supervision, models.PROTECT, related_name="recommendations", verbose_name=_("cuộc giám sát")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    text = models.CharField(_("kiến nghị"), max_length=2000)
    to = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan nhận kiến nghị"))
    sent_on = models.DateField(_("ngày nhận kiến nghị"))
    number = models.CharField(_("số văn bản kiến nghị"), max_length=120, blank=True)
    due_on = models.DateField(_("hạn trả lời"), null=True, blank=True)
    status = models.CharField(
        _("trạng thái"), max_length=8, choices=RecommendationStatus, default=RecommendationStatus.WAITING
    )
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    answer_number = models.CharField(_("số văn bản trả lời"), max_length=120, blank=True)
    answer_text = models.TextField(_("nội dung trả lời"), max_length=10_000, blank=True)
    promised_on = models.DateField(_("hẹn thực hiện xong"), null=True, blank=True)
    outcome_on = models.DateField(_("ngày ghi kết quả"), null=True, blank=True)
    outcome_text = models.CharField(_("kết quả thực hiện"), max_length=1000, blank=True)
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name=_("nhiệm vụ")
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("kiến nghị sau giám sát")
        verbose_name_plural = _("kiến nghị sau giám sát")
        constraints = [
            models.UniqueConstraint(fields=["supervision", "order"], name="recommendation_order"),
            not_blank("text", name="supervision_recommendation_text", message=_("Cần ghi kiến nghị.")),
            models.CheckConstraint(
                condition=~Q(status="answered") | Q(answered_on__isnull=False),
                name="recommendation_answered_has_day",
                violation_error_message=_("Đã trả lời thì phải có ngày trả lời."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answer_number__regex=r"\S"),
                name="recommendation_answer_has_number",
                violation_error_message=_("Trả lời phải có số văn bản."),
            ),
            not_before(
                "answered_on", "sent_on", "recommendation_answer_after",
                _("Ngày trả lời không được trước ngày nhận kiến nghị."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "answered"])
                | (Q(outcome_on__isnull=False) & Q(outcome_text__regex=r"\S")),
                name="recommendation_outcome_whole",
                violation_error_message=_("Kết quả thực hiện phải có ngày và nội dung."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["to", "due_on"], name="supervision_rec_by_body"),
            models.Index(fields=["-sent_on", "-id"], name="supervision_rec_by_day"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Its place on the page of the supervision."""
        return f"{self.supervision.get_absolute_url()}#kien-nghi-{self.order}"

    @property
    def state(self) -> RecommendationStatus:
        """The status with its label and tone."""
        return RecommendationStatus(self.status)

    @property
    def is_open(self) -> bool:
        """Not yet carried out for good, nor given up."""
        return self.status in OPEN_RECOMMENDATIONS

    @property
    def is_late(self) -> bool:
        """Without an answer after the last day, or past the day promised."""
        limit = self.due_on if self.status == RecommendationStatus.WAITING else self.promised_on
        return self.is_open and limit is not None and limit < clock.today()
