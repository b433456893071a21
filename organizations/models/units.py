"""Units over time: nothing is overwritten, everything can be shown as it was on a day.

Ranges are half open: a unit that ends on 01/07/2025 was alive until 30/06/2025.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock, text
from common.constraints import not_blank, one_at_a_time, range_not_empty
from common.history import tracked
from common.names import in_page_language

from . import guards
from .acts import LegalAct
from .dated import Dated


class UnitLevel(models.Model):
    """A level of the country: province, district, commune, village. Levels are data and may end."""

    code = models.SlugField(_("mã"), max_length=20, unique=True)
    name_vi = models.CharField(_("tên"), max_length=60)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=60)
    rank = models.PositiveSmallIntegerField(_("thứ bậc"), help_text=_("Số nhỏ ở trên"))
    valid = DateRangeField(_("thời gian"))

    class Meta:
        verbose_name = _("cấp")
        verbose_name_plural = _("cấp")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return in_page_language(self)


class UnitKind(models.Model):
    """A kind of unit of one level: xã, phường, thị trấn, đặc khu, thôn, bản, khu phố…"""

    code = models.SlugField(_("mã"), max_length=30, unique=True)
    level = models.ForeignKey(UnitLevel, models.PROTECT, verbose_name=_("cấp"))
    name_vi = models.CharField(_("tên"), max_length=60)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=60)
    valid = DateRangeField(_("thời gian"))

    class Meta:
        verbose_name = _("loại đơn vị")
        verbose_name_plural = _("loại đơn vị")

    def __str__(self) -> str:
        return in_page_language(self)


def unit_label(kind: str, name: str, last: date | None) -> str:
    """Unit.label of columns that were read without a record."""
    if last is None or last >= clock.today():
        return f"{kind} {name}"
    return _now("{name} (đến {day}/{month}/{year})").format(
        name=f"{kind} {name}", day=last.day, month=last.month, year=last.year
    )


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units, read like speech."""

    def alive(self, on: date) -> UnitQuerySet:
        """Units that existed on a day."""
        return self.filter(valid__contains=on)

    def within(self, source: Unit) -> UnitQuerySet:
        """The unit itself and all that it reaches today."""
        return self.filter(reached_from__source=source)

    def for_list(self) -> UnitQuerySet:
        return self.select_related("kind__level").order_by("kind__level__rank", "sort_key", "pk")

    def as_of(self, day: date) -> UnitQuerySet:
        """The units of a day with what they were called and where they stood then: name_, kind_, parent_then."""
        named = UnitName.objects.filter(unit=OuterRef("pk"), valid__contains=day)
        placed = Placement.objects.filter(unit=OuterRef("pk"), valid__contains=day)
        return self.alive(day).annotate(
            name_then=Subquery(named.values("name")[:1]),
            kind_then=Subquery(named.values("kind__name_vi")[:1]),
            parent_then=Subquery(placed.values("parent")[:1]),
        )


class Unit(Dated):
    """A province, district, commune, village… Names are not unique; the code is, and never changes."""

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    kind = models.ForeignKey(UnitKind, models.PROTECT, verbose_name=_("loại"))  # the UnitName of today
    name = models.CharField(_("tên"), max_length=120)  # the UnitName of today
    sort_key = models.TextField(editable=False, db_collation="C")
    search_key = models.TextField(editable=False)
    valid = DateRangeField(_("thời gian tồn tại"))
    founding_act = models.ForeignKey(
        LegalAct, models.PROTECT, related_name="founded_units", verbose_name=_("văn bản thành lập")
    )
    ending_act = models.ForeignKey(
        LegalAct, models.PROTECT, null=True, blank=True, related_name="ended_units", verbose_name=_("văn bản kết thúc")
    )

    objects: ClassVar[models.Manager[Unit]] = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        constraints = [
            range_not_empty("valid", name="unit_life_not_empty", message=_("Ngày kết thúc phải sau ngày thành lập.")),
            not_blank("name", name="unit_name_not_blank", message=_("Cần có tên đơn vị.")),
            models.CheckConstraint(
                condition=Q(valid__endswith__isnull=True) | Q(ending_act__isnull=False),
                name="unit_end_has_act",
                violation_error_message=_("Kết thúc một đơn vị phải có văn bản."),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="unit_by_name"),
            GinIndex(fields=["search_key"], name="unit_by_search", opclasses=["gin_trgm_ops"]),
        ]
        triggers = [
            *guards.marks_units("id"),
            guards.life_is_filled("life_has_places", "organizations_placement"),
            guards.life_is_filled("life_has_names", "organizations_unitname"),
            guards.children_are_covered,
            guards.bodies_are_covered,
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys that lists sort and search by."""
        self.name = text.nfc(self.name)
        self.sort_key, self.search_key = text.sort_key(self.name), text.search_key(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("administration:unit", args=[self.code])

    @property
    def label(self) -> str:
        """Kind and name, and for a unit that is no more its last day: "xã Quảng Tân (đến 30/6/2025)"."""
        return unit_label(self.kind.name_vi, self.name, self.last_day)

    @property
    def label_then(self) -> str:
        """Kind and name on the day of ``as_of``."""
        return f"{self.__dict__['kind_then']} {self.__dict__['name_then']}"

    def label_on(self, day: date) -> str:
        """Kind and name as they were on a day; on a day without the unit, as today."""
        row = self.names.select_related("kind").filter(valid__contains=day).first()
        return str(row) if row else self.label

    def parent_on(self, day: date) -> Unit | None:
        """The unit above on a day; None at the top, and on a day without the unit."""
        row = self.placements.select_related("parent__kind").filter(valid__contains=day).first()
        return row.parent if row else None

    def children_on(self, day: date) -> UnitQuerySet:
        """The units directly below on a day, as they were then."""
        return Unit.objects.filter(placements__parent=self, placements__valid__contains=day).as_of(day)


@tracked
class UnitName(Dated):
    """What a unit was called, and of which kind it was, in a stretch of time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names", verbose_name=_("đơn vị"))
    kind = models.ForeignKey(UnitKind, models.PROTECT, verbose_name=_("loại"))
    name = models.CharField(_("tên"), max_length=120)
    valid = DateRangeField(_("thời gian"))
    act = models.ForeignKey(LegalAct, models.PROTECT, verbose_name=_("văn bản"))

    class Meta:
        verbose_name = _("tên đơn vị theo thời gian")
        verbose_name_plural = _("tên đơn vị theo thời gian")
        constraints = [
            range_not_empty("valid", name="unit_name_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")),
            one_at_a_time("unit_one_name", same=["unit"], message=_("Một đơn vị chỉ có một tên trong cùng một ngày.")),
        ]
        triggers = guards.fills_life("organizations_unitname")

    def __str__(self) -> str:
        return f"{self.kind.name_vi} {self.name}"


