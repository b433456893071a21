"""What a conference brought: opinions, decisions of the people, conclusions, papers, and the state of the last ones."""

from __future__ import annotations

from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank
from common.history import tracked
from conferences.enums import PaperRole, VoteForm
from organizations.models import Body

from .conference import Conference
from .frozen import frozen_when_completed
from .kinds import DecisionMatter


@tracked
class Opinion(models.Model):
    """What somebody said in the discussion, and what was answered."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="opinions", verbose_name=_("hội nghị"))
    order = models.PositiveIntegerField(_("thứ tự"))
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan của người phát biểu")
    )
    speaker = models.CharField(_("người phát biểu"), max_length=200, blank=True)
    text = models.TextField(_("ý kiến"))
    answered_by = models.CharField(_("người trả lời"), max_length=200, blank=True)
    answer = models.TextField(_("trả lời, tiếp thu"), blank=True)

    class Meta:
        verbose_name = _("ý kiến thảo luận")
        verbose_name_plural = _("ý kiến thảo luận")
        constraints = [
            not_blank("text", name="opinion_text_not_blank", message=_("Cần ghi nội dung ý kiến.")),
            models.CheckConstraint(
                condition=Q(answered_by="") | Q(answer__regex=r"\S"),
                name="opinion_answer_before_who",
                violation_error_message=_("Ghi nội dung trả lời trước khi ghi người trả lời."),
            ),
        ]
        indexes = [models.Index(fields=["conference", "order", "id"], name="opinion_in_order")]
        triggers = [frozen_when_completed()]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def who(self) -> str:
        """The speaker's office and body, as far as they are known."""
        return ", ".join(part for part in (self.speaker, self.body.name if self.body else "") if part)


@tracked
class Vote(models.Model):
    """A decision of the people of one village or residential group: Article 15 of the Law 10/2022/QH15.

    Whether it passed counts from all household representatives there, not from those who came (Article 21(1)).
    Before the law was in force (01/07/2023) the portal does not count; the minutes' own word is kept.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="votes", verbose_name=_("hội nghị"))
    order = models.PositiveIntegerField(_("thứ tự"))
    matter = models.ForeignKey(
        DecisionMatter, models.PROTECT, null=True, blank=True, verbose_name=_("nội dung theo Điều 15")
    )
    text = models.CharField(_("việc được quyết định"), max_length=500)
    community = models.CharField(_("thôn, tổ dân phố"), max_length=120)
    form = models.CharField(_("hình thức"), max_length=10, choices=VoteForm)
    after_failed_meeting = models.BooleanField(_("đã họp nhưng không đủ đại diện hộ"), default=False)
    households = models.PositiveIntegerField(_("tổng số hộ"))
    represented = models.PositiveIntegerField(_("hộ có đại diện dự hoặc gửi phiếu"))
    in_favour = models.PositiveIntegerField(_("tán thành"))
    against = models.PositiveIntegerField(_("không tán thành"))
    stated_passed = models.BooleanField(_("biên bản ghi đã thông qua"), null=True, blank=True)

    class Meta:
        verbose_name = _("biểu quyết")
        verbose_name_plural = _("biểu quyết")
        constraints = [
            not_blank("text", name="vote_text_not_blank", message=_("Cần ghi việc được quyết định.")),
            not_blank("community", name="vote_community_not_blank", message=_("Cần ghi thôn, tổ dân phố.")),
            models.CheckConstraint(
                condition=Q(households__gt=0),
                name="vote_has_households",
                violation_error_message=_("Tổng số hộ phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(represented__lte=F("households")),
                name="vote_represented_within_households",
                violation_error_message=_("Số hộ có đại diện không được quá tổng số hộ."),
            ),
            models.CheckConstraint(
                condition=Q(in_favour__lte=F("represented") - F("against")),
                name="vote_votes_within_represented",
                violation_error_message=_("Tổng số tán thành và không tán thành không được quá số hộ có đại diện."),
            ),
        ]
        indexes = [models.Index(fields=["conference", "order", "id"], name="vote_in_order")]
        triggers = [frozen_when_completed()]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def counts(self) -> bool:
        """Whether the portal says if it passed: a matter of the law, on a day when that law was in force."""
        return self.matter is not None and self.matter.in_force_on(self.conference.held_on)

    @property
    def passed(self) -> bool | None:
        """Whether it passed by the law; None when the portal does not count."""
        if self.matter is None or not self.counts:
            return None
        return self.matter.passes(in_favour=self.in_favour, households=self.households)

    @property
    def needed(self) -> int | None:
        """How many votes in favour it needed; None when the portal does not count."""
        return self.matter.votes_needed(self.households) if self.matter and self.counts else None


@tracked
class Conclusion(models.Model):
    """A conclusion of the chair, as it was said; its task lives on in steering."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="conclusions", verbose_name=_("hội nghị"))
    order = models.PositiveIntegerField(_("thứ tự"))
    text = models.CharField(_("nội dung"), max_length=1000)
    lead = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan chủ trì"))
    supporters = models.ManyToManyField(Body, related_name="+", blank=True, verbose_name=_("cơ quan phối hợp"))
    due_on = models.DateField(_("hạn hoàn thành"))
    period_note = models.CharField(_("định kỳ"), max_length=100, blank=True)
    task = models.OneToOneField("steering.Task", models.PROTECT, related_name="conclusion", verbose_name=_("nhiệm vụ"))

    class Meta:
        verbose_name = _("kết luận")
        verbose_name_plural = _("kết luận")
        constraints = [
            not_blank("text", name="conclusion_text_not_blank", message=_("Cần ghi nội dung kết luận.")),
            models.UniqueConstraint(
                fields=["conference", "order"], name="conclusion_order_once", deferrable=Deferrable.DEFERRED
            ),
        ]
        triggers = [frozen_when_completed()]

    def __str__(self) -> str:
        return self.text[:60]


class PriorState(models.Model):
    """What was said about a conclusion of the last conference: the task's state on this conference's day.

    Worked out live while the conference is open; written here when it is completed, so that history shows what was
    on the table that day even if the task is corrected later.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="prior_states", verbose_name=_("hội nghị"))
    conclusion = models.ForeignKey(Conclusion, models.PROTECT, related_name="later_states", verbose_name=_("kết luận"))
    state = models.CharField(_("trạng thái"), max_length=20)
    percent = models.PositiveSmallIntegerField(_("phần trăm"))
    due_on = models.DateField(_("hạn hoàn thành"))
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("tình trạng kết luận kỳ trước")
        verbose_name_plural = _("tình trạng kết luận kỳ trước")
        constraints = [
            models.UniqueConstraint(fields=["conference", "conclusion"], name="prior_state_once"),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="prior_state_percent",
                violation_error_message=_("Phần trăm không quá 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conclusion_id} {self.state}"


class ConferencePaper(models.Model):
    """An official document of the conference: minutes, notice of conclusions…

    Papers are added after completion too: the notice of conclusions gets its number days later.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="papers", verbose_name=_("hội nghị"))
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, related_name="conference_papers", verbose_name=_("văn bản")
    )
    role = models.CharField(_("là"), max_length=10, choices=PaperRole)

    class Meta:
        verbose_name = _("văn bản của hội nghị")
        verbose_name_plural = _("văn bản của hội nghị")
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "document"],
                name="conference_paper_once",
                violation_error_message=_("Văn bản này đã có trong hồ sơ hội nghị."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.document_id}"
