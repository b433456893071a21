"""The quarterly list of what was disclosed (Law 10/2022/QH15 Article 13(2)), as it was compiled on a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.history import tracked
from organizations import scope
from organizations.models import Body


class ListQuerySet(models.QuerySet["DisclosureList"]):
    """Compiled lists, read like speech."""

    def visible_to(self, user: User) -> ListQuerySet:
        """Lists of bodies of the units that the person reaches."""
        return self.filter(body__unit__in=scope.reach_of(user))


@tracked
class DisclosureList(models.Model):
    """A compiled list: the PDF as it was, and the disclosure by which the list itself is posted."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="disclosure_lists", verbose_name=_("cơ quan công khai"))
    year = models.PositiveSmallIntegerField(_("năm"))
    quarter = models.PositiveSmallIntegerField(_("quý"))
    version = models.PositiveSmallIntegerField(_("lần lập"))
    compiled_on = models.DateField(_("ngày lập"))
    compiled_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lập"))
    rows = models.PositiveIntegerField(_("số dòng"))
    blob = models.ForeignKey("documents.Blob", models.PROTECT, related_name="+", verbose_name=_("tệp PDF"))
    disclosure = models.OneToOneField(
        "disclosures.Disclosure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="listed_by",
        verbose_name=_("việc niêm yết danh sách"),
    )

    objects = ListQuerySet.as_manager()

    class Meta:
        verbose_name = _("danh sách nội dung đã công khai")
        verbose_name_plural = _("danh sách nội dung đã công khai")
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "quarter", "version"], name="disclosure_list_version_once"),
            models.CheckConstraint(
                condition=Q(quarter__range=(1, 4)),
                name="disclosure_list_quarter",
                violation_error_message=_("Quý từ 1 đến 4."),
            ),
        ]

    def __str__(self) -> str:
        return _now("Danh sách nội dung đã công khai quý {quarter}/{year}").format(quarter=self.quarter, year=self.year)

    def get_absolute_url(self) -> str:
        return reverse("disclosures:list_of", args=[self.body.code, f"{self.year}-Q{self.quarter}"])
