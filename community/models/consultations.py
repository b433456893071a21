"""Consultations: what the people give opinions on before the commune decides (Articles 25 to 28)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import searching
from common.constraints import all_or_none, not_blank, range_not_empty
from common.history import tracked
from community.enums_consultations import ConsultationState
from conferences.models import CouncilSession
from documents.models import OfficialDocument
from organizations.scope import ScopedQuerySet, Stake

from .base import TEXT_LIMIT, CommunityRecord, Listed

_PUBLISHED = (
    ConsultationState.OPEN,
    ConsultationState.CLOSED,
    ConsultationState.ANSWERED,
    ConsultationState.REPORTED,
)


class ConsultationMatter(Listed):
    """A content of Article 25 on which the people give their opinions."""

    class Meta:
        verbose_name = _("nội dung lấy ý kiến")
        verbose_name_plural = _("nội dung lấy ý kiến")
        constraints = [
            range_not_empty(
                "valid", name="consultation_matter_valid", message=_("Ngày kết thúc phải sau ngày bắt đầu.")
            )
        ]


class ConsultationWay(Listed):
    """A form of Article 26 in which they give them."""

    class Meta:
        verbose_name = _("hình thức lấy ý kiến")
        verbose_name_plural = _("hình thức lấy ý kiến")
        constraints = [
            range_not_empty("valid", name="consultation_way_valid", message=_("Ngày kết thúc phải sau ngày bắt đầu."))
        ]


class ConsultationQuerySet(ScopedQuerySet["Consultation"]):
    """Consultations, read like speech."""

    def for_list(self) -> ConsultationQuerySet:
        return self.select_related("matter", "keeper").order_by("-pk")


@tracked
class Consultation(CommunityRecord):
    """A draft on which the people of the commune are asked, for at least twenty days from its publication."""

    matter = models.ForeignKey(
        ConsultationMatter, models.PROTECT, related_name="+", verbose_name=_("nội dung theo Điều 25")
    )
    title = models.CharField(_("việc lấy ý kiến"), max_length=TEXT_LIMIT)
    content = models.TextField(_("tóm tắt nội dung"), max_length=10_000, blank=True)
    ways = models.ManyToManyField(ConsultationWay, related_name="+", verbose_name=_("hình thức lấy ý kiến"))
    published_on = models.DateField(_("ngày công khai"), null=True, blank=True)
    open_until = models.DateField(_("lấy ý kiến đến hết ngày"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=ConsultationState, default=ConsultationState.DRAFT)
    response = models.TextField(_("giải trình, tiếp thu"), max_length=20_000, blank=True)
    answered_on = models.DateField(_("ngày giải trình, tiếp thu"), null=True, blank=True)
    paper = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    session = models.ForeignKey(
        CouncilSession,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name=_("kỳ họp nhận báo cáo"),
    )
    reported_on = models.DateField(_("ngày báo cáo Hội đồng nhân dân"), null=True, blank=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=500, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("lấy ý kiến Nhân dân")
        verbose_name_plural = _("lấy ý kiến Nhân dân")
        constraints = [
            not_blank("title", name="consultation_title", message=_("Cần ghi việc lấy ý kiến.")),
            models.CheckConstraint(
                condition=Q(state__in=ConsultationState.values),
                name="consultation_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            all_or_none(
                "published_on",
                "open_until",
                name="consultation_published_whole",
                message=_("Cần cả ngày công khai và ngày kết thúc lấy ý kiến."),
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(open_until__gt=F("published_on")),
                name="consultation_open_for_some_days",
                violation_error_message=_("Ngày kết thúc phải sau ngày công khai."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_PUBLISHED, published_on__isnull=False)
                | ~Q(state__in=_PUBLISHED) & Q(published_on__isnull=True),
                name="consultation_published_has_day",
                violation_error_message=_("Lấy ý kiến phải có ngày công khai."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[ConsultationState.ANSWERED, ConsultationState.REPORTED],
                    answered_on__isnull=False,
                    response__regex=r"\S",
                )
                | ~Q(state__in=[ConsultationState.ANSWERED, ConsultationState.REPORTED])
                & Q(answered_on__isnull=True, response=""),
                name="consultation_answered_whole",
                violation_error_message=_("Giải trình, tiếp thu phải có ngày và nội dung."),
            ),
            models.CheckConstraint(
                condition=Q(state=ConsultationState.REPORTED, reported_on__isnull=False)
                | ~Q(state=ConsultationState.REPORTED) & Q(reported_on__isnull=True, session__isnull=True),
                name="consultation_reported_has_day",
                violation_error_message=_("Báo cáo Hội đồng nhân dân phải có ngày."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsultationState.CANCELLED) | Q(cancel_reason__regex=r"\S"),
                name="consultation_cancelled_why",
                violation_error_message=_("Hủy thì phải ghi lý do."),
            ),
        ]
        indexes = [*searching.indexes("consultation")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what it is found by."""
        self.fill_search(self.code, self.title, self.content)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("community:consultation", args=[self.code])

    @property
    def condition(self) -> ConsultationState:
        """The state with its label and tone."""
        return ConsultationState(self.state)

    @property
    def heading(self) -> str:
        """What pages of a step show above the form."""
        return self.title

    @property
    def clock_title(self) -> str:
        """What its clock is about."""
        return _now("Lấy ý kiến: {title}").format(title=self.title)


class ConsultationStake(Stake):
    """Whom a consultation concerns."""

    record = models.ForeignKey(Consultation, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của việc lấy ý kiến")
        verbose_name_plural = _("liên quan của việc lấy ý kiến")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="consultation_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="consultation_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


@tracked
class OpinionCount(models.Model):
    """How many opinions came in one form: for, against, other."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="counts", verbose_name=_("lấy ý kiến"))
    way = models.ForeignKey(ConsultationWay, models.PROTECT, related_name="+", verbose_name=_("hình thức"))
    agree = models.PositiveIntegerField(_("đồng ý"), default=0)
    disagree = models.PositiveIntegerField(_("không đồng ý"), default=0)
    other = models.PositiveIntegerField(_("ý kiến khác"), default=0)

    class Meta:
        verbose_name = _("số ý kiến")
        verbose_name_plural = _("số ý kiến")
        constraints = [models.UniqueConstraint(fields=["consultation", "way"], name="opinion_count_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.way_id}"

    @property
    def total(self) -> int:
        """All opinions in this form."""
        return self.agree + self.disagree + self.other


@tracked
class OpinionNote(models.Model):
    """What the people said, summed up, and what became of it."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="notes", verbose_name=_("lấy ý kiến"))
    text = models.CharField(_("nội dung ý kiến"), max_length=1_000)
    number = models.PositiveIntegerField(_("số người nêu"), null=True, blank=True)
    reply = models.CharField(_("giải trình, tiếp thu"), max_length=2_000, blank=True)

    class Meta:
        verbose_name = _("nội dung ý kiến")
        verbose_name_plural = _("nội dung ý kiến")
        constraints = [not_blank("text", name="opinion_note_text", message=_("Cần ghi nội dung ý kiến."))]

    def __str__(self) -> str:
        return self.text[:60]
