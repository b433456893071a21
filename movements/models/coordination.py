"""Coordination programmes ("chương trình phối hợp"): several bodies, a year, contents, and how they were reviewed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock, text
from common.constraints import not_blank
from common.history import tracked
from common.periods import FIRST_YEAR, LAST_YEAR
from documents.models import OfficialDocument
from movements.enums import ContentState, ProgrammeStatus, ReviewKind, Signing
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake
from steering.enums import TaskStatus
from steering.models import Task

from .guards import at_least_two_bodies, frozen


class CoordinationQuerySet(ScopedQuerySet["CoordinationProgramme"]):
    """Coordination programmes, read like speech."""

    def with_progress(self, on: date) -> CoordinationQuerySet:
        """Adds ``contents_all``, ``contents_done`` and ``contents_late``, without what was dropped."""
        contents = ProgrammeContent.objects.filter(programme=OuterRef("pk"), dropped="")
        return self.annotate(
            contents_all=_how_many(contents),
            contents_done=_how_many(contents.done()),
            contents_late=_how_many(contents.late(on)),
        )

    def for_list(self) -> CoordinationQuerySet:
        return self.select_related("host__unit__kind").order_by("-year", "-signed_on", "pk")


def _how_many(rows: Any) -> Any:
    counted = rows.order_by().values("programme").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


@tracked
class CoordinationProgramme(models.Model):
    """A joint programme of several bodies for a year. ``host`` keeps the entry and is one of the parties.

    ``previous`` is the programme whose open contents it took over.
    """

    host = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan đầu mối"))
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("tên chương trình"), max_length=300)
    purpose = models.TextField(_("mục đích, yêu cầu"), max_length=10_000, blank=True)
    signing = models.CharField(_("hình thức ký"), max_length=8, choices=Signing, default=Signing.TOGETHER)
    status = models.CharField(_("trạng thái"), max_length=8, choices=ProgrammeStatus, default=ProgrammeStatus.DRAFT)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    decision_text = models.CharField(_("số, ký hiệu"), max_length=300, blank=True)
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản trong Cổng")
    )
    previous = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="following",
        verbose_name=_("chương trình năm trước"),
    )
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người ghi"))
    search_key = models.TextField(editable=False)

    objects = CoordinationQuerySet.as_manager()

    class Meta:
        verbose_name = _("chương trình phối hợp")
        verbose_name_plural = _("chương trình phối hợp")
        constraints = [
            not_blank("title", name="coordination_title", message=_("Cần ghi tên chương trình.")),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="coordination_year",
                violation_error_message=_("Năm không hợp lệ."),
            ),
            models.UniqueConstraint(
                fields=["host", "year", "title"],
                name="coordination_once",
                violation_error_message=_("Cơ quan đã có chương trình tên này trong năm."),
            ),
            models.CheckConstraint(
                condition=Q(status=ProgrammeStatus.DRAFT, signed_on__isnull=True)
                | (~Q(status=ProgrammeStatus.DRAFT) & Q(signed_on__isnull=False)),
                name="coordination_signed_on_a_day",
                violation_error_message=_("Chương trình đã ký phải có ngày ký, dự thảo thì chưa có."),
            ),
        ]
        indexes = [GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="coordination_by_text")]
        triggers = [at_least_two_bodies(pgtrigger.Insert, "NEW.id")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that lists search by."""
        self.search_key = text.search_key(f"{self.title} {self.year} {self.decision_text} {self.host.name}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("movements:programme", args=[self.pk])

    @property
    def state(self) -> ProgrammeStatus:
        """The status with label and tone."""
        return ProgrammeStatus(self.status)

    @property
    def label(self) -> str:
        """Its name with the year, where the name does not say it."""
        if str(self.year) in self.title:
            return self.title
        return _now("{title}, năm {year}").format(title=self.title, year=self.year)


class CoordinationStake(Stake):
    """Whom a programme concerns: host, other parties, and the bodies responsible for contents."""

    record = models.ForeignKey(CoordinationProgramme, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của chương trình phối hợp")
        verbose_name_plural = _("liên quan của chương trình phối hợp")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="coordination_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="coordination_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


@tracked
class Party(models.Model):
    """A body that signs the programme; the host is the first."""

    programme = models.ForeignKey(
        CoordinationProgramme, models.CASCADE, related_name="parties", verbose_name=_("chương trình")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    signer = models.CharField(_("người ký"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("bên phối hợp")
        verbose_name_plural = _("bên phối hợp")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "body"],
                name="party_once",
                violation_error_message=_("Cơ quan này đã là một bên của chương trình."),
            )
        ]
        triggers = [at_least_two_bodies(pgtrigger.Delete | pgtrigger.UpdateOf("programme_id"), "OLD.programme_id")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.body_id}"


class ContentQuerySet(models.QuerySet["ProgrammeContent"]):
    """Contents of coordination programmes, read like speech."""

    def visible_to(self, user: User) -> ContentQuerySet:
        """Whoever sees the programme sees its contents."""
        return self.filter(programme__in=CoordinationProgramme.objects.visible_to(user))

    def in_unit(self, unit: Unit) -> ContentQuerySet:
        return self.filter(programme__in=CoordinationProgramme.objects.in_unit(unit))

    def kept(self) -> ContentQuerySet:
        """Without what was dropped."""
        return self.filter(dropped="")

    def done(self) -> ContentQuerySet:
        """Done, by its task or without one."""
        return self.filter(Q(done_on__isnull=False) | Q(task__status=TaskStatus.DONE))

    def done_in_time(self) -> ContentQuerySet:
        """Done by its last day."""
        by_task = Q(task__status=TaskStatus.DONE, task__closed_on__lte=F("due_on"))
        return self.filter(Q(done_on__lte=F("due_on")) | by_task)

    def open(self) -> ContentQuerySet:
        """Neither done nor dropped nor carried over; reviewed or not."""
        over = Q(done_on__isnull=False) | ~Q(dropped="") | Q(carried_to__isnull=False)
        return self.exclude(over).exclude(task__status__in=[TaskStatus.DONE, TaskStatus.CANCELLED])

    def late(self, on: date) -> ContentQuerySet:
        """Open after its last day, of a programme that runs."""
        return self.open().filter(due_on__lt=on, programme__status=ProgrammeStatus.SIGNED)

    def for_list(self) -> ContentQuerySet:
        return self.select_related("lead", "task", "programme__host").order_by("due_on", "programme", "order", "pk")


@tracked
class ProgrammeContent(models.Model):
    """One content: who leads it, who takes part, until when. Once it is a task its state is that of the task.

    ``due_on`` is a copy of its clock's due date. ``carried_to`` is the year whose programme took it over.
    """

    programme = models.ForeignKey(
        CoordinationProgramme, models.PROTECT, related_name="contents", verbose_name=_("chương trình")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    text = models.CharField(_("nội dung"), max_length=2000)
    lead = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan chủ trì"))
    supporters = models.ManyToManyField(Body, related_name="+", verbose_name=_("cơ quan phối hợp"))
    due_on = models.DateField(_("hạn hoàn thành"))
    task = models.ForeignKey(
        Task,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="coordination_contents",
        verbose_name=_("nhiệm vụ"),
    )
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    result = models.TextField(_("kết quả"), max_length=5000, blank=True)
    dropped = models.CharField(_("lý do không thực hiện"), max_length=500, blank=True)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chuyển từ năm trước")
    )
    carried_to = models.PositiveSmallIntegerField(_("chuyển sang năm"), null=True, blank=True)

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = _("nội dung phối hợp")
        verbose_name_plural = _("nội dung phối hợp")
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="coordination_content_order"),
            not_blank("text", name="coordination_content_text", message=_("Cần ghi nội dung.")),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(task__isnull=True, dropped=""),
                name="coordination_content_done_how",
                violation_error_message=_("Nội dung đã thành nhiệm vụ thì hoàn thành theo nhiệm vụ."),
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="coordination_content_by_due")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Its place on the programme's page."""
        return f"{self.programme.get_absolute_url()}#noi-dung-{self.order}"

    @property
    def state(self) -> ContentState:
        """Where it stands today, with label and tone."""
        if self.dropped or (self.task and self.task.status == TaskStatus.CANCELLED):
            return ContentState.DROPPED
        if self.done_on or (self.task and self.task.status == TaskStatus.DONE):
            return ContentState.DONE
        if self.carried_to:
            return ContentState.CARRIED
        if self.programme.status == ProgrammeStatus.DRAFT:
            return ContentState.PLANNED
        if self.programme.status == ProgrammeStatus.REVIEWED:
            return ContentState.UNDONE
        return ContentState.LATE if self.due_on < clock.today() else ContentState.DOING

    @property
    def finished_on(self) -> date | None:
        """The day on which it was done."""
        return self.done_on or (self.task.closed_on if self.task and self.task.status == TaskStatus.DONE else None)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done within this programme."""
        return self.state in (ContentState.PLANNED, ContentState.DOING, ContentState.LATE)

    @property
    def waits(self) -> bool:
        """Open and no task: then it is finished, changed and dropped here."""
        return self.is_open and self.task_id is None


class ProgrammeReview(models.Model):
    """A review of a programme: frozen once it is recorded, with the state of each content on that day."""

    programme = models.ForeignKey(
        CoordinationProgramme, models.PROTECT, related_name="reviews", verbose_name=_("chương trình")
    )
    kind = models.CharField(_("lần xem xét"), max_length=7, choices=ReviewKind)
    on = models.DateField(_("ngày xem xét"))
    remark = models.TextField(_("đánh giá chung"), max_length=10_000, blank=True)
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản trong Cổng")
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người ghi"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("lần sơ kết, tổng kết")
        verbose_name_plural = _("lần sơ kết, tổng kết")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind"],
                name="coordination_review_once",
                violation_error_message=_("Lần sơ kết, tổng kết này đã được ghi."),
            )
        ]
        triggers = [frozen("Sơ kết, tổng kết đã ghi thì không sửa.")]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> Any:
        """What it is called."""
        return ReviewKind(self.kind).label


class ReviewedContent(models.Model):
    """How a content stood at a review, in the words of that day."""

    review = models.ForeignKey(ProgrammeReview, models.PROTECT, related_name="lines", verbose_name=_("lần xem xét"))
    content = models.ForeignKey(ProgrammeContent, models.PROTECT, related_name="+", verbose_name=_("nội dung"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    text = models.CharField(_("nội dung"), max_length=2000)
    lead_name = models.CharField(_("cơ quan chủ trì"), max_length=300)
    due_on = models.DateField(_("hạn hoàn thành"))
    state = models.CharField(_("trạng thái"), max_length=7, choices=ContentState)
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    note = models.CharField(_("kết quả, ghi chú"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("nội dung được xem xét")
        verbose_name_plural = _("nội dung được xem xét")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "content"], name="coordination_reviewed_once")]
        triggers = [frozen("Sơ kết, tổng kết đã ghi thì không sửa.")]

    def __str__(self) -> str:
        return self.text

    @property
    def condition(self) -> ContentState:
        """The state with label and tone."""
        return ContentState(self.state)
