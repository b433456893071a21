"""Supervision of how petitions are handled: which ones, what was found, what is recommended (legal-rules PET-01)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import clock
from common.constraints import not_blank
from common.history import tracked
from organizations import scope
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake
from petitions.enums import ChosenFor, Fulfilment, SupervisionStatus

from .petitions import Petition

concluded_under_a_report = pgtrigger.Trigger(
    name="concluded_under_a_report",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("status", "report_id"),
    timing=pgtrigger.Deferred,
    func=(
        "IF EXISTS (SELECT FROM petitions_supervision s WHERE s.id = NEW.id AND s.status = 'concluded' AND ("
        "NOT EXISTS (SELECT FROM documents_officialdocument d WHERE d.id = s.report_id AND d.status = 'issued')"
        " OR NOT EXISTS (SELECT FROM petitions_supervisedpetition p WHERE p.supervision_id = s.id)"
        " OR EXISTS (SELECT FROM petitions_supervisedpetition p WHERE p.supervision_id = s.id AND p.judged = '')))"
        " THEN RAISE EXCEPTION USING MESSAGE ="
        " 'Giám sát chỉ kết thúc khi có báo cáo mang số, ngày và mọi kiến nghị đã được đánh giá.',"
        " ERRCODE = 'check_violation', CONSTRAINT = 'concluded_under_a_report'; END IF; RETURN NULL;"
    ),
)


class SupervisionQuerySet(ScopedQuerySet["Supervision"]):
    """Supervisions, read like speech."""

    def for_list(self) -> SupervisionQuerySet:
        return self.select_related("council__unit__kind", "session__term").order_by("-pk")


@tracked
class Supervision(models.Model):
    """A council supervises how a choice of petitions is handled. It ends with a report that has number and date.

    ``team`` names offices, no persons. The bodies that hold the chosen petitions read it from its plan on.
    """

    code = models.CharField(_("mã giám sát"), max_length=20, unique=True)
    council = models.ForeignKey(
        Body, models.PROTECT, related_name="supervisions", verbose_name=_("Hội đồng nhân dân giám sát")
    )
    session = models.ForeignKey(
        "conferences.CouncilSession", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kỳ họp")
    )
    title = models.CharField(_("nội dung giám sát"), max_length=300)
    team = models.CharField(_("thành phần đoàn giám sát"), max_length=500, blank=True)
    plan = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kế hoạch giám sát"),
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))
    status = models.CharField(
        _("trạng thái"), max_length=9, choices=SupervisionStatus, default=SupervisionStatus.PLANNED
    )
    result = models.TextField(_("kết quả giám sát"), max_length=20_000, blank=True)
    report = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("báo cáo kết quả giám sát"),
    )
    end_reason = models.CharField(_("lý do hủy"), max_length=500, blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lập"))
    created_at = models.DateTimeField(_("lập lúc"), default=clock.now)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("cuộc giám sát")
        verbose_name_plural = _("cuộc giám sát")
        constraints = [
            not_blank("title", name="supervision_title", message=_("Cần ghi nội dung giám sát.")),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="supervision_ends_after_start",
                violation_error_message=_("Ngày kết thúc không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=SupervisionStatus.values),
                name="supervision_status_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(status=SupervisionStatus.CONCLUDED, report__isnull=False, result__regex=r"\S")
                | (~Q(status=SupervisionStatus.CONCLUDED) & Q(report__isnull=True)),
                name="supervision_concluded_by_report",
                violation_error_message=_("Kết thúc giám sát phải có báo cáo và kết quả."),
            ),
            models.CheckConstraint(
                condition=Q(status=SupervisionStatus.CANCELLED, end_reason__regex=r"\S")
                | (~Q(status=SupervisionStatus.CANCELLED) & Q(end_reason="")),
                name="supervision_cancelled_has_reason",
                violation_error_message=_("Hủy giám sát phải có lý do."),
            ),
        ]
        indexes = [models.Index(fields=["council", "-id"], name="supervision_by_council")]
        triggers = [scope.copies_to_stakes("petitions_supervisionstake", "status"), concluded_under_a_report]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("petitions:supervision", args=[self.code])

    @property
    def state(self) -> SupervisionStatus:
        """The status with its label and tone."""
        return SupervisionStatus(self.status)

    @property
    def unit(self) -> Unit:
        """The unit of the council."""
        return self.council.unit


class SupervisionStake(Stake):
    """Whom a supervision concerns: its council, who holds a chosen petition, who got a recommendation."""

    record = models.ForeignKey(Supervision, models.CASCADE, related_name="stakes")
    status = models.CharField(max_length=9, editable=False)

    class Meta:
        verbose_name = _("liên quan của cuộc giám sát")
        verbose_name_plural = _("liên quan của cuộc giám sát")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="supervision_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="supervision_stake_by_unit")]
        triggers = [scope.copied_from_record("petitions_supervision", "status")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


@tracked
class SupervisedPetition(models.Model):
    """A petition that is supervised: why it was chosen, what was found, how it is judged ("" while it is not)."""

    supervision = models.ForeignKey(Supervision, models.CASCADE, related_name="lines", verbose_name=_("cuộc giám sát"))
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="supervised", verbose_name=_("kiến nghị"))
    why = models.CharField(_("vì sao chọn"), max_length=9, choices=ChosenFor)
    finding = models.TextField(_("kết quả xem xét"), max_length=10_000, blank=True)
    judged = models.CharField(_("đánh giá"), max_length=8, choices=Fulfilment, blank=True)

    class Meta:
        verbose_name = _("kiến nghị được giám sát")
        verbose_name_plural = _("kiến nghị được giám sát")
        constraints = [
            models.UniqueConstraint(
                fields=["supervision", "petition"],
                name="supervised_once",
                violation_error_message=_("Kiến nghị này đã được chọn."),
            ),
            models.CheckConstraint(
                condition=Q(why__in=ChosenFor.values) & (Q(judged="") | Q(judged__in=Fulfilment.values)),
                name="supervised_classes_known",
                violation_error_message=_("Lý do chọn hoặc đánh giá không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(judged="") | Q(finding__regex=r"\S"),
                name="supervised_judged_has_finding",
                violation_error_message=_("Đánh giá phải có kết quả xem xét."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervision_id} {self.petition_id}"

    @property
    def reason(self) -> ChosenFor:
        """Why it was chosen, with its label."""
        return ChosenFor(self.why)

    @property
    def judgement(self) -> Fulfilment | None:
        """How it is judged, with label and tone; None while it is not."""
        return Fulfilment(self.judged) if self.judged else None


@tracked
class Recommendation(models.Model):
    """What the supervision asks of a body until a day. It becomes a task of the council; before, it binds nobody."""

    supervision = models.ForeignKey(
        Supervision, models.PROTECT, related_name="recommendations", verbose_name=_("cuộc giám sát")
    )
    text = models.CharField(_("kiến nghị sau giám sát"), max_length=1000)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan thực hiện"))
    due_on = models.DateField(_("hạn thực hiện"))
    task = models.OneToOneField(
        "steering.Task", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("nhiệm vụ")
    )

    class Meta:
        verbose_name = _("kiến nghị sau giám sát")
        verbose_name_plural = _("kiến nghị sau giám sát")
        constraints = [
            not_blank("text", name="recommendation_text", message=_("Cần ghi nội dung kiến nghị.")),
            models.UniqueConstraint(
                fields=["supervision", "body", "text"],
                name="recommendation_once",
                violation_error_message=_("Kiến nghị này đã có."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervision_id} {self.body_id}"
