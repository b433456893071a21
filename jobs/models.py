"""Long work as rows. The message in the broker is a hint that may be lost; the row is the truth."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.constraints import not_blank
from organizations.scope import reach_of

from .enums import UNFINISHED, JobState


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, read like speech."""

    def visible_to(self, user: User) -> JobQuerySet:
        """Jobs that the person asked for, and jobs for a unit within the person's reach."""
        return self.filter(Q(created_by=user) | Q(unit__in=reach_of(user)))

    def unfinished(self) -> JobQuerySet:
        return self.filter(state__in=UNFINISHED)


class Job(models.Model):
    """One piece of long work. At most one unfinished job exists for a kind and key.

    A worker holds it by a lease that it renews; when the lease runs out the job goes back to the queue, and only the
    attempt that holds it may write progress and result. Leases are told by the database's clock, which all workers
    share. `progress` is in percent; `result` is what the kind's function returned. Pieces that were asked for by the
    hundred (`in_bulk`) let go first what one person waits for.
    """

    kind = models.CharField(_("loại"), max_length=80)
    key = models.CharField(_("khóa"), max_length=200)
    args = models.JSONField(_("tham số"), default=dict)
    state = models.CharField(_("trạng thái"), max_length=9, choices=JobState, default=JobState.QUEUED)
    attempt = models.PositiveSmallIntegerField(_("lần thử"), default=0)
    in_bulk = models.BooleanField(_("một phần của việc lớn"), default=False)
    queued_at = models.DateTimeField(_("vào hàng đợi lúc"))
    lease_until = models.DateTimeField(_("giữ đến"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("báo lần cuối"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("tiến độ (%)"), default=0)
    step = models.CharField(_("đang làm"), max_length=200, blank=True)
    result = models.JSONField(_("kết quả"), null=True, blank=True)
    error = models.TextField(_("lý do không làm được"), blank=True)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="jobs", verbose_name=_("người yêu cầu")
    )
    unit = models.ForeignKey(
        "organizations.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    created_at = models.DateTimeField(_("yêu cầu lúc"))
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    objects: ClassVar[Any] = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("công việc nền")
        verbose_name_plural = _("công việc nền")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=UNFINISHED),
                name="job_one_unfinished",
                violation_error_message=_("Việc này đang được làm."),
            ),
            not_blank("key", name="job_key_not_blank", message=_("Công việc cần có khóa.")),
            models.CheckConstraint(
                condition=Q(progress__lte=100),
                name="job_progress_in_percent",
                violation_error_message=_("Tiến độ từ 0 đến 100."),
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until__isnull=True)),
                name="job_running_has_a_lease",
                violation_error_message=_("Chỉ việc đang làm mới có thời hạn giữ."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, finished_at__isnull=True)
                | (~Q(state__in=UNFINISHED) & Q(finished_at__isnull=False)),
                name="job_finished_has_its_moment",
                violation_error_message=_("Việc đã kết thúc phải có thời điểm kết thúc."),
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.SUCCEEDED, result__isnull=False)
                | (~Q(state=JobState.SUCCEEDED) & Q(result__isnull=True)),
                name="job_succeeded_has_a_result",
                violation_error_message=_("Chỉ việc đã xong mới có kết quả."),
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.FAILED) | Q(error__regex=r"\S"),
                name="job_failed_says_why",
                violation_error_message=_("Việc không làm được phải nói lý do."),
            ),
        ]
        indexes = [
            models.Index(fields=["in_bulk", "queued_at", "id"], condition=Q(state=JobState.QUEUED), name="job_in_turn"),
            models.Index(fields=["lease_until"], condition=Q(state=JobState.RUNNING), name="job_running"),
            models.Index(fields=["created_by", "-created_at"], name="job_by_creator"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED
