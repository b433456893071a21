"""A petition of voters: what was said, where it stands, who holds it, until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import clock, searching, text
from common.constraints import not_blank
from common.history import tracked
from common.periods import Period
from common.searching import SearchableModel
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake
from petitions.enums import ENDED, HELD, OPEN, SET_ASIDE, Outcome, PetitionStatus, Source

from . import guards
from .catalogues import CompetenceLevel, PetitionField

COPIES = (
    "due_on", "received_on", "status", "outcome", "field_id", "level_id", "answered_on", "answer_due_on",
)  # fmt: skip
"""Columns of a petition that each of its stakes repeats."""


_COVERED = ["outcome", "field", "level", "received_on", "answered_on", "answer_due_on"]


class PetitionQuerySet(ScopedQuerySet["Petition"]):
    """Petitions, read like speech."""

    def open(self) -> PetitionQuerySet:
        """Petitions for which somebody still has to do something."""
        return self.filter(status__in=OPEN)

    def overdue(self, on: date) -> PetitionQuerySet:
        """Petitions at a body whose answer or promised result was due before that day."""
        return self.filter(status__in=HELD, due_on__lt=on)

    def received_within(self, period: Period) -> PetitionQuerySet:
        return self.filter(received_on__range=(period.start, period.end))

    def as_received(self) -> PetitionQuerySet:
        """The count before consolidation: each petition as it came. Parts of a split one came as one."""
        return self.filter(split_from=None).exclude(status=PetitionStatus.CANCELLED)

    def as_consolidated(self) -> PetitionQuerySet:
        """The count after consolidation: duplicates once, parts of a split petition each."""
        return self.exclude(status__in=SET_ASIDE)

    def with_state_on(self, day: date) -> PetitionQuerySet:
        """Adds ``status_on``, ``outcome_on`` and ``holder_on``: where each stood at the end of that day."""
        states = PetitionState.objects.filter(petition=OuterRef("pk"), since__lte=day).order_by("-since", "-pk")
        return self.annotate(
            status_on=Subquery(states.values("status")[:1]),
            outcome_on=Subquery(states.values("outcome")[:1]),
            holder_on=Subquery(states.values("holder")[:1]),
        )

    def for_list(self) -> PetitionQuerySet:
        """Everything a line of a list touches."""
        related = self.select_related("field", "level", "holder", "council", "place_unit__kind")
        return related.defer("search_key", "pairs").order_by("due_on", "pk")


@tracked
class Petition(SearchableModel):
    """One voter petition (ý kiến, kiến nghị của cử tri) to a People's Council.

    ``council`` keeps the thread whoever holds it; ``holder`` must act now (None before it is transferred).
    ``text`` is what was said, ``wording`` what the council sends. ``run`` counts how often it was opened: a contested
    petition keeps its number and starts a new run. ``outcome`` is what the holder claims or claimed last; it counts in
    figures once ``status`` says that it was verified. ``due_on`` is a copy of the nearest live clock, ``answer_due_on``
    of the answer's clock, kept after the answer, for the on-time rate. Who petitioned is not here: see Petitioner.
    """

    code = models.CharField(_("mã kiến nghị"), max_length=20, unique=True)
    council = models.ForeignKey(
        Body, models.PROTECT, related_name="petitions", verbose_name=_("Hội đồng nhân dân theo dõi")
    )
    session = models.ForeignKey(
        "conferences.CouncilSession",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name=_("kỳ họp"),
    )
    source = models.CharField(_("nguồn"), max_length=12, choices=Source)
    source_note = models.CharField(_("ghi chú nguồn"), max_length=300, blank=True)
    opinion = models.ForeignKey(
        "conferences.Opinion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name=_("ý kiến tại hội nghị"),
    )
    received_on = models.DateField(_("ngày tiếp nhận"))
    field = models.ForeignKey(
        PetitionField, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lĩnh vực")
    )
    level = models.ForeignKey(
        CompetenceLevel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cấp thẩm quyền")
    )
    place_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("nơi có kiến nghị")
    )
    place = models.CharField(_("địa điểm cụ thể"), max_length=200, blank=True)
    text = models.TextField(_("nguyên văn"), max_length=10_000)
    wording = models.TextField(_("nội dung tổng hợp"), max_length=10_000, blank=True)
    status = models.CharField(_("trạng thái"), max_length=12, choices=PetitionStatus, default=PetitionStatus.RECEIVED)
    outcome = models.CharField(_("kết quả"), max_length=13, choices=Outcome, blank=True)
    holder = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="petitions_held", verbose_name=_("cơ quan đang giữ")
    )
    run = models.PositiveSmallIntegerField(_("lần giải quyết"), default=1)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    answer_due_on = models.DateField(_("hạn trả lời"), null=True, blank=True)
    transferred_on = models.DateField(_("ngày chuyển"), null=True, blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    verified_on = models.DateField(_("ngày xác nhận kết quả"), null=True, blank=True)
    closed_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    end_reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    voters_told_on = models.DateField(_("ngày báo cử tri"), null=True, blank=True)
    voters_told_how = models.CharField(_("cách báo cử tri"), max_length=300, blank=True)
    lead = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name=_("gộp vào")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("tách từ")
    )
    times_raised = models.PositiveSmallIntegerField(_("số lần nêu"), default=1)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))
    created_at = models.DateTimeField(_("ghi lúc"), default=clock.now)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("kiến nghị của cử tri")
        verbose_name_plural = _("kiến nghị của cử tri")
        constraints = [
            not_blank("text", name="petition_text_not_blank", message=_("Cần ghi nội dung kiến nghị.")),
            models.CheckConstraint(
                condition=Q(status__in=PetitionStatus.values),
                name="petition_status_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=Outcome.values),
                name="petition_outcome_known",
                violation_error_message=_("Kết quả không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(status=PetitionStatus.RECEIVED)
                | Q(status__in=[PetitionStatus.GROUPED, PetitionStatus.SPLIT, PetitionStatus.CANCELLED])
                | Q(field__isnull=False, level__isnull=False, wording__regex=r"\S"),
                name="petition_consolidated_is_classified",
                violation_error_message=_(
                    "Kiến nghị đã tổng hợp phải có lĩnh vực, cấp thẩm quyền và nội dung tổng hợp."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[*HELD, PetitionStatus.VERIFIED, PetitionStatus.CLOSED], holder__isnull=False)
                | Q(
                    status__in=[PetitionStatus.RECEIVED, PetitionStatus.CONSOLIDATED, *SET_ASIDE],
                    holder__isnull=True,
                ),
                name="petition_sent_has_holder",
                violation_error_message=_("Kiến nghị đã chuyển phải có cơ quan đang giữ."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=ENDED, closed_on__isnull=False) | Q(status__in=OPEN, closed_on__isnull=True),
                name="petition_ended_has_day",
                violation_error_message=_("Kiến nghị kết thúc phải có ngày kết thúc."),
            ),
            models.CheckConstraint(
                condition=Q(status=PetitionStatus.GROUPED, lead__isnull=False)
                | (~Q(status=PetitionStatus.GROUPED) & Q(lead__isnull=True)),
                name="petition_grouped_has_lead",
                violation_error_message=_("Kiến nghị đã gộp phải ghi gộp vào kiến nghị nào."),
            ),
            models.CheckConstraint(
                condition=(Q(lead__isnull=True) | ~Q(lead=F("id")))
                & (Q(split_from__isnull=True) | ~Q(split_from=F("id"))),
                name="petition_not_its_own_lead",
                violation_error_message=_("Không thể gộp hoặc tách một kiến nghị vào chính nó."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PetitionStatus.CANCELLED) | Q(end_reason__regex=r"\S"),
                name="petition_cancelled_has_reason",
                violation_error_message=_("Hủy kiến nghị phải có lý do."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PetitionStatus.CLOSED)
                | Q(voters_told_on__isnull=False, voters_told_how__regex=r"\S"),
                name="petition_closed_after_telling",
                violation_error_message=_("Trước khi kết thúc phải ghi đã báo cử tri ngày nào, bằng cách nào."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[PetitionStatus.ANSWERED, PetitionStatus.CLAIMED, PetitionStatus.VERIFIED])
                & Q(answered_on__isnull=False)
                | ~Q(status__in=[PetitionStatus.ANSWERED, PetitionStatus.CLAIMED, PetitionStatus.VERIFIED]),
                name="petition_answered_has_day",
                violation_error_message=_("Kiến nghị đã trả lời phải có ngày trả lời."),
            ),
            models.CheckConstraint(
                condition=Q(transferred_on__isnull=True) | Q(transferred_on__gte=F("received_on")),
                name="petition_transferred_after_receipt",
                violation_error_message=_("Ngày chuyển không được trước ngày tiếp nhận."),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="petition_by_due"),
            models.Index(fields=["council", "session", "status"], name="petition_by_session"),
            models.Index(fields=["holder", "status", "due_on"], name="petition_by_holder"),
            # What the menu of every page counts, in the index alone.
            models.Index(fields=["holder"], condition=Q(status=PetitionStatus.TRANSFERRED), name="petition_to_accept"),
            models.Index(fields=["council"], condition=Q(status=PetitionStatus.CLAIMED), name="petition_to_verify"),
            models.Index(fields=["opinion"], condition=Q(opinion__isnull=False), name="petition_by_opinion"),
            models.Index(fields=["lead"], condition=Q(lead__isnull=False), name="petition_by_lead"),
            *searching.indexes("petition"),
        ]
        triggers = [scope.copies_to_stakes("petitions_petitionstake", *COPIES), *guards.PETITION]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what search compares."""
        self.tidy()
        super().save(*args, **kwargs)

    def tidy(self) -> None:
        """Both texts as they are stored, and what search compares: the code, both texts and the place."""
        self.text, self.wording = text.nfc(self.text.strip()), text.nfc(self.wording.strip())
        self.fill_search(self.code, self.wording, self.text, self.place)

    def get_absolute_url(self) -> str:
        return reverse("petitions:detail", args=[self.code])

    @property
    def state(self) -> PetitionStatus:
        """The status with its label and tone."""
        return PetitionStatus(self.status)

    @property
    def result(self) -> Outcome | None:
        """The outcome with its label and tone; None while nobody has claimed one."""
        return Outcome(self.outcome) if self.outcome else None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_overdue(self) -> bool:
        """Held by a body after its last day."""
        return self.status in HELD and self.due_on is not None and self.due_on < clock.today()

    @property
    def content(self) -> str:
        """What lists show: the consolidated text, else the text as spoken."""
        return self.wording or self.text

    @property
    def unit(self) -> Unit:
        """The unit of the council."""
        return self.council.unit


