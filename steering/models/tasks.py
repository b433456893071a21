"""Tasks: what a body sets another body to do, until when, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock, text
from common.constraints import all_or_none, not_blank
from common.history import tracked
from deadlines.models import Extension
from organizations import scope
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake
from steering import timing
from steering.enums import CLOSED, OPEN, TaskStatus, Verdict

TITLE_LIMIT = 2000


def _extensions(task_id: int | OuterRef) -> models.QuerySet[Extension]:
    """Each time that the due date of a task was moved, as its clock keeps it."""
    return Extension.objects.filter(clock__subject_kind=timing.KIND, clock__subject_id=task_id)


class TaskQuerySet(ScopedQuerySet["Task"]):
    """Tasks, read like speech."""

    def open(self) -> TaskQuerySet:
        """Tasks that wait for their lead body or for confirmation."""
        return self.filter(status__in=OPEN)

    def overdue(self, on: date) -> TaskQuerySet:
        """Open tasks whose last day lies before that day."""
        return self.open().filter(due_on__lt=on)

    def open_on(self, day: date) -> TaskQuerySet:
        """Tasks that were set by the end of that day and not closed by then; nothing is ever opened again."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day), assigned_on__lte=day)

    def due_before(self, day: date, *, known_on: date | None = None) -> TaskQuerySet:
        """Tasks whose last day lies before that day, by the due date of today or as it was known on a day.

        Extensions only go forward, so an extension made later hides an earlier due date and never the reverse.
        """
        if known_on is None:
            return self.filter(due_on__lt=day)
        later = _extensions(OuterRef("pk")).filter(on__gt=known_on, due_from__lt=day)
        return self.filter(Q(due_on__lt=day) | Exists(later))

    def due_within(self, first: date, last: date, *, known_on: date | None = None) -> TaskQuerySet:
        """Tasks whose last day lies between two days, by the due date of today or as it was known on a day."""
        if known_on is None:
            return self.filter(due_on__range=(first, last))
        return self.with_due_on(known_on).filter(**{"due_then__range": (first, last)})

    def was_on(self, day: date, status: TaskStatus) -> TaskQuerySet:
        """Tasks that stood in a state at the end of a day; carries status_on and percent_on."""
        return self.with_state_on(day).filter(**{"status_on": status})

    def with_state_on(self, day: date) -> TaskQuerySet:
        """Adds ``status_on`` and ``percent_on``: where each task stood at the end of that day.

        A task that was set later has neither (None); filter by ``status_on`` to leave it out.
        """
        states = TaskState.objects.filter(task=OuterRef("pk"), since__lte=day).order_by("-since")
        return self.annotate(
            status_on=Subquery(states.values("status")[:1]), percent_on=Subquery(states.values("percent")[:1])
        )

    def with_due_on(self, day: date) -> TaskQuerySet:
        """Adds ``due_then``: the due date as it was known on that day, before extensions made later."""
        later = _extensions(OuterRef("pk")).filter(on__gt=day).order_by("on", "pk")
        return self.annotate(due_then=Coalesce(Subquery(later.values("due_from")[:1]), F("due_on")))

    def as_of(self, day: date) -> TaskQuerySet:
        """Tasks that were set by that day, with status_on, percent_on and due_then of it."""
        return self.with_state_on(day).with_due_on(day).filter(assigned_on__lte=day)

    def for_list(self) -> TaskQuerySet:
        return self.select_related("lead", "assigned_by").order_by("due_on", "pk")


