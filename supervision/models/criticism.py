"""Social criticism and comments on drafts (Decisions 217-QĐ/TW and 218-QĐ/TW)."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import text
from common.constraints import not_blank
from common.history import tracked
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet
from supervision.enums import CriticismSort, CriticismStatus

from .base import RoomStake, not_before


class CriticismQuerySet(ScopedQuerySet["Criticism"]):
    """Drafts that were criticised, read like speech."""

    def counted(self) -> CriticismQuerySet:
        """Those that figures count."""
        return self.exclude(status=CriticismStatus.CANCELLED)

    def for_list(self) -> CriticismQuerySet:
        return self.select_related("body", "drafter").order_by("-submit_on", "-pk")


@tracked
class Criticism(models.Model):
    """A draft on which the Front, or an organisation, speaks before it is decided.

    ``draft_by`` is the last lawful day on which the drafter may send the draft (FRONT-04), a copy of its clock;
    ``submit_on`` is when it will be submitted for decision.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    sort = models.CharField(_("hình thức"), max_length=9, choices=CriticismSort)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="criticisms", verbose_name=_("cơ quan phản biện, góp ý")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    drafter = models.ForeignKey(
        Body, models.PROTECT, related_name="drafts_criticised", verbose_name=_("cơ quan soạn thảo")
    )
    title = models.CharField(_("tên dự thảo"), max_length=500)
    submit_on = models.DateField(_("ngày trình văn bản"))
    status = models.CharField(_("trạng thái"), max_length=9, choices=CriticismStatus, default=CriticismStatus.AWAITED)
    draft_by = models.DateField(_("ngày cuối cùng được gửi dự thảo"), null=True, blank=True)
    received_on = models.DateField(_("ngày nhận dự thảo"), null=True, blank=True)
    draft_number = models.CharField(_("số văn bản gửi dự thảo"), max_length=120, blank=True)
    form_text = models.CharField(_("cách lấy ý kiến"), max_length=300, blank=True)
    sent_on = models.DateField(_("ngày gửi văn bản phản biện, góp ý"), null=True, blank=True)
    number = models.CharField(_("số văn bản phản biện, góp ý"), max_length=120, blank=True)
    text = models.TextField(_("nội dung phản biện, góp ý"), max_length=20_000, blank=True)
    answered_on = models.DateField(_("ngày phản hồi"), null=True, blank=True)
    answer_number = models.CharField(_("số văn bản phản hồi"), max_length=120, blank=True)
    accepted = models.TextField(_("nội dung tiếp thu"), max_length=10_000, blank=True)
    explained = models.TextField(_("nội dung giải trình"), max_length=10_000, blank=True)
    final_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    final_number = models.CharField(_("số, ký hiệu văn bản ban hành"), max_length=120, blank=True)
    cancel_reason = models.CharField(_("lý do"), max_length=300, blank=True)
    search_key = models.TextField(editable=False)

    objects = CriticismQuerySet.as_manager()

    class Meta:
        verbose_name = _("phản biện, góp ý")
        verbose_name_plural = _("phản biện, góp ý")
        constraints = [
            not_blank("title", name="criticism_title", message=_("Cần ghi tên dự thảo.")),
            models.CheckConstraint(
                condition=Q(status__in=["awaited", "cancelled"]) | Q(received_on__isnull=False),
                name="criticism_draft_has_day",
                violation_error_message=_("Cần ghi ngày nhận dự thảo."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["sent", "answered", "final"])
                | (Q(sent_on__isnull=False) & Q(text__regex=r"\S")),
                name="criticism_sent_whole",
                violation_error_message=_("Văn bản phản biện, góp ý phải có ngày và nội dung."),
            ),
            models.CheckConstraint(
                condition=~Q(status="answered")
                | (Q(answered_on__isnull=False) & (Q(accepted__regex=r"\S") | Q(explained__regex=r"\S"))),
                name="criticism_answer_whole",
                violation_error_message=_("Phản hồi phải có ngày và nội dung tiếp thu hoặc giải trình."),
            ),
            models.CheckConstraint(
                condition=~Q(status="final") | (Q(final_on__isnull=False) & Q(final_number__regex=r"\S")),
                name="criticism_final_whole",
                violation_error_message=_("Văn bản ban hành phải có số và ngày."),
            ),
            not_before("sent_on", "received_on", "criticism_sent_after", _("Văn bản gửi sau ngày nhận dự thảo.")),
            not_before("answered_on", "sent_on", "criticism_answer_after", _("Phản hồi sau ngày gửi văn bản.")),
        ]
        indexes = [GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="criticism_by_text")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that lists search by."""
        self.title = text.clean_line(self.title)
        self.search_key = text.search_key(f"{self.code} {self.title} {self.drafter.name} {self.body.name}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("supervision:criticism", args=[self.code])

    @property
    def state(self) -> CriticismStatus:
        """The status with its label and tone."""
        return CriticismStatus(self.status)

    @property
    def kind(self) -> CriticismSort:
        """The sort with its label."""
        return CriticismSort(self.sort)

    @property
    def came_late(self) -> bool:
        """The draft came after the last lawful day."""
        return bool(self.received_on and self.draft_by and self.received_on > self.draft_by)


class CriticismStake(RoomStake):
    """Whom a draft concerns: who speaks on it, and who wrote it."""

    record = models.ForeignKey(Criticism, models.CASCADE, related_name="stakes")

    class Meta(RoomStake.Meta):
        pass


@tracked
class DraftOpinion(models.Model):
    """What somebody said on the draft: an office, an organisation, a residential group; no names of persons."""

    criticism = models.ForeignKey(Criticism, models.PROTECT, related_name="opinions", verbose_name=_("dự thảo"))
    said_on = models.DateField(_("ngày"))
    source = models.CharField(_("cơ quan, tổ chức, thành phần"), max_length=200)
    text = models.TextField(_("ý kiến"), max_length=5000)

    class Meta:
        verbose_name = _("ý kiến về dự thảo")
        verbose_name_plural = _("ý kiến về dự thảo")
        constraints = [
            not_blank("source", name="draft_opinion_source", message=_("Cần ghi ai nêu ý kiến (chức danh, tổ chức).")),
            not_blank("text", name="draft_opinion_text", message=_("Cần ghi ý kiến.")),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.text}"
