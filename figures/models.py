"""Figures: what is measured, and what a conference, a form or an import states about a unit and a stretch of days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none, not_blank, range_not_empty
from common.history import tracked
from common.names import in_page_language
from common.periods import Period
from organizations.models import Body, Unit

from .display import show
from .enums import Better, FigureKind

_COPY_KIND = """
SELECT kind INTO NEW.kind FROM figures_indicator WHERE id = NEW.indicator_id;
RETURN NEW;
"""


class Breakdown(models.Model):
    """A way of splitting a figure into parts that add up: by field, by level, by result."""

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    name_vi = models.CharField(_("tên"), max_length=160)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=160)

    class Meta:
        verbose_name = _("cách phân tổ")
        verbose_name_plural = _("cách phân tổ")

    def __str__(self) -> str:
        return in_page_language(self)


class BreakdownItem(models.Model):
    """One part of a breakdown, as long as it is used."""

    breakdown = models.ForeignKey(Breakdown, models.PROTECT, related_name="items", verbose_name=_("cách phân tổ"))
    code = models.SlugField(_("mã"), max_length=60)
    name_vi = models.CharField(_("tên"), max_length=160)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=160)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=500)
    valid = DateRangeField(_("thời gian áp dụng"))

    class Meta:
        verbose_name = _("phân tổ")
        verbose_name_plural = _("phân tổ")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["breakdown", "code"], name="breakdown_item_once"),
            range_not_empty(
                "valid", name="breakdown_item_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_page_language(self)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Indicators, read like speech."""

    def in_use(self, on: date) -> IndicatorQuerySet:
        """Indicators that may be stated for that day."""
        return self.filter(valid__contains=on)

    def stated(self) -> IndicatorQuerySet:
        """Indicators that people state; the others are counted or worked out by the portal."""
        return self.filter(counted="", part=None)

    def for_list(self) -> IndicatorQuerySet:
        return self.order_by("rank", "code", "pk")


