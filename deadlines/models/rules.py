"""Legal time limits as data: what each law says, from when to when, and how sure we are of its wording."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none, not_blank, one_at_a_time, range_not_empty
from common.history import tracked
from common.names import in_page_language
from deadlines import wording
from deadlines.counting import Limit
from deadlines.enums import Bound, Direction, LimitUnit, RuleStatus, RuleTopic


class RuleQuerySet(models.QuerySet["Rule"]):
    """Rules, read like speech."""

    def national(self) -> RuleQuerySet:
        return self.filter(unit=None)

    def in_force(self, on: date) -> RuleQuerySet:
        """Rules that apply to an event of that day."""
        return self.filter(valid__contains=on)

    def for_list(self) -> RuleQuerySet:
        return self.select_related("unit__kind").order_by("rank", "code", "variant", "pk")


@tracked
class Rule(models.Model):
    """A time limit of the law, or a duty without a figure ("hằng quý"), then without ``amount``.

    ``family`` ties rules that follow each other for the same duty, such as COMP-02 (10 days, until 30/06/2026) and
    COMP-03 (7 working days, since then): of a family and variant one is in force on a day. A row with a ``unit`` is
    the unit's own limit and needs its legal basis; it holds for the unit and everything below it.
    ``extra`` of ``extra_unit`` may be added up to ``extra_times`` times, where the law says so.
    ``consecutive``: the law says "liên tục" of a minimum. ``unread``: the amendment that nobody has read yet.
    """

    code = models.CharField(_("mã"), max_length=20, db_index=True)
    variant = models.SlugField(_("trường hợp"), max_length=30, blank=True)
    family = models.SlugField(_("nhóm"), max_length=60)
    topic = models.SlugField(_("lĩnh vực"), max_length=30)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=500)
    name_vi = models.CharField(_("nội dung"), max_length=300)
    name_en = models.CharField(_("nội dung (tiếng Anh)"), max_length=300)
    event_vi = models.CharField(_("tính từ"), max_length=200, blank=True)
    event_en = models.CharField(_("tính từ (tiếng Anh)"), max_length=200, blank=True)
    actor_vi = models.CharField(_("ai phải làm"), max_length=200, blank=True)
    actor_en = models.CharField(_("ai phải làm (tiếng Anh)"), max_length=200, blank=True)
    direction = models.CharField(_("chiều"), max_length=6, choices=Direction, default=Direction.AFTER)
    bound = models.CharField(_("mức"), max_length=7, choices=Bound, default=Bound.MAXIMUM)
    amount = models.PositiveSmallIntegerField(_("số"), null=True, blank=True)
    counted_in = models.CharField(_("đơn vị tính"), max_length=13, choices=LimitUnit, blank=True)
    rolls = models.BooleanField(_("gặp ngày nghỉ thì chuyển sang ngày làm việc tiếp theo"), default=True)
    consecutive = models.BooleanField(_("liên tục"), default=False)
    instead_vi = models.CharField(_("thay cho con số"), max_length=200, blank=True)
    instead_en = models.CharField(_("thay cho con số (tiếng Anh)"), max_length=200, blank=True)
    extra = models.PositiveSmallIntegerField(_("được thêm"), null=True, blank=True)
    extra_unit = models.CharField(_("đơn vị của phần thêm"), max_length=13, choices=LimitUnit, blank=True)
    extra_times = models.PositiveSmallIntegerField(_("số lần được thêm"), default=0)
    citation = models.CharField(_("căn cứ"), max_length=200)
    valid = DateRangeField(_("hiệu lực"))
    status = models.CharField(_("mức độ tin cậy"), max_length=8, choices=RuleStatus)
    unread = models.CharField(_("văn bản sửa đổi chưa đối chiếu"), max_length=120, blank=True)
    note_vi = models.CharField(_("ghi chú"), max_length=600, blank=True)
    note_en = models.CharField(_("ghi chú (tiếng Anh)"), max_length=600, blank=True)
    unit = models.ForeignKey(
        "organizations.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    basis = models.CharField(_("căn cứ của quy định riêng"), max_length=300, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="overrides", verbose_name=_("thay cho quy định")
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy định về thời hạn")
        verbose_name_plural = _("quy định về thời hạn")
        constraints = [
            one_at_a_time(
                "rule_one_in_force",
                same=["family", "variant"],
                condition=Q(unit__isnull=True),
                message=_("Trong khoảng thời gian đó đã có quy định khác cùng nhóm."),
            ),
            one_at_a_time(
                "rule_one_of_unit_in_force",
                same=["family", "variant", "unit"],
                message=_("Trong khoảng thời gian đó đơn vị đã có quy định riêng."),
            ),
            range_not_empty(
                "valid", name="rule_valid_not_empty", message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực.")
            ),
            not_blank("citation", name="rule_citation", message=_("Cần ghi căn cứ pháp lý.")),
            not_blank("name_vi", name="rule_name", message=_("Cần ghi nội dung quy định.")),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, counted_in="") & ~Q(instead_vi="")
                | Q(amount__isnull=False) & ~Q(counted_in="") & Q(instead_vi=""),
                name="rule_figure_or_words",
                violation_error_message=_("Quy định có con số kèm đơn vị tính, hoặc có lời thay cho con số."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__range=(1, 3650)),
                name="rule_amount_sensible",
                violation_error_message=_("Thời hạn từ 1 đến 3.650."),
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | (Q(basis__regex=r"\S") & Q(status=RuleStatus.LOCAL)),
                name="rule_override_has_basis",
                violation_error_message=_("Quy định riêng của đơn vị phải có căn cứ pháp lý."),
            ),
            all_or_none(
                "unit", "replaces", name="rule_override_whole", message=_("Quy định riêng thay cho một quy định chung.")
            ),
            models.CheckConstraint(
                condition=Q(extra__isnull=True, extra_times=0) | Q(extra__gt=0, extra_times__gt=0),
                name="rule_extra_whole",
                violation_error_message=_("Phần được thêm phải có số và số lần."),
            ),
            models.CheckConstraint(
                condition=Q(status=RuleStatus.ORIGINAL) & ~Q(unread="") | ~Q(status=RuleStatus.ORIGINAL) & Q(unread=""),
                name="rule_names_what_is_unread",
                violation_error_message=_("Quy định mới đối chiếu bản gốc phải ghi văn bản sửa đổi chưa đối chiếu."),
            ),
        ]
        indexes = [models.Index(fields=["family", "variant"], name="rule_by_family")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("deadlines:rule", args=[self.pk])

    @property
    def reference(self) -> str:
        """What people type: "DISC-01", "COMP-04/complex"."""
        return f"{self.code}/{self.variant}" if self.variant else self.code

    @property
    def name(self) -> str:
        """The duty in the reader's language."""
        return in_page_language(self)

    @property
    def event(self) -> str:
        """From which event it is counted."""
        return in_page_language(self, "event")

    @property
    def actor(self) -> str:
        """Who must act."""
        return in_page_language(self, "actor")

    @property
    def instead(self) -> str:
        """What the law says where it gives no figure: "hằng quý", "niêm yết thường xuyên"."""
        return in_page_language(self, "instead")

    @property
    def note(self) -> str:
        """What to know before relying on it."""
        return in_page_language(self, "note")

    @property
    def certainty(self) -> RuleStatus:
        """The status with its label and tone."""
        return RuleStatus(self.status)

    @property
    def about(self) -> str:
        """What it is about: "Công khai ở xã"."""
        return str(RuleTopic(self.topic).label) if self.topic in RuleTopic.values else self.topic

    @property
    def in_words(self) -> str:
        """The limit: "chậm nhất 5 ngày làm việc"."""
        return wording.limit_in_words(self)

    @property
    def in_full(self) -> str:
        """The limit with its event: "chậm nhất 5 ngày làm việc, tính từ ngày ký quyết định"."""
        return wording.limit_in_full(self)

    @property
    def extra_in_words(self) -> str:
        """How often and by how much the law lets it be extended."""
        return wording.extra_in_words(self)

    @property
    def extends_by_paper_only(self) -> bool:
        """The law lets nobody extend it; a unit's own regulation is not read so, it may say more than is kept here."""
        return not self.extra_times and self.status != RuleStatus.LOCAL

    @property
    def mark(self) -> str:
        """The short warning wherever the rule is used: "cần đối chiếu Luật 97/2025/QH15"; nothing when verified."""
        return wording.mark(self)

    @property
    def warning(self) -> str:
        """The warning as a sentence."""
        return wording.warning(self)

    @property
    def last_day(self) -> date | None:
        """The last day on which it is in force; None when no end is known."""
        return self.valid.upper - timedelta(days=1) if self.valid.upper else None

    @property
    def limit(self) -> Limit:
        """The limit to count with. Raises ValueError for a duty without a figure."""
        if self.amount is None:
            raise ValueError(f"{self.reference} has no figure")
        return Limit(
            self.amount, LimitUnit(self.counted_in), Direction(self.direction), Bound(self.bound), rolls=self.rolls
        )
