"""What the people contribute to works and funds, and what it was spent on: Articles 11(5) and 15(1), 15(2)."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import searching
from common.constraints import not_blank
from common.history import tracked
from community.enums_contributions import Given, ProjectSort, ProjectState
from disclosures.models import Disclosure
from documents.models import OfficialDocument
from organizations.scope import ScopedQuerySet, Stake

from .base import TEXT_LIMIT, CommunityRecord
from .decisions import Decision

NAME_HELP = _("Chỉ ghi tên khi người đóng góp đã đồng ý; nếu không, để trống và ghi số hộ.")


class ProjectQuerySet(ScopedQuerySet["ContributionProject"]):
    """Projects, read like speech."""

    def for_list(self) -> ProjectQuerySet:
        return self.select_related("decision__place__kind").order_by("-starts_on", "-pk")


# Nobody is asked to contribute to what the people did not pass; the other way round stands at Decision.
_PASSED = """
    IF NOT EXISTS (
        SELECT FROM community_decision d WHERE d.id = NEW.decision_id AND COALESCE(d.passed, d.stated_passed)
    ) THEN
        RAISE EXCEPTION 'Chỉ ghi đóng góp theo việc mà Nhân dân đã thông qua.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


@tracked
class ContributionProject(CommunityRecord):
    """A work or a fund to which the people contribute by their own decision; it is where that was taken."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="contribution_projects", verbose_name=_("quyết định của Nhân dân")
    )
    sort = models.CharField(_("công trình hay quỹ"), max_length=10, choices=ProjectSort)
    title = models.CharField(_("tên công trình, quỹ"), max_length=TEXT_LIMIT)
    content = models.TextField(_("mức và cách đóng góp"), max_length=5_000, blank=True)
    starts_on = models.DateField(_("bắt đầu huy động"))
    ends_on = models.DateField(_("dự kiến kết thúc"), null=True, blank=True)
    target = models.BigIntegerField(_("dự kiến huy động bằng tiền (đồng)"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=ProjectState, default=ProjectState.OPEN)
    closed_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    disclosure = models.ForeignKey(
        Disclosure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("việc công khai")
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("khoản đóng góp của Nhân dân")
        verbose_name_plural = _("khoản đóng góp của Nhân dân")
        constraints = [
            not_blank("title", name="contribution_title", message=_("Cần ghi tên công trình, quỹ.")),
            models.CheckConstraint(
                condition=Q(state__in=ProjectState.values, sort__in=ProjectSort.values),
                name="contribution_known",
                violation_error_message=_("Trạng thái hoặc loại không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="contribution_ends_after_start",
                violation_error_message=_("Ngày kết thúc không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gt=0),
                name="contribution_target_positive",
                violation_error_message=_("Số tiền dự kiến phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(state=ProjectState.CLOSED, closed_on__gte=F("starts_on"), closed_on__isnull=False)
                | Q(state=ProjectState.OPEN, closed_on__isnull=True),
                name="contribution_closed_has_day",
                violation_error_message=_("Kết thúc phải có ngày, không trước ngày bắt đầu."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="of_what_passed",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("decision_id"),
                func=_PASSED,
            )
        ]
        indexes = [
            models.Index(fields=["-starts_on", "-id"], name="contribution_by_day"),
            *searching.indexes("contribution"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what it is found by, never who contributed."""
        self.fill_search(self.code, self.title, self.content)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("community:contribution", args=[self.code])

    @property
    def condition(self) -> ProjectState:
        """The state with its label and tone."""
        return ProjectState(self.state)

    @property
    def is_open(self) -> bool:
        """Whether it takes lines."""
        return self.state == ProjectState.OPEN

    @property
    def heading(self) -> str:
        """What pages of a step show above the form."""
        return self.title


