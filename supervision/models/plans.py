"""What a body means to supervise in a year."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import text
from common.constraints import not_blank
from common.history import tracked
from organizations.models import Body
from organizations.scope import ScopedQuerySet

from .base import RoomStake, valid_year


class SupervisionPlanQuerySet(ScopedQuerySet["SupervisionPlan"]):
    """Plans, read like speech."""

    def with_progress(self) -> SupervisionPlanQuerySet:
        """Adds ``contents`` and ``begun``: how many lines it has, and for how many a supervision was recorded."""
        kept = ~Q(lines__supervisions__status="cancelled") & Q(lines__supervisions__isnull=False)
        return self.annotate(contents=Count("lines", distinct=True), begun=Count("lines", filter=kept, distinct=True))

    def for_list(self) -> SupervisionPlanQuerySet:
        return self.select_related("body__unit__kind").order_by("-year", "body__sort_key", "pk")


@tracked
class SupervisionPlan(models.Model):
    """The yearly plan of supervision of a body."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="supervision_plans", verbose_name=_("cơ quan giám sát"))
    year = models.PositiveSmallIntegerField(_("năm"))
    decision_text = models.CharField(_("số, ký hiệu"), max_length=300)
    issued_on = models.DateField(_("ngày ban hành"))
    note = models.TextField(_("mục đích, yêu cầu"), max_length=10_000, blank=True)
    search_key = models.TextField(editable=False)

    objects = SupervisionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("kế hoạch giám sát năm")
        verbose_name_plural = _("kế hoạch giám sát năm")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year"],
                name="supervision_plan_once",
                violation_error_message=_("Cơ quan đã có kế hoạch giám sát của năm này."),
            ),
            not_blank("decision_text", name="supervision_plan_symbol", message=_("Cần ghi số, ký hiệu.")),
            valid_year("supervision_plan_year"),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that search compares."""
        self.search_key = text.search_key(f"{self.label} {self.decision_text} {self.body.name}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("supervision:plan", args=[self.pk])

    @property
    def label(self) -> str:
        """How other pages name it."""
        return _now("Kế hoạch giám sát năm {year}").format(year=self.year)


class SupervisionPlanStake(RoomStake):
    """Whom a plan concerns."""

    record = models.ForeignKey(SupervisionPlan, models.CASCADE, related_name="stakes")

    class Meta(RoomStake.Meta):
        pass


@tracked
class PlanLine(models.Model):
    """One supervision that is meant: what, whom, when ("quý III", "tháng 10")."""

    plan = models.ForeignKey(SupervisionPlan, models.PROTECT, related_name="lines", verbose_name=_("kế hoạch"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    text = models.CharField(_("nội dung giám sát"), max_length=500)
    subject_text = models.CharField(_("đối tượng"), max_length=300, blank=True)
    when_text = models.CharField(_("thời gian"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("nội dung kế hoạch giám sát")
        verbose_name_plural = _("nội dung kế hoạch giám sát")
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], name="supervision_plan_line_order"),
            not_blank("text", name="supervision_plan_line_text", message=_("Cần ghi nội dung giám sát.")),
        ]

    def __str__(self) -> str:
        return f"{self.plan.year}: {self.order}. {self.text}"[:120]
