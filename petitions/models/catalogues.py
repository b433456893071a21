"""Lists that provinces keep themselves: fields of petitions, and levels of competence."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank, range_not_empty
from common.names import in_page_language


class PetitionField(models.Model):
    """What a petition is about: land, transport, health… The list is edited; a field no longer used stays readable."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name_vi = models.CharField(_("lĩnh vực"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120, blank=True)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50)
    in_use = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("lĩnh vực kiến nghị")
        verbose_name_plural = _("lĩnh vực kiến nghị")
        ordering = ["rank", "pk"]
        constraints = [not_blank("name_vi", name="petition_field_name", message=_("Cần có tên lĩnh vực."))]

    def __str__(self) -> str:
        return in_page_language(self)


class CompetenceLevel(models.Model):
    """Who is competent: central bodies, province, district, commune. Levels are data; the district's ended in 2025."""

    code = models.SlugField(_("mã"), max_length=20, unique=True)
    name_vi = models.CharField(_("cấp thẩm quyền"), max_length=80)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=80)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50)
    valid = DateRangeField(_("thời gian"))

    class Meta:
        verbose_name = _("cấp thẩm quyền")
        verbose_name_plural = _("cấp thẩm quyền")
        ordering = ["rank", "pk"]
        constraints = [
            not_blank("name_vi", name="competence_level_name", message=_("Cần có tên cấp thẩm quyền.")),
            range_not_empty(
                "valid", name="competence_level_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")
            ),
        ]

    def __str__(self) -> str:
        return in_page_language(self)
