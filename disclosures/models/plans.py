"""A body's plan of disclosure for a year (Law 10/2022/QH15 Article 14(1)): content, form, time, who is responsible."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.constraints import not_blank
from common.history import tracked
from disclosures.enums import PlanStatus
from organizations import scope
from organizations.models import Body

from .catalogues import DisclosureForm, DisclosureItem


class PlanQuerySet(models.QuerySet["DisclosurePlan"]):
    """Plans, read like speech."""

    def visible_to(self, user: User) -> PlanQuerySet:
        """Plans of bodies of the units that the person reaches."""
        return self.filter(body__unit__in=scope.reach_of(user))


@tracked
class DisclosurePlan(models.Model):
    """What a body will disclose in a year. Issued by a paper; afterwards its lines only gain disclosures."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="disclosure_plans", verbose_name=_("cơ quan công khai"))
    year = models.PositiveSmallIntegerField(_("năm"))
    status = models.CharField(_("trạng thái"), max_length=7, choices=PlanStatus, default=PlanStatus.DRAFT)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản ban hành"),
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("kế hoạch công khai")
        verbose_name_plural = _("kế hoạch công khai")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year"],
                name="disclosure_plan_once",
                violation_error_message=_("Cơ quan đã có kế hoạch công khai của năm này."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PlanStatus.ISSUED) | Q(document__isnull=False),
                name="disclosure_plan_issued_by_paper",
                violation_error_message=_("Kế hoạch đã ban hành phải có văn bản."),
            ),
        ]

    def __str__(self) -> str:
        return _now("Kế hoạch công khai năm {year}").format(year=self.year)

    def get_absolute_url(self) -> str:
        return reverse("disclosures:plan", args=[self.pk])

    @property
    def condition(self) -> PlanStatus:
        """The state with its label and tone."""
        return PlanStatus(self.status)


@tracked
class PlanLine(models.Model):
    """One content of the plan: when, how long, by which forms, who is responsible."""

    plan = models.ForeignKey(DisclosurePlan, models.CASCADE, related_name="lines", verbose_name=_("kế hoạch"))
    item = models.ForeignKey(DisclosureItem, models.PROTECT, related_name="+", verbose_name=_("nội dung"))
    subject = models.CharField(_("việc cụ thể"), max_length=300)
    forms = models.ManyToManyField(DisclosureForm, related_name="+", blank=True, verbose_name=_("hình thức"))
    month = models.PositiveSmallIntegerField(_("tháng"), null=True, blank=True)
    time_note = models.CharField(_("thời điểm"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bộ phận chịu trách nhiệm")
    )
    officer = models.CharField(_("chức danh chịu trách nhiệm"), max_length=200)

    class Meta:
        verbose_name = _("dòng của kế hoạch công khai")
        verbose_name_plural = _("dòng của kế hoạch công khai")
        ordering = ["item__number", "month", "pk"]
        constraints = [
            not_blank("subject", name="plan_line_subject", message=_("Cần ghi việc cụ thể.")),
            not_blank("officer", name="plan_line_officer", message=_("Cần ghi chức danh chịu trách nhiệm.")),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__range=(1, 12)),
                name="plan_line_month",
                violation_error_message=_("Tháng từ 1 đến 12."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject[:60]
