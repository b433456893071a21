"""Sessions of People's Councils: terms, how a council numbers, the session, and the units that it concerns."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock, text
from common.constraints import not_blank, one_at_a_time, range_not_empty
from common.history import tracked
from common.official import roman
from conferences import numbering
from conferences.enums import SessionKind, SessionStatus
from organizations import scope
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake


class CouncilTermQuerySet(models.QuerySet["CouncilTerm"]):
    """Terms, read like speech."""

    def for_choice(self) -> CouncilTermQuerySet:
        """Everything a list of choices shows, newest first."""
        return self.select_related("council").order_by("-valid", "council__sort_key", "pk")


@tracked
class CouncilTerm(models.Model):
    """A term of office of one council ("khóa"). ``name`` is how the council itself writes it, when not "khóa XIX"."""

    council = models.ForeignKey(Body, models.PROTECT, related_name="council_terms", verbose_name=_("Hội đồng nhân dân"))
    number = models.PositiveSmallIntegerField(_("khóa"))
    name = models.CharField(_("cách ghi riêng"), max_length=80, blank=True)
    valid = DateRangeField(_("thời gian"))

    objects = CouncilTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("khóa của Hội đồng nhân dân")
        verbose_name_plural = _("khóa của Hội đồng nhân dân")
        constraints = [
            range_not_empty("valid", name="council_term_not_empty", message=_("Ngày kết thúc phải sau ngày bắt đầu.")),
            models.CheckConstraint(
                condition=Q(number__range=(1, numbering.LAST_TERM)),
                name="council_term_number",
                violation_error_message=_("Khóa là số từ 1 đến 89."),
            ),
            models.UniqueConstraint(
                fields=["council", "number"],
                name="council_term_once",
                violation_error_message=_("Hội đồng nhân dân này đã có khóa mang số đó."),
            ),
            one_at_a_time(
                "council_term_one_at_a_time",
                same=["council"],
                message=_("Hội đồng nhân dân đã có một khóa khác trong thời gian đó."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """ "khóa XIX", or as the council writes it."""
        return self.name or _now("khóa {number}").format(number=roman(self.number))

    @property
    def first_day(self) -> date | None:
        """The day on which it began."""
        day: date | None = self.valid.lower
        return day


class SessionNumbering(models.Model):
    """How one council numbers its sessions; a council without a row counts all kinds in one row, anew each term."""

    council = models.OneToOneField(
        Body, models.CASCADE, related_name="session_numbering", verbose_name=_("Hội đồng nhân dân")
    )
    one_row = models.BooleanField(_("kỳ họp chuyên đề, bất thường đánh số chung với kỳ họp thường lệ"), default=True)
    restarts = models.BooleanField(_("đánh số lại từ 1 mỗi khóa"), default=True)

    class Meta:
        verbose_name = _("cách đánh số kỳ họp")
        verbose_name_plural = _("cách đánh số kỳ họp")

    def __str__(self) -> str:
        return f"{self.council_id} {self.one_row} {self.restarts}"

    @classmethod
    def of(cls, council_id: int) -> SessionNumbering:
        """The council's row, or the usual way."""
        return cls.objects.filter(council=council_id).first() or cls(council_id=council_id)

    def series(self, term_id: int, kind: str) -> str:
        """The row in which a session of that kind takes its number."""
        return numbering.series(term_id=term_id, kind=kind, one_row=self.one_row, restarts=self.restarts)


class CouncilSessionQuerySet(ScopedQuerySet["CouncilSession"]):
    """Sessions, read like speech."""

    def for_list(self) -> CouncilSessionQuerySet:
        """Everything a line of the list shows, newest first, in one query."""
        return self.select_related("council__unit__kind", "term").order_by("-starts_on", "-pk")

    def for_detail(self) -> CouncilSessionQuerySet:
        """What the page of a session touches of the session itself, in one query."""
        return self.select_related("council__unit__kind", "council__kind", "term")

    def standing(self) -> CouncilSessionQuerySet:
        """Sessions that were not cancelled."""
        return self.exclude(status=SessionStatus.CANCELLED)

    def before(self, session: CouncilSession) -> CouncilSessionQuerySet:
        """Sessions of the same council that began earlier, the latest first."""
        earlier = self.standing().filter(council=session.council_id, starts_on__lt=session.starts_on)
        return earlier.order_by("-starts_on", "-pk")


