"""A superior's own workbook: uploaded once, its cells tied to indicators, filled every period."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank
from common.history import tracked
from figures.models import BreakdownItem, Indicator
from indicators.enums import CellPart, CellWindow
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake

from .forms import Form


class BookQuerySet(ScopedQuerySet["Book"]):
    """Workbooks, read like speech."""

    def for_list(self) -> BookQuerySet:
        return self.select_related("body__unit", "form").order_by("name", "pk")


@tracked
class Book(models.Model):
    """A workbook that a superior asks for, kept by the body that fills it. ``form`` gives the figures."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="books", verbose_name=_("cơ quan"))
    form = models.ForeignKey(Form, models.PROTECT, related_name="books", verbose_name=_("lấy số liệu từ biểu"))
    name = models.CharField(_("tên biểu của cấp trên"), max_length=200)
    file = models.ForeignKey(
        "documents.Blob", models.PROTECT, related_name="+", verbose_name=_("tệp mẫu"), editable=False
    )
    file_name = models.CharField(_("tên tệp"), max_length=160, editable=False)
    added_at = models.DateTimeField(_("tải lên lúc"))
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người tải lên"))
    retired_at = models.DateTimeField(_("thôi dùng lúc"), null=True, blank=True)

    objects = BookQuerySet.as_manager()

    class Meta:
        verbose_name = _("biểu Excel của cấp trên")
        verbose_name_plural = _("biểu Excel của cấp trên")
        constraints = [not_blank("name", name="book_name_not_blank", message=_("Cần có tên biểu."))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:book", args=[self.pk])


class BookStake(Stake):
    """Whom a workbook concerns: the unit of the body that fills it."""

    record = models.ForeignKey(Book, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của biểu Excel")
        verbose_name_plural = _("liên quan của biểu Excel")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="bookstake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="bookstake_unit")]

    def __str__(self) -> str:
        row: Any = self
        return f"{row.record_id} {self.why} {self.unit_id}"


class BookCell(models.Model):
    """A cell of a workbook and the figure that belongs there. ``unit`` empty: the unit that reports."""

    book = models.ForeignKey(Book, models.CASCADE, related_name="cells", verbose_name=_("biểu Excel"))
    sheet = models.CharField(_("trang tính"), max_length=31)
    cell = models.CharField(_("ô"), max_length=10)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("chỉ tiêu"))
    item = models.ForeignKey(
        BreakdownItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("phân tổ")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị"))
    window = models.CharField(_("kỳ"), max_length=12, choices=CellWindow, default=CellWindow.THIS)
    part = models.CharField(_("phần"), max_length=8, choices=CellPart, default=CellPart.FIGURE)

    class Meta:
        verbose_name = _("ô của biểu Excel")
        verbose_name_plural = _("ô của biểu Excel")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "sheet", "cell"],
                name="book_cell_once",
                violation_error_message=_("Ô này đã được gắn với một chỉ tiêu."),
            ),
            models.CheckConstraint(
                condition=Q(cell__regex=r"^[A-Z]{1,3}[1-9][0-9]{0,6}$"),
                name="book_cell_address",
                violation_error_message=_("Địa chỉ ô không đúng, ví dụ: C12."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"