class PetitionStake(Stake):
    """Whom a petition concerns: its council (origin), who holds or held it, the unit where it was said."""

    record = models.ForeignKey(Petition, models.CASCADE, related_name="stakes")
    due_on = models.DateField(null=True, editable=False)
    received_on = models.DateField(editable=False)
    status = models.CharField(max_length=12, editable=False)
    outcome = models.CharField(max_length=13, editable=False)
    field = models.ForeignKey(
        PetitionField, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    level = models.ForeignKey(
        CompetenceLevel, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    answered_on = models.DateField(null=True, editable=False)
    answer_due_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("liên quan của kiến nghị")
        verbose_name_plural = _("liên quan của kiến nghị")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="petition_stake_once",
            )
        ]
        indexes = [
            # Lists walk these and look at nothing else: every filter on a copied column is answered in the index.
            models.Index(
                fields=["unit", "due_on", "record"],
                include=["status", *_COVERED],
                name="petition_stake_by_due",
            ),
            models.Index(
                fields=["unit", "status", "due_on", "record"], include=_COVERED, name="petition_stake_by_status"
            ),
            # What is still open is what lists show first and count whole: 330 buffers for a province, not 890.
            models.Index(
                fields=["unit", "due_on", "record"],
                condition=Q(status__in=[str(status) for status in OPEN]),
                name="petition_stake_open",
            ),
            # Counts read the index alone: each petition has one open stake of its council.
            models.Index(
                fields=["unit", "received_on"],
                include=["record", "status", "outcome", "field", "level", "answered_on", "answer_due_on"],
                condition=Q(why=Why.ORIGIN, until__isnull=True),
                name="petition_stake_counted",
            ),
        ]
        triggers = [scope.copied_from_record("petitions_petition", *COPIES), *scope.marks_units()]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


