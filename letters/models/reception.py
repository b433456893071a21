"""Citizen reception: who must receive and how often, the days, and the book of visits (Law 42/2013/QH13)."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.constraints import not_blank, one_at_a_time, range_not_empty
from common.history import tracked
from common.templatetags.qcdc import ngay
from letters.enums_reception import DayKind, DayState, Handling, Matter, Per, StatusAnswer, VisitState
from organizations import scope
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake

GROUP_FROM = 5
"""So many people with one matter send representatives (Law 42/2013/QH13 Article 29)."""


class DutyQuerySet(models.QuerySet["ReceptionDuty"]):
    """Duties to receive, read like speech."""

    def visible_to(self, user: User) -> DutyQuerySet:
        """Duties of bodies of the units that the person reaches."""
        return self.filter(body__unit__in=scope.reach_of(user))

    def in_force(self, first: date, last: date) -> DutyQuerySet:
        """Those that hold on a day from the first to the last."""
        return self.filter(valid__overlap=(first, date.fromordinal(last.toordinal() + 1)))

    def for_list(self) -> DutyQuerySet:
        return self.select_related("body__unit__kind").order_by("body__kind__rank", "body__sort_key", "office", "pk")


class ReceptionDuty(models.Model):
    """The head of a body receives citizens so many days a week or month, by which rule, usually on which days.

    ``days`` are days of the week (1 Monday to 7) for a duty per week, days of the month (1 to 31) for one per month.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="reception_duties", verbose_name=_("cơ quan tiếp"))
    office = models.CharField(_("người tiếp"), max_length=120, help_text=_("Ví dụ: Chủ tịch UBND phường"))
    rule = models.CharField(_("mã quy định"), max_length=40, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300)
    times = models.PositiveSmallIntegerField(_("số ngày tiếp"))
    per = models.CharField(_("mỗi"), max_length=5, choices=Per)
    days = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("ngày tiếp"))
    starts = models.TimeField(_("từ giờ"))
    ends = models.TimeField(_("đến giờ"))
    place = models.CharField(_("địa điểm"), max_length=200)
    valid = DateRangeField(_("thời gian áp dụng"))

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("lịch tiếp công dân theo quy định")
        verbose_name_plural = _("lịch tiếp công dân theo quy định")
        constraints = [
            not_blank("office", name="reception_duty_office", message=_("Cần ghi người tiếp.")),
            not_blank("basis", name="reception_duty_basis", message=_("Cần ghi căn cứ.")),
            not_blank("place", name="reception_duty_place", message=_("Cần ghi địa điểm tiếp.")),
            range_not_empty(
                "valid", name="reception_duty_valid", message=_("Ngày kết thúc không được trước ngày bắt đầu.")
            ),
            models.CheckConstraint(
                condition=Q(times__gte=1, days__len__gte=F("times")),
                name="reception_duty_days_enough",
                violation_error_message=_("Số ngày ghi trong lịch ít hơn số ngày phải tiếp."),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="reception_duty_hours",
                violation_error_message=_("Giờ kết thúc phải sau giờ bắt đầu."),
            ),
            one_at_a_time(
                "reception_duty_once",
                same=["body", "office"],
                message=_("Người tiếp này đã có lịch trong khoảng thời gian đó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} – {self.body_id}"

    def get_absolute_url(self) -> str:
        return reverse("letters:reception_duty", args=[self.pk])

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None when no end is known."""
        return date.fromordinal(self.valid.upper.toordinal() - 1) if self.valid.upper else None

    @property
    def frequency(self) -> str:
        """ "ít nhất 1 ngày mỗi tuần"."""
        return _now("ít nhất {times} ngày mỗi {per}").format(times=self.times, per=Per(self.per).label)

    @property
    def days_in_words(self) -> str:
        """ "thứ Hai, thứ Năm" or "ngày 5, 20"."""
        from deadlines.days import WEEKDAYS

        if self.per == Per.WEEK:
            return ", ".join(str(WEEKDAYS[number - 1]) for number in self.days)
        return _now("ngày {numbers}").format(numbers=", ".join(str(number) for number in self.days))


class DayQuerySet(ScopedQuerySet["ReceptionDay"]):
    """Days of reception, read like speech."""

    def held(self) -> DayQuerySet:
        return self.filter(state=DayState.HELD)

    def for_list(self) -> DayQuerySet:
        return self.select_related("body", "duty").order_by("on", "starts", "pk")


@tracked
class ReceptionDay(models.Model):
    """A day on which a body receives citizens: by its schedule, unscheduled, or online.

    ``usual_on``: the day of the schedule when it fell on a day off. ``announced_on``: when the schedule was published
    (Article 24); an online reception is announced at least five working days before (REC-13).
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="reception_days", verbose_name=_("cơ quan tiếp"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    duty = models.ForeignKey(
        ReceptionDuty, models.PROTECT, null=True, blank=True, related_name="held_days", verbose_name=_("theo lịch của")
    )
    on = models.DateField(_("ngày tiếp"))
    starts = models.TimeField(_("từ giờ"))
    ends = models.TimeField(_("đến giờ"))
    place = models.CharField(_("địa điểm"), max_length=200)
    kind = models.CharField(_("hình thức"), max_length=11, choices=DayKind)
    usual_on = models.DateField(_("ngày thường lệ"), null=True, blank=True)
    reason = models.CharField(_("lý do tiếp đột xuất"), max_length=500, blank=True)
    announced_on = models.DateField(_("ngày công bố"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=9, choices=DayState, default=DayState.PLANNED)
    head_received = models.BooleanField(_("người đứng đầu trực tiếp tiếp"), null=True, blank=True)
    receiver = models.CharField(_("người đã tiếp"), max_length=200, blank=True)
    absence_reason = models.CharField(_("lý do người đứng đầu không tiếp"), max_length=500, blank=True)
    cancel_reason = models.CharField(_("lý do không tổ chức"), max_length=500, blank=True)

    objects = DayQuerySet.as_manager()

    class Meta:
        verbose_name = _("buổi tiếp công dân")
        verbose_name_plural = _("buổi tiếp công dân")
        constraints = [
            not_blank("place", name="reception_day_place", message=_("Cần ghi địa điểm tiếp.")),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="reception_day_hours",
                violation_error_message=_("Giờ kết thúc phải sau giờ bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DayKind.values, state__in=DayState.values),
                name="reception_day_known",
                violation_error_message=_("Hình thức hoặc trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=DayKind.SCHEDULED) | Q(duty__isnull=False),
                name="reception_day_scheduled_by_duty",
                violation_error_message=_("Buổi tiếp định kỳ phải theo một lịch tiếp của cơ quan."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=DayKind.UNSCHEDULED) | Q(reason__regex=r"\S"),
                name="reception_day_unscheduled_why",
                violation_error_message=_("Tiếp đột xuất cần ghi lý do."),
            ),
            models.CheckConstraint(
                condition=~Q(state=DayState.HELD) & Q(head_received__isnull=True, receiver="")
                | Q(state=DayState.HELD, head_received=True, receiver__regex=r"\S")
                | Q(state=DayState.HELD, head_received=False, receiver__regex=r"\S", absence_reason__regex=r"\S"),
                name="reception_day_held_by_whom",
                violation_error_message=_("Buổi đã tiếp phải ghi người tiếp; người đứng đầu không tiếp thì ghi lý do."),
            ),
            models.CheckConstraint(
                condition=~Q(state=DayState.CANCELLED) | Q(cancel_reason__regex=r"\S"),
                name="reception_day_cancelled_why",
                violation_error_message=_("Không tổ chức thì phải ghi lý do."),
            ),
            models.UniqueConstraint(
                fields=["duty", "on"],
                condition=~Q(state=DayState.CANCELLED),
                name="reception_day_once",
                violation_error_message=_("Ngày này đã có trong lịch tiếp."),
            ),
        ]
        indexes = [models.Index(fields=["body", "on"], name="reception_day_by_body")]

    def __str__(self) -> str:
        return _now("Tiếp công dân ngày {day}").format(day=ngay(self.on))

    def get_absolute_url(self) -> str:
        return reverse("letters:reception_day", args=[self.pk])

    @property
    def kind_word(self) -> DayKind:
        """The kind with its label and tone."""
        return DayKind(self.kind)

    @property
    def condition(self) -> DayState:
        """The state with its label and tone."""
        return DayState(self.state)

    @property
    def who(self) -> str:
        """Who received, or who is to receive."""
        return self.receiver or (self.duty.office if self.duty else "")


class ReceptionDayStake(Stake):
    """Whom a day of reception concerns."""

    record = models.ForeignKey(ReceptionDay, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của buổi tiếp")
        verbose_name_plural = _("liên quan của buổi tiếp")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="reception_day_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="reception_day_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


class VisitQuerySet(ScopedQuerySet["Visit"]):
    """Visits, read like speech."""

    def for_list(self) -> VisitQuerySet:
        return self.select_related("body").order_by("-on", "-number", "-pk")


_stays_out_of_cases = pgtrigger.Trigger(
    name="sealed_stays_out_of_cases",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("matter"),
    condition=pgtrigger.Q(new__matter="denunciation"),
    func="""
        IF EXISTS (SELECT 1 FROM letters_caselink WHERE visit_id = NEW.id AND unlinked_at IS NULL) THEN
            RAISE EXCEPTION 'Lượt tiếp đang gắn với vụ việc: gỡ khỏi vụ việc trước khi phân loại là tố cáo.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


# The book carries names, so it never leads to a sealed case.
_letter_not_sealed = pgtrigger.Trigger(
    name="letter_not_sealed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("letter_id"),
    condition=pgtrigger.Q(new__letter__isnull=False),
    func="""
        IF EXISTS (SELECT 1 FROM letters_lettercontent WHERE letter_id = NEW.letter_id AND kind = 'sealed') THEN
            RAISE EXCEPTION 'Đơn có nội dung được niêm phong không gắn với lượt tiếp.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class Visit(models.Model):
    """One line of the book of citizen reception, with the columns of Article 25.

    Name, address, representatives, what was said and the result are for the receiving body's people alone
    (policies_reception.may_read_people). Of a denunciation none of them is kept here: it lies in the sealed files, and
    that is why these rows keep no history of their own.
    """

    PRIVATE = ("full_name", "address", "representatives", "content", "result")

    body = models.ForeignKey(Body, models.PROTECT, related_name="visits", verbose_name=_("cơ quan tiếp"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    day = models.ForeignKey(
        ReceptionDay, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("buổi tiếp")
    )
    year = models.PositiveSmallIntegerField(_("năm của sổ"))
    number = models.PositiveIntegerField(_("số trong sổ"))
    on = models.DateField(_("ngày tiếp"))
    full_name = models.CharField(_("họ và tên"), max_length=200, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    people = models.PositiveIntegerField(_("số người"), default=1)
    representatives = models.TextField(_("người đại diện"), max_length=1_000, blank=True)
    content = models.TextField(_("nội dung"), max_length=10_000, blank=True)
    matter = models.CharField(_("phân loại"), max_length=12, choices=Matter)
    handling = models.CharField(_("xử lý"), max_length=9, choices=Handling)
    result = models.TextField(_("kết quả"), max_length=5_000, blank=True)
    letter = models.ForeignKey(
        "letters.Letter", models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("đơn")
    )
    petition = models.ForeignKey(
        "petitions.Petition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("kiến nghị"),
    )
    state = models.CharField(_("trả lời"), max_length=7, choices=VisitState, default=VisitState.NOTHING_OWED)
    told_on = models.DateField(_("ngày thông báo"), null=True, blank=True)
    told = models.CharField(_("nội dung thông báo"), max_length=9, choices=StatusAnswer, blank=True)
    told_by = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản thông báo"),
    )
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi sổ"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("lượt tiếp công dân")
        verbose_name_plural = _("lượt tiếp công dân")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"],
                name="visit_number_once",
                violation_error_message=_("Số này đã có trong sổ tiếp công dân của năm."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, people__gte=1, on__year=F("year")),
                name="visit_counts",
                violation_error_message=_("Số trong sổ và số người từ 1; năm của sổ là năm của ngày tiếp."),
            ),
            models.CheckConstraint(
                condition=Q(matter__in=Matter.values, handling__in=Handling.values, state__in=VisitState.values),
                name="visit_known",
                violation_error_message=_("Phân loại hoặc cách xử lý không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(matter=Matter.DENUNCIATION)
                | Q(
                    full_name="",
                    address="",
                    representatives="",
                    content="",
                    result="",
                    letter__isnull=True,
                    petition__isnull=True,
                ),
                name="visit_denunciation_names_nobody",
                violation_error_message=_(
                    "Người tố cáo và nội dung tố cáo không ghi ở sổ này, chỉ ghi trong hồ sơ niêm phong."
                ),
            ),
            models.CheckConstraint(
                condition=Q(matter=Matter.DENUNCIATION) | Q(full_name__regex=r"\S", content__regex=r"\S"),
                name="visit_whole",
                violation_error_message=_("Cần ghi họ tên và nội dung."),
            ),
            models.CheckConstraint(
                condition=Q(state=VisitState.TOLD, told_on__isnull=False)
                | ~Q(state=VisitState.TOLD) & Q(told_on__isnull=True, told="", told_by__isnull=True),
                name="visit_told_has_day",
                violation_error_message=_("Đã thông báo thì phải có ngày thông báo."),
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | Q(told_on__gte=F("on")),
                name="visit_told_not_before",
                violation_error_message=_("Ngày thông báo không được trước ngày tiếp."),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "-on"], name="visit_by_body"),
            models.Index(fields=["day"], name="visit_by_day"),
        ]
        triggers = [_stays_out_of_cases, _letter_not_sealed]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("letters:visit", args=[self.pk])

    @property
    def label(self) -> str:
        """ "Lượt tiếp số 12/2026": no name, so that it may stand anywhere."""
        return _now("Lượt tiếp số {number}/{year}").format(number=self.number, year=self.year)

    @property
    def is_group(self) -> bool:
        """So many people that they send representatives."""
        return self.people >= GROUP_FROM

    @property
    def is_sealed(self) -> bool:
        """A denunciation: who and what stand in the sealed files alone."""
        return self.matter == Matter.DENUNCIATION

    @property
    def matter_word(self) -> Matter:
        return Matter(self.matter)

    @property
    def handling_word(self) -> Handling:
        """The handling with its label and tone."""
        return Handling(self.handling)

    @property
    def condition(self) -> VisitState:
        """What is owed, with its label and tone."""
        return VisitState(self.state)

    @property
    def told_word(self) -> str:
        """How it was said to stand; nothing for a refusal."""
        return str(StatusAnswer(self.told).label) if self.told else ""


class VisitStake(Stake):
    """Whom a visit concerns."""

    record = models.ForeignKey(Visit, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của lượt tiếp")
        verbose_name_plural = _("liên quan của lượt tiếp")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="visit_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="visit_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"
