"""Movements, campaign drives and campaigns, with targets whose results are stated or not."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock, numbers, text
from common.constraints import not_blank, range_not_empty
from common.history import tracked
from movements.enums import MovementForm, MovementState
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake

from .catalogues import MovementKind


class MovementQuerySet(ScopedQuerySet["Movement"]):
    """Movements, read like speech."""

    def running(self, on: date) -> MovementQuerySet:
        """Movements of a day."""
        return self.filter(valid__contains=on)

    def with_targets(self) -> MovementQuerySet:
        """Adds ``targets_all`` and ``targets_stated``: how many targets, and of how many the result is stated."""
        rows = MovementTarget.objects.filter(movement=OuterRef("pk"))
        return self.annotate(targets_all=_how_many(rows), targets_stated=_how_many(rows.stated()))

    def for_list(self) -> MovementQuerySet:
        return self.select_related("kind", "launched_by__unit__kind").order_by("-launched_on", "-pk")


def _how_many(rows: Any) -> Any:
    counted = rows.order_by().values("movement").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


@tracked
class Movement(models.Model):
    """A movement, campaign drive or campaign: what it is about, who launched it, and for which time.

    ``valid`` ends on the first day on which it runs no longer; without an end it goes on.
    """

    form = models.CharField(_("hình thức"), max_length=8, choices=MovementForm, default=MovementForm.MOVEMENT)
    kind = models.ForeignKey(MovementKind, models.PROTECT, related_name="+", verbose_name=_("loại phong trào"))
    name = models.CharField(_("tên"), max_length=300)
    launched_by = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan phát động"))
    launched_on = models.DateField(_("ngày phát động"))
    valid = DateRangeField(_("thời gian thực hiện"))
    decision_text = models.CharField(_("văn bản phát động"), max_length=300, blank=True)
    note = models.TextField(_("mục đích, cách làm"), max_length=10_000, blank=True)
    outcome = models.TextField(_("kết quả chung"), max_length=10_000, blank=True)
    search_key = models.TextField(editable=False)

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("phong trào, cuộc vận động")
        verbose_name_plural = _("phong trào, cuộc vận động")
        constraints = [
            not_blank("name", name="movement_name", message=_("Cần ghi tên.")),
            range_not_empty("valid", name="movement_valid", message=_("Ngày kết thúc phải từ ngày bắt đầu.")),
            models.UniqueConstraint(
                fields=["launched_by", "name", "launched_on"],
                name="movement_once",
                violation_error_message=_("Phong trào này đã được ghi."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="movement_by_text"),
            models.Index(fields=["-launched_on", "-id"], name="movement_by_day"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that lists search by."""
        self.search_key = text.search_key(f"{self.name} {self.decision_text} {self.launched_by.name}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("movements:movement", args=[self.pk])

    @property
    def ends_on(self) -> date | None:
        """The last day, if one is known."""
        end: date | None = self.valid.upper if self.valid else None
        return date.fromordinal(end.toordinal() - 1) if end else None

    @property
    def state(self) -> MovementState:
        """Whether it runs today."""
        today = clock.today()
        if self.ends_on and self.ends_on < today:
            return MovementState.ENDED
        return MovementState.AHEAD if self.valid.lower and self.valid.lower > today else MovementState.RUNNING


class MovementStake(Stake):
    """Whom a movement concerns: the body that launched it and the units of its targets."""

    record = models.ForeignKey(Movement, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của phong trào")
        verbose_name_plural = _("liên quan của phong trào")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="movement_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="movement_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


class TargetQuerySet(models.QuerySet["MovementTarget"]):
    """Targets, read like speech."""

    def visible_to(self, user: User) -> TargetQuerySet:
        return self.filter(movement__in=Movement.objects.visible_to(user))

    def stated(self) -> TargetQuerySet:
        """Whose result was stated."""
        return self.filter(stated_on__isnull=False)


@tracked
class MovementTarget(models.Model):
    """A target of a movement, the units it applies to, and its result. A result that nobody stated is none: never 0."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="targets", verbose_name=_("phong trào"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    text = models.CharField(_("mục tiêu"), max_length=1000)
    planned = models.PositiveIntegerField(_("số lượng đặt ra"), null=True, blank=True)
    measure = models.CharField(_("đơn vị tính"), max_length=60, blank=True)
    units = models.ManyToManyField(Unit, related_name="+", blank=True, verbose_name=_("áp dụng cho"))
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    achieved = models.PositiveIntegerField(_("số lượng đạt được"), null=True, blank=True)
    result = models.CharField(_("kết quả"), max_length=1000, blank=True)
    stated_on = models.DateField(_("kết quả tính đến ngày"), null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục tiêu của phong trào")
        verbose_name_plural = _("mục tiêu của phong trào")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["movement", "order"], name="movement_target_order"),
            not_blank("text", name="movement_target_text", message=_("Cần ghi mục tiêu.")),
            models.CheckConstraint(
                condition=Q(stated_on__isnull=True, achieved__isnull=True, result="")
                | Q(stated_on__isnull=False) & (Q(achieved__isnull=False) | Q(result__regex=r"\S")),
                name="movement_target_stated",
                violation_error_message=_("Kết quả phải có ngày; chưa nêu kết quả thì để trống tất cả."),
            ),
            models.CheckConstraint(
                condition=Q(achieved__isnull=True) | Q(planned__isnull=False) | Q(measure__regex=r"\S"),
                name="movement_target_measured",
                violation_error_message=_("Số đạt được cần có số đặt ra hoặc đơn vị tính."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_stated(self) -> bool:
        """Whether anybody has said what came of it."""
        return self.stated_on is not None

    @property
    def result_words(self) -> str:
        """The result as people read it; "chưa nêu" where there is none."""
        if not self.is_stated:
            return _now("chưa nêu")
        return "; ".join(part for part in (self._number(), self.result) if part)

    def _number(self) -> str:
        if self.achieved is None:
            return ""
        number = numbers.show(self.achieved)
        if self.planned is not None:
            number = f"{number}/{numbers.show(self.planned)}"
        return f"{number} {self.measure}".strip()
