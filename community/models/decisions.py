"""Decisions of the people of a village, or of all villages of a commune: Articles 15 to 22 of the Law 10/2022/QH15."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import searching
from common.constraints import all_or_none, not_blank
from common.history import tracked
from community import law
from community.enums import DecisionState, Outcome, Proposer
from community.law import Tally, Verdict
from conferences.enums import VoteForm
from conferences.models import DecisionMatter
from documents.models import OfficialDocument
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake

from .base import SIGNER_HELP, TEXT_LIMIT, CommunityRecord

_DECIDED = (DecisionState.SENT, DecisionState.RECOGNISED, DecisionState.REFUSED)


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    """Decisions, read like speech."""

    def for_list(self) -> DecisionQuerySet:
        return self.select_related("matter", "keeper", "place__kind").order_by("-starts_on", "-pk")


# People contribute under what they passed; figures that undo it are refused until that is cleared.
_STAYS_PASSED = """
    IF COALESCE(NEW.passed, NEW.stated_passed, false) IS FALSE AND EXISTS (
        SELECT FROM community_contributionproject p WHERE p.decision_id = NEW.id
    ) THEN
        RAISE EXCEPTION 'Đã ghi đóng góp của Nhân dân theo quyết định này; kết quả phải là đã thông qua.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


