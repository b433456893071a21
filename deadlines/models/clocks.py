"""Clocks: how long a record may take, until which day, and everything that moved that day."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import clock as wall
from common.constraints import not_blank, one_at_a_time, range_not_empty
from common.history import tracked, tracked_where
from common.names import in_page_language
from deadlines.counting import Limit, More, Pause
from deadlines.enums import ENDED, LIVE, Audience, Bound, ClockState, Direction, LimitUnit, StepKind

from .rules import Rule


class ClockKind(models.Model):
    """What a clock is for: the answer to a petition, the completion of a task. Rooms bring theirs as data.

    ``private``: its subject tells more about a person than a notice may say, so nothing of it leaves the portal but
    that something is due: no short text for chat groups, no title in a calendar feed.
    """

    code = models.CharField(_("mã"), max_length=60, unique=True)
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)
    private = models.BooleanField(_("không đưa ra ngoài cổng"), default=False)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50)

    class Meta:
        verbose_name = _("loại thời hạn")
        verbose_name_plural = _("loại thời hạn")
        constraints = [not_blank("name_vi", name="clock_kind_name", message=_("Cần có tên loại thời hạn."))]

    def __str__(self) -> str:
        return in_page_language(self)

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_page_language(self)


class ReminderStep(models.Model):
    """A moment at which clocks of a kind remind, counted from the due date: -3, 0, +1 days, and whom they reach.

    A step that ``escalates`` cannot be switched off by the person it reaches.
    """

    kind = models.ForeignKey(ClockKind, models.CASCADE, related_name="steps", verbose_name=_("loại thời hạn"))
    code = models.SlugField(_("mã"), max_length=30)
    offset = models.SmallIntegerField(_("số ngày so với hạn"))
    counted_in = models.CharField(_("đơn vị tính"), max_length=13, choices=LimitUnit, default=LimitUnit.CALENDAR_DAY)
    audience = models.CharField(_("nhắc ai"), max_length=6, choices=Audience)
    escalates = models.BooleanField(_("bắt buộc nhận"), default=False)
    in_use = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("bước nhắc")
        verbose_name_plural = _("bước nhắc")
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="reminder_step_once"),
            models.CheckConstraint(
                condition=Q(counted_in__in=[LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_DAY]),
                name="reminder_step_in_days",
                violation_error_message=_("Bước nhắc tính bằng ngày hoặc ngày làm việc."),
            ),
            models.CheckConstraint(
                condition=Q(offset__range=(-365, 365)),
                name="reminder_step_within_a_year",
                violation_error_message=_("Bước nhắc trong vòng một năm quanh hạn."),
            ),
        ]
        ordering = ["kind", "offset", "code"]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.offset:+d}"


class ClockQuerySet(models.QuerySet["Clock"]):
    """Clocks, read like speech."""

    def live(self) -> ClockQuerySet:
        """Running or suspended."""
        return self.filter(state__in=LIVE)

    def running(self) -> ClockQuerySet:
        return self.filter(state=ClockState.RUNNING)

    def of(self, subject: models.Model) -> ClockQuerySet:
        """The clocks of a record, newest first."""
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk).order_by("-run", "-pk")

    def overdue(self, on: date) -> ClockQuerySet:
        """Running clocks whose last day lies before that day; a minimum is never overdue."""
        return self.running().filter(due_on__lt=on).exclude(bound=Bound.MINIMUM)


@tracked_where("due_on", "state", "body", "rule", "fixed_on", "started_on", "ended_on")
class Clock(models.Model):
    """A limit that runs for one purpose of one record.

    ``subject_kind`` and ``subject_id`` name the record ("steering.task", 12); a record has several clocks, one live
    at a time for a purpose (``kind``), numbered by ``run``. A clock follows a ``rule``, frozen in ``amount`` …
    ``rolls`` when it started, or runs to a day that somebody named (``fixed_on``).
    ``body`` must act now, in the roles of ``duty`` (deadlines.duties); ``above`` hears of it when it is late.
    ``title`` and ``url`` are the record's own, kept here for lists. ``due_on`` is the last lawful day; for a minimum
    the first day on which it may end. ``next_reminder_on``: the first day on which a reminder may be owed.
    """

    subject_kind = models.CharField(_("loại hồ sơ"), max_length=60)
    subject_id = models.BigIntegerField(_("mã hồ sơ"))
    kind = models.ForeignKey(ClockKind, models.PROTECT, related_name="+", verbose_name=_("loại thời hạn"))
    run = models.PositiveSmallIntegerField(_("lần"), default=1)
    title = models.CharField(_("nội dung"), max_length=500)
    url = models.CharField(_("liên kết"), max_length=500)
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    body = models.ForeignKey("organizations.Body", models.PROTECT, related_name="+", verbose_name=_("cơ quan phải làm"))
    above = models.ForeignKey(
        "organizations.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cơ quan theo dõi"),
    )
    duty = models.CharField(_("việc phải làm"), max_length=60)
    rule = models.ForeignKey(
        Rule, models.PROTECT, null=True, blank=True, related_name="clocks", verbose_name=_("quy định")
    )
    amount = models.PositiveSmallIntegerField(_("số"), null=True, blank=True)
    counted_in = models.CharField(_("đơn vị tính"), max_length=13, choices=LimitUnit, blank=True)
    direction = models.CharField(_("chiều"), max_length=6, choices=Direction, default=Direction.AFTER)
    bound = models.CharField(_("mức"), max_length=7, choices=Bound, default=Bound.MAXIMUM)
    rolls = models.BooleanField(_("chuyển sang ngày làm việc"), default=False)
    fixed_on = models.DateField(_("ngày ấn định"), null=True, blank=True)
    paper = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    started_on = models.DateField(_("ngày bắt đầu"))
    nominal_on = models.DateField(_("ngày cuối tính được"))
    due_on = models.DateField(_("hạn"))
    provisional = models.BooleanField(_("tạm tính"), default=False)
    state = models.CharField(_("trạng thái"), max_length=9, choices=ClockState, default=ClockState.RUNNING)
    ended_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    next_reminder_on = models.DateField(_("nhắc từ ngày"), null=True, blank=True)
    entered_at = models.DateTimeField(_("ghi lúc"))

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("thời hạn")
        verbose_name_plural = _("thời hạn")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind"],
                condition=Q(state__in=LIVE),
                name="clock_one_live",
                violation_error_message=_("Hồ sơ này đang có thời hạn cùng loại chưa kết thúc."),
            ),
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "kind", "run"], name="clock_run_once"),
            models.CheckConstraint(
                condition=Q(rule__isnull=False, amount__isnull=False, fixed_on__isnull=True) & ~Q(counted_in="")
                | Q(rule__isnull=True, amount__isnull=True, counted_in="", fixed_on__isnull=False),
                name="clock_rule_or_day",
                violation_error_message=_("Thời hạn theo một quy định, hoặc đến một ngày đã ấn định."),
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.AFTER, due_on__gte=F("started_on"))
                | Q(direction=Direction.BEFORE, due_on__lte=F("started_on")),
                name="clock_runs_its_way",
                violation_error_message=_("Hạn không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_on__isnull=True) | Q(state__in=ENDED, ended_on__isnull=False),
                name="clock_ended_has_day",
                violation_error_message=_("Thời hạn kết thúc phải có ngày kết thúc."),
            ),
            models.CheckConstraint(
                condition=Q(state=ClockState.RUNNING) | Q(next_reminder_on__isnull=True),
                name="clock_reminds_while_running",
                violation_error_message=_("Chỉ thời hạn đang chạy mới nhắc việc."),
            ),
            models.CheckConstraint(
                condition=Q(url__regex=r"^/([^/\\]|$)"),
                name="clock_url_within_the_portal",
                violation_error_message=_("Liên kết phải nằm trong cổng."),
            ),
            not_blank("title", name="clock_title_not_blank", message=_("Thời hạn cần có nội dung.")),
        ]
        indexes = [
            models.Index(fields=["body", "duty", "due_on", "id"], condition=Q(state__in=LIVE), name="clock_to_do"),
            # The number beside the menu of every page, counted in the index alone.
            models.Index(
                fields=["body", "due_on"],
                include=["duty"],
                condition=Q(state=ClockState.RUNNING) & ~Q(bound=Bound.MINIMUM),
                name="clock_owed",
            ),
            models.Index(
                fields=["next_reminder_on", "id"], condition=Q(next_reminder_on__isnull=False), name="clock_to_remind"
            ),
            models.Index(fields=["rule", "due_on"], condition=Q(state__in=LIVE), name="clock_by_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.due_on:%d/%m/%Y})"

    def get_absolute_url(self) -> str:
        return reverse("deadlines:clock", args=[self.pk])

    @property
    def condition(self) -> ClockState:
        """The state with its label and tone."""
        return ClockState(self.state)

    @property
    def is_live(self) -> bool:
        """Running or suspended."""
        return self.state in LIVE

    @property
    def is_overdue(self) -> bool:
        """Running after its last day; a minimum is never overdue."""
        return self.state == ClockState.RUNNING and self.due_on < wall.today() and self.bound == Bound.MAXIMUM

    @property
    def limit(self) -> Limit | None:
        """What it was frozen with; None when the day was named."""
        if self.amount is None:
            return None
        return Limit(
            self.amount, LimitUnit(self.counted_in), Direction(self.direction), Bound(self.bound), rolls=self.rolls
        )


@tracked
class Suspension(models.Model):
    """Days on which a clock does not run; open until somebody resumes it."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="suspensions", verbose_name=_("thời hạn"))
    during = DateRangeField(_("thời gian"))
    reason = models.CharField(_("lý do"), max_length=1000)
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))

    class Meta:
        verbose_name = _("lần tạm dừng")
        verbose_name_plural = _("lần tạm dừng")
        constraints = [
            one_at_a_time(
                "suspension_one_at_a_time",
                same=["clock"],
                during="during",
                message=_("Khoảng tạm dừng này trùng với một lần tạm dừng khác."),
            ),
            range_not_empty("during", name="suspension_not_empty", message=_("Ngày tính tiếp phải sau ngày tạm dừng.")),
            not_blank("reason", name="suspension_reason", message=_("Cần ghi lý do tạm dừng.")),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.during}"

    @property
    def pause(self) -> Pause:
        """The days as counting knows them."""
        return Pause(self.during.lower, self.during.upper)


