"""Pending cases: a matter that letters, receptions, petitions, dialogues and tasks are all about."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import text
from common.constraints import all_or_none, not_blank
from common.history import tracked
from common.names import in_page_language
from letters.enums_cases import CasePart, CaseState
from organizations import roles
from organizations.enums import Role
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake

TITLE_LIMIT = 300
READERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER, Role.SUPERVISOR)
"""Who may know of a case at all, and only at a body that takes part in it."""


class _Listed(models.Model):
    """A row of an editable list."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50)
    in_use = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_page_language(self)


class CaseField(_Listed):
    """What cases are about: land, site clearance, resettlement …"""

    class Meta:
        verbose_name = _("lĩnh vực vụ việc")
        verbose_name_plural = _("lĩnh vực vụ việc")
        constraints = [not_blank("name_vi", name="case_field_name", message=_("Cần có tên lĩnh vực."))]


class CaseStage(_Listed):
    """How far the authorities are with a case."""

    class Meta:
        verbose_name = _("giai đoạn vụ việc")
        verbose_name_plural = _("giai đoạn vụ việc")
        constraints = [not_blank("name_vi", name="case_stage_name", message=_("Cần có tên giai đoạn."))]


class CaseQuerySet(ScopedQuerySet["Case"]):
    """Cases, read like speech."""

    def visible_to(self, user: User) -> Self:
        """Restricted: cases in which a body has a stake where the person works with the matter (READERS).

        Reaching the unit is not enough, and neither is another role at the body.
        """
        own = CaseStake.objects.filter(record=OuterRef("pk"), until=None, body__in=roles.bodies_of(user, READERS))
        return self.filter(Exists(own))

    def visible_in(self, user: User, unit: Unit) -> Self:
        """The same among the cases of the unit and of those that it reaches."""
        return self.visible_to(user).in_unit(unit)

    def open(self) -> Self:
        return self.filter(state=CaseState.OPEN)

    def for_list(self) -> Self:
        return self.select_related("field", "stage", "lead", "place_unit__kind").order_by("-opened_on", "-pk")


