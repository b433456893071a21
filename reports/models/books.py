"""Registers printed as bound books."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit
from reports.enums import BookSort


class Book(models.Model):
    """A unit's register of one year as a book to print and bind. Whoever asked for it reads it, and nobody else:
    it holds what that person may see."""

    sort = models.CharField(_("sổ"), max_length=12, choices=BookSort)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người yêu cầu"))
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    lines = models.PositiveIntegerField(_("số dòng"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("số trang"), null=True, blank=True)
    blob = models.ForeignKey(
        "documents.Blob", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    error = models.CharField(_("lý do không làm được"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("sổ in")
        verbose_name_plural = _("sổ in")
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="book_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(blob=None, lines=None, pages=None)
                | Q(blob__isnull=False, lines__isnull=False, pages__isnull=False, error=""),
                name="book_made_or_not",
                violation_error_message=_("Sổ đã in phải có tệp, số dòng và số trang."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.book_sort.label} {self.year}"

    @property
    def book_sort(self) -> BookSort:
        """Which register it is."""
        return BookSort(self.sort)
