"""The register of models ("mô hình, điển hình"): what a unit does well, how it was checked, commended and taken up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import text
from common.constraints import not_blank
from common.history import tracked
from movements.enums import CheckResult, Honoured
from organizations.models import Body, Unit, UnitLevel
from organizations.scope import ScopedQuerySet, Stake

from .catalogues import ModelField, MovementKind
from .movements import Movement


class LocalModelQuerySet(ScopedQuerySet["LocalModel"]):
    """Models, read like speech."""

    def running(self, on: date) -> LocalModelQuerySet:
        """Models that have not ended by a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))

    def for_list(self) -> LocalModelQuerySet:
        return self.select_related("field", "kind", "unit__kind", "registrar").order_by("field", "unit__sort_key", "pk")


@tracked
class LocalModel(models.Model):
    """A model of good practice, registered by a body for the unit that carries it out.

    ``checked_on`` and ``check_result`` are copies of its latest check.
    """

    name = models.CharField(_("tên mô hình"), max_length=300)
    kind = models.ForeignKey(MovementKind, models.PROTECT, related_name="+", verbose_name=_("thuộc phong trào"))
    field = models.ForeignKey(ModelField, models.PROTECT, related_name="+", verbose_name=_("lĩnh vực"))
    movement = models.ForeignKey(
        Movement, models.PROTECT, null=True, blank=True, related_name="models", verbose_name=_("đợt phát động")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị thực hiện"))
    owner = models.CharField(_("tập thể, cá nhân thực hiện"), max_length=200, blank=True)
    registrar = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan đăng ký, quản lý"))
    registered_on = models.DateField(_("ngày đăng ký"))
    decision_text = models.CharField(_("văn bản đăng ký"), max_length=300, blank=True)
    summary = models.TextField(_("cách làm, hiệu quả"), max_length=10_000, blank=True)
    checked_on = models.DateField(_("kiểm tra gần nhất"), null=True, blank=True, editable=False)
    check_result = models.CharField(
        _("kết quả kiểm tra"), max_length=6, choices=CheckResult, blank=True, editable=False
    )
    ended_on = models.DateField(_("thôi thực hiện từ ngày"), null=True, blank=True)
    ended_why = models.CharField(_("lý do thôi"), max_length=500, blank=True)
    search_key = models.TextField(editable=False)

    objects = LocalModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("mô hình")
        verbose_name_plural = _("mô hình")
        constraints = [
            not_blank("name", name="local_model_name", message=_("Cần ghi tên mô hình.")),
            models.UniqueConstraint(
                fields=["registrar", "unit", "name", "registered_on"],
                name="local_model_once",
                violation_error_message=_("Mô hình này đã được đăng ký."),
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, check_result="")
                | (Q(checked_on__isnull=False) & ~Q(check_result="")),
                name="local_model_checked_whole",
                violation_error_message=_("Kiểm tra phải có cả ngày và kết quả."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="") | Q(ended_on__isnull=False, ended_why__regex=r"\S"),
                name="local_model_ended_why",
                violation_error_message=_("Thôi thực hiện phải có ngày và lý do."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="local_model_by_text"),
            models.Index(fields=["field", "unit"], name="local_model_by_field"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that lists search by."""
        self.search_key = text.search_key(f"{self.name} {self.owner} {self.unit.name} {self.decision_text}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("movements:model", args=[self.pk])

    @property
    def check_state(self) -> CheckResult | None:
        """What the latest check found, with label and tone."""
        return CheckResult(self.check_result) if self.check_result else None


class LocalModelStake(Stake):
    """Whom a model concerns: who registered it, the unit that carries it out, units that took it up."""

    record = models.ForeignKey(LocalModel, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của mô hình")
        verbose_name_plural = _("liên quan của mô hình")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="local_model_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="local_model_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


@tracked
class ModelCheck(models.Model):
    """A check of a model: when, by whom, with what result."""

    model = models.ForeignKey(LocalModel, models.PROTECT, related_name="checks", verbose_name=_("mô hình"))
    on = models.DateField(_("ngày kiểm tra"))
    result = models.CharField(_("kết quả"), max_length=6, choices=CheckResult)
    checked_by = models.CharField(_("người, đoàn kiểm tra"), max_length=300, blank=True)
    note = models.CharField(_("nhận xét"), max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người ghi"))

    class Meta:
        verbose_name = _("lần kiểm tra mô hình")
        verbose_name_plural = _("lần kiểm tra mô hình")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "on"],
                name="model_check_once_a_day",
                violation_error_message=_("Ngày này đã ghi một lần kiểm tra."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.model_id} {self.on}"

    @property
    def state(self) -> CheckResult:
        """The result with label and tone."""
        return CheckResult(self.result)


@tracked
class ModelSpread(models.Model):
    """That another unit took a model up."""

    model = models.ForeignKey(LocalModel, models.PROTECT, related_name="spreads", verbose_name=_("mô hình"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị nhân rộng"))
    on = models.DateField(_("từ ngày"))
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("lần nhân rộng")
        verbose_name_plural = _("lần nhân rộng")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "unit"],
                name="model_spread_once",
                violation_error_message=_("Đơn vị này đã nhân rộng mô hình."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.model_id} → {self.unit_id}"


class CommendationQuerySet(ScopedQuerySet["Commendation"]):
    """Commendations, read like speech."""

    def for_list(self) -> CommendationQuerySet:
        return self.select_related("level", "kind", "unit__kind", "model").order_by("level__rank", "-decided_on", "pk")


@tracked
class Commendation(models.Model):
    """One advanced example commended by a decision of a level. Without a name: the source names nobody."""

    honoured = models.CharField(_("đối tượng"), max_length=8, choices=Honoured)
    name = models.CharField(_("tên được khen"), max_length=300, blank=True)
    model = models.ForeignKey(
        LocalModel, models.PROTECT, null=True, blank=True, related_name="commendations", verbose_name=_("mô hình")
    )
    kind = models.ForeignKey(MovementKind, models.PROTECT, related_name="+", verbose_name=_("thuộc phong trào"))
    level = models.ForeignKey(UnitLevel, models.PROTECT, related_name="+", verbose_name=_("cấp khen"))
    decided_on = models.DateField(_("ngày khen"))
    decided_by = models.CharField(_("cơ quan khen"), max_length=200, blank=True)
    decision_text = models.CharField(_("số quyết định"), max_length=300, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị được khen"))
    registrar = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan ghi"))
    search_key = models.TextField(editable=False)

    objects = CommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("biểu dương, khen thưởng")
        verbose_name_plural = _("biểu dương, khen thưởng")
        constraints = [
            models.CheckConstraint(
                condition=Q(model__isnull=True) | Q(honoured=Honoured.MODEL),
                name="commendation_of_a_model",
                violation_error_message=_("Khen một mô hình trong sổ thì đối tượng là mô hình."),
            ),
            models.CheckConstraint(
                condition=~Q(honoured=Honoured.UNSTATED) | Q(name=""),
                name="commendation_named_is_stated",
                violation_error_message=_("Đã ghi tên thì phải ghi là mô hình, tập thể hay cá nhân."),
            ),
            models.UniqueConstraint(
                fields=["model", "level", "decided_on"],
                name="commendation_of_model_once",
                violation_error_message=_("Mô hình đã được cấp này khen trong ngày này."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="commendation_by_text"),
            models.Index(fields=["level", "-decided_on"], name="commendation_by_level"),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that lists search by."""
        self.search_key = text.search_key(f"{self.name} {self.decision_text} {self.decided_by} {self.unit.name}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("movements:commendation", args=[self.pk])

    @property
    def label(self) -> str:
        """Who is commended; said when nobody named them."""
        return (self.model.name if self.model else self.name) or _now("không nêu tên")


class CommendationStake(Stake):
    """Whom a commendation concerns: who recorded it, and the unit of who was commended."""

    record = models.ForeignKey(Commendation, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của khen thưởng")
        verbose_name_plural = _("liên quan của khen thưởng")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="commendation_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="commendation_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"