class PetitionState(models.Model):
    """From which day on a petition stood where, with a note for the offices and a plain one for the public."""

    petition = models.ForeignKey(
        Petition, models.CASCADE, related_name="states", db_index=False, verbose_name=_("kiến nghị")
    )
    since = models.DateField(_("từ ngày"))
    status = models.CharField(_("trạng thái"), max_length=12, choices=PetitionStatus)
    outcome = models.CharField(_("kết quả"), max_length=13, choices=Outcome, blank=True)
    holder = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan đang giữ")
    )
    run = models.PositiveSmallIntegerField(_("lần giải quyết"), default=1)
    note = models.CharField(_("ghi chú nội bộ"), max_length=1000, blank=True)
    public_note = models.CharField(_("thông tin cho người dân"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("trạng thái theo ngày")
        verbose_name_plural = _("trạng thái theo ngày")
        indexes = [
            # Past days are read from it alone.
            models.Index(
                fields=["petition", "since", "id"],
                include=["status", "outcome", "holder"],
                name="petition_state_on_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.since} {self.status}"

    @property
    def state(self) -> PetitionStatus:
        """The status with its label and tone."""
        return PetitionStatus(self.status)


class Petitioner(models.Model):
    """Who petitioned: optional and private. Shown to the council's own people only; never listed, searched, exported.

    Of grouped petitions everyone stays with the petition that was theirs.
    """

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="petitioners", verbose_name=_("kiến nghị"))
    name = models.CharField(_("họ và tên"), max_length=120)
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("người kiến nghị")
        verbose_name_plural = _("người kiến nghị")
        constraints = [not_blank("name", name="petitioner_name_not_blank", message=_("Cần ghi họ và tên."))]

    def __str__(self) -> str:
        return self.name


@tracked
class RaisedAgain(models.Model):
    """The same matter came up before: ties a petition to an earlier one, across sessions and terms."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="raised_before", verbose_name=_("kiến nghị"))
    earlier = models.ForeignKey(
        Petition, models.PROTECT, related_name="raised_again", verbose_name=_("kiến nghị trước đó")
    )
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))
    on = models.DateField(_("ngày ghi"))

    class Meta:
        verbose_name = _("kiến nghị nêu lại")
        verbose_name_plural = _("kiến nghị nêu lại")
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "earlier"],
                name="raised_again_once",
                violation_error_message=_("Đã ghi là nêu lại kiến nghị này."),
            ),
            models.CheckConstraint(
                condition=~Q(petition=F("earlier")),
                name="raised_again_not_itself",
                violation_error_message=_("Một kiến nghị không thể nêu lại chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} ← {self.earlier_id}"
