"""What a committee plans and by which rules it works: yearly programme, working rules, who of its members answers for
what; and the theme that a unit sets itself for a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock, text
from common.constraints import not_blank, one_at_a_time, range_not_empty
from common.history import tracked
from common.periods import FIRST_YEAR, LAST_YEAR
from documents.models import OfficialDocument
from organizations.models import Body, Unit
from steering.enums import TaskStatus
from steering.enums_directing import ItemState

from .committees import Committee, CommitteeMember
from .tasks import Task


def _year(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
        name=name,
        violation_error_message=_("Năm không hợp lệ."),
    )


@tracked
class YearTheme(models.Model):
    """The theme of a unit's year ("chủ đề công tác năm")."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="themes", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    text = models.CharField(_("chủ đề năm"), max_length=500)
    decision_text = models.CharField(_("văn bản"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("chủ đề năm")
        verbose_name_plural = _("chủ đề năm")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="theme_once_a_year"),
            not_blank("text", name="theme_text", message=_("Cần ghi chủ đề.")),
            _year("theme_year"),
        ]

    def __str__(self) -> str:
        return self.text


class ProgrammeQuerySet(models.QuerySet["WorkProgramme"]):
    """Programmes of work, read like speech. Whoever sees the committee sees its programmes."""

    def visible_to(self, user: User) -> ProgrammeQuerySet:
        return self.filter(committee__in=Committee.objects.visible_to(user))

    def in_unit(self, unit: Unit) -> ProgrammeQuerySet:
        return self.filter(committee__in=Committee.objects.in_unit(unit))

    def visible_in(self, user: User, unit: Unit) -> ProgrammeQuerySet:
        return self.filter(committee__in=Committee.objects.visible_in(user, unit))

    def with_progress(self, on: date) -> ProgrammeQuerySet:
        """Adds ``contents``, ``done``, ``on_time`` and ``late``, without what was dropped."""
        items = ProgrammeItem.objects.filter(programme=OuterRef("pk"), dropped="")
        return self.annotate(
            contents=_how_many(items),
            done=_how_many(items.done()),
            on_time=_how_many(items.done_in_time()),
            late=_how_many(items.late(on)),
        )

    def for_list(self) -> ProgrammeQuerySet:
        return self.select_related("committee__body__unit__kind").order_by("-year", "committee__body__sort_key", "pk")


def _how_many(rows: Any) -> Any:
    counted = rows.order_by().values("programme").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


