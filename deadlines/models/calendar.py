"""The working calendar: a table of dates, never a formula, and its changes as steps that can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none, not_blank
from common.history import tracked
from common.names import one_of
from deadlines.enums import ChangeState, DayKind

WEEKEND = (6, 7)


@tracked
class CalendarDay(models.Model):
    """A day that is not what its day of the week says. Without a unit it holds everywhere.

    A day of a unit holds for the unit and everything below it, and wins over the country's.
    Counting reads this table and nothing else; deadlines.services.calendar alone writes it.
    """

    day = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=8, choices=DayKind)
    name = models.CharField(_("tên ngày"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300)
    source = models.CharField(_("nguồn"), max_length=120, blank=True)
    unit = models.ForeignKey(
        "organizations.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )

    objects: ClassVar[models.Manager[CalendarDay]] = models.Manager()

    class Meta:
        verbose_name = _("ngày trong lịch làm việc")
        verbose_name_plural = _("lịch làm việc")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "unit"],
                name="calendar_day_once",
                nulls_distinct=False,
                violation_error_message=_("Ngày này đã có trong lịch: một ngày không thể vừa nghỉ vừa hoán đổi."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=DayKind.SWAPPED_ON) | Q(day__iso_week_day__in=WEEKEND),
                name="calendar_swapped_on_weekend",
                violation_error_message=_("Ngày làm bù phải là thứ bảy hoặc chủ nhật."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[DayKind.SWAPPED_OFF, DayKind.COMPENSATORY_OFF])
                | ~Q(day__iso_week_day__in=WEEKEND),
                name="calendar_day_off_on_weekday",
                violation_error_message=_("Ngày nghỉ bù, nghỉ hoán đổi phải là ngày trong tuần."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DayKind.values),
                name="calendar_kind_known",
                violation_error_message=_("Loại ngày không có trong danh mục."),
            ),
            not_blank("name", name="calendar_day_name", message=_("Cần ghi tên ngày.")),
            not_blank("basis", name="calendar_day_basis", message=_("Cần ghi căn cứ pháp lý của ngày nghỉ.")),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"

    @property
    def called(self) -> str:
        """Its name in the language of the page; Vietnamese where it has no English one."""
        return one_of(self.name, self.name_en)


@tracked
class CalendarYear(models.Model):
    """A year whose days an administrator has accepted; every other year is provisional wherever it is used."""

    year = models.PositiveSmallIntegerField(_("năm"), unique=True)
    basis = models.CharField(_("căn cứ"), max_length=300)
    accepted_at = models.DateTimeField(_("chấp nhận lúc"))
    accepted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("người chấp nhận")
    )

    class Meta:
        verbose_name = _("lịch của năm")
        verbose_name_plural = _("lịch của các năm")
        constraints = [not_blank("basis", name="calendar_year_basis", message=_("Cần ghi căn cứ của lịch năm."))]

    def __str__(self) -> str:
        return str(self.year)


class CalendarChange(models.Model):
    """One change of the country's calendar, or of one unit's: what it edits, which clocks it moved, was it undone.

    While it is a draft its moves are a forecast. Applied, they are the history; undone, another change put all back.
    ``basis`` is that of the year which it accepts; ``move_count`` is known once they are foreseen.
    """

    unit = models.ForeignKey(
        "organizations.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    reason = models.CharField(_("lý do"), max_length=500)
    state = models.CharField(_("trạng thái"), max_length=8, choices=ChangeState, default=ChangeState.DRAFT)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("hoàn tác của")
    )
    accepts_year = models.PositiveSmallIntegerField(_("chấp nhận năm"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    move_count = models.PositiveIntegerField(_("số thời hạn dịch chuyển"), null=True, blank=True)
    created_at = models.DateTimeField(_("soạn lúc"))
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người soạn"))
    foreseen_at = models.DateTimeField(_("tính trước lúc"), null=True, blank=True)
    applied_at = models.DateTimeField(_("áp dụng lúc"), null=True, blank=True)
    applied_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người áp dụng")
    )

    class Meta:
        verbose_name = _("thay đổi lịch làm việc")
        verbose_name_plural = _("thay đổi lịch làm việc")
        constraints = [
            not_blank("reason", name="calendar_change_reason", message=_("Cần ghi lý do thay đổi lịch.")),
            all_or_none(
                "applied_at", "applied_by", name="calendar_change_applied", message=_("Thiếu người hoặc lúc áp dụng.")
            ),
            models.CheckConstraint(
                condition=Q(state=ChangeState.DRAFT, applied_at__isnull=True)
                | (~Q(state=ChangeState.DRAFT) & Q(applied_at__isnull=False)),
                name="calendar_change_state",
                violation_error_message=_("Thay đổi đã áp dụng phải có thời điểm áp dụng."),
            ),
            models.CheckConstraint(
                condition=Q(accepts_year__isnull=True) | Q(unit__isnull=True, basis__regex=r"\S"),
                name="calendar_change_year_has_basis",
                violation_error_message=_("Chấp nhận lịch của năm là cho cả nước và cần có căn cứ."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    def get_absolute_url(self) -> str:
        return reverse("administration:calendar_change", args=[self.pk])

    @property
    def condition(self) -> ChangeState:
        """The state with its label and tone."""
        return ChangeState(self.state)

    @property
    def gives_up_year(self) -> int | None:
        """The year that undoing another change takes back."""
        return self.undoes.accepts_year if self.undoes else None

    @property
    def is_draft(self) -> bool:
        return self.state == ChangeState.DRAFT


class CalendarEdit(models.Model):
    """One day of a change: what the table said before and says afterwards; empty kind: no row."""

    change = models.ForeignKey(CalendarChange, models.CASCADE, related_name="edits", verbose_name=_("thay đổi"))
    day = models.DateField(_("ngày"))
    kind_before = models.CharField(_("loại trước"), max_length=8, choices=DayKind, blank=True)
    name_before = models.CharField(_("tên trước"), max_length=120, blank=True)
    name_en_before = models.CharField(_("tên tiếng Anh trước"), max_length=120, blank=True)
    basis_before = models.CharField(_("căn cứ trước"), max_length=300, blank=True)
    source_before = models.CharField(_("nguồn trước"), max_length=120, blank=True)
    kind = models.CharField(_("loại"), max_length=8, choices=DayKind, blank=True)
    name = models.CharField(_("tên ngày"), max_length=120, blank=True)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    source = models.CharField(_("nguồn"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("ngày được sửa")
        verbose_name_plural = _("ngày được sửa")
        constraints = [
            models.UniqueConstraint(
                fields=["change", "day"],
                name="calendar_edit_once",
                violation_error_message=_("Ngày này đã có trong thay đổi."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="", kind_before=""),
                name="calendar_edit_does_something",
                violation_error_message=_("Ngày này không có gì để sửa."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.kind_before} → {self.kind}"


class CalendarMove(models.Model):
    """A clock that a change would move, or moved: from when to when."""

    change = models.ForeignKey(CalendarChange, models.CASCADE, related_name="moves", verbose_name=_("thay đổi"))
    clock = models.ForeignKey("deadlines.Clock", models.CASCADE, related_name="+", verbose_name=_("thời hạn"))
    due_from = models.DateField(_("hạn cũ"))
    due_to = models.DateField(_("hạn mới"))

    class Meta:
        verbose_name = _("thời hạn dịch chuyển")
        verbose_name_plural = _("thời hạn dịch chuyển")
        constraints = [models.UniqueConstraint(fields=["change", "clock"], name="calendar_move_once")]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.due_from} → {self.due_to}"