class Indicator(models.Model):
    """Something that is measured. Its kind never changes, since the stated figures were checked against it."""

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    kind = models.CharField(_("loại số liệu"), max_length=10, choices=FigureKind)
    measure_vi = models.CharField(_("đơn vị tính"), max_length=60, blank=True, help_text=_("Ví dụ: xã, kiến nghị, %"))
    measure_en = models.CharField(_("đơn vị tính (tiếng Anh)"), max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(_("số chữ số thập phân"), default=0)
    numerator_vi = models.CharField(_("tử số là gì"), max_length=200, blank=True)
    numerator_en = models.CharField(_("tử số là gì (tiếng Anh)"), max_length=200, blank=True)
    denominator_vi = models.CharField(_("mẫu số là gì"), max_length=200, blank=True)
    denominator_en = models.CharField(_("mẫu số là gì (tiếng Anh)"), max_length=200, blank=True)
    better = models.CharField(_("chiều tốt"), max_length=4, choices=Better, default=Better.NONE)
    counted = models.CharField(_("truy vấn đếm"), max_length=80, blank=True)  # a name in figures.registry, or typed
    part = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tử số là chỉ tiêu")
    )
    whole = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mẫu số là chỉ tiêu")
    )
    breakdown = models.ForeignKey(
        "Breakdown", models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name=_("phân tổ theo")
    )
    definition_vi = models.CharField(_("cách hiểu"), max_length=600, blank=True)
    definition_en = models.CharField(_("cách hiểu (tiếng Anh)"), max_length=600, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=500)
    valid = DateRangeField(_("thời gian áp dụng"))

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        constraints = [
            range_not_empty("valid", name="indicator_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")),
            not_blank("name_vi", name="indicator_name_not_blank", message=_("Cần có tên chỉ tiêu.")),
            models.CheckConstraint(
                condition=Q(kind__in=FigureKind.values),
                name="indicator_kind_known",
                violation_error_message=_("Loại số liệu không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=6),
                name="indicator_decimals",
                violation_error_message=_("Tối đa 6 chữ số thập phân."),
            ),
            all_or_none("part", "whole", name="indicator_both_parts", message=_("Cần chọn cả tử số và mẫu số.")),
            models.CheckConstraint(
                condition=Q(part__isnull=True) | Q(kind=FigureKind.RATIO, counted="", breakdown__isnull=True),
                name="indicator_computed_is_ratio",
                violation_error_message=_("Chỉ tỷ lệ mới được tính từ hai chỉ tiêu khác."),
            ),
            models.CheckConstraint(
                condition=Q(breakdown__isnull=True) | Q(kind__in=[FigureKind.COUNT, FigureKind.SUM, FigureKind.LAST]),
                name="indicator_breakdown_adds_up",
                violation_error_message=_("Chỉ số đếm, số lượng và số tại thời điểm mới có phân tổ."),
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="kind_stays", fields=["kind"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_page_language(self)

    @property
    def unit_of_measure(self) -> str:
        """What is counted, in the language of the page: "xã", "kiến nghị"; may be empty."""
        return in_page_language(self, "measure")

    @property
    def definition(self) -> str:
        """What exactly is meant, in the language of the page; may be empty."""
        return in_page_language(self, "definition")

    @property
    def formula(self) -> str:
        """What is divided by what, for ratios that say so: "số xã đạt chuẩn / tổng số xã"."""
        parts = [in_page_language(self, "numerator"), in_page_language(self, "denominator")]
        return " / ".join(parts) if all(parts) else ""


class FactQuerySet(models.QuerySet["Fact"]):
    """Facts, read like speech."""

    def standing(self) -> FactQuerySet:
        """Facts that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def within(self, period: Period) -> FactQuerySet:
        """Facts whose days all lie in the period."""
        return self.filter(valid__contained_by=period.range)

    def from_source(self, kind: str, pk: int) -> FactQuerySet:
        """What one record states, such as one conference."""
        return self.filter(source_kind=kind, source_id=pk)

    def for_list(self) -> FactQuerySet:
        return self.select_related("indicator", "unit__kind", "body").order_by(
            "indicator__rank", "indicator__code", "valid", "pk"
        )


@tracked
class Fact(models.Model):
    """What was stated: this indicator of this unit (or body) had this value over these days, says this source.

    A fact keeps the unit that it was stated for: figures of 2019 stay with a commune that was merged in 2020.
    Exactly what was typed comes out again: nothing is rounded. ``period`` keeps the code that the person chose.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="facts", verbose_name=_("chỉ tiêu"))
    kind = models.CharField(max_length=10, editable=False)  # copy of the indicator's, by trigger, for the checks below
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="facts", verbose_name=_("đơn vị"))
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="facts", verbose_name=_("cơ quan")
    )
    valid = DateRangeField(_("thời gian của số liệu"))
    period = models.CharField(_("kỳ"), max_length=30)
    value = models.DecimalField(_("giá trị"), max_digits=24, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField(_("tử số"), max_digits=24, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(_("mẫu số"), max_digits=24, decimal_places=6, null=True, blank=True)
    text = models.CharField(_("nội dung"), max_length=2000, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    source_kind = models.CharField(_("loại nguồn"), max_length=60, blank=True)  # such as "conferences.conference"
    source_id = models.BigIntegerField(_("mã nguồn"), null=True, blank=True)
    stated_at = models.DateTimeField(_("ghi lúc"))
    stated_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_why = models.CharField(_("lý do rút"), max_length=500, null=True, blank=True)  # noqa: DJ001 (tied to withdrawn_at)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu")
        verbose_name_plural = _("số liệu")
        constraints = [
            range_not_empty("valid", name="fact_window_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")),
            models.CheckConstraint(
                condition=Q(valid__startswith__isnull=False, valid__endswith__isnull=False),
                name="fact_window_has_ends",
                violation_error_message=_("Số liệu phải có ngày đầu và ngày cuối."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(text__regex=r"\S") | Q(numerator__isnull=False),
                name="fact_says_something",
                violation_error_message=_("Cần ghi giá trị, tử số và mẫu số, hoặc nội dung."),
            ),
            all_or_none("numerator", "denominator", name="fact_both_parts", message=_("Cần ghi cả tử số và mẫu số.")),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(numerator__gte=0, denominator__gt=0),
                name="fact_parts_not_negative",
                violation_error_message=_("Tử số không được âm và mẫu số phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=FigureKind.RATIO)
                | (Q(value__isnull=True) | Q(value__gte=0, value__lte=100))
                & (Q(numerator__isnull=True) | Q(numerator__lte=F("denominator"))),
                name="fact_ratio_at_most_all",
                violation_error_message=_("Tỷ lệ phải từ 0 đến 100 %, tử số không vượt mẫu số."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=FigureKind.COUNT) | Q(value__isnull=True) | Q(value__gte=0),
                name="fact_count_not_negative",
                violation_error_message=_("Số đếm không được âm."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=FigureKind.RANK) | Q(value__isnull=True) | Q(value__gte=1),
                name="fact_rank_from_one",
                violation_error_message=_("Thứ hạng bắt đầu từ 1."),
            ),
            models.CheckConstraint(
                condition=Q(source_kind="", source_id__isnull=True) | (~Q(source_kind="") & Q(source_id__isnull=False)),
                name="fact_source_whole",
                violation_error_message=_("Nguồn số liệu phải có cả loại và mã."),
            ),
            all_or_none(
                "withdrawn_at", "withdrawn_why", name="fact_withdrawn_and_why", message=_("Rút số liệu cần có lý do.")
            ),
            models.UniqueConstraint(
                fields=["indicator", "unit", "body", "valid", "source_kind", "source_id"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="fact_once",
                violation_error_message=_("Chỉ tiêu này đã có số liệu của cùng nguồn trong kỳ."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "indicator", "valid"], name="fact_by_unit"),
            models.Index(fields=["body", "indicator", "valid"], name="fact_by_body"),
            models.Index(fields=["source_kind", "source_id"], name="fact_by_source"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="kind_from_indicator",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_COPY_KIND,
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}: {self.display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Show the database's copy of the kind without reading the row again."""
        self.kind = self.indicator.kind
        super().save(*args, **kwargs)

    @property
    def percent(self) -> Decimal | None:
        """A ratio as a percentage, unrounded: the value as stated, else worked out from its parts; None without."""
        if self.value is not None:
            return self.value
        if self.numerator is None or self.denominator is None:
            return None
        return 100 * self.numerator / self.denominator

    @property
    def period_label(self) -> str:
        """The days that it is about, in words: "năm 2019"."""
        return Period.parse(self.period).label

    def display(self) -> str:
        """The figure as people write it: "0,15 %", "8/8 xã", "303 kiến nghị", "hạng 3 (xuất sắc)"."""
        return show(
            FigureKind(self.indicator.kind),
            value=self.value,
            parts=(self.numerator, self.denominator),
            text=self.text,
            measure=self.indicator.unit_of_measure,
        )
