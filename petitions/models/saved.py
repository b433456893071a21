"""Filters of the list that people keep under a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common import clock
from common.constraints import not_blank


class SavedFilter(models.Model):
    """A filter of the list that one person keeps; nobody else sees it. ``query`` is the address behind the "?"."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", verbose_name=_("người dùng"))
    name = models.CharField(_("tên bộ lọc"), max_length=60)
    query = models.CharField(_("bộ lọc"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("lưu lúc"), default=clock.now)

    class Meta:
        verbose_name = _("bộ lọc đã lưu")
        verbose_name_plural = _("bộ lọc đã lưu")
        constraints = [
            not_blank("name", name="petition_filter_name", message=_("Cần đặt tên bộ lọc.")),
            models.UniqueConstraint(
                fields=["user", "name"],
                name="petition_filter_name_once",
                violation_error_message=_("Anh/chị đã có một bộ lọc mang tên này."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
