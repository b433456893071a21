"""Where a body makes things known: its boards, culture houses, loudspeakers, website."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.constraints import not_blank, range_not_empty
from organizations import scope
from organizations.models import Body

from .catalogues import DisclosureForm


class PlaceQuerySet(models.QuerySet["PostingPlace"]):
    """Places, read like speech."""

    def visible_to(self, user: User) -> PlaceQuerySet:
        """Places of bodies of the units that the person reaches."""
        return self.filter(body__unit__in=scope.reach_of(user))


class PostingPlace(models.Model):
    """A place or channel: the board of the headquarters, a culture house, the loudspeakers, the website.

    A place is never deleted: it ends. What was posted there keeps its place.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="posting_places", verbose_name=_("cơ quan công khai"))
    form = models.ForeignKey(DisclosureForm, models.PROTECT, related_name="+", verbose_name=_("hình thức"))
    name = models.CharField(_("tên nơi, kênh"), max_length=200)
    headquarters = models.BooleanField(_("là trụ sở"), default=False)
    valid = DateRangeField(_("thời gian dùng"))

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("nơi, kênh công khai")
        verbose_name_plural = _("nơi, kênh công khai")
        ordering = ["form__rank", "-headquarters", "name", "pk"]
        constraints = [
            not_blank("name", name="posting_place_name", message=_("Cần ghi tên nơi, kênh công khai.")),
            range_not_empty(
                "valid", name="posting_place_valid", message=_("Ngày kết thúc không được trước ngày bắt đầu.")
            ),
            models.UniqueConstraint(
                fields=["body", "name"],
                name="posting_place_once",
                violation_error_message=_("Cơ quan đã có nơi, kênh mang tên này."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("disclosures:place", args=[self.pk])

    @property
    def last_day(self) -> date | None:
        """The last day of use; None where it goes on."""
        upper: date | None = self.valid.upper
        return upper - timedelta(days=1) if upper else None
