"""The conference, its saved steps, and the units that it concerns."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Aggregate, Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common import clock, text
from common.constraints import all_or_none, not_blank
from common.history import tracked
from common.periods import BadPeriod, Period
from conferences.enums import OPEN, Presence, Status, Step
from organizations import scope
from organizations.models import Unit
from organizations.scope import ScopedQuerySet, Stake

from .kinds import ConferenceKind


class ConferenceQuerySet(ScopedQuerySet["Conference"]):
    """Conferences, read like speech."""

    def for_list(self) -> ConferenceQuerySet:
        """Everything a line of the list shows, newest first, in two queries."""
        related = self.select_related("host__unit__kind").prefetch_related("kinds")
        return related.order_by("-starts_at", "-pk")

    def for_step(self) -> ConferenceQuerySet:
        """What the page of a step touches of the conference itself, in one query."""
        return self.select_related("host__unit__kind", "previous", "programme")

    def for_detail(self) -> ConferenceQuerySet:
        """What the page of the conference touches of the conference itself, its counts included, in one query.

        Adds ``kind_names``, ``saved_steps``, ``invited``, ``came``, ``members_here``, ``members_all``, ``vote_count``.
        """
        kinds = ConferenceKind.objects.filter(conferences=OuterRef("pk")).order_by("rank", "pk")
        english = (get_language() or "").startswith("en")
        saves = StepSave.objects.filter(conference=OuterRef("pk")).order_by("step")
        related = self.select_related("host__unit__kind", "host__kind", "host__parent", "previous", "completed_by")
        return related.annotate(
            kind_names=ArraySubquery(kinds.values("name_en" if english else "name_vi")),
            saved_steps=ArraySubquery(saves.values("step")),
            invited=_total("attendance", Sum("invited")),
            came=_total("attendance", Sum("present")),
            members_here=_total("members", Count("pk"), state=Presence.PRESENT),
            members_all=_total("members", Count("pk")),
            vote_count=_total("votes", Count("pk")),
        )

    def completed(self) -> ConferenceQuerySet:
        return self.filter(status=Status.COMPLETED)

    def took_place(self) -> ConferenceQuerySet:
        """Conferences that were held, whether or not everything is written down."""
        return self.filter(status__in=[*OPEN, Status.COMPLETED])

    def started_within(self, period: Period) -> ConferenceQuerySet:
        """By the local day on which it began."""
        return self.filter(starts_at__date__range=(period.start, period.end))


def _total(relation: str, aggregate: Aggregate, **which: Any) -> Coalesce:
    """A number over the lines of one conference, as a subquery, so that several do not multiply each other."""
    lines: Any = Conference._meta.get_field(relation).related_model
    rows = lines._default_manager.filter(conference=OuterRef("pk"), **which).order_by().values("conference")
    return Coalesce(Subquery(rows.annotate(total=aggregate).values("total")), 0)


@tracked
class Conference(models.Model):
    """A conference of one body: planned, held, recorded in eight steps, completed. The first link of the chain."""

    code = models.SlugField(_("mã"), max_length=90, unique=True)
    host = models.ForeignKey("organizations.Body", models.PROTECT, verbose_name=_("cơ quan tổ chức"))
    kinds = models.ManyToManyField(ConferenceKind, verbose_name=_("loại hội nghị"), related_name="conferences")
    period = models.CharField(_("kỳ được đánh giá"), max_length=30, blank=True)
    title = models.CharField(_("tên hội nghị"), max_length=300)
    search_key = models.TextField(editable=False)
    subject = models.TextField(_("nội dung, chủ đề"), blank=True)
    status = models.CharField(_("trạng thái"), max_length=10, choices=Status)
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(_("kết thúc"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    chair = models.ForeignKey(
        "steering.CommitteeMember", models.PROTECT, null=True, blank=True, verbose_name=_("thành viên chủ trì")
    )
    chair_name = models.CharField(_("người chủ trì"), max_length=120, blank=True)
    chair_office = models.CharField(_("chức vụ người chủ trì"), max_length=200, blank=True)
    agenda = models.TextField(_("chương trình, chuẩn bị"), blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="following", verbose_name=_("hội nghị kỳ trước")
    )
    programme = models.ForeignKey(
        "movements.CoordinationProgramme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conferences",
        verbose_name=_("chương trình phối hợp được sơ kết, tổng kết"),
    )
    prior_remark = models.TextField(_("nhận xét về kết luận kỳ trước"), blank=True)
    proceedings = models.TextField(_("diễn biến khác"), blank=True)
    cancelled_reason = models.CharField(_("lý do hủy"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("lập lúc"), default=clock.now)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lập"))
    completed_at = models.DateTimeField(_("hoàn tất lúc"), null=True, blank=True)
    completed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người hoàn tất")
    )

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("hội nghị")
        verbose_name_plural = _("hội nghị")
        constraints = [
            not_blank("title", name="conference_title_not_blank", message=_("Cần có tên hội nghị.")),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="conference_ends_after_start",
                violation_error_message=_("Giờ kết thúc phải sau giờ bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.COMPLETED, completed_at__isnull=False)
                | (~Q(status=Status.COMPLETED) & Q(completed_at__isnull=True)),
                name="conference_completed_has_day",
                violation_error_message=_("Hội nghị hoàn tất phải có thời điểm hoàn tất."),
            ),
            all_or_none(
                "completed_at",
                "completed_by",
                name="conference_completed_at_and_by",
                message=_("Thời điểm và người hoàn tất đi cùng nhau."),
            ),
            models.CheckConstraint(
                condition=(~Q(status=Status.CANCELLED) & Q(cancelled_reason=""))
                | Q(status=Status.CANCELLED, cancelled_reason__regex=r"\S"),
                name="conference_cancelled_has_reason",
                violation_error_message=_("Hủy hội nghị phải có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=F("id")),
                name="conference_not_own_previous",
                violation_error_message=_("Một hội nghị không thể là kỳ trước của chính nó."),
            ),
        ]
        indexes = [models.Index(fields=["host", "-starts_at"], name="conference_by_host")]
        triggers = [scope.copies_to_stakes("conferences_conferencestake", "starts_at", "status")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that the list searches."""
        self.search_key = text.search_key(f"{self.title} {self.subject} {self.place} {self.code}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("conferences:detail", args=[self.code])

    @property
    def unit(self) -> Unit:
        """The unit of the host."""
        return self.host.unit

    @property
    def held_on(self) -> date:
        """The local day on which it begins: tasks are assigned and states are read as of this day."""
        return timezone.localtime(self.starts_at).date()

    @property
    def last_day(self) -> date:
        """The local day on which it ends."""
        return timezone.localtime(self.ends_at or self.starts_at).date()

    @property
    def state(self) -> Status:
        """The status with its label and tone."""
        return Status(self.status)

    @property
    def is_open(self) -> bool:
        """Whether results may be written."""
        return self.status in OPEN

    @property
    def period_value(self) -> Period | None:
        """The period that it reviews, if it reviews one."""
        try:
            return Period.parse(self.period) if self.period else None
        except BadPeriod:
            return None

    @property
    def chair_text(self) -> str:
        """Who chaired, with office: "Nguyễn Văn A – Bí thư Đảng ủy"."""
        return " – ".join(part for part in (self.chair_name, self.chair_office) if part)


class StepSave(models.Model):
    """Who saved a step last, and when. A step without a row has not been looked at."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="saves", verbose_name=_("hội nghị"))
    step = models.PositiveSmallIntegerField(_("bước"), choices=Step)
    saved_at = models.DateTimeField(_("lưu lúc"))
    saved_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lưu"))

    class Meta:
        verbose_name = _("bước đã lưu")
        verbose_name_plural = _("bước đã lưu")
        constraints = [
            models.UniqueConstraint(fields=["conference", "step"], name="conference_step_once"),
            models.CheckConstraint(
                condition=Q(step__in=Step.values),
                name="conference_step_known",
                violation_error_message=_("Không có bước này."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conference_id} {self.step}"


class ConferenceStake(Stake):
    """Whom a conference concerns: the host's unit, the bodies that its conclusions bind, the bodies that came."""

    record = models.ForeignKey(Conference, models.CASCADE, related_name="stakes")
    starts_at = models.DateTimeField(editable=False)
    status = models.CharField(max_length=10, editable=False)

    class Meta:
        verbose_name = _("liên quan đến hội nghị")
        verbose_name_plural = _("liên quan đến hội nghị")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="conference_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "starts_at", "record"], name="conference_stake_by_unit")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            scope.copied_from_record("conferences_conference", "starts_at", "status")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"
