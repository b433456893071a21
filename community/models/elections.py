"""Elections of village heads with the days of Article 6, Decree 59/2023/NĐ-CP."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import searching
from common.constraints import all_or_none, not_blank
from common.history import tracked
from common.templatetags.qcdc import ngay
from community.enums_elections import ElectionState
from conferences.models import DecisionMatter
from documents.models import OfficialDocument
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake

from .base import SIGNER_HELP, CommunityRecord

_DONE = (ElectionState.HELD, ElectionState.SENT, ElectionState.RECOGNISED, ElectionState.REFUSED)
_SENT = (ElectionState.SENT, ElectionState.RECOGNISED, ElectionState.REFUSED)


class ElectionQuerySet(ScopedQuerySet["Election"]):
    """Elections, read like speech."""

    def for_list(self) -> ElectionQuerySet:
        return self.select_related("village__kind", "keeper", "elected").order_by("-election_on", "-pk")


@tracked
class Election(CommunityRecord):
    """The election of the head of one village. The four days before it are done on a day or not yet."""

    village = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("thôn, tổ dân phố"))
    matter = models.ForeignKey(DecisionMatter, models.PROTECT, related_name="+", verbose_name=_("nội dung"))
    election_on = models.DateField(_("ngày bầu cử"))
    dismissed_on = models.DateField(_("ngày công nhận cho thôi Trưởng thôn trước"), null=True, blank=True)
    decided_on = models.DateField(_("ngày ra quyết định, kế hoạch bầu cử"), null=True, blank=True)
    candidates_on = models.DateField(_("ngày gửi biên bản, danh sách ứng cử"), null=True, blank=True)
    team_on = models.DateField(_("ngày thành lập Tổ bầu cử"), null=True, blank=True)
    posted_on = models.DateField(_("ngày thông báo, niêm yết quyết định"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=ElectionState, default=ElectionState.PLANNED)
    households = models.PositiveIntegerField(_("tổng số hộ"), null=True, blank=True)
    represented = models.PositiveIntegerField(_("đại diện hộ đi bầu"), null=True, blank=True)
    elected = models.ForeignKey(
        "community.Candidate",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người trúng cử"),
    )
    signed_by = models.CharField(_("người ký biên bản"), max_length=200, blank=True, help_text=SIGNER_HELP)
    typed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người nhập")
    )
    typed_at = models.DateTimeField(_("nhập lúc"), null=True, blank=True)
    on_behalf = models.BooleanField(_("nhập thay"), default=False)
    sent_on = models.DateField(_("ngày gửi biên bản"), null=True, blank=True)
    recogniser = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan công nhận")
    )
    received_on = models.DateField(_("ngày cơ quan công nhận nhận được"), null=True, blank=True)
    answered_on = models.DateField(_("ngày công nhận hoặc từ chối"), null=True, blank=True)
    answer = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản công nhận")
    )
    refusal = models.CharField(_("lý do không công nhận"), max_length=1_000, blank=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=500, blank=True)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bầu Trưởng thôn, Tổ trưởng tổ dân phố")
        verbose_name_plural = _("bầu Trưởng thôn, Tổ trưởng tổ dân phố")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ElectionState.values),
                name="election_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(represented__isnull=True) | Q(households__gte=F("represented"), households__gt=0),
                name="election_represented_within",
                violation_error_message=_("Số đại diện hộ đi bầu không được quá tổng số hộ."),
            ),
            all_or_none(
                "households",
                "represented",
                "typed_by",
                "typed_at",
                name="election_votes_whole",
                message=_("Kết quả bầu phải có tổng số hộ và số đại diện hộ đi bầu."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_DONE, represented__isnull=False, signed_by__regex=r"\S")
                | ~Q(state__in=_DONE) & Q(represented__isnull=True, elected__isnull=True),
                name="election_held_has_votes",
                violation_error_message=_("Đã bầu thì phải có số phiếu và người ký biên bản."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=_SENT,
                    sent_on__gte=F("election_on"),
                    sent_on__isnull=False,
                    recogniser__isnull=False,
                    received_on__isnull=False,
                )
                | ~Q(state__in=_SENT) & Q(sent_on__isnull=True, recogniser__isnull=True, received_on__isnull=True),
                name="election_sent_whole",
                violation_error_message=_("Gửi biên bản phải có ngày, cơ quan công nhận và ngày nhận."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ElectionState.RECOGNISED, answered_on__isnull=False, refusal="", elected__isnull=False
                )
                | Q(state=ElectionState.REFUSED, answered_on__isnull=False, refusal__regex=r"\S")
                | ~Q(state__in=[ElectionState.RECOGNISED, ElectionState.REFUSED])
                & Q(answered_on__isnull=True, refusal=""),
                name="election_answered_whole",
                violation_error_message=_("Công nhận phải có ngày và người trúng cử; từ chối phải có ngày và lý do."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ElectionState.CANCELLED) | Q(cancel_reason__regex=r"\S"),
                name="election_cancelled_why",
                violation_error_message=_("Hủy thì phải ghi lý do."),
            ),
        ]
        indexes = [
            models.Index(fields=["-election_on", "-id"], name="election_by_day"),
            *searching.indexes("election"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.heading}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what it is found by: its code and its village, never a candidate."""
        self.fill_search(self.code, self.village.label)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("community:election", args=[self.code])

    @property
    def condition(self) -> ElectionState:
        """The state with its label and tone."""
        return ElectionState(self.state)

    @property
    def heading(self) -> str:
        """What is elected, where and when."""
        return _now("Bầu Trưởng thôn, Tổ trưởng: {village}, ngày {day}").format(
            village=self.village.label, day=ngay(self.election_on)
        )

    @property
    def clock_title(self) -> str:
        """What its clocks are about."""
        return self.heading


class ElectionStake(Stake):
    """Whom an election concerns."""

    record = models.ForeignKey(Election, models.CASCADE, related_name="stakes")

    class Meta:
        verbose_name = _("liên quan của cuộc bầu")
        verbose_name_plural = _("liên quan của cuộc bầu")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="election_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "record"], name="election_stake_by_unit")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


# One household, one vote: all candidates together have no more votes than came to vote.
_VOTES = """
    IF EXISTS (
        SELECT FROM community_election e WHERE e.id = {key}
        AND COALESCE((SELECT sum(c.votes) FROM community_candidate c WHERE c.election_id = e.id), 0)
            > COALESCE(e.represented, 0)
    ) THEN
        RAISE EXCEPTION 'Tổng số phiếu của các ứng cử viên không được quá số đại diện hộ đi bầu.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


@tracked
class Candidate(models.Model):
    """Somebody who stands for election; candidates are public."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidates", verbose_name=_("cuộc bầu"))
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("họ và tên"), max_length=120)
    votes = models.PositiveIntegerField(_("số phiếu"), null=True, blank=True)

    class Meta:
        verbose_name = _("người ứng cử")
        verbose_name_plural = _("người ứng cử")
        constraints = [
            not_blank("name", name="candidate_name", message=_("Cần ghi họ và tên.")),
            models.UniqueConstraint(fields=["election", "number"], name="candidate_once"),
            models.UniqueConstraint(
                fields=["election", "name"],
                name="candidate_name_once",
                violation_error_message=_("Người này đã có trong danh sách."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="votes_within",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("votes"),
                timing=pgtrigger.Deferred,
                func=_VOTES.format(key="NEW.election_id"),
            )
        ]

    def __str__(self) -> str:
        return self.name