class UnitCode(Dated):
    """An official code of a unit (General Statistics, postal…) in a stretch of time; successors get new ones."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="codes", verbose_name=_("đơn vị"))
    scheme = models.CharField(_("hệ mã"), max_length=40)
    value = models.CharField(_("mã số"), max_length=40)
    valid = DateRangeField(_("thời gian"))

    class Meta:
        verbose_name = _("mã số đơn vị")
        verbose_name_plural = _("mã số đơn vị")
        constraints = [
            range_not_empty("valid", name="unit_code_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")),
            one_at_a_time(
                "unit_code_one_unit",
                same=["scheme", "value"],
                message=_("Mã số này đang thuộc một đơn vị khác trong thời gian đó."),
            ),
            one_at_a_time(
                "unit_one_code",
                same=["unit", "scheme"],
                message=_("Một đơn vị chỉ có một mã số của mỗi hệ trong cùng một ngày."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


@tracked
class Placement(Dated):
    """Where a unit stands: under which parent, from when to when. The truth; everything else is derived.

    One parent at a time (exclusion). Deferred triggers keep the rest: placements fill the unit's life without a gap, a
    parent is alive as long as anything is placed under it, and nothing ever stands under its own descendant.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements", verbose_name=_("đơn vị"))
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("đơn vị cấp trên")
    )
    valid = DateRangeField(_("thời gian"))
    act = models.ForeignKey(LegalAct, models.PROTECT, verbose_name=_("văn bản"))

    class Meta:
        verbose_name = _("vị trí trong hệ thống")
        verbose_name_plural = _("vị trí trong hệ thống")
        constraints = [
            range_not_empty("valid", name="placement_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")),
            one_at_a_time(
                "unit_one_parent",
                same=["unit"],
                message=_("Một đơn vị chỉ thuộc một đơn vị cấp trên trong cùng một ngày."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")),
                name="placement_not_under_itself",
                violation_error_message=_("Một đơn vị không thể thuộc chính nó."),
            ),
        ]
        triggers = [*guards.fills_life("organizations_placement"), guards.parent_is_alive, guards.no_circle]

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.parent_id}"


@tracked
class UnitSuccession(models.Model):
    """Who takes over from whom. One predecessor may have several successors (a split by territory).

    ``share`` is the part of the predecessor's figures that go to the successor when old figures are restated to
    today's map, 0 < share ≤ 1; None when no share is known (territory was split without figures).
    """

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name=_("đơn vị trước"))
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions", verbose_name=_("đơn vị kế thừa"))
    on = models.DateField(_("từ ngày"))
    share = models.DecimalField(_("phần số liệu"), max_digits=6, decimal_places=5, null=True, blank=True)
    act = models.ForeignKey(LegalAct, models.PROTECT, verbose_name=_("văn bản"))

    class Meta:
        verbose_name = _("kế thừa giữa các đơn vị")
        verbose_name_plural = _("kế thừa giữa các đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="unit_succession_once",
                violation_error_message=_("Việc kế thừa này đã được ghi."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="unit_not_own_successor",
                violation_error_message=_("Không thể sáp nhập một đơn vị vào chính nó."),
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=1),
                name="unit_succession_share",
                violation_error_message=_("Phần số liệu phải lớn hơn 0 và không quá 1."),
            ),
        ]
        triggers = [guards.unit_taken_over]

    def __str__(self) -> str:
        return f"{self.predecessor_id} ⇒ {self.successor_id}"