@tracked
class Task(models.Model):
    """Something that one body sets another to do by a day. ``unit`` is the unit of the body that sets it.

    ``due_on`` is a copy of what the task's clock says (steering.timing), for the lists that sort by it.
    A period note ("hằng tháng") says that the work repeats until the due date; it sets no dates of its own.
    ``origin_kind`` and ``origin_id`` name the record that the task came from, such as a conclusion; the chain
    registry resolves them. ``origin_text`` is for what has no record ("Công văn số 12 …").
    """

    code = models.CharField(_("mã nhiệm vụ"), max_length=20, unique=True)
    title = models.CharField(_("nội dung nhiệm vụ"), max_length=TITLE_LIMIT)
    note = models.TextField(_("yêu cầu, ghi chú"), max_length=10_000, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị giao"))
    assigned_by = models.ForeignKey(
        Body, models.PROTECT, related_name="tasks_set", verbose_name=_("cơ quan giao nhiệm vụ")
    )
    lead = models.ForeignKey(Body, models.PROTECT, related_name="tasks_led", verbose_name=_("cơ quan chủ trì"))
    supporters: models.ManyToManyField[Body, TaskSupporter] = models.ManyToManyField(
        Body, through="TaskSupporter", related_name="tasks_supported", verbose_name=_("cơ quan phối hợp")
    )
    assigned_on = models.DateField(_("ngày giao"))
    due_on = models.DateField(_("hạn hoàn thành"))
    period_note = models.CharField(_("định kỳ"), max_length=120, blank=True, help_text=_("Ví dụ: hằng tháng"))
    status = models.CharField(_("trạng thái"), max_length=10, choices=TaskStatus, default=TaskStatus.ASSIGNED)
    percent = models.PositiveSmallIntegerField(_("tiến độ (%)"), default=0)
    closed_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    origin_kind = models.CharField(_("loại nguồn"), max_length=60, blank=True)
    origin_id = models.BigIntegerField(_("mã nguồn"), null=True, blank=True)
    origin_text = models.CharField(_("nguồn giao"), max_length=500, blank=True)
    search_key = models.TextField(editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        constraints = [
            not_blank("title", name="task_title_not_blank", message=_("Cần ghi nội dung nhiệm vụ.")),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("assigned_on")),
                name="task_due_not_before_assigned",
                violation_error_message=_("Hạn hoàn thành không được trước ngày giao."),
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="task_percent_at_most_100",
                violation_error_message=_("Tiến độ từ 0 đến 100 %."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=TaskStatus.values),
                name="task_status_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, closed_on__isnull=True) | Q(status__in=CLOSED, closed_on__isnull=False),
                name="task_closed_has_day",
                violation_error_message=_("Nhiệm vụ kết thúc phải có ngày kết thúc."),
            ),
            models.CheckConstraint(
                condition=~Q(status=TaskStatus.DONE) | Q(percent=100),
                name="task_done_is_complete",
                violation_error_message=_("Nhiệm vụ hoàn thành phải đạt 100 %."),
            ),
            models.CheckConstraint(
                condition=Q(origin_kind="", origin_id__isnull=True) | (~Q(origin_kind="") & Q(origin_id__isnull=False)),
                name="task_origin_whole",
                violation_error_message=_("Nguồn của nhiệm vụ phải có cả loại và mã."),
            ),
        ]
        indexes = [
            models.Index(fields=["origin_kind", "origin_id"], name="task_by_origin"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="task_by_text"),
            models.Index(fields=["due_on", "id"], name="task_by_due"),
            models.Index(fields=["lead", "due_on"], name="task_by_lead"),
            models.Index(fields=["assigned_by", "due_on"], name="task_by_assigner"),
        ]
        triggers = [scope.copies_to_stakes("steering_taskstake", "due_on", "status")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that the list searches by."""
        self.title = text.clean_line(self.title)
        self.search_key = text.search_key(f"{self.code} {self.title} {self.note}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("steering:task", args=[self.code])

    @property
    def state(self) -> TaskStatus:
        """The status with its label and tone."""
        return TaskStatus(self.status)

    @property
    def is_open(self) -> bool:
        """Neither done nor cancelled."""
        return self.status in OPEN

    @property
    def is_overdue(self) -> bool:
        """Open after its last day."""
        return self.is_open and self.due_on < clock.today()

    @property
    def extensions(self) -> models.QuerySet[Extension]:
        """Each time that its due date was moved, and why."""
        return _extensions(self.pk)

    def state_on(self, day: date) -> TaskStatus | None:
        """Where the task stood at the end of that day; None before it was set. One query."""
        state = self.states.filter(since__lte=day).order_by("-since").first()
        return TaskStatus(state.status) if state else None


class TaskSupporter(models.Model):
    """A body that helps the lead body with a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="+", verbose_name=_("nhiệm vụ"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan phối hợp"))

    class Meta:
        verbose_name = _("cơ quan phối hợp")
        verbose_name_plural = _("cơ quan phối hợp")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "body"],
                name="task_supporter_once",
                violation_error_message=_("Cơ quan này đã có trong danh sách phối hợp."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} + {self.body_id}"


class TaskStake(Stake):
    """Whom a task concerns; carries copies of what lists sort and filter by."""

    record = models.ForeignKey(Task, models.CASCADE, related_name="stakes")
    due_on = models.DateField(editable=False)
    status = models.CharField(max_length=10, editable=False)

    class Meta:
        verbose_name = _("liên quan của nhiệm vụ")
        verbose_name_plural = _("liên quan của nhiệm vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="task_stake_once",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "due_on", "record"], name="task_stake_by_due"),
            models.Index(
                fields=["unit", "due_on", "record"], condition=Q(status__in=OPEN), name="task_stake_open_by_due"
            ),
        ]
        triggers = [scope.copied_from_record("steering_task", "due_on", "status"), *scope.marks_units()]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


class TaskState(models.Model):
    """From which day on a task stood where. Of several changes in one day the last one counts."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="states", verbose_name=_("nhiệm vụ"))
    since = models.DateField(_("từ ngày"))
    status = models.CharField(_("trạng thái"), max_length=10, choices=TaskStatus)
    percent = models.PositiveSmallIntegerField(_("tiến độ (%)"))

    class Meta:
        verbose_name = _("trạng thái theo ngày")
        verbose_name_plural = _("trạng thái theo ngày")
        constraints = [models.UniqueConstraint(fields=["task", "since"], name="task_state_once_a_day")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.since} {self.status}"


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    """Reports, read like speech."""

    def visible_to(self, user: User) -> ProgressReportQuerySet:
        """Reports on tasks within the person's reach."""
        return self.filter(task__in=Task.objects.visible_to(user)).select_related("task")


class ProgressReport(models.Model):
    """What the lead body says about a task on a day; evidence hangs on it. Says 100 %: asks for confirmation."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="reports", verbose_name=_("nhiệm vụ"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan báo cáo"))
    text = models.TextField(_("kết quả thực hiện"), max_length=10_000)
    percent = models.PositiveSmallIntegerField(_("tiến độ (%)"))
    reported_on = models.DateField(_("ngày báo cáo"))
    reported_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người báo cáo"))
    verdict = models.CharField(_("ý kiến của cơ quan giao"), max_length=10, choices=Verdict, null=True, blank=True)  # noqa: DJ001 (tied to verdict_on)
    verdict_on = models.DateField(_("ngày cho ý kiến"), null=True, blank=True)
    verdict_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người cho ý kiến")
    )
    verdict_reason = models.CharField(_("lý do"), max_length=1000, blank=True)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo tiến độ")
        verbose_name_plural = _("báo cáo tiến độ")
        constraints = [
            not_blank("text", name="progress_text_not_blank", message=_("Cần ghi kết quả thực hiện.")),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="progress_percent_at_most_100",
                violation_error_message=_("Tiến độ từ 0 đến 100 %."),
            ),
            all_or_none(
                "verdict",
                "verdict_on",
                "verdict_by",
                name="progress_verdict_whole",
                message=_("Ý kiến phải có ngày và người cho ý kiến."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.RETURNED) | Q(verdict_reason__regex=r"\S"),
                name="progress_return_has_reason",
                violation_error_message=_("Trả lại phải có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(verdict_on__isnull=True) | Q(verdict_on__gte=F("reported_on")),
                name="progress_verdict_not_before_report",
                violation_error_message=_("Ngày cho ý kiến không được trước ngày báo cáo."),
            ),
        ]
        indexes = [models.Index(fields=["task", "-reported_on", "-id"], name="progress_by_task")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.reported_on} {self.percent} %"

    def get_absolute_url(self) -> str:
        """The place on the task's page; people come back to it after an upload."""
        return f"{self.task.get_absolute_url()}#bao-cao-{self.pk}"

    @property
    def verdict_state(self) -> Verdict | None:
        """The verdict with its label and tone; None while nobody has judged it."""
        return Verdict(self.verdict) if self.verdict else None