@tracked
class Case(models.Model):
    """A matter at a place, and who leads it. It describes the matter; it is no file on persons.

    ``unit`` is the unit of the body that leads it.
    """

    code = models.CharField(_("mã vụ việc"), max_length=20, unique=True)
    title = models.CharField(_("vụ việc"), max_length=TITLE_LIMIT)
    field = models.ForeignKey(CaseField, models.PROTECT, verbose_name=_("lĩnh vực"))
    stage = models.ForeignKey(CaseStage, models.PROTECT, verbose_name=_("giai đoạn"))
    place_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    project = models.CharField(_("dự án"), max_length=300, blank=True)
    note = models.TextField(_("nội dung vụ việc"), max_length=10_000, blank=True)
    lead = models.ForeignKey(Body, models.PROTECT, related_name="cases_led", verbose_name=_("cơ quan chủ trì"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    opened_on = models.DateField(_("ngày lập"))
    state = models.CharField(_("trạng thái"), max_length=6, choices=CaseState, default=CaseState.OPEN)
    closed_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    result = models.TextField(_("kết quả"), max_length=5_000, blank=True)
    search_key = models.TextField(editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("vụ việc")
        verbose_name_plural = _("vụ việc")
        constraints = [
            not_blank("title", name="case_title", message=_("Cần ghi tên vụ việc.")),
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN, closed_on__isnull=True, result="")
                | Q(state=CaseState.CLOSED, closed_on__isnull=False, result__regex=r"\S"),
                name="case_closed_has_result",
                violation_error_message=_("Vụ việc kết thúc phải có ngày và kết quả."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="case_closed_not_before_opened",
                violation_error_message=_("Ngày kết thúc không được trước ngày lập."),
            ),
        ]
        indexes = [
            models.Index(fields=["-opened_on", "-id"], name="case_by_day"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="case_by_text"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that the list searches by."""
        self.title = text.clean_line(self.title)
        self.search_key = text.search_key(f"{self.code} {self.title} {self.place} {self.project}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("letters:case", args=[self.code])

    @property
    def condition(self) -> CaseState:
        """The state with its label and tone."""
        return CaseState(self.state)

    @property
    def is_open(self) -> bool:
        return self.state == CaseState.OPEN


class CaseBody(models.Model):
    """A body that takes part in a case beside the one that leads it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parts", verbose_name=_("vụ việc"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    part = models.CharField(_("vai trò"), max_length=10, choices=CasePart)

    class Meta:
        verbose_name = _("cơ quan tham gia vụ việc")
        verbose_name_plural = _("cơ quan tham gia vụ việc")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "body"],
                name="case_body_once",
                violation_error_message=_("Cơ quan này đã tham gia vụ việc."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} + {self.body_id}"


class CaseStake(Stake):
    """Whom a case concerns; carries copies of what lists filter by."""

    record = models.ForeignKey(Case, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của vụ việc")
        verbose_name_plural = _("liên quan của vụ việc")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="case_stake_once",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "record"], name="case_stake_by_unit"),
            models.Index(fields=["body", "record"], name="case_stake_by_body"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


def _one_of(fields: tuple[str, ...]) -> Q:
    """Exactly one of the keys is given."""
    ways = (Q(**{f"{other}__isnull": other != field for other in fields}) for field in fields)
    return reduce(or_, ways)


LINKED = ("letter", "visit", "petition", "conference", "task", "document")

# Sealed files have no key here at all; a letter and a line of the book may stand for one.
_nothing_sealed = pgtrigger.Trigger(
    name="nothing_sealed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF EXISTS (SELECT 1 FROM letters_visit WHERE id = NEW.visit_id AND matter = 'denunciation')
           OR EXISTS (SELECT 1 FROM letters_lettercontent WHERE letter_id = NEW.letter_id AND kind = 'sealed') THEN
            RAISE EXCEPTION 'Hồ sơ được niêm phong không gắn vào vụ việc.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


@tracked
class CaseLink(models.Model):
    """A record that is about the case. A link that was taken back stays, with who did it and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="links", verbose_name=_("vụ việc"))
    letter = models.ForeignKey(
        "letters.Letter", models.PROTECT, null=True, blank=True, related_name="case_links", verbose_name=_("đơn")
    )
    visit = models.ForeignKey(
        "letters.Visit", models.PROTECT, null=True, blank=True, related_name="case_links", verbose_name=_("lượt tiếp")
    )
    petition = models.ForeignKey(
        "petitions.Petition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case_links",
        verbose_name=_("kiến nghị"),
    )
    conference = models.ForeignKey(
        "conferences.Conference",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case_links",
        verbose_name=_("hội nghị, đối thoại"),
    )
    task = models.ForeignKey(
        "steering.Task", models.PROTECT, null=True, blank=True, related_name="case_links", verbose_name=_("nhiệm vụ")
    )
    document = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case_links",
        verbose_name=_("văn bản"),
    )
    on = models.DateField(_("ngày của hồ sơ"))
    linked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người gắn"))
    linked_at = models.DateTimeField(_("gắn lúc"))
    unlinked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người gỡ")
    )
    unlinked_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)
    unlink_reason = models.CharField(_("lý do gỡ"), max_length=500, null=True, blank=True)  # noqa: DJ001 (tied to unlinked_at)

    class Meta:
        verbose_name = _("hồ sơ của vụ việc")
        verbose_name_plural = _("hồ sơ của vụ việc")
        constraints = [
            models.CheckConstraint(
                condition=_one_of(LINKED),
                name="case_link_exactly_one",
                violation_error_message=_("Mỗi dòng gắn đúng một hồ sơ."),
            ),
            all_or_none(
                "unlinked_by",
                "unlinked_at",
                "unlink_reason",
                name="case_link_taken_back_whole",
                message=_("Gỡ hồ sơ phải có người gỡ và lý do."),
            ),
            not_blank("unlink_reason", name="case_link_taken_back_why", message=_("Cần ghi lý do gỡ.")),
            *(
                models.UniqueConstraint(
                    fields=["case", field],
                    condition=Q(unlinked_at__isnull=True),
                    name=f"case_link_{field}_once",
                    violation_error_message=_("Hồ sơ này đã gắn vào vụ việc."),
                )
                for field in LINKED
            ),
        ]
        indexes = [models.Index(fields=["case", "on"], name="case_link_by_day")]
        triggers = [_nothing_sealed]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"

    @property
    def kind(self) -> str:
        """Which of the keys is given."""
        return next(field for field in LINKED if getattr(self, f"{field}_id") is not None)

    @property
    def target(self) -> Any:
        """The record that is linked."""
        return getattr(self, self.kind)