@tracked
class Decision(CommunityRecord):
    """A matter that is put to the people. ``place`` is the village, or the commune for a matter of the whole commune.

    ``passed`` is counted when the figures are entered and kept; before the law was in force nothing is counted and
    the minutes' own word (``stated_passed``) stands.
    """

    matter = models.ForeignKey(
        DecisionMatter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nội dung theo Điều 15"),
    )
    text = models.CharField(_("việc đưa ra Nhân dân quyết định"), max_length=TEXT_LIMIT)
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("nơi quyết định"))
    commune_wide = models.BooleanField(_("trong phạm vi toàn xã"), default=False)
    how = models.CharField(_("hình thức"), max_length=10, choices=VoteForm)
    after_failed_meeting = models.BooleanField(_("đã họp nhưng không đủ đại diện hộ"), default=False)
    proposer = models.CharField(_("người đề xuất"), max_length=10, choices=Proposer, default=Proposer.HEAD)
    agreeing = models.PositiveIntegerField(_("số hộ đồng thuận với sáng kiến"), null=True, blank=True)
    agreed_on = models.DateField(_("ngày có sự đồng thuận"), null=True, blank=True)
    front_supports = models.BooleanField(_("Ban công tác Mặt trận ủng hộ sáng kiến"), default=False)
    starts_on = models.DateField(_("ngày họp hoặc ngày bắt đầu phát phiếu"))
    ends_on = models.DateField(_("ngày kết thúc"))
    venue = models.CharField(_("địa điểm, giờ"), max_length=200, blank=True)
    notified_on = models.DateField(_("ngày thông báo, công khai nội dung"), null=True, blank=True)
    plan_on = models.DateField(_("ngày ban hành kế hoạch phát phiếu"), null=True, blank=True)
    plan_sent_on = models.DateField(_("ngày gửi kế hoạch"), null=True, blank=True)
    team = models.PositiveSmallIntegerField(_("số người tổ phát phiếu"), null=True, blank=True)
    conference = models.ForeignKey(
        "conferences.Conference",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions_of_people",
        verbose_name=_("hội nghị đã ghi"),
    )
    state = models.CharField(_("trạng thái"), max_length=10, choices=DecisionState, default=DecisionState.PLANNED)
    passed = models.BooleanField(_("đã thông qua"), null=True, blank=True)
    stated_passed = models.BooleanField(_("biên bản ghi đã thông qua"), null=True, blank=True)
    minutes = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("biên bản")
    )
    sent_on = models.DateField(_("ngày gửi Ủy ban nhân dân, Mặt trận"), null=True, blank=True)
    recogniser = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan công nhận")
    )
    received_on = models.DateField(_("ngày cơ quan công nhận nhận được"), null=True, blank=True)
    answered_on = models.DateField(_("ngày công nhận hoặc từ chối"), null=True, blank=True)
    answer = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản công nhận")
    )
    refusal = models.CharField(_("lý do không công nhận"), max_length=1_000, blank=True)
    convention_sent_on = models.DateField(_("ngày gửi hương ước, quy ước đã công nhận"), null=True, blank=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=500, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyết định của cộng đồng dân cư")
        verbose_name_plural = _("quyết định của cộng đồng dân cư")
        constraints = [
            not_blank("text", name="decision_text", message=_("Cần ghi việc đưa ra Nhân dân quyết định.")),
            models.CheckConstraint(
                condition=Q(state__in=DecisionState.values, how__in=VoteForm.values, proposer__in=Proposer.values),
                name="decision_known",
                violation_error_message=_("Trạng thái, hình thức hoặc người đề xuất không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="decision_ends_after_start",
                violation_error_message=_("Ngày kết thúc không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(proposer=Proposer.CITIZENS, agreeing__isnull=False, agreed_on__isnull=False)
                | ~Q(proposer=Proposer.CITIZENS) & Q(agreeing__isnull=True, agreed_on__isnull=True),
                name="decision_initiative_whole",
                violation_error_message=_("Sáng kiến của công dân phải có số hộ và ngày đồng thuận."),
            ),
            models.CheckConstraint(
                condition=Q(team__isnull=True)
                | Q(how=VoteForm.BALLOT, team__gte=law.TEAM.start, team__lt=law.TEAM.stop),
                name="decision_team_of_three_to_five",
                violation_error_message=_("Tổ phát phiếu có từ 03 đến 05 người."),
            ),
            models.CheckConstraint(
                condition=Q(plan_sent_on__isnull=True) | Q(plan_sent_on__gte=F("plan_on")),
                name="decision_plan_sent_after_plan",
                violation_error_message=_("Ngày gửi kế hoạch không được trước ngày ban hành kế hoạch."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_DECIDED, sent_on__isnull=False, sent_on__gte=F("ends_on"))
                | ~Q(state__in=_DECIDED) & Q(sent_on__isnull=True),
                name="decision_sent_after_end",
                violation_error_message=_("Ngày gửi kết quả không được trước ngày kết thúc."),
            ),
            all_or_none(
                "recogniser",
                "received_on",
                name="decision_received_by_whom",
                message=_("Cần cả cơ quan công nhận và ngày nhận."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state=DecisionState.RECOGNISED, answered_on__isnull=False, received_on__isnull=False, refusal=""
                )
                | Q(
                    state=DecisionState.REFUSED,
                    answered_on__isnull=False,
                    received_on__isnull=False,
                    refusal__regex=r"\S",
                )
                | ~Q(state__in=[DecisionState.RECOGNISED, DecisionState.REFUSED])
                & Q(answered_on__isnull=True, refusal=""),
                name="decision_answered_whole",
                violation_error_message=_("Công nhận phải có ngày; từ chối phải có ngày và lý do."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")),
                name="decision_answered_after_receipt",
                violation_error_message=_("Ngày công nhận không được trước ngày nhận."),
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.CANCELLED) | Q(cancel_reason__regex=r"\S"),
                name="decision_cancelled_why",
                violation_error_message=_("Hủy thì phải ghi lý do."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stays_passed",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("passed", "stated_passed"),
                func=_STAYS_PASSED,
            )
        ]
        indexes = [
            models.Index(fields=["-starts_on", "-id"], name="decision_by_day"),
            *searching.indexes("decision"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what it is found by."""
        self.fill_search(self.code, self.text)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("community:decision", args=[self.code])

    @property
    def condition(self) -> DecisionState:
        """The state with its label and tone."""
        return DecisionState(self.state)

    @property
    def form(self) -> VoteForm:
        """How the people decide, with its label."""
        return VoteForm(self.how)

    @property
    def outcome(self) -> Outcome:
        """Whether it passed, by the law or, before it, by the minutes' own word."""
        return Outcome.of(self.stated_passed if self.passed is None else self.passed)

    @property
    def counts(self) -> bool:
        """Whether the portal says if it passed: a matter of the law, on a day when that law was in force."""
        return self.matter is not None and self.matter.in_force_on(self.ends_on)

    @property
    def needs_recognition(self) -> bool:
        """Whether the People's Committee or the Front must recognise it (Article 21(2))."""
        return self.counts and law.needs_recognition(self.matter)

    @property
    def is_convention(self) -> bool:
        """Whether it is about the village convention, which has clocks of its own (Decree 61/2023/NĐ-CP)."""
        return self.matter is not None and self.matter.item == law.CONVENTION

    @property
    def is_planned(self) -> bool:
        return self.state == DecisionState.PLANNED

    @property
    def is_open(self) -> bool:
        """Whether figures may be entered or corrected."""
        return self.state in (DecisionState.PLANNED, DecisionState.HELD)

    @property
    def heading(self) -> str:
        """What pages of a step show above the form."""
        return self.text

    @property
    def clock_title(self) -> str:
        """What its clocks are about."""
        return f"{self.place.label}: {self.text}"


class DecisionStake(Stake):
    """Whom a decision of the people concerns."""

    record = models.ForeignKey(Decision, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của quyết định")
        verbose_name_plural = _("liên quan của quyết định")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="decision_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="decision_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


def _votes_within(prefix: str) -> list[models.CheckConstraint]:
    """Nobody is counted twice: for and against are among those represented."""
    return [
        models.CheckConstraint(
            condition=Q(in_favour__lte=F("represented") - F("against")),
            name=f"{prefix}_votes_within_represented",
            violation_error_message=_("Tổng số tán thành và không tán thành không được quá số hộ có đại diện."),
        )
    ]


def _adds_up(key: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """The figures of a village are the sums of its sittings, whoever wrote them; ``key`` names the village's row."""
    return pgtrigger.Trigger(
        name="sittings_add_up",
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        func=_SUMS.format(key=key),
    )


_SUMS = """
    IF EXISTS (
        SELECT FROM community_villageresult r
        LEFT JOIN LATERAL (
            SELECT sum(s.represented) AS represented, sum(s.in_favour) AS in_favour, sum(s.against) AS against
            FROM community_sitting s WHERE s.result_id = r.id
        ) x ON true
        WHERE r.id = {key}
          AND (r.represented, r.in_favour, r.against) IS DISTINCT FROM (x.represented, x.in_favour, x.against)
    ) THEN
        RAISE EXCEPTION 'Số của thôn phải bằng tổng các cuộc họp.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


@tracked
class VillageResult(models.Model):
    """What one village decided: the sums of its sittings, who signed the minutes, who typed them in."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="results", verbose_name=_("quyết định"))
    village = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("thôn, tổ dân phố"))
    households = models.PositiveIntegerField(_("tổng số hộ"), null=True, blank=True)
    dispersed = models.BooleanField(_("dân cư sống phân tán"), default=False)
    represented = models.PositiveIntegerField(_("hộ có đại diện dự hoặc gửi phiếu"), null=True, blank=True)
    in_favour = models.PositiveIntegerField(_("tán thành"), null=True, blank=True)
    against = models.PositiveIntegerField(_("không tán thành"), null=True, blank=True)
    passed = models.BooleanField(_("đã thông qua"), null=True, blank=True)
    signed_by = models.CharField(_("người ký biên bản"), max_length=200, blank=True, help_text=SIGNER_HELP)
    typed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người nhập")
    )
    typed_at = models.DateTimeField(_("nhập lúc"), null=True, blank=True)
    on_behalf = models.BooleanField(_("nhập thay"), default=False)

    class Meta:
        verbose_name = _("kết quả của thôn, tổ dân phố")
        verbose_name_plural = _("kết quả của thôn, tổ dân phố")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "village"],
                name="village_result_once",
                violation_error_message=_("Thôn, tổ dân phố này đã có trong danh sách."),
            ),
            models.CheckConstraint(
                condition=Q(households__isnull=True) | Q(households__gt=0),
                name="village_result_households",
                violation_error_message=_("Tổng số hộ phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(represented__isnull=True) | Q(households__gte=F("represented")),
                name="village_result_represented_within",
                violation_error_message=_("Số hộ có đại diện không được quá tổng số hộ."),
            ),
            all_or_none(
                "represented",
                "in_favour",
                "against",
                "typed_by",
                "typed_at",
                name="village_result_whole",
                message=_("Kết quả phải có đủ số hộ có đại diện, tán thành, không tán thành."),
            ),
            models.CheckConstraint(
                condition=Q(represented__isnull=True) | Q(households__isnull=False, signed_by__regex=r"\S"),
                name="village_result_signed",
                violation_error_message=_("Kết quả phải có tổng số hộ và người ký biên bản."),
            ),
            *_votes_within("village_result"),
        ]
        triggers = [_adds_up("NEW.id", pgtrigger.UpdateOf("represented", "in_favour", "against"))]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.village_id}"

    @property
    def is_known(self) -> bool:
        """Whether its figures were entered."""
        return self.represented is not None

    @property
    def tally(self) -> Tally | None:
        """Its figures; None before they were entered."""
        if self.households is None or self.represented is None or self.in_favour is None or self.against is None:
            return None
        return Tally(self.households, self.represented, self.in_favour, self.against)

    @property
    def verdict(self) -> Verdict | None:
        """Whether the village passed it and why; None where the portal does not count."""
        matter, tally = self.decision.matter, self.tally
        if matter is None or tally is None or not self.decision.counts:
            return None
        return law.of_village(matter, tally)

    @property
    def outcome(self) -> Outcome:
        """Whether the village passed it, as a word."""
        return Outcome.of(self.passed)


@tracked
class Sitting(models.Model):
    """One meeting or ballot box: the whole village, or one of its clusters."""

    result = models.ForeignKey(VillageResult, models.CASCADE, related_name="sittings", verbose_name=_("kết quả"))
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    place = models.CharField(_("cụm dân cư"), max_length=120, blank=True)
    on = models.DateField(_("ngày"))
    represented = models.PositiveIntegerField(_("hộ có đại diện dự hoặc gửi phiếu"))
    in_favour = models.PositiveIntegerField(_("tán thành"))
    against = models.PositiveIntegerField(_("không tán thành"))

    class Meta:
        verbose_name = _("cuộc họp")
        verbose_name_plural = _("cuộc họp")
        constraints = [
            models.UniqueConstraint(fields=["result", "number"], name="sitting_once"),
            *_votes_within("sitting"),
        ]
        triggers = [
            _adds_up("COALESCE(NEW.result_id, OLD.result_id)", pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.result_id} {self.number}"
