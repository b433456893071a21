"""What happened at one place: put up, shown by a photo, taken down or torn off."""

from __future__ import annotations

from datetime import date
from typing import Any

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank
from common.history import tracked
from disclosures.enums import FormSort, PostingStatus, ProofKind

from .catalogues import DisclosureForm
from .disclosures import Disclosure
from .places import PostingPlace

_ENDED = [PostingStatus.DOWN, PostingStatus.BROKEN]


class _Span(Func):
    """The days on which something was up; the day on which it came down is free again."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self) -> None:
        super().__init__(F("put_up_on"), F("taken_down_on"), Value("[)"))


class PostingQuerySet(models.QuerySet["Posting"]):
    """Postings, read like speech."""

    def up_on(self, day: date) -> PostingQuerySet:
        """Those that were up at the end of that day."""
        ended_later = Q(taken_down_on__isnull=True) | Q(taken_down_on__gt=day)
        return self.filter(ended_later, put_up_on__lte=day)

    def lacking_on(self, day: date) -> PostingQuerySet:
        """Those that were wanted and not yet up at the end of that day."""
        return self.filter(Q(status=PostingStatus.PLANNED) | Q(put_up_on__gt=day))

    def alarming(self, day: date) -> PostingQuerySet:
        """Those that nothing shows yet although the end of their minimum is near (``alarm_on``).

        A broadcast calls only while it is on the air: afterwards nothing can be recorded.
        """
        broadcasts = DisclosureForm.objects.filter(sort=FormSort.BROADCAST).values("pk")  # asked once, not per posting
        silent = Q(place__form__in=broadcasts, may_come_down_from__lte=day)
        return self.filter(status=PostingStatus.UP, proven=False, alarm_on__lte=day).exclude(silent)

    def may_go(self, day: date) -> PostingQuerySet:
        """Those that are up and whose minimum has ended: they may come down."""
        return self.filter(status=PostingStatus.UP, may_come_down_from__lte=day)

    def for_page(self) -> PostingQuerySet:
        """Everything that a line of a disclosure's page touches."""
        return self.select_related("place__form", "rule", "put_up_by", "minutes").order_by(
            "place__form__rank", "-place__headquarters", "place__name", "pk"
        )


