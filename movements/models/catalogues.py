"""What the law or a province may change: kinds of movements, fields of models; data with a time of validity."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank, range_not_empty
from common.history import tracked
from common.names import in_page_language


class ListedQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows of a list that people choose from."""

    def in_use(self, on: date) -> ListedQuerySet[M]:
        """Rows in use on a day."""
        return self.filter(valid__contains=on)


@tracked
class MovementKind(models.Model):
    """What a movement or a model is about: "Dân vận khéo", practice of democracy, new-style rural …"""

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=100)
    valid = DateRangeField(_("thời gian dùng"))

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = _("loại phong trào")
        verbose_name_plural = _("loại phong trào")
        ordering = ["rank", "pk"]
        constraints = [
            not_blank("name_vi", name="movement_kind_name", message=_("Cần ghi tên loại phong trào.")),
            range_not_empty("valid", name="movement_kind_valid", message=_("Ngày thôi dùng phải sau ngày bắt đầu.")),
        ]

    def __str__(self) -> str:
        return in_page_language(self)


@tracked
class ModelField(models.Model):
    """The field of a model: economy; culture and society; site clearance; environment; the grassroots system …"""

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=100)
    valid = DateRangeField(_("thời gian dùng"))

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = _("lĩnh vực của mô hình")
        verbose_name_plural = _("lĩnh vực của mô hình")
        ordering = ["rank", "pk"]
        constraints = [
            not_blank("name_vi", name="model_field_name", message=_("Cần ghi tên lĩnh vực.")),
            range_not_empty("valid", name="model_field_valid", message=_("Ngày thôi dùng phải sau ngày bắt đầu.")),
        ]

    def __str__(self) -> str:
        return in_page_language(self)
