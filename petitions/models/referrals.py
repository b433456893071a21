"""Referrals: one official document that sends petitions on to the bodies that must settle them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import clock
from common.constraints import not_blank
from common.history import tracked
from organizations import scope
from organizations.models import Body
from organizations.scope import ScopedQuerySet, Stake
from petitions.enums import ITEM_LIVE, ItemState, ReferralStatus

from .petitions import Petition


class ReferralQuerySet(ScopedQuerySet["Referral"]):
    """Referrals, read like speech."""

    def for_list(self) -> ReferralQuerySet:
        return self.select_related("sender", "session__term", "document__issuer__kind", "document__type").order_by(
            "-pk"
        )


@tracked
class Referral(models.Model):
    """One document that transfers petitions, to one body or to many. It counts once it has number and date.

    ``sender`` is the council; a body that refuses a petition sends it on with a referral of its own. ``due_on`` is the
    day until which the document asks for the answer; without one the province's rule counts (PET-22).
    """

    code = models.CharField(_("mã đợt chuyển"), max_length=20, unique=True)
    sender = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan chuyển"))
    session = models.ForeignKey(
        "conferences.CouncilSession", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kỳ họp")
    )
    title = models.CharField(_("trích yếu"), max_length=300)
    note = models.TextField(_("yêu cầu"), max_length=5000, blank=True)
    due_on = models.DateField(_("đề nghị trả lời trước ngày"), null=True, blank=True)
    status = models.CharField(_("trạng thái"), max_length=9, choices=ReferralStatus, default=ReferralStatus.DRAFT)
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    sent_on = models.DateField(_("ngày chuyển"), null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lập"))
    created_at = models.DateTimeField(_("lập lúc"), default=clock.now)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt chuyển kiến nghị")
        verbose_name_plural = _("đợt chuyển kiến nghị")
        constraints = [
            not_blank("title", name="referral_title_not_blank", message=_("Cần có trích yếu.")),
            models.CheckConstraint(
                condition=Q(status=ReferralStatus.SENT, document__isnull=False, sent_on__isnull=False)
                | (~Q(status=ReferralStatus.SENT) & Q(sent_on__isnull=True)),
                name="referral_sent_has_paper",
                violation_error_message=_("Đã chuyển phải có văn bản và ngày chuyển."),
            ),
        ]
        indexes = [models.Index(fields=["sender", "-id"], name="referral_by_sender")]
        triggers = [scope.copies_to_stakes("petitions_referralstake", "status", "sent_on")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("petitions:referral", args=[self.code])

    @property
    def state(self) -> ReferralStatus:
        """The status with its label and tone."""
        return ReferralStatus(self.status)

    @property
    def is_draft(self) -> bool:
        return self.status == ReferralStatus.DRAFT


class ReferralStake(Stake):
    """Whom a referral concerns: its sender, and each body that it was sent to."""

    record = models.ForeignKey(Referral, models.CASCADE, related_name="stakes")
    status = models.CharField(max_length=9, editable=False)
    sent_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("liên quan của đợt chuyển")
        verbose_name_plural = _("liên quan của đợt chuyển")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="referral_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="referral_stake_by_unit")]
        triggers = [scope.copied_from_record("petitions_referral", "status", "sent_on")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


@tracked
class ReferralItem(models.Model):
    """One petition of a referral, the body that it goes to, and what that body did with it.

    A petition is in one live item at a time, so two officers cannot transfer it at once.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="items", verbose_name=_("đợt chuyển"))
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="items", verbose_name=_("kiến nghị"))
    to = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("chuyển đến"))
    state = models.CharField(_("tình trạng"), max_length=8, choices=ItemState, default=ItemState.DRAFT)
    run = models.PositiveSmallIntegerField(_("lần giải quyết"), default=1)
    decided_on = models.DateField(_("ngày tiếp nhận hoặc từ chối"), null=True, blank=True)
    reason = models.CharField(_("lý do từ chối"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("kiến nghị của đợt chuyển")
        verbose_name_plural = _("kiến nghị của đợt chuyển")
        constraints = [
            models.UniqueConstraint(
                fields=["petition"],
                condition=Q(state__in=ITEM_LIVE),
                name="petition_in_one_referral",
                violation_error_message=_("Kiến nghị này đang nằm trong một đợt chuyển khác."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ItemState.DRAFT, ItemState.SENT, ItemState.DROPPED], decided_on__isnull=True)
                | Q(state__in=[ItemState.ACCEPTED, ItemState.REFUSED], decided_on__isnull=False),
                name="referral_item_decided_has_day",
                violation_error_message=_("Tiếp nhận hoặc từ chối phải có ngày."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.REFUSED) | Q(reason__regex=r"\S"),
                name="referral_item_refused_has_reason",
                violation_error_message=_("Từ chối phải có lý do."),
            ),
        ]
        indexes = [models.Index(fields=["referral", "petition"], name="referral_item_in_referral")]

    def __str__(self) -> str:
        return f"{self.petition_id} → {self.to_id}"

    @property
    def condition(self) -> ItemState:
        """The state with its label."""
        return ItemState(self.state)

    @property
    def sent_on(self) -> date | None:
        """The day of the referral's paper."""
        return self.referral.sent_on
