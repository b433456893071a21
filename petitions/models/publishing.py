"""What leaves the portal: the summary that a person decided to publish, and the slip that a petitioner takes home."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.constraints import all_or_none
from common.history import tracked

from .petitions import Petition
from .results import Answer


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications, read like speech."""

    def published(self) -> PublicationQuerySet:
        """What is public now: somebody decided so and nobody took it back. Everything public starts here."""
        return self.filter(published_on__isnull=False, withdrawn_on__isnull=True)


@tracked
class Publication(models.Model):
    """The plain summary of a petition for everybody. Public is a decision with a day and a name, never a default.

    ``draft`` and ``with_answer`` are being prepared, ``text`` and ``answer`` are what was published; so a correction
    is not public before somebody publishes it again, and a later answer not before somebody has read it.
    """

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="publication", verbose_name=_("kiến nghị"))
    draft = models.TextField(_("tóm tắt đang soạn"), max_length=2000, blank=True)
    with_answer = models.BooleanField(_("kèm lời trả lời"), default=False)
    text = models.TextField(_("tóm tắt đã công bố"), max_length=2000, blank=True)
    answer = models.ForeignKey(
        Answer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("trả lời được công bố")
    )
    published_on = models.DateField(_("ngày công bố"), null=True, blank=True)
    published_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người công bố")
    )
    withdrawn_on = models.DateField(_("ngày rút"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người rút")
    )
    reason = models.CharField(_("lý do rút"), max_length=1000, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nội dung công bố của kiến nghị")
        verbose_name_plural = _("nội dung công bố của kiến nghị")
        constraints = [
            all_or_none(
                "published_on",
                "published_by",
                name="publication_has_day_and_person",
                message=_("Công bố phải có ngày và người công bố."),
            ),
            all_or_none(
                "withdrawn_on",
                "withdrawn_by",
                name="publication_withdrawal_has_person",
                message=_("Rút công bố phải có ngày và người rút."),
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(text__regex=r"\S"),
                name="publication_has_text",
                violation_error_message=_("Công bố phải có nội dung tóm tắt."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(published_on__isnull=False, reason__regex=r"\S"),
                name="publication_withdrawn_has_reason",
                violation_error_message=_("Rút công bố phải có lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.published_on or ''}"

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it now."""
        return self.published_on is not None and self.withdrawn_on is None


class Slip(models.Model):
    """One printed slip. The secret on it is kept as a keyed hash only; printing again voids the one before."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="slips", verbose_name=_("kiến nghị"))
    digest = models.CharField(_("dấu của mã bí mật"), max_length=64, editable=False)
    printed_at = models.DateTimeField(_("in lúc"), default=clock.now)
    printed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người in"))
    void_since = models.DateTimeField(_("hết giá trị từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiếu tiếp nhận")
        verbose_name_plural = _("phiếu tiếp nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["petition"],
                condition=Q(void_since__isnull=True),
                name="slip_one_valid",
                violation_error_message=_("Kiến nghị này vừa được in phiếu khác."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.printed_at:%d/%m/%Y}"