@tracked
class Posting(models.Model):
    """The disclosure of one content at one place, from being put up to being taken down.

    ``may_come_down_from``: the first day after the law's minimum, counted without the first day (DISC-02, DISC-05,
    AGCY-03, SOE-02; the prudent reading never under-posts); None where the law gives no minimum. ``rule``: the version
    of the rule that was in force on the day. A posting that fell out before that day is ``broken`` with its reason,
    never ``down``; the place then needs a new posting. ``proven``: a photo or recording lies here.
    """

    disclosure = models.ForeignKey(
        Disclosure, models.CASCADE, related_name="postings", verbose_name=_("việc công khai")
    )
    place = models.ForeignKey(PostingPlace, models.PROTECT, related_name="postings", verbose_name=_("nơi, kênh"))
    status = models.CharField(_("trạng thái"), max_length=7, choices=PostingStatus, default=PostingStatus.PLANNED)
    put_up_on = models.DateField(_("ngày công khai"), null=True, blank=True)
    put_up_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người thực hiện")
    )
    rule = models.ForeignKey(
        "deadlines.Rule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quy định áp dụng")
    )
    may_come_down_from = models.DateField(_("được gỡ từ ngày"), null=True, blank=True)
    alarm_on = models.DateField(_("nhắc chứng minh từ ngày"), null=True, blank=True)
    proven = models.BooleanField(_("đã có ảnh, bản ghi"), default=False)
    taken_down_on = models.DateField(_("ngày gỡ"), null=True, blank=True)
    taken_down_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người gỡ")
    )
    minutes = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("biên bản"),
    )
    reason = models.CharField(_("lý do"), max_length=300, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("lượt công khai tại một nơi")
        verbose_name_plural = _("lượt công khai tại một nơi")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[PostingStatus.PLANNED, PostingStatus.DROPPED],
                    put_up_on__isnull=True,
                    taken_down_on__isnull=True,
                )
                | Q(status=PostingStatus.UP, put_up_on__isnull=False, taken_down_on__isnull=True)
                | Q(status__in=_ENDED, put_up_on__isnull=False, taken_down_on__isnull=False),
                name="posting_days_fit_status",
                violation_error_message=_("Ngày công khai, ngày gỡ không khớp với trạng thái."),
            ),
            models.CheckConstraint(
                condition=Q(put_up_on__isnull=True) | Q(put_up_by__isnull=False),
                name="posting_put_up_by_whom",
                violation_error_message=_("Cần ghi ai thực hiện."),
            ),
            models.CheckConstraint(
                condition=Q(taken_down_on__isnull=True) | Q(taken_down_on__gte=F("put_up_on")),
                name="posting_down_after_up",
                violation_error_message=_("Ngày gỡ không được trước ngày công khai."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PostingStatus.DOWN)
                | Q(may_come_down_from__isnull=True)
                | Q(taken_down_on__gte=F("may_come_down_from")),
                name="posting_not_down_before_minimum",
                violation_error_message=_("Chưa đủ thời gian công khai tối thiểu theo luật."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PostingStatus.BROKEN, PostingStatus.DROPPED]) | Q(reason__regex=r"\S"),
                name="posting_broken_or_dropped_why",
                violation_error_message=_("Cần ghi lý do."),
            ),
            models.CheckConstraint(
                condition=Q(may_come_down_from__isnull=True) | Q(rule__isnull=False),
                name="posting_minimum_by_rule",
                violation_error_message=_("Thời gian tối thiểu phải theo một quy định."),
            ),
            models.UniqueConstraint(
                fields=["disclosure", "place"],
                condition=Q(status=PostingStatus.PLANNED),
                name="posting_planned_once",
                violation_error_message=_("Nơi này đã có trong danh sách phải công khai."),
            ),
            ExclusionConstraint(
                name="posting_no_overlap",
                expressions=[
                    ("disclosure", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    (_Span(), RangeOperators.OVERLAPS),
                ],
                condition=Q(put_up_on__isnull=False),
                violation_error_message=_("Nội dung này đã công khai tại nơi đó trong khoảng thời gian trùng nhau."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["alarm_on", "id"],
                condition=Q(status=PostingStatus.UP, proven=False, alarm_on__isnull=False),
                name="posting_alarming",
            ),
            models.Index(fields=["disclosure", "status"], name="posting_by_disclosure"),
            models.Index(fields=["place", "status"], name="posting_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.disclosure_id} {self.place_id} {self.status}"

    @property
    def condition(self) -> PostingStatus:
        """The state with its label and tone."""
        return PostingStatus(self.status)

    def alarms(self, day: date) -> bool:
        """Whether nothing shows it although the end of its minimum is near; the same answer as alarming()."""
        near = self.alarm_on is not None and self.alarm_on <= day
        if self.may_come_down_from and self.may_come_down_from <= day:
            near = near and self.place.form.sort != FormSort.BROADCAST
        return self.status == PostingStatus.UP and not self.proven and near


_shown_while_up = pgtrigger.Trigger(
    name="shown_while_up",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("shown_on", "posting_id"),
    func="""
        IF EXISTS (SELECT FROM disclosures_posting p WHERE p.id = NEW.posting_id
                   AND (p.put_up_on IS NULL OR NEW.shown_on < p.put_up_on OR NEW.shown_on > p.taken_down_on)) THEN
            RAISE EXCEPTION 'Ngày chụp phải nằm trong thời gian nội dung được công khai tại nơi đó.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


@tracked
class Proof(models.Model):
    """A photo or recording that shows a content at its place on a day; without the place and name of the camera.

    ``key``: the sender's own mark of this upload; the same one sent again changes nothing.
    """

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="proofs", verbose_name=_("lượt công khai"))
    kind = models.CharField(_("loại"), max_length=9, choices=ProofKind)
    shown_on = models.DateField(_("ngày chụp, ghi"))
    blob = models.ForeignKey("documents.Blob", models.PROTECT, related_name="+", verbose_name=_("nội dung tệp"))
    name = models.CharField(_("tên tệp"), max_length=160)
    key = models.UUIDField(_("mã lần gửi"), unique=True)
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người gửi"))
    uploaded_at = models.DateTimeField(_("gửi lúc"))

    class Meta:
        verbose_name = _("ảnh, bản ghi chứng minh")
        verbose_name_plural = _("ảnh, bản ghi chứng minh")
        ordering = ["shown_on", "pk"]
        constraints = [
            not_blank("name", name="proof_name", message=_("Tệp cần có tên.")),
            models.UniqueConstraint(
                fields=["posting", "blob"],
                name="proof_once",
                violation_error_message=_("Ảnh này đã được gửi cho nơi đó."),
            ),
        ]
        triggers = [_shown_while_up]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Its posting is proven from now on."""
        super().save(*args, **kwargs)
        Posting.objects.filter(pk=self.posting_id, proven=False).update(proven=True)
