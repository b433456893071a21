"""The disclosure of one content that a decision made due, the unit that it concerns, and the files that people read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import searching
from common.constraints import all_or_none, not_blank
from common.history import tracked
from common.searching import SearchableModel
from disclosures.enums import NAMED_CONTENTS_NEED_END, STANDING, DisclosureStatus, Timeliness
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake

from .catalogues import DisclosureItem

COPIES = ("status", "item_id", "decided_on", "due_on", "completed_on", "gap_on")
"""Columns of a disclosure that its stakes repeat, so that lists and counts read an index alone."""


def timeliness_q(which: str, day: date, to: str = "") -> Q:
    """The disclosures of one class on a day; ``to`` leads to the columns from another model.

    On time and late: at every place, by the day and after it. Missing: the day has passed, a place is still without.
    What was completed after ``day`` was not complete then.
    """
    due, done = f"{to}due_on", f"{to}completed_on"
    complete = Q(**{f"{done}__isnull": False, f"{done}__lte": day})
    limited = Q(**{f"{due}__isnull": False})
    if which == Timeliness.NO_LIMIT:
        return Q(**{f"{due}__isnull": True})
    if which == Timeliness.ON_TIME:
        return limited & complete & Q(**{f"{done}__lte": F(due)})
    if which == Timeliness.LATE:
        return limited & complete & Q(**{f"{done}__gt": F(due)})
    passed = Q(**{f"{due}__lt": day})
    return limited & ~complete & (passed if which == Timeliness.MISSING else ~passed)


class DisclosureQuerySet(ScopedQuerySet["Disclosure"]):
    """Disclosures, read like speech."""

    def standing(self) -> DisclosureQuerySet:
        """Those for which something may still happen."""
        return self.filter(status__in=STANDING)

    def counted(self) -> DisclosureQuerySet:
        """Those that figures count: what was entered by mistake is not."""
        return self.exclude(status=DisclosureStatus.CANCELLED)

    def published(self) -> DisclosureQuerySet:
        """Those that a person decided to show on the public board."""
        return self.counted().filter(published_on__isnull=False)

    def up_on(self, day: date) -> DisclosureQuerySet:
        """Those that were up somewhere on that day."""
        return self.filter(pk__in=_postings_up(day).values("disclosure"))

    def decided_within(self, first: date, last: date) -> DisclosureQuerySet:
        """Those whose decision fell within the days."""
        return self.filter(decided_on__range=(first, last))

    def of_timeliness(self, which: str, day: date) -> DisclosureQuerySet:
        """Those of one class on a day."""
        return self.filter(timeliness_q(which, day))

    def for_list(self) -> DisclosureQuerySet:
        """Everything that a line of a list touches."""
        related = self.select_related("item__catalogue", "body", "unit__kind", "responsible")
        return related.defer("search_key", "pairs").order_by("-decided_on", "-pk")


def _postings_up(day: date) -> models.QuerySet[Any]:
    from .postings import Posting

    return Posting.objects.up_on(day)


@tracked
class Disclosure(SearchableModel):
    """One content made due by one decision, to be disclosed at every place that the law or the plan names.

    ``due_on``: by when, from the decision (DISC-01, AGCY-02, SOE-01); None where the law of that day gives no figure.
    ``completed_on``: when it first was up at every place; kept when a place falls out later, which is a gap
    (``gap_on``: the first such day). ``published_on``: the day on which a person decided to show it to everybody on
    the network, under ``public_text``. ``review_asked_on``: the paper of a permanent content changed, somebody has to
    look.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="disclosures", verbose_name=_("cơ quan công khai"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    item = models.ForeignKey(DisclosureItem, models.PROTECT, related_name="disclosures", verbose_name=_("nội dung"))
    title = models.CharField(_("việc công khai"), max_length=500)
    decided_on = models.DateField(_("ngày quyết định, văn bản"))
    decision = models.CharField(_("số, ký hiệu quyết định"), max_length=120, blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="disclosures",
        verbose_name=_("văn bản"),
    )
    responsible = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bộ phận thực hiện")
    )
    plan_line = models.ForeignKey(
        "disclosures.PlanLine",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="disclosures",
        verbose_name=_("theo kế hoạch"),
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("thay cho")
    )
    status = models.CharField(_("trạng thái"), max_length=9, choices=DisclosureStatus, default=DisclosureStatus.WAITING)
    due_on = models.DateField(_("hạn công khai"), null=True, blank=True)
    completed_on = models.DateField(_("ngày đủ nơi"), null=True, blank=True)
    gap_on = models.DateField(_("ngày đầu tiên có nơi bị gián đoạn"), null=True, blank=True)
    published_on = models.DateField(_("ngày đưa lên bảng công khai"), null=True, blank=True)
    published_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người quyết định")
    )
    public_text = models.TextField(_("lời giới thiệu với Nhân dân"), max_length=2_000, blank=True)
    review_asked_on = models.DateField(_("ngày yêu cầu rà soát"), null=True, blank=True)
    review_reason = models.CharField(_("vì sao phải rà soát"), max_length=300, blank=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=300, blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))
    created_at = models.DateTimeField(_("ghi lúc"))

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc công khai")
        verbose_name_plural = _("việc công khai")
        constraints = [
            not_blank("title", name="disclosure_title", message=_("Cần ghi việc công khai.")),
            models.CheckConstraint(
                condition=Q(status__in=DisclosureStatus.values),
                name="disclosure_status_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("decided_on")),
                name="disclosure_due_after_decision",
                violation_error_message=_("Hạn công khai không được trước ngày quyết định."),
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(completed_on__gte=F("decided_on")),
                name="disclosure_complete_after_decision",
                violation_error_message=_("Không thể công khai trước ngày quyết định."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[DisclosureStatus.UP, DisclosureStatus.DONE]) | Q(completed_on__isnull=False),
                name="disclosure_up_has_day",
                violation_error_message=_("Việc đã công khai đủ nơi phải có ngày đủ nơi."),
            ),
            all_or_none(
                "published_on",
                "published_by",
                name="disclosure_published_by_whom",
                message=_("Đưa lên bảng công khai phải ghi ngày và người quyết định."),
            ),
            models.CheckConstraint(
                condition=~Q(status=DisclosureStatus.CANCELLED) | Q(cancel_reason__regex=r"\S"),
                name="disclosure_cancelled_why",
                violation_error_message=_("Hủy phải có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(review_asked_on__isnull=True) | Q(review_reason__regex=r"\S"),
                name="disclosure_review_why",
                violation_error_message=_("Yêu cầu rà soát phải có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                name="disclosure_not_its_own_successor",
                violation_error_message=_("Một việc công khai không thể thay cho chính nó."),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "status", "-decided_on"], name="disclosure_by_body"),
            models.Index(fields=["body"], condition=Q(review_asked_on__isnull=False), name="disclosure_to_review"),
            *searching.indexes("disclosure"),
        ]
        triggers = [scope.copies_to_stakes("disclosures_disclosurestake", *COPIES)]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what search compares."""
        self.tidy()
        super().save(*args, **kwargs)

    def tidy(self) -> None:
        """What search compares: the code, the matter, the decision's number."""
        self.fill_search(self.code, self.title, self.decision)

    def get_absolute_url(self) -> str:
        return reverse("disclosures:detail", args=[self.code])

    @property
    def condition(self) -> DisclosureStatus:
        """The state with its label and tone."""
        return DisclosureStatus(self.status)

    def timeliness(self, day: date) -> Timeliness:
        """Its class on a day; the same answer as of_timeliness()."""
        if self.due_on is None:
            return Timeliness.NO_LIMIT
        if self.completed_on is not None and self.completed_on <= day:
            return Timeliness.ON_TIME if self.completed_on <= self.due_on else Timeliness.LATE
        return Timeliness.MISSING if self.due_on < day else Timeliness.WAITING

    @property
    def paper(self) -> str:
        """The decision as people quote it."""
        return str(self.document) if self.document_id else self.decision


class DisclosureStake(Stake):
    """Whom a disclosure concerns: the unit whose body discloses."""

    record = models.ForeignKey(Disclosure, models.CASCADE, related_name="stakes")
    status = models.CharField(max_length=9, editable=False)
    item = models.ForeignKey(DisclosureItem, models.PROTECT, editable=False, related_name="+", db_index=False)
    decided_on = models.DateField(editable=False)
    due_on = models.DateField(null=True, editable=False)
    completed_on = models.DateField(null=True, editable=False)
    gap_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("liên quan của việc công khai")
        verbose_name_plural = _("liên quan của việc công khai")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="disclosure_stake_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["unit", "decided_on", "record"],
                include=["status", "item", "due_on", "completed_on", "gap_on"],
                name="disclosure_stake_by_day",
            ),
            models.Index(
                fields=["unit", "status", "due_on", "record"],
                condition=Q(why=Why.ORIGIN, until__isnull=True),
                name="disclosure_stake_by_status",
            ),
        ]
        triggers = [scope.copied_from_record("disclosures_disclosure", *COPIES), *scope.marks_units()]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


