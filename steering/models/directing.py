"""Directing papers: what a body above has ordered, who must carry it out, and by which paper of its own each does."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock, text
from common.constraints import not_blank, range_not_empty
from common.history import tracked
from common.names import in_page_language
from documents.models import OfficialDocument
from organizations.models import Body, Reach, Unit
from organizations.scope import ScopedQuerySet, Stake
from steering.enums_directing import Carrying, Force


class PaperKind(models.Model):
    """A kind of directing paper. Kinds are data: directive, resolution, circular letter, scheme, law …"""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name_vi = models.CharField(_("tên loại"), max_length=80)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=80)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50)

    class Meta:
        verbose_name = _("loại văn bản chỉ đạo")
        verbose_name_plural = _("loại văn bản chỉ đạo")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return in_page_language(self)


class PaperQuerySet(ScopedQuerySet["DirectingPaper"]):
    """Directing papers, read like speech."""

    def in_force(self, on: date) -> PaperQuerySet:
        """Papers that bind on a day."""
        return self.filter(valid__contains=on)

    def ended(self, on: date) -> PaperQuerySet:
        """Papers that bound before a day and do no longer."""
        return self.filter(valid__endswith__lte=on)

    def known_in(self, unit: Unit) -> PaperQuerySet:
        """Papers that the unit itself registered, issued or must carry out: those that it may cite."""
        own = self._stakes().filter(record=OuterRef("pk"), unit=unit, until=None)
        return self.filter(Exists(own))

    def with_coverage(self, on: date) -> PaperQuerySet:
        """Adds ``owed``, ``met`` and ``late``: how many bodies must carry it out, have begun, are late on a day."""
        rows = Implementation.objects.filter(paper=OuterRef("pk"), excused="")
        return self.annotate(owed=_how_many(rows), met=_how_many(rows.met()), late=_how_many(rows.late(on)))

    def for_list(self) -> PaperQuerySet:
        return self.select_related("kind").order_by("-issued_on", "-pk")


def _how_many(rows: Any) -> Any:
    counted = rows.order_by().values("paper").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


@tracked
class DirectingPaper(models.Model):
    """A paper by which a body directs others. ``unit`` keeps the entry; ``issuer`` is empty when outside the portal.

    ``valid`` is the time in which it binds; its end is the first day on which it does no longer.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị vào sổ"))
    kind = models.ForeignKey(PaperKind, models.PROTECT, verbose_name=_("loại văn bản"))
    issuer = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan ban hành trong Cổng")
    )
    issuer_text = models.CharField(_("cơ quan ban hành"), max_length=200)
    symbol = models.CharField(_("số, ký hiệu"), max_length=80)
    symbol_key = models.CharField(max_length=80, editable=False)
    issued_on = models.DateField(_("ngày ban hành"))
    subject = models.CharField(_("trích yếu"), max_length=500)
    valid = DateRangeField(_("thời gian hiệu lực"))
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("được thay thế bởi")
    )
    note = models.TextField(_("nội dung cần thực hiện, ghi chú"), max_length=10_000, blank=True)
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản trong Cổng")
    )
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người vào sổ"))
    search_key = models.TextField(editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản chỉ đạo")
        verbose_name_plural = _("văn bản chỉ đạo")
        constraints = [
            not_blank("issuer_text", name="directing_issuer", message=_("Cần ghi cơ quan ban hành.")),
            not_blank("symbol", name="directing_symbol", message=_("Cần ghi số, ký hiệu.")),
            not_blank("subject", name="directing_subject", message=_("Cần ghi trích yếu.")),
            range_not_empty(
                "valid", name="directing_valid", message=_("Ngày hết hiệu lực phải sau ngày bắt đầu hiệu lực.")
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "symbol_key", "issued_on"],
                name="directing_once",
                violation_error_message=_("Văn bản này đã có trong sổ của đơn vị."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | (Q(valid__endswith__isnull=False) & ~Q(replaced_by=F("id"))),
                name="directing_replaced_has_end",
                violation_error_message=_("Văn bản được thay thế phải có ngày hết hiệu lực."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="directing_by_text"),
            models.Index(fields=["-issued_on", "-id"], name="directing_by_day"),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys that lists search by and that tell two entries of one paper."""
        self.symbol = text.clean_line(self.symbol)
        self.symbol_key = text.search_key(self.symbol)[:80]
        self.search_key = text.search_key(f"{self.symbol} {self.subject} {self.issuer_text}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("steering:paper", args=[self.pk])

    @property
    def label(self) -> str:
        """How other pages name it: "Thông tri 06-TT/QU"."""
        return label_of(str(self.kind), self.symbol)

    @property
    def ends_on(self) -> date | None:
        """The first day on which it binds no longer; None while no end is known."""
        end: date | None = self.valid.upper if self.valid else None
        return end

    @property
    def state(self) -> Force:
        """Whether it binds today."""
        today = clock.today()
        if self.ends_on and self.ends_on <= today:
            return Force.ENDED
        return Force.AHEAD if self.valid.lower and self.valid.lower > today else Force.IN_FORCE


def label_of(kind: str, symbol: str) -> str:
    """The name of a paper whose kind and number are at hand."""
    return f"{kind} {symbol}"


class DirectingPaperStake(Stake):
    """Whom a paper concerns: the unit that keeps the entry, its issuer, and those who must carry it out."""

    record = models.ForeignKey(DirectingPaper, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của văn bản chỉ đạo")
        verbose_name_plural = _("liên quan của văn bản chỉ đạo")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="directing_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="directing_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


class ImplementationQuerySet(models.QuerySet["Implementation"]):
    """What bodies owe to papers, read like speech."""

    def visible_to(self, user: User) -> ImplementationQuerySet:
        """What is owed to papers within the person's reach."""
        return self.filter(paper__in=DirectingPaper.objects.visible_to(user))

    def in_unit(self, unit: Unit) -> ImplementationQuerySet:
        """What bodies of the unit, or of one that it reaches, owe, and what others owe to papers of its register."""
        reached = Reach.objects.filter(source=unit).values("target_id")
        return self.filter(Q(body__unit__in=reached) | Q(paper__unit__in=reached))

    def owed(self) -> ImplementationQuerySet:
        """Without those that need not carry it out after all."""
        return self.filter(excused="")

    def met(self) -> ImplementationQuerySet:
        """An implementing paper was issued, or the work done without one."""
        return self.filter(Q(issued_on__isnull=False) | Q(done_on__isnull=False))

    def waiting(self) -> ImplementationQuerySet:
        """Neither issued nor done."""
        return self.owed().filter(issued_on=None, done_on=None)

    def late(self, on: date) -> ImplementationQuerySet:
        """Waiting after their last day."""
        return self.waiting().filter(due_on__lt=on)

    def for_list(self) -> ImplementationQuerySet:
        return self.select_related("paper__kind", "body__unit__kind").order_by(
            F("due_on").asc(nulls_last=True), "body__unit__sort_key", "body__sort_key", "pk"
        )


@tracked
class Implementation(models.Model):
    """That a body must carry out a directing paper: until when, by which paper of its own, done on which day.

    ``due_on`` is a copy of its clock's due date. ``excused`` says why the body need not do so after all.
    """

    paper = models.ForeignKey(
        DirectingPaper, models.PROTECT, related_name="implementations", verbose_name=_("văn bản chỉ đạo")
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan thực hiện"))
    asked_on = models.DateField(_("giao từ ngày"))
    due_on = models.DateField(_("hạn ban hành văn bản thực hiện"), null=True, blank=True)
    symbol = models.CharField(_("số, ký hiệu văn bản thực hiện"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày ban hành văn bản thực hiện"), null=True, blank=True)
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản trong Cổng")
    )
    done_on = models.DateField(_("ngày thực hiện xong"), null=True, blank=True)
    result = models.TextField(_("kết quả thực hiện"), max_length=5000, blank=True)
    excused = models.CharField(_("lý do không phải thực hiện"), max_length=500, blank=True)

    objects = ImplementationQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc thực hiện văn bản chỉ đạo")
        verbose_name_plural = _("việc thực hiện văn bản chỉ đạo")
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "body"],
                name="implementation_once",
                violation_error_message=_("Cơ quan này đã có trong danh sách thực hiện."),
            ),
            models.CheckConstraint(
                condition=Q(symbol="", issued_on__isnull=True) | (~Q(symbol="") & Q(issued_on__isnull=False)),
                name="implementation_paper_whole",
                violation_error_message=_("Văn bản thực hiện phải có cả số, ký hiệu và ngày ban hành."),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(issued_on__isnull=False) | Q(result__regex=r"\S"),
                name="implementation_done_how",
                violation_error_message=_("Thực hiện xong mà không có văn bản thì phải ghi kết quả."),
            ),
            models.CheckConstraint(
                condition=Q(excused="") | Q(issued_on__isnull=True, done_on__isnull=True),
                name="implementation_excused_has_nothing",
                violation_error_message=_("Cơ quan đã thực hiện thì không ghi là không phải thực hiện."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("asked_on")),
                name="implementation_due_after_asked",
                violation_error_message=_("Hạn không được trước ngày giao."),
            ),
        ]
        indexes = [models.Index(fields=["body", "due_on"], name="implementation_by_body")]

    def __str__(self) -> str:
        return f"{self.paper_id} → {self.body_id}"

    def get_absolute_url(self) -> str:
        """The paper's page, where everybody who sees it also sees this line."""
        return self.paper.get_absolute_url()

    @property
    def state(self) -> Carrying:
        """How far the body is, with label and tone."""
        if self.excused:
            return Carrying.EXCUSED
        if self.done_on:
            return Carrying.DONE
        if self.issued_on:
            return Carrying.ISSUED
        return Carrying.LATE if self.due_on and self.due_on < clock.today() else Carrying.WAITING

    @property
    def is_waiting(self) -> bool:
        """Whether something is still owed."""
        return self.state in (Carrying.WAITING, Carrying.LATE)


class Citation(models.Model):
    """A record of some room cites a directing paper; the rooms say in steering.citing which of theirs do so."""

    paper = models.ForeignKey(DirectingPaper, models.PROTECT, related_name="citations", verbose_name=_("văn bản"))
    kind = models.CharField(_("loại hồ sơ"), max_length=60)
    record_id = models.BigIntegerField(_("mã hồ sơ"))

    class Meta:
        verbose_name = _("viện dẫn")
        verbose_name_plural = _("viện dẫn")
        constraints = [models.UniqueConstraint(fields=["kind", "record_id", "paper"], name="citation_once")]
        indexes = [models.Index(fields=["paper", "kind", "record_id"], name="citation_by_paper")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id} ⇒ {self.paper_id}"
