"""Boards through which the people supervise: members, terms, programmes, reports; how many members the law wants."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import clock, text
from common.constraints import not_blank, range_not_empty
from common.history import tracked
from common.periods import Period
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet
from supervision.enums import BoardPosition, BoardSort

from .base import RoomStake, not_before


class BoardSize(models.Model):
    """How many members a sort of board has by the law of a time; rows, because laws change.

    ``per_village``: as many as the commune has villages, once it has ``at_least`` of them; a commune with fewer has at
    most ``few_at_most``. ``staff_above``: an agency with no more staff than that has no board.
    """

    sort = models.CharField(_("loại ban"), max_length=8, choices=BoardSort)
    valid = DateRangeField(_("thời gian hiệu lực"))
    at_least = models.PositiveSmallIntegerField(_("ít nhất"))
    at_most = models.PositiveSmallIntegerField(_("nhiều nhất"), null=True, blank=True)
    per_village = models.BooleanField(_("bằng số thôn, tổ dân phố"), default=False)
    few_at_most = models.PositiveSmallIntegerField(_("nhiều nhất khi ít thôn"), null=True, blank=True)
    staff_above = models.PositiveSmallIntegerField(_("chỉ lập khi số người trên"), null=True, blank=True)
    most_deputies = models.PositiveSmallIntegerField(_("số Phó Trưởng ban nhiều nhất"), null=True, blank=True)
    citation = models.CharField(_("căn cứ"), max_length=200)

    class Meta:
        verbose_name = _("số thành viên theo luật")
        verbose_name_plural = _("số thành viên theo luật")
        constraints = [models.UniqueConstraint(fields=["sort", "valid"], name="board_size_once")]

    def __str__(self) -> str:
        return f"{self.sort} {self.citation}"


class BoardQuerySet(ScopedQuerySet["Board"]):
    """Boards, read like speech."""

    def at_work(self, on: date) -> BoardQuerySet:
        """Boards whose term runs on a day."""
        return self.filter(valid__contains=on)

    def with_members(self, on: date) -> BoardQuerySet:
        """Adds ``sitting``: how many members it has on a day."""
        return self.annotate(sitting=Count("members", filter=Q(members__valid__contains=on)))

    def for_list(self) -> BoardQuerySet:
        return self.select_related("unit__kind", "set_up_by", "body").order_by("sort", "sort_key", "pk")


@tracked
class Board(models.Model):
    """A board for a term. ``body``: the board as a body of the portal, where it is one. ``set_up_by``: the Front
    committee, or the trade union's executive, which recognises and guides it and may enter its records.

    ``villages`` and ``staff`` are what the number of members follows from; ``project`` is what an investment board
    watches, and it dissolves with it.
    """

    sort = models.CharField(_("loại ban"), max_length=8, choices=BoardSort)
    name = models.CharField(_("tên ban"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="boards", verbose_name=_("cơ quan trong Cổng")
    )
    set_up_by = models.ForeignKey(
        Body, models.PROTECT, related_name="boards_set_up", verbose_name=_("cơ quan thành lập, công nhận")
    )
    decision_text = models.CharField(_("quyết định, văn bản công nhận"), max_length=300)
    valid = DateRangeField(_("nhiệm kỳ"))
    villages = models.PositiveSmallIntegerField(_("số thôn, tổ dân phố"), null=True, blank=True)
    staff = models.PositiveIntegerField(_("số cán bộ, người lao động"), null=True, blank=True)
    project = models.CharField(_("chương trình, dự án"), max_length=500, blank=True)
    ended_why = models.CharField(_("lý do kết thúc"), max_length=300, blank=True)
    sort_key = models.TextField(editable=False, db_collation="C")
    search_key = models.TextField(editable=False)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban của Nhân dân")
        verbose_name_plural = _("ban của Nhân dân")
        constraints = [
            not_blank("name", name="board_name", message=_("Cần ghi tên ban.")),
            not_blank("decision_text", name="board_decision", message=_("Cần ghi quyết định, văn bản công nhận.")),
            range_not_empty("valid", name="board_valid", message=_("Nhiệm kỳ phải có ít nhất một ngày.")),
            models.CheckConstraint(
                condition=~Q(sort=BoardSort.COMMUNE) | Q(villages__gte=1),
                name="board_has_villages",
                violation_error_message=_("Cần ghi số thôn, tổ dân phố: số thành viên theo số này."),
            ),
            models.CheckConstraint(
                condition=~Q(sort=BoardSort.AGENCY) | Q(staff__gte=1),
                name="board_has_staff",
                violation_error_message=_("Cần ghi số cán bộ, công chức, viên chức, người lao động."),
            ),
            models.CheckConstraint(
                condition=~Q(sort=BoardSort.INVESTMENT) | Q(project__regex=r"\S"),
                name="board_has_project",
                violation_error_message=_("Cần ghi chương trình, dự án mà ban giám sát."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys that lists sort and search by."""
        self.name, self.project = text.clean_line(self.name), text.clean_line(self.project)
        self.sort_key = text.sort_key(self.name)
        self.search_key = text.search_key(f"{self.name} {self.project} {self.decision_text}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("supervision:board", args=[self.pk])

    @property
    def kind(self) -> BoardSort:
        """The sort with its label."""
        return BoardSort(self.sort)

    @property
    def acting_body(self) -> Body:
        """The body in whose name it supervises: itself, or the one that set it up."""
        return self.body or self.set_up_by

    @property
    def ends_on(self) -> date | None:
        """The first day after its term; None while no end is known."""
        end: date | None = self.valid.upper if self.valid else None
        return end

    @property
    def last_on(self) -> date | None:
        """The last day of its term; None while no end is known."""
        return date.fromordinal(self.ends_on.toordinal() - 1) if self.ends_on else None

    @property
    def is_over(self) -> bool:
        """Whether its term has ended."""
        return self.ends_on is not None and self.ends_on <= clock.today()


class BoardStake(RoomStake):
    """Whom a board concerns."""

    record = models.ForeignKey(Board, models.CASCADE, related_name="stakes")

    class Meta(RoomStake.Meta):
        pass


@tracked
class BoardMember(models.Model):
    """Somebody who sits on a board for a time, with the village or section that elected them."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="members", verbose_name=_("ban của Nhân dân"))
    full_name = models.CharField(_("họ và tên"), max_length=120)
    position = models.CharField(_("chức vụ"), max_length=6, choices=BoardPosition, default=BoardPosition.MEMBER)
    place = models.CharField(_("thôn, tổ dân phố, bộ phận"), max_length=200, blank=True)
    valid = DateRangeField(_("thời gian tham gia"))

    class Meta:
        verbose_name = _("thành viên ban")
        verbose_name_plural = _("thành viên ban")
        constraints = [
            not_blank("full_name", name="board_member_name", message=_("Cần ghi họ và tên.")),
            range_not_empty("valid", name="board_member_valid", message=_("Ngày thôi tham gia phải sau ngày bắt đầu.")),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def rank(self) -> BoardPosition:
        """The position with its label."""
        return BoardPosition(self.position)


class _OfPeriod(models.Model):
    """A paper of a board about a period, such as "2026-Q3"."""

    period_code = models.CharField(_("kỳ"), max_length=24)
    start = models.DateField(_("từ ngày"))
    end = models.DateField(_("đến ngày"))
    number = models.CharField(_("số, ký hiệu"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        """The period as a value, with its label."""
        return Period.parse(self.period_code)


@tracked
class BoardProgramme(_OfPeriod):
    """A board's programme of work for a quarter, half-year or year (Law 10/2022/QH15 Article 39)."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="programmes", verbose_name=_("ban của Nhân dân"))
    issued_on = models.DateField(_("ngày ban hành"))
    text = models.TextField(_("nội dung"), max_length=10_000)

    class Meta:
        verbose_name = _("chương trình công tác của ban")
        verbose_name_plural = _("chương trình công tác của ban")
        constraints = [
            models.UniqueConstraint(
                fields=["board", "period_code"],
                name="board_programme_once",
                violation_error_message=_("Ban đã có chương trình công tác của kỳ này."),
            ),
            not_blank("text", name="board_programme_text", message=_("Cần ghi nội dung.")),
            not_before("end", "start", "board_programme_days", _("Kỳ không hợp lệ.")),
        ]

    def __str__(self) -> str:
        return self.period_code


@tracked
class BoardReport(_OfPeriod):
    """A board's report on a quarter, half-year, year, its term, or when asked (Decree 59/2023/NĐ-CP Article 14)."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="reports", verbose_name=_("ban của Nhân dân"))
    sent_on = models.DateField(_("ngày gửi"))
    text = models.TextField(_("kết quả hoạt động"), max_length=20_000)

    class Meta:
        verbose_name = _("báo cáo của ban")
        verbose_name_plural = _("báo cáo của ban")
        constraints = [
            models.UniqueConstraint(
                fields=["board", "period_code"],
                name="board_report_once",
                violation_error_message=_("Báo cáo kỳ này đã được ghi."),
            ),
            not_blank("text", name="board_report_text", message=_("Cần ghi kết quả hoạt động.")),
            not_before("end", "start", "board_report_days", _("Kỳ không hợp lệ.")),
        ]

    def __str__(self) -> str:
        return self.period_code
