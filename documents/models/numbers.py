"""Series of numbers that the portal itself gives out, for bodies without a document system of their own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Body, Term

from .papers import DocumentType


class NumberSeries(models.Model):
    """A body's running numbers: of one type, or of all types together, in one year or one Party term.

    A body without a series has its numbers typed after signing, which is the default; the head of the body decides
    how administrative documents are numbered (Decree 30/2020/NĐ-CP, article 15).
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="number_series", verbose_name=_("cơ quan"))
    type = models.ForeignKey(
        DocumentType,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("loại văn bản"),
        help_text=_("Trống: mọi loại"),
    )
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, verbose_name=_("nhiệm kỳ"))
    next_number = models.PositiveIntegerField(_("số tiếp theo"), default=1)

    class Meta:
        verbose_name = _("dãy số văn bản")
        verbose_name_plural = _("dãy số văn bản")
        constraints = [
            models.CheckConstraint(
                condition=Q(year__isnull=False, term__isnull=True) | Q(year__isnull=True, term__isnull=False),
                name="series_by_year_or_term",
                violation_error_message=_("Dãy số theo năm hoặc theo nhiệm kỳ, không phải cả hai."),
            ),
            models.UniqueConstraint(
                fields=["body", "type", "year", "term"],
                nulls_distinct=False,
                name="series_once",
                violation_error_message=_("Dãy số này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(next_number__gte=1),
                name="series_from_one",
                violation_error_message=_("Số tiếp theo phải từ 1 trở lên."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} · {self.type_id or '*'} · {self.year or self.term_id}"
