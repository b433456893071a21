"""Regulations on grassroots democracy ("quy chế thực hiện dân chủ"): types, and which body adopted which."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import clock, text
from common.constraints import not_blank, range_not_empty
from common.history import tracked
from common.names import in_page_language
from documents.models import OfficialDocument
from organizations.models import Body, Reach, Unit
from organizations.scope import ScopedQuerySet, Stake
from steering.enums_directing import Force


class TypeQuerySet(models.QuerySet["RegulationType"]):
    """Types of regulations, read like speech."""

    def known_in(self, unit: Unit) -> TypeQuerySet:
        """Types for everybody, of the unit, and of the units above it."""
        above = Reach.objects.filter(target=unit).values("source_id")
        return self.filter(Q(unit=None) | Q(unit__in=above))

    def in_use(self, on: date) -> TypeQuerySet:
        """Types in use on a day."""
        return self.filter(valid__contains=on)


@tracked
class RegulationType(models.Model):
    """A type of regulation, by sort of unit or by field. Types are data: administrators add and end them.

    ``unit`` None: for everybody; else for that unit and those below.
    """

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("dùng cho đơn vị")
    )
    name_vi = models.CharField(_("tên loại quy chế"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=100)
    valid = DateRangeField(_("thời gian dùng"))

    objects = TypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("loại quy chế")
        verbose_name_plural = _("loại quy chế")
        ordering = ["rank", "pk"]
        constraints = [
            not_blank("name_vi", name="regulation_type_name", message=_("Cần ghi tên loại quy chế.")),
            range_not_empty("valid", name="regulation_type_valid", message=_("Ngày thôi dùng phải sau ngày bắt đầu.")),
        ]

    def __str__(self) -> str:
        return in_page_language(self)

    @property
    def ends_on(self) -> date | None:
        """The first day on which it is not used any more."""
        end: date | None = self.valid.upper if self.valid else None
        return end


class RegulationQuerySet(ScopedQuerySet["Regulation"]):
    """Regulations, read like speech."""

    def in_force(self, on: date) -> RegulationQuerySet:
        return self.filter(valid__contains=on)

    def to_review(self, on: date) -> RegulationQuerySet:
        """In force, and their review day has passed."""
        return self.in_force(on).filter(review_on__lt=on)

    def for_list(self) -> RegulationQuerySet:
        return self.select_related("type", "body__unit__kind").order_by(
            "type__rank", "body__unit__sort_key", "body__sort_key", "-issued_on", "pk"
        )


@tracked
class Regulation(models.Model):
    """A regulation that a body adopted by a decision. ``review_on`` is a copy of its clock, if a day was set."""

    type = models.ForeignKey(RegulationType, models.PROTECT, related_name="+", verbose_name=_("loại quy chế"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan ban hành"))
    title = models.CharField(_("tên quy chế"), max_length=300)
    symbol = models.CharField(_("số quyết định"), max_length=120)
    issued_on = models.DateField(_("ngày ban hành"))
    valid = DateRangeField(_("thời gian hiệu lực"))
    review_on = models.DateField(_("hạn rà soát"), null=True, blank=True)
    reviewed_on = models.DateField(_("rà soát gần nhất"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("được thay thế bởi")
    )
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản trong Cổng")
    )
    note = models.TextField(_("ghi chú"), max_length=5000, blank=True)
    search_key = models.TextField(editable=False)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy chế thực hiện dân chủ")
        verbose_name_plural = _("quy chế thực hiện dân chủ")
        constraints = [
            not_blank("title", name="regulation_title", message=_("Cần ghi tên quy chế.")),
            not_blank("symbol", name="regulation_symbol", message=_("Cần ghi số quyết định.")),
            range_not_empty(
                "valid", name="regulation_valid", message=_("Ngày hết hiệu lực phải sau ngày bắt đầu hiệu lực.")
            ),
            models.UniqueConstraint(
                fields=["body", "type", "symbol", "issued_on"],
                name="regulation_once",
                violation_error_message=_("Quy chế này đã được ghi."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | (Q(valid__endswith__isnull=False) & ~Q(replaced_by=F("id"))),
                name="regulation_replaced_has_end",
                violation_error_message=_("Quy chế được thay thế phải có ngày hết hiệu lực."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="regulation_by_text"),
            models.Index(fields=["body", "type"], name="regulation_by_body"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that lists search by."""
        self.title, self.symbol = text.clean_line(self.title), text.clean_line(self.symbol)
        self.search_key = text.search_key(f"{self.title} {self.symbol} {self.body.name}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("steering:regulation", args=[self.pk])

    @property
    def ends_on(self) -> date | None:
        """The first day on which it is in force no longer; None while no end is known."""
        end: date | None = self.valid.upper if self.valid else None
        return end

    @property
    def state(self) -> Force:
        """Whether it is in force today."""
        today = clock.today()
        if self.ends_on and self.ends_on <= today:
            return Force.ENDED
        return Force.AHEAD if self.valid.lower and self.valid.lower > today else Force.IN_FORCE


class RegulationStake(Stake):
    """Whom a regulation concerns: the unit of the body that adopted it."""

    record = models.ForeignKey(Regulation, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của quy chế")
        verbose_name_plural = _("liên quan của quy chế")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="regulation_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="regulation_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"