@tracked
class WorkProgramme(models.Model):
    """A committee's programme of work for a year; ``previous`` is the one from which contents were carried over."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="programmes", verbose_name=_("Ban Chỉ đạo"))
    year = models.PositiveSmallIntegerField(_("năm"))
    decision_text = models.CharField(_("số, ký hiệu"), max_length=300)
    issued_on = models.DateField(_("ngày ban hành"))
    note = models.TextField(_("mục đích, yêu cầu"), max_length=10_000, blank=True)
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
    search_key = models.TextField(editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("chương trình công tác năm")
        verbose_name_plural = _("chương trình công tác năm")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year"],
                name="programme_once_a_year",
                violation_error_message=_("Ban Chỉ đạo đã có chương trình công tác của năm này."),
            ),
            not_blank("decision_text", name="programme_symbol", message=_("Cần ghi số, ký hiệu.")),
            _year("programme_year"),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that search compares."""
        self.search_key = text.search_key(f"{self.label} {self.decision_text} {self.committee.body.name}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("steering:programme", args=[self.pk])

    @property
    def label(self) -> str:
        """How other pages name it."""
        return programme_label(self.year)


def programme_label(year: int) -> str:
    """The name of a year's programme."""
    return _now("Chương trình công tác năm {year}").format(year=year)


class ItemQuerySet(models.QuerySet["ProgrammeItem"]):
    """Contents of programmes, read like speech."""

    def visible_to(self, user: User) -> ItemQuerySet:
        return self.filter(programme__in=WorkProgramme.objects.visible_to(user))

    def done(self) -> ItemQuerySet:
        """Done, by its task or without one."""
        return self.filter(Q(done_on__isnull=False) | Q(task__status=TaskStatus.DONE))

    def done_in_time(self) -> ItemQuerySet:
        """Done by its last day."""
        by_task = Q(task__status=TaskStatus.DONE, task__closed_on__lte=F("due_on"))
        return self.filter(Q(done_on__lte=F("due_on")) | by_task)

    def open(self) -> ItemQuerySet:
        """Neither done nor dropped nor carried over."""
        over = Q(done_on__isnull=False) | ~Q(dropped="") | Q(carried_to__isnull=False)
        return self.exclude(over).exclude(task__status__in=[TaskStatus.DONE, TaskStatus.CANCELLED])

    def late(self, on: date) -> ItemQuerySet:
        """Open after its last day."""
        return self.open().filter(due_on__lt=on)

    def for_list(self) -> ItemQuerySet:
        return self.select_related("lead", "task", "programme__committee__body").order_by("due_on", "order", "pk")


@tracked
class ProgrammeItem(models.Model):
    """One content of a yearly programme. Once it is a task its state is that of the task.

    ``carried_to`` is the year whose programme took it over; there the same task, if it has one, goes on.
    """

    programme = models.ForeignKey(WorkProgramme, models.PROTECT, related_name="items", verbose_name=_("chương trình"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    text = models.CharField(_("nội dung"), max_length=2000)
    lead = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan chủ trì"))
    supporters = models.ManyToManyField(Body, related_name="+", verbose_name=_("cơ quan phối hợp"))
    due_on = models.DateField(_("hạn hoàn thành"))
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="programme_items", verbose_name=_("nhiệm vụ")
    )
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    dropped = models.CharField(_("lý do không thực hiện"), max_length=500, blank=True)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chuyển từ năm trước")
    )
    carried_to = models.PositiveSmallIntegerField(_("chuyển sang năm"), null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("nội dung chương trình công tác")
        verbose_name_plural = _("nội dung chương trình công tác")
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="programme_item_order"),
            not_blank("text", name="programme_item_text", message=_("Cần ghi nội dung.")),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(task__isnull=True, dropped=""),
                name="programme_item_done_how",
                violation_error_message=_("Nội dung đã thành nhiệm vụ thì hoàn thành theo nhiệm vụ."),
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="programme_item_by_due")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Its place on the programme's page."""
        return f"{self.programme.get_absolute_url()}#noi-dung-{self.order}"

    @property
    def state(self) -> ItemState:
        """Where it stands today, with label and tone."""
        if self.dropped or (self.task and self.task.status == TaskStatus.CANCELLED):
            return ItemState.DROPPED
        if self.done_on or (self.task and self.task.status == TaskStatus.DONE):
            return ItemState.DONE
        if self.carried_to:
            return ItemState.CARRIED
        return ItemState.WORKING if self.task else ItemState.PLANNED

    @property
    def finished_on(self) -> date | None:
        """The day on which it was done."""
        return self.done_on or (self.task.closed_on if self.task and self.state is ItemState.DONE else None)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done in its year."""
        return self.state in (ItemState.PLANNED, ItemState.WORKING)

    @property
    def is_late(self) -> bool:
        """Open after its last day."""
        return self.is_open and self.due_on < clock.today()


class _CommitteePaper(models.Model):
    """A paper of a committee that holds for a time; the next one ends it."""

    decision_text = models.CharField(_("số, ký hiệu, ngày"), max_length=300)
    valid = DateRangeField(_("thời gian hiệu lực"))
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản trong Cổng")
    )
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.decision_text


@tracked
class WorkingRules(_CommitteePaper):
    """A version of a committee's working rules ("quy chế làm việc")."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="working_rules", verbose_name=_("Ban Chỉ đạo")
    )
    version = models.PositiveSmallIntegerField(_("lần ban hành"))

    class Meta:
        verbose_name = _("quy chế làm việc")
        verbose_name_plural = _("quy chế làm việc")
        constraints = [
            models.UniqueConstraint(fields=["committee", "version"], name="working_rules_version"),
            not_blank("decision_text", name="working_rules_decision", message=_("Cần ghi số, ký hiệu, ngày.")),
            range_not_empty(
                "valid", name="working_rules_valid", message=_("Thời gian hiệu lực phải có ít nhất một ngày.")
            ),
            one_at_a_time(
                "working_rules_one", same=["committee"], message=_("Mỗi ngày chỉ một quy chế làm việc có hiệu lực.")
            ),
        ]


@tracked
class AssignmentNotice(_CommitteePaper):
    """A notice that assigns a committee's members to sectors and areas ("thông báo phân công")."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="assignment_notices", verbose_name=_("Ban Chỉ đạo")
    )

    class Meta:
        verbose_name = _("thông báo phân công")
        verbose_name_plural = _("thông báo phân công")
        constraints = [
            not_blank("decision_text", name="assignment_decision", message=_("Cần ghi số, ký hiệu, ngày.")),
            range_not_empty(
                "valid", name="assignment_valid", message=_("Thời gian hiệu lực phải có ít nhất một ngày.")
            ),
            one_at_a_time(
                "assignment_one", same=["committee"], message=_("Mỗi ngày chỉ một thông báo phân công có hiệu lực.")
            ),
        ]


class AssignedMember(models.Model):
    """What one member answers for by a notice."""

    notice = models.ForeignKey(
        AssignmentNotice, models.CASCADE, related_name="assigned", verbose_name=_("thông báo phân công")
    )
    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="+", verbose_name=_("thành viên"))
    sector = models.CharField(_("lĩnh vực"), max_length=300, blank=True)
    area = models.CharField(_("địa bàn, đơn vị phụ trách"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("phân công thành viên")
        verbose_name_plural = _("phân công thành viên")
        constraints = [
            models.UniqueConstraint(fields=["notice", "member"], name="assigned_member_once"),
            models.CheckConstraint(
                condition=Q(sector__regex=r"\S") | Q(area__regex=r"\S"),
                name="assigned_something",
                violation_error_message=_("Cần ghi lĩnh vực hoặc địa bàn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.sector}"