@tracked
class CouncilSession(models.Model):
    """A session of a People's Council: planned, opened, closed. Petitions, papers and questions hang on it.

    ``series`` is the row in which it takes its number, worked out from the council's SessionNumbering when it is
    written: two sessions that stand never bear one number in one row, and a cancelled one gives its number back.
    """

    code = models.SlugField(_("mã"), max_length=110, unique=True)
    council = models.ForeignKey(
        Body, models.PROTECT, related_name="council_sessions", verbose_name=_("Hội đồng nhân dân")
    )
    term = models.ForeignKey(CouncilTerm, models.PROTECT, related_name="sessions", verbose_name=_("khóa"))
    kind = models.CharField(_("loại kỳ họp"), max_length=10, choices=SessionKind, default=SessionKind.REGULAR)
    ordinal = models.PositiveSmallIntegerField(_("kỳ họp thứ"), null=True, blank=True)
    series = models.CharField(max_length=40, editable=False)
    title = models.CharField(_("tên kỳ họp"), max_length=300)
    starts_on = models.DateField(_("ngày khai mạc"))
    ends_on = models.DateField(_("ngày bế mạc"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    status = models.CharField(_("trạng thái"), max_length=10, choices=SessionStatus, default=SessionStatus.PLANNED)
    cancelled_reason = models.CharField(_("lý do hủy"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("lập lúc"), default=clock.now)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lập"))
    search_key = models.TextField(editable=False)

    objects = CouncilSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("kỳ họp")
        verbose_name_plural = _("kỳ họp")
        constraints = [
            not_blank("title", name="session_title_not_blank", message=_("Cần có tên kỳ họp.")),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="session_ends_after_start",
                violation_error_message=_("Ngày bế mạc không được trước ngày khai mạc."),
            ),
            models.CheckConstraint(
                condition=Q(ordinal__isnull=True) | Q(ordinal__range=(1, numbering.LAST_ORDINAL)),
                name="session_ordinal_range",
                violation_error_message=_("Số thứ tự của kỳ họp từ 1 đến 999."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SessionKind.values, status__in=SessionStatus.values),
                name="session_kind_and_status_known",
                violation_error_message=_("Loại hoặc trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=(~Q(status=SessionStatus.CANCELLED) & Q(cancelled_reason=""))
                | Q(status=SessionStatus.CANCELLED, cancelled_reason__regex=r"\S"),
                name="session_cancelled_has_reason",
                violation_error_message=_("Hủy kỳ họp phải có lý do."),
            ),
            models.UniqueConstraint(
                fields=["council", "series", "ordinal"],
                condition=Q(ordinal__isnull=False) & ~Q(status=SessionStatus.CANCELLED),
                name="session_ordinal_once",
                violation_error_message=_("Đã có kỳ họp mang số này."),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "-starts_on"], name="session_by_council"),
            models.Index(fields=["term", "-starts_on"], name="session_by_term"),
        ]
        triggers = [
            scope.copies_to_stakes("conferences_councilsessionstake", "starts_on", "status"),
            pgtrigger.Trigger(
                name="term_of_its_council",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("council_id", "term_id"),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM conferences_councilterm WHERE id = NEW.term_id AND council_id = NEW.council_id
                    ) THEN
                        RAISE EXCEPTION 'Khóa này không phải của Hội đồng nhân dân đã chọn.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that the list searches, and the row of its number."""
        self.search_key = text.search_key(f"{self.title} {self.place} {self.code}")
        if not self.series:
            self.series = SessionNumbering.of(self.council_id).series(self.term_id, self.kind)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("conferences:session", args=[self.code])

    @property
    def unit(self) -> Unit:
        """The unit of the council."""
        return self.council.unit

    @property
    def state(self) -> SessionStatus:
        """The status with its label and tone."""
        return SessionStatus(self.status)

    @property
    def kind_name(self) -> str:
        """ "thường lệ", "chuyên đề", "bất thường"."""
        return str(SessionKind(self.kind).label)

    @property
    def label(self) -> str:
        """ "kỳ họp thứ 11, khóa XIX"; the kind is said where the number alone does not tell."""
        return f"{self.short_label}, {self.term.label}"

    @property
    def short_label(self) -> str:
        """ "kỳ họp thứ 11", "kỳ họp thứ 12 (chuyên đề)", "kỳ họp chuyên đề thứ 3", "kỳ họp bất thường ngày …"."""
        return session_label(self.kind, self.ordinal, self.series, self.starts_on)


def session_label(kind: str, ordinal: int | None, series: str, starts_on: date) -> str:
    """CouncilSession.short_label of columns that were read without a record; kept, for the rows of lists share few."""
    return _label_of(kind, ordinal, series, starts_on, get_language())


@lru_cache(maxsize=256)
def _label_of(kind: str, ordinal: int | None, series: str, starts_on: date, _language: str | None) -> str:
    if ordinal is None:
        pattern = _now("kỳ họp {kind} ngày {day:%d/%m/%Y}")
    elif kind == SessionKind.REGULAR:
        pattern = _now("kỳ họp thứ {number}")
    elif numbering.by_kind(series):
        pattern = _now("kỳ họp {kind} thứ {number}")
    else:
        pattern = _now("kỳ họp thứ {number} ({kind})")
    number = _now("nhất") if ordinal == 1 else ordinal
    return pattern.format(kind=SessionKind(kind).label, number=number, day=starts_on)


class CouncilSessionStake(Stake):
    """Whom a session concerns: the council's unit, the committees that verify, the bodies that are asked."""

    record = models.ForeignKey(CouncilSession, models.CASCADE, related_name="stakes")
    starts_on = models.DateField(editable=False)
    status = models.CharField(max_length=10, editable=False)

    class Meta:
        verbose_name = _("liên quan đến kỳ họp")
        verbose_name_plural = _("liên quan đến kỳ họp")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="session_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "starts_on", "record"], name="session_stake_by_unit")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            scope.copied_from_record("conferences_councilsession", "starts_on", "status")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"
