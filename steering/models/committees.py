"""Steering committees over time: who sat on them on any day, by which decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import text
from common.constraints import not_blank, one_at_a_time, range_not_empty
from common.history import tracked
from common.names import in_page_language
from documents.models import OfficialDocument
from organizations.models import Body, Term, Unit
from organizations.scope import ScopedQuerySet, Stake, marks_units
from steering.enums import Position


class CommitteeKind(models.Model):
    """A kind of committee. Kinds are data: grassroots democracy, budget, administrative reform…"""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50)

    class Meta:
        verbose_name = _("loại Ban Chỉ đạo")
        verbose_name_plural = _("loại Ban Chỉ đạo")

    def __str__(self) -> str:
        return in_page_language(self)


class CommitteeQuerySet(ScopedQuerySet["Committee"]):
    """Committees, read like speech."""

    def alive(self, on: date) -> CommitteeQuerySet:
        """Committees that worked on a day."""
        return self.filter(valid__contains=on)

    def for_list(self) -> CommitteeQuerySet:
        return self.select_related("body", "unit__kind", "kind", "term", "standing_body").order_by(
            "kind__rank", "body__sort_key", "pk"
        )


class Committee(models.Model):
    """A steering committee of a unit. It is a body: it holds conferences, sets tasks, issues papers."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="committees", verbose_name=_("đơn vị"))
    kind = models.ForeignKey(CommitteeKind, models.PROTECT, verbose_name=_("loại"))
    body = models.OneToOneField(Body, models.PROTECT, related_name="committee", verbose_name=_("cơ quan"))
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, verbose_name=_("nhiệm kỳ"))
    standing_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan thường trực")
    )
    decision = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản thành lập")
    )
    decision_text = models.CharField(_("quyết định thành lập"), max_length=300)
    valid = DateRangeField(_("thời gian hoạt động"))

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ban Chỉ đạo")
        verbose_name_plural = _("Ban Chỉ đạo")
        constraints = [
            range_not_empty("valid", name="committee_not_empty", message=_("Ngày kết thúc phải sau ngày thành lập.")),
            one_at_a_time(
                "committee_one_of_a_kind",
                same=["unit", "kind"],
                message=_("Đơn vị đã có Ban Chỉ đạo loại này trong thời gian đó."),
            ),
            not_blank(
                "decision_text", name="committee_has_decision", message=_("Cần ghi số, ngày của quyết định thành lập.")
            ),
        ]
        triggers = marks_units()

    def __str__(self) -> str:
        return self.body.name

    def get_absolute_url(self) -> str:
        return reverse("steering:committee", args=[self.body.code])

    @property
    def ended_on(self) -> date | None:
        """The first day on which the committee is no more, or None while no end is known."""
        end: date | None = self.valid.upper if self.valid else None
        return end


class CommitteeStake(Stake):
    """Whom a committee concerns: its own unit, and the unit of its standing body."""

    record = models.ForeignKey(Committee, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của Ban Chỉ đạo")
        verbose_name_plural = _("liên quan của Ban Chỉ đạo")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="committee_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="committee_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


class Reorganisation(models.Model):
    """A decision that changed who sits on a committee ("kiện toàn"). The first one is the founding decision."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="reorganisations", verbose_name=_("Ban Chỉ đạo")
    )
    on = models.DateField(_("từ ngày"))
    decision = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    decision_text = models.CharField(_("quyết định"), max_length=300)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("lần kiện toàn")
        verbose_name_plural = _("lần kiện toàn")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "on"],
                name="reorganisation_once_a_day",
                violation_error_message=_("Ngày này đã có một lần kiện toàn."),
            ),
            not_blank(
                "decision_text", name="reorganisation_has_decision", message=_("Cần ghi số, ngày của quyết định.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.on}"


class MemberQuerySet(models.QuerySet["CommitteeMember"]):
    """Members, read like speech."""

    def on(self, day: date) -> MemberQuerySet:
        """Who sat on the committee on a day."""
        return self.filter(valid__contains=day)

    def in_official_order(self) -> MemberQuerySet:
        """Head first, the support team last; inside a position as the decision lists them."""
        places = [When(position=position, then=Value(number)) for number, position in enumerate(Position)]
        return self.order_by(Case(*places), "rank", "sort_key", "pk")


@tracked
class CommitteeMember(models.Model):
    """A person's place in a committee over a stretch of time; a change of place is a new row.

    The same name twice at a time is refused: two people who share a name are told apart on paper too
    ("Nguyễn Văn An (1975)").
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="members", verbose_name=_("Ban Chỉ đạo"))
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tài khoản")
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    sort_key = models.TextField(editable=False, db_collation="C")
    office = models.CharField(_("chức vụ, cơ quan"), max_length=200, blank=True)
    position = models.CharField(_("chức danh trong Ban"), max_length=10, choices=Position, default=Position.MEMBER)
    sector = models.CharField(_("lĩnh vực phụ trách"), max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(_("thứ tự trong quyết định"), default=100)
    valid = DateRangeField(_("thời gian tham gia"))
    joined_by = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="joined", verbose_name=_("tham gia theo quyết định")
    )
    left_by = models.ForeignKey(
        Reorganisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="left",
        verbose_name=_("thôi theo quyết định"),
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("thành viên Ban Chỉ đạo")
        verbose_name_plural = _("thành viên Ban Chỉ đạo")
        constraints = [
            range_not_empty("valid", name="member_not_empty", message=_("Ngày thôi phải sau ngày tham gia.")),
            not_blank("full_name", name="member_name_not_blank", message=_("Cần có họ và tên.")),
            models.CheckConstraint(
                condition=Q(position__in=Position.values),
                name="member_position_known",
                violation_error_message=_("Chức danh không có trong danh mục."),
            ),
            one_at_a_time(
                "member_once",
                same=["committee", "name_key"],
                message=_("Người này đã có trong Ban Chỉ đạo trong thời gian đó."),
            ),
            ExclusionConstraint(
                name="member_account_once",
                expressions=[
                    ("committee", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(user__isnull=False),
                violation_error_message=_("Tài khoản này đã có trong Ban Chỉ đạo trong thời gian đó."),
            ),
            ExclusionConstraint(
                name="member_one_head",
                expressions=[("committee", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(position=Position.HEAD),
                violation_error_message=_("Ban Chỉ đạo chỉ có một Trưởng ban trong cùng một ngày."),
            ),
            models.CheckConstraint(
                condition=Q(valid__endswith__isnull=True) | Q(left_by__isnull=False),
                name="member_end_has_decision",
                violation_error_message=_("Thôi tham gia phải theo một quyết định."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys that the list sorts by and the database compares."""
        self.full_name = text.clean_line(self.full_name)
        self.name_key = name_key(self.full_name)
        self.sort_key = text.sort_key(self.full_name)
        super().save(*args, **kwargs)

    @property
    def is_support(self) -> bool:
        """Whether the person belongs to the support team ("Tổ giúp việc")."""
        return self.position == Position.SUPPORT


def name_key(full_name: str) -> str:
    """What makes two names the same: letters with their accents, whatever the capitals and spaces."""
    return text.clean_line(full_name).casefold()[:120]