class FileQuerySet(models.QuerySet["DisclosureFile"]):
    """Files, read like speech."""

    def present(self) -> FileQuerySet:
        """Those that nobody removed."""
        return self.filter(removed_on__isnull=True)

    def public_on(self, day: date) -> FileQuerySet:
        """Those that everybody may read on that day: an annex with names only until its last day."""
        shown = self.present().filter(disclosure__published_on__isnull=False, uploaded_on__lte=day)
        return shown.filter(Q(public_until__isnull=True) | Q(public_until__gte=day))


@tracked
class DisclosureFile(models.Model):
    """What people read: the decision, its annexes. An annex with names is on the network until ``public_until``."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="files", verbose_name=_("việc công khai"))
    blob = models.ForeignKey("documents.Blob", models.PROTECT, related_name="+", verbose_name=_("nội dung tệp"))
    name = models.CharField(_("tên tệp"), max_length=160)
    caption = models.CharField(_("là"), max_length=200)
    named = models.BooleanField(_("có tên người"), default=False)
    public_until = models.DateField(_("công khai trên mạng đến hết ngày"), null=True, blank=True)
    uploaded_on = models.DateField(_("ngày tải lên"))
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người tải lên"))
    removed_on = models.DateField(_("ngày gỡ"), null=True, blank=True)
    removed_reason = models.CharField(_("lý do gỡ"), max_length=300, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp công khai")
        verbose_name_plural = _("tệp công khai")
        ordering = ["pk"]
        constraints = [
            not_blank("caption", name="disclosure_file_caption", message=_("Cần ghi tệp này là gì.")),
            models.CheckConstraint(
                condition=Q(named=False) | Q(public_until__isnull=False),
                name="disclosure_file_names_end",
                violation_error_message=NAMED_CONTENTS_NEED_END,
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_reason__regex=r"\S"),
                name="disclosure_file_removed_why",
                violation_error_message=_("Gỡ tệp cần có lý do."),
            ),
            models.UniqueConstraint(
                fields=["disclosure", "blob"],
                condition=Q(removed_on__isnull=True),
                name="disclosure_file_once",
                violation_error_message=_("Tệp này đã có."),
            ),
        ]

    def __str__(self) -> str:
        return self.caption
