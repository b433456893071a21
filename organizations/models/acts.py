"""Papers that change units and bodies, and the terms that councils and committees serve."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank, range_not_empty
from common.names import in_page_language
from organizations.enums import Family


class LegalAct(models.Model):
    """The law, resolution or decision that founds, renames, merges, moves or abolishes a unit or a body."""

    number = models.CharField(_("số, ký hiệu"), max_length=60, help_text=_("Ví dụ: 837/NQ-UBTVQH14"))
    title = models.CharField(_("trích yếu"), max_length=300)
    title_en = models.CharField(_("trích yếu (tiếng Anh)"), max_length=300, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    in_force_on = models.DateField(_("ngày có hiệu lực"))
    note = models.CharField(_("ghi chú nguồn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("văn bản về tổ chức")
        verbose_name_plural = _("văn bản về tổ chức")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "in_force_on"],
                name="legal_act_once",
                violation_error_message=_("Văn bản này đã có trong danh mục."),
            ),
            not_blank("number", name="legal_act_number_not_blank", message=_("Cần có số, ký hiệu văn bản.")),
        ]

    def __str__(self) -> str:
        return self.number


class Term(models.Model):
    """A term of office: of a People's Council, or of a Party committee whose papers are numbered through the term."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    family = models.CharField(_("khối"), max_length=10, choices=Family)
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)
    valid = DateRangeField(_("thời gian"))

    class Meta:
        verbose_name = _("nhiệm kỳ")
        verbose_name_plural = _("nhiệm kỳ")
        constraints = [
            range_not_empty("valid", name="term_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu."))
        ]

    def __str__(self) -> str:
        return in_page_language(self)
