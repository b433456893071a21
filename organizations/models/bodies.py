"""Bodies over time: People's Committee, Party Committee, council, Front, office, board, school…"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock, text
from common.constraints import not_blank, range_not_empty
from common.names import in_page_language
from organizations.enums import Family

from . import guards
from .acts import LegalAct
from .dated import Dated
from .units import Unit


class BodyKind(models.Model):
    """A kind of body. Kinds are data: the offices of 2026 are not those of 2020."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    family = models.CharField(_("khối"), max_length=10, choices=Family)
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)
    rank = models.PositiveSmallIntegerField(_("thứ tự trong danh sách"), default=50)

    class Meta:
        verbose_name = _("loại cơ quan")
        verbose_name_plural = _("loại cơ quan")

    def __str__(self) -> str:
        return in_page_language(self)


class BodyQuerySet(models.QuerySet["Body"]):
    """Bodies, read like speech."""

    def alive(self, on: date) -> BodyQuerySet:
        """Bodies that existed on a day."""
        return self.filter(valid__contains=on)

    def for_list(self) -> BodyQuerySet:
        return self.select_related("kind", "unit__kind").order_by("kind__rank", "sort_key", "pk")


class Body(Dated):
    """A body of a unit. It assigns and holds tasks, issues papers, answers petitions."""

    code = models.SlugField(_("mã"), max_length=80, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies", verbose_name=_("đơn vị"))
    kind = models.ForeignKey(BodyKind, models.PROTECT, verbose_name=_("loại"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("cơ quan cấp trên")
    )
    name = models.CharField(_("tên đầy đủ"), max_length=200, help_text=_("Ví dụ: Ủy ban nhân dân phường Cự Khối"))
    short_name = models.CharField(_("tên gọn"), max_length=80, help_text=_("Ví dụ: UBND phường"))
    symbol = models.CharField(_("ký hiệu trong số văn bản"), max_length=30, blank=True)
    sort_key = models.TextField(editable=False, db_collation="C")
    search_key = models.TextField(editable=False)
    valid = DateRangeField(_("thời gian tồn tại"))
    founding_act = models.ForeignKey(
        LegalAct, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản thành lập")
    )
    ending_act = models.ForeignKey(
        LegalAct, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản kết thúc")
    )

    objects: ClassVar[models.Manager[Body]] = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan")
        verbose_name_plural = _("cơ quan")
        constraints = [
            range_not_empty("valid", name="body_life_not_empty", message=_("Ngày kết thúc phải sau ngày thành lập.")),
            not_blank("name", name="body_name_not_blank", message=_("Cần có tên cơ quan.")),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="body_not_own_parent",
                violation_error_message=_("Một cơ quan không thể là cấp trên của chính nó."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "sort_key"], name="body_by_unit")]
        triggers = [guards.unit_is_alive, *guards.marks_units()]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys that lists sort and search by."""
        self.name, self.short_name = text.nfc(self.name), text.nfc(self.short_name)
        self.sort_key, self.search_key = text.sort_key(self.name), text.search_key(f"{self.name} {self.short_name}")
        super().save(*args, **kwargs)

    @property
    def family(self) -> Family:
        """The bloc, which decides the style of papers."""
        return Family(self.kind.family)

    @property
    def label(self) -> str:
        """The full name, and for a body that is no more its last day."""
        last = self.last_day
        if last is None or last >= clock.today():
            return self.name
        return _now("{name} (đến {day}/{month}/{year})").format(
            name=self.name, day=last.day, month=last.month, year=last.year
        )


class BodySuccession(models.Model):
    """Which body takes over from which. The successor reads all and may act on what is open."""

    predecessor = models.ForeignKey(Body, models.PROTECT, related_name="successions", verbose_name=_("cơ quan trước"))
    successor = models.ForeignKey(Body, models.PROTECT, related_name="predecessions", verbose_name=_("cơ quan kế thừa"))
    on = models.DateField(_("từ ngày"))
    act = models.ForeignKey(LegalAct, models.PROTECT, verbose_name=_("văn bản"))

    class Meta:
        verbose_name = _("kế thừa giữa các cơ quan")
        verbose_name_plural = _("kế thừa giữa các cơ quan")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="body_succession_once",
                violation_error_message=_("Việc kế thừa này đã được ghi."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="body_not_own_successor",
                violation_error_message=_("Một cơ quan không thể kế thừa chính nó."),
            ),
        ]
        triggers = [guards.body_taken_over]

    def __str__(self) -> str:
        return f"{self.predecessor_id} ⇒ {self.successor_id}"


class BodyHeir(models.Model):
    """Derived: a body and everyone who took over from it, through any number of successions; itself included."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="heirs")
    heir = models.ForeignKey(Body, models.CASCADE, related_name="heir_of")

    class Meta:
        verbose_name = _("cơ quan kế thừa cuối")
        verbose_name_plural = _("cơ quan kế thừa cuối")
        constraints = [models.UniqueConstraint(fields=["body", "heir"], name="body_heir_once")]

    def __str__(self) -> str:
        return f"{self.body_id} ⇒ {self.heir_id}"