class ContributionProjectStake(Stake):
    """Whom a project concerns."""

    record = models.ForeignKey(ContributionProject, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của khoản đóng góp")
        verbose_name_plural = _("liên quan của khoản đóng góp")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="contribution_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="contribution_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


class LineQuerySet[L: "ProjectLine"](models.QuerySet[L]):
    """Lines of projects, read like speech."""

    def counted(self) -> LineQuerySet[L]:
        """Those that were not struck."""
        return self.filter(struck_on=None)


class ProjectLine(models.Model):
    """A line of a project. It is never overwritten: a wrong one is struck with the reason and written anew."""

    on = models.DateField(_("ngày"))
    note = models.CharField(_("ghi chú"), max_length=TEXT_LIMIT, blank=True)
    typed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người nhập"))
    typed_at = models.DateTimeField(_("nhập lúc"))
    struck_on = models.DateField(_("ngày hủy dòng"), null=True, blank=True)
    struck_reason = models.CharField(_("lý do hủy dòng"), max_length=500, blank=True)

    class Meta:
        abstract = True


def _struck_why(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(struck_on__isnull=True, struck_reason="")
        | Q(struck_on__isnull=False) & Q(struck_reason__regex=r"\S"),
        name=name,
        violation_error_message=_("Hủy dòng thì phải ghi lý do."),
    )


_EMPTY = {
    "amount": Q(amount__isnull=True),
    "area": Q(area__isnull=True),
    "goods": Q(goods=""),
    "value": Q(value__isnull=True),
    "days": Q(days__isnull=True),
}


def _only(sort: Given, figure: Q, *own: str) -> Q:
    """A line of this sort has its own figure and none of another's."""
    condition = Q(sort=sort) & figure
    for name, empty in _EMPTY.items():
        if name not in own:
            condition &= empty
    return condition


@tracked
class Contribution(ProjectLine):
    """What was received, on which day, of how many households; the giver's name only with the consent recorded."""

    project = models.ForeignKey(
        ContributionProject, models.CASCADE, related_name="contributions", verbose_name=_("khoản đóng góp")
    )
    sort = models.CharField(_("loại"), max_length=10, choices=Given)
    amount = models.BigIntegerField(_("số tiền (đồng)"), null=True, blank=True)
    area = models.DecimalField(_("diện tích đất (m²)"), max_digits=12, decimal_places=2, null=True, blank=True)
    goods = models.CharField(_("hoa màu, tài sản"), max_length=300, blank=True)
    value = models.BigIntegerField(_("trị giá (đồng), nếu biết"), null=True, blank=True)
    days = models.DecimalField(_("số ngày công"), max_digits=9, decimal_places=1, null=True, blank=True)
    households = models.PositiveIntegerField(_("số hộ"), default=1)
    giver = models.CharField(_("tên người đóng góp"), max_length=200, blank=True, help_text=NAME_HELP)
    consent_on = models.DateField(_("ngày đồng ý nêu tên"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("thay cho dòng")
    )

    objects = LineQuerySet["Contribution"].as_manager()

    class Meta:
        verbose_name = _("dòng đóng góp")
        verbose_name_plural = _("dòng đóng góp")
        constraints = [
            models.CheckConstraint(
                condition=_only(Given.MONEY, Q(amount__gt=0, amount__isnull=False), "amount")
                | _only(Given.LAND, Q(area__gt=0, area__isnull=False), "area")
                | _only(Given.GOODS, Q(goods__regex=r"\S"), "goods", "value")
                | _only(Given.LABOUR, Q(days__gt=0, days__isnull=False), "days"),
                name="contribution_line_one_unit",
                violation_error_message=_("Mỗi dòng chỉ ghi một loại, với số lượng lớn hơn 0 theo đơn vị của loại đó."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gt=0),
                name="contribution_line_value",
                violation_error_message=_("Trị giá phải lớn hơn 0; không biết thì để trống."),
            ),
            models.CheckConstraint(
                condition=Q(households__gt=0),
                name="contribution_line_households",
                violation_error_message=_("Số hộ phải từ 1 trở lên."),
            ),
            models.CheckConstraint(
                condition=Q(giver="", consent_on__isnull=True)
                | Q(giver__regex=r"\S", consent_on__isnull=False, households=1),
                name="contribution_line_name_by_consent",
                violation_error_message=_("Chỉ ghi tên khi có ngày người đóng góp đồng ý, và là của một hộ."),
            ),
            _struck_why("contribution_line_struck_why"),
        ]
        indexes = [models.Index(fields=["project", "sort", "-on"], name="contribution_line_by_day")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.sort} {self.on}"


@tracked
class Spending(ProjectLine):
    """What was spent, on what, by which paper."""

    project = models.ForeignKey(
        ContributionProject, models.CASCADE, related_name="spendings", verbose_name=_("khoản đóng góp")
    )
    amount = models.BigIntegerField(_("số tiền (đồng)"))
    purpose = models.CharField(_("nội dung chi"), max_length=TEXT_LIMIT)
    voucher = models.CharField(_("chứng từ"), max_length=200)
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("thay cho dòng")
    )

    objects = LineQuerySet["Spending"].as_manager()

    class Meta:
        verbose_name = _("dòng chi")
        verbose_name_plural = _("dòng chi")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="spending_amount",
                violation_error_message=_("Số tiền chi phải lớn hơn 0."),
            ),
            not_blank("purpose", name="spending_purpose", message=_("Cần ghi nội dung chi.")),
            not_blank("voucher", name="spending_voucher", message=_("Cần ghi chứng từ: số, ngày.")),
            _struck_why("spending_struck_why"),
        ]
        indexes = [models.Index(fields=["project", "-on"], name="spending_by_day")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.on}"
