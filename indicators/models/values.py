"""The figures of submissions: one row per indicator, and per item where an indicator is broken down."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none
from common.history import tracked_where
from figures.models import BreakdownItem, Indicator
from indicators.enums import Source
from organizations.models import Unit

from .regimes import ReportingWindow
from .submissions import Submission


@tracked_where("number", "part", "whole", "text", "missing", "proposed", "override", "note")
class Value(models.Model):
    """A figure of a submission. Zero is typed; nothing typed is missing and, on a required line, says why.

    ``proposed`` is what the portal counted or rolled up; a number that differs from it needs ``override``, the reason.
    ``revision`` grows with every change: whoever types over a revision that they did not see is told.
    ``window`` and ``unit`` are copies of the submission's, for roll-ups.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="values", verbose_name=_("biểu"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values", verbose_name=_("chỉ tiêu"))
    item = models.ForeignKey(
        BreakdownItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("phân tổ")
    )
    window = models.ForeignKey(ReportingWindow, models.PROTECT, related_name="+", editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", editable=False)
    number = models.DecimalField(_("số liệu"), max_digits=24, decimal_places=6, null=True, blank=True)
    part = models.DecimalField(_("tử số"), max_digits=24, decimal_places=6, null=True, blank=True)
    whole = models.DecimalField(_("mẫu số"), max_digits=24, decimal_places=6, null=True, blank=True)
    text = models.CharField(_("nội dung"), max_length=2000, blank=True)
    missing = models.CharField(_("lý do không có số liệu"), max_length=300, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    proposed = models.DecimalField(_("cổng đề xuất"), max_digits=24, decimal_places=6, null=True, blank=True)
    override = models.CharField(_("lý do khác số cổng đề xuất"), max_length=500, blank=True)
    revision = models.PositiveIntegerField(_("lần sửa"), default=1)
    typed_at = models.DateTimeField(_("ghi lúc"))
    typed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))

    class Meta:
        verbose_name = _("số liệu của biểu")
        verbose_name_plural = _("số liệu của biểu")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "item"], nulls_distinct=False, name="value_once"
            ),
            all_or_none("part", "whole", name="value_both_parts", message=_("Cần ghi cả tử số và mẫu số.")),
            models.CheckConstraint(
                condition=Q(whole__isnull=True) | Q(part__gte=0, whole__gt=0),
                name="value_parts_not_negative",
                violation_error_message=_("Tử số không được âm và mẫu số phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(missing="") | Q(number__isnull=True, part__isnull=True, text=""),
                name="value_missing_or_given",
                violation_error_message=_("Đã có số liệu thì không ghi lý do thiếu."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["indicator", "unit", "window"],
                include=["number", "part", "whole", "item", "submission"],
                name="value_by_indicator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.number}"

    @property
    def is_given(self) -> bool:
        """Something was typed or taken over: zero counts, a blank does not."""
        return self.number is not None or self.part is not None or bool(self.text)

    @property
    def is_overridden(self) -> bool:
        """It differs from what the portal proposed; a ratio holds no number, its reason says that its parts differ."""
        if self.proposed is None or not self.is_given:
            return False
        return self.number != self.proposed if self.number is not None else self.override != ""


class ValueSource(models.Model):
    """What stood behind a proposed figure when it was taken over: the records' keys and the page that lists them."""

    value = models.ForeignKey(Value, models.CASCADE, related_name="sources", verbose_name=_("số liệu"))
    source = models.CharField(_("nguồn"), max_length=10, choices=Source)
    query = models.CharField(_("truy vấn đếm"), max_length=80, blank=True)
    keys = ArrayField(models.BigIntegerField(), verbose_name=_("hồ sơ"), default=list)
    number = models.DecimalField(_("số đề xuất"), max_digits=24, decimal_places=6)
    url = models.CharField(_("trang liệt kê"), max_length=500, blank=True)
    taken_at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("nguồn của số liệu")
        verbose_name_plural = _("nguồn của số liệu")
        constraints = [models.UniqueConstraint(fields=["value", "source"], name="value_source_once")]

    def __str__(self) -> str:
        return f"{self.value_id} {self.source}: {self.number}"