@tracked
class Extension(models.Model):
    """More time: days, working days or months beyond the last day, or a day that was named."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="extensions", verbose_name=_("thời hạn"))
    on = models.DateField(_("ngày gia hạn"))
    amount = models.PositiveSmallIntegerField(_("thêm"), null=True, blank=True)
    counted_in = models.CharField(_("đơn vị tính"), max_length=13, choices=LimitUnit, blank=True)
    to = models.DateField(_("đến ngày"), null=True, blank=True)
    due_from = models.DateField(_("hạn cũ"))
    due_to = models.DateField(_("hạn mới"))
    reason = models.CharField(_("lý do"), max_length=1000)
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người gia hạn"))

    class Meta:
        verbose_name = _("lần gia hạn")
        verbose_name_plural = _("lần gia hạn")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_to__gt=F("due_from")),
                name="clock_extension_goes_forward",
                violation_error_message=_("Hạn mới phải sau hạn cũ."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, to__isnull=True) & ~Q(counted_in="")
                | Q(amount__isnull=True, counted_in="", to__isnull=False),
                name="clock_extension_amount_or_day",
                violation_error_message=_("Gia hạn thêm một số ngày, hoặc đến một ngày."),
            ),
            not_blank("reason", name="clock_extension_reason", message=_("Cần ghi lý do gia hạn.")),
        ]
        indexes = [models.Index(fields=["clock", "on", "id"], name="clock_extension_by_clock")]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.due_from} → {self.due_to}"

    @property
    def more(self) -> More:
        """The extension as counting knows it."""
        if self.to is not None:
            return More(to=self.to)
        return More(self.amount or 0, LimitUnit(self.counted_in))


class ClockStep(models.Model):
    """The history of a clock: what happened, on which day, and where the due date went."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="steps", verbose_name=_("thời hạn"))
    kind = models.CharField(_("việc"), max_length=9, choices=StepKind)
    on = models.DateField(_("ngày"))
    at = models.DateTimeField(_("ghi lúc"))
    due_from = models.DateField(_("hạn cũ"), null=True, blank=True)
    due_to = models.DateField(_("hạn mới"))
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người ghi")
    )
    change = models.ForeignKey(
        "deadlines.CalendarChange",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thay đổi lịch"),
    )

    class Meta:
        verbose_name = _("bước của thời hạn")
        verbose_name_plural = _("bước của thời hạn")
        indexes = [
            models.Index(fields=["clock", "id"], name="clock_step_by_clock"),
            models.Index(fields=["change"], condition=Q(change__isnull=False), name="clock_step_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.kind} {self.due_to}"

    @property
    def what(self) -> StepKind:
        """What happened, with its label."""
        return StepKind(self.kind)
