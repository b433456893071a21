"""Handing over open petitions: to a new council term, to the successors of a body that ended, or by decision."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.constraints import all_or_none, not_blank
from common.history import tracked
from organizations import scope
from organizations.models import Body, LegalAct, Unit
from petitions.enums import HandoverKind, HandoverSide, HandoverStatus, MoveState

from .petitions import Petition, PetitionState
from .referrals import Referral


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Handovers, read like speech."""

    def visible_to(self, user: User) -> HandoverQuerySet:
        """Of a unit within the person's reach, or to a body of one."""
        reach = scope.reach_of(user)
        to_them = HandoverItem.objects.filter(handover=OuterRef("pk"), to_body__unit__in=reach)
        return self.filter(Q(unit__in=reach) | Exists(to_them))

    def for_list(self) -> HandoverQuerySet:
        return self.select_related("unit__kind", "term", "act", "document", "created_by", "applied_by").order_by("-pk")


@tracked
class Handover(models.Model):
    """A confirmed list by which open petitions, drafts of referrals and their addressees pass to other bodies.

    It is a draft until somebody confirms it, and may be undone once; the row and its items stay for good. ``unit``: the
    unit of the bodies that hand over, or of the council whose new ``term`` takes over. ``on``: from which day.
    """

    code = models.CharField(_("mã bàn giao"), max_length=20, unique=True)
    kind = models.CharField(_("lý do bàn giao"), max_length=10, choices=HandoverKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    term = models.ForeignKey(
        "conferences.CouncilTerm", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("khóa")
    )
    on = models.DateField(_("từ ngày"))
    reason = models.CharField(_("căn cứ, lý do"), max_length=500)
    act = models.ForeignKey(
        LegalAct, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản sắp xếp")
    )
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    status = models.CharField(_("trạng thái"), max_length=8, choices=HandoverStatus, default=HandoverStatus.DRAFT)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lập"))
    created_at = models.DateTimeField(_("lập lúc"), default=clock.now)
    applied_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người xác nhận")
    )
    applied_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người hoàn tác")
    )
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)
    undone_reason = models.CharField(_("lý do hoàn tác"), max_length=500, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("bàn giao kiến nghị")
        verbose_name_plural = _("bàn giao kiến nghị")
        constraints = [
            not_blank("reason", name="handover_reason", message=_("Cần ghi căn cứ hoặc lý do bàn giao.")),
            models.CheckConstraint(
                condition=Q(kind=HandoverKind.TERM, term__isnull=False)
                | (~Q(kind=HandoverKind.TERM) & Q(term__isnull=True)),
                name="handover_term_named",
                violation_error_message=_("Bàn giao cho khóa mới phải ghi khóa."),
            ),
            all_or_none(
                "applied_by", "applied_at", name="handover_applied_whole", message=_("Xác nhận phải có người và lúc.")
            ),
            all_or_none(
                "undone_by", "undone_at", name="handover_undone_whole", message=_("Hoàn tác phải có người và lúc.")
            ),
            models.CheckConstraint(
                condition=Q(status=HandoverStatus.DRAFT, applied_at__isnull=True, undone_at__isnull=True)
                | Q(status=HandoverStatus.APPLIED, applied_at__isnull=False, undone_at__isnull=True)
                | Q(status=HandoverStatus.UNDONE, applied_at__isnull=False, undone_at__isnull=False)
                & Q(undone_reason__regex=r"\S"),
                name="handover_state_has_its_marks",
                violation_error_message=_("Trạng thái bàn giao phải có người, lúc và lý do."),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(status=HandoverStatus.DRAFT, kind=HandoverKind.SUCCESSION),
                name="handover_one_draft_of_a_unit",
                violation_error_message=_("Đơn vị này đang có một danh sách bàn giao chưa xác nhận."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("petitions:handover", args=[self.code])

    @property
    def state(self) -> HandoverStatus:
        """The status with its label and tone."""
        return HandoverStatus(self.status)

    @property
    def sort(self) -> HandoverKind:
        """The kind with its label."""
        return HandoverKind(self.kind)

    @property
    def is_draft(self) -> bool:
        return self.status == HandoverStatus.DRAFT

    @property
    def is_applied(self) -> bool:
        return self.status == HandoverStatus.APPLIED


@tracked
class HandoverItem(models.Model):
    """What passes from one body to another, and whether it did.

    ``state_row``: the dated row that the handover wrote; whatever was entered after it keeps the petition where it is
    when the handover is undone. A new term of the same council changes no body.
    """

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items", verbose_name=_("bàn giao"))
    side = models.CharField(_("vai trò"), max_length=10, choices=HandoverSide)
    petition = models.ForeignKey(
        Petition, models.PROTECT, null=True, blank=True, related_name="handed_over", verbose_name=_("kiến nghị")
    )
    referral = models.ForeignKey(
        Referral, models.PROTECT, null=True, blank=True, related_name="handed_over", verbose_name=_("đợt chuyển")
    )
    from_body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("bên giao"))
    to_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bên nhận")
    )
    why = models.CharField(_("vì sao đề xuất"), max_length=200, blank=True)
    state = models.CharField(_("tình trạng"), max_length=8, choices=MoveState, default=MoveState.PROPOSED)
    state_row = models.ForeignKey(
        PetitionState, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("diễn biến")
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dòng bàn giao")
        verbose_name_plural = _("dòng bàn giao")
        constraints = [
            models.CheckConstraint(
                condition=Q(side=HandoverSide.SENDER, referral__isnull=False, petition__isnull=True)
                | (~Q(side=HandoverSide.SENDER) & Q(petition__isnull=False)),
                name="handover_item_of_one_thing",
                violation_error_message=_("Mỗi dòng bàn giao một kiến nghị hoặc một đợt chuyển."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MoveState.PROPOSED, MoveState.KEPT]) | Q(to_body__isnull=False),
                name="handover_item_moved_somewhere",
                violation_error_message=_("Đã bàn giao phải có bên nhận."),
            ),
            models.CheckConstraint(
                condition=Q(side__in=[HandoverSide.TERM, HandoverSide.LEFT_OUT]) | ~Q(from_body=F("to_body")),
                name="handover_item_to_another",
                violation_error_message=_("Bên nhận phải khác bên giao."),
            ),
            models.UniqueConstraint(
                fields=["handover", "side", "petition", "referral"],
                nulls_distinct=False,
                name="handover_item_once",
                violation_error_message=_("Dòng này đã có trong danh sách."),
            ),
        ]
        indexes = [models.Index(fields=["petition", "id"], name="handover_item_by_petition")]

    def __str__(self) -> str:
        return f"{self.handover_id} {self.side} {self.petition_id or self.referral_id}"

    @property
    def role(self) -> HandoverSide:
        """The side with its label."""
        return HandoverSide(self.side)

    @property
    def condition(self) -> MoveState:
        """The state with its label and tone."""
        return MoveState(self.state)
