"""Submissions: one unit's form for one window, on its way from the village to the province."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import clock
from common.constraints import all_or_none, not_blank
from common.history import tracked
from common.names import in_page_language
from indicators.enums import EDITABLE, SENT_UP, Outcome, StepKind, SubmissionState
from organizations.enums import Role
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake, copied_from_record, copies_to_stakes, marks_units

from .forms import Check, Form, FormVersion
from .regimes import ReportingWindow

_COPIES = ("form_id", "window_id", "state", "due_on")


class SubmissionQuerySet(ScopedQuerySet["Submission"]):
    """Submissions, read like speech."""

    def sent_up(self) -> SubmissionQuerySet:
        """Those whose figures the level above may add up."""
        return self.filter(state__in=SENT_UP)

    def for_list(self) -> SubmissionQuerySet:
        return self.select_related("form", "window__regime", "unit__kind", "body").order_by(
            "-window__days__endswith", "form__name_vi", "unit__sort_key", "pk"
        )


@tracked
class Submission(models.Model):
    """What a unit reports on a form for a window. It exists from the day when the form was sent down.

    ``body`` answers for it. ``round`` counts how often it was handed in; ``copy`` numbers keep what each round said.
    ``first_sent_on`` decides whether it was on time, however often it was returned later.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="submissions", verbose_name=_("biểu"))
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+", verbose_name=_("phiên bản"))
    window = models.ForeignKey(ReportingWindow, models.PROTECT, related_name="submissions", verbose_name=_("kỳ"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions", verbose_name=_("đơn vị"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="submissions", verbose_name=_("cơ quan lập biểu"))
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=SubmissionState, default=SubmissionState.OPEN, editable=False
    )
    due_on = models.DateField(_("hạn gửi"))
    round = models.PositiveSmallIntegerField(_("lần trình"), default=0, editable=False)
    first_sent_on = models.DateField(_("ngày gửi lên lần đầu"), null=True, blank=True, editable=False)
    sent_on = models.DateField(_("ngày gửi lên"), null=True, blank=True, editable=False)
    accepted_on = models.DateField(_("ngày cấp trên nhận"), null=True, blank=True, editable=False)
    number = models.CharField(_("số, ký hiệu"), max_length=120, blank=True)
    dated = models.DateField(_("ngày văn bản"), null=True, blank=True)
    into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="consolidates", verbose_name=_("tổng hợp vào")
    )
    note = models.TextField(_("thuyết minh"), max_length=10_000, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("biểu đã giao")
        verbose_name_plural = _("biểu đã giao")
        constraints = [
            models.UniqueConstraint(
                fields=["form", "window", "unit"],
                name="submission_once",
                violation_error_message=_("Biểu của kỳ này đã được giao cho đơn vị."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=SubmissionState.values),
                name="submission_state_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[str(state) for state in SENT_UP])
                | Q(sent_on__isnull=False, first_sent_on__isnull=False),
                name="submission_sent_has_day",
                violation_error_message=_("Biểu đã gửi phải có ngày gửi."),
            ),
            models.CheckConstraint(
                condition=Q(first_sent_on__isnull=True) | Q(sent_on__isnull=True) | Q(sent_on__gte=F("first_sent_on")),
                name="submission_sent_in_order",
                violation_error_message=_("Ngày gửi không thể trước lần gửi đầu."),
            ),
            models.CheckConstraint(
                condition=~Q(state=SubmissionState.CONSOLIDATED) | Q(into__isnull=False),
                name="submission_consolidated_into",
                violation_error_message=_("Biểu đã tổng hợp phải thuộc một biểu của cấp trên."),
            ),
            models.CheckConstraint(
                condition=Q(number="", dated__isnull=True) | (~Q(number="") & Q(dated__isnull=False)),
                name="submission_number_and_date",
                violation_error_message=_("Số, ký hiệu và ngày văn bản phải ghi cùng nhau."),
            ),
        ]
        indexes = [
            models.Index(fields=["window", "form", "unit"], name="submission_by_window"),
            models.Index(fields=["unit", "form", "window"], name="submission_by_unit"),
            models.Index(fields=["into"], name="submission_into", condition=Q(into__isnull=False)),
            models.Index(
                fields=["form", "sent_on"], name="submission_waiting", condition=Q(state=SubmissionState.APPROVED)
            ),
        ]
        triggers = [copies_to_stakes("indicators_submissionstake", *_COPIES)]

    def __str__(self) -> str:
        return f"{self.form} · {self.window}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:submission", args=[self.pk])

    @property
    def status(self) -> SubmissionState:
        """The state as a name."""
        return SubmissionState(self.state)

    @property
    def is_editable(self) -> bool:
        """Figures may be typed, as far as the state is concerned."""
        return self.state in EDITABLE

    @property
    def was_late(self) -> bool:
        """Sent up for the first time after its last day."""
        return self.first_sent_on is not None and self.first_sent_on > self.due_on

    def is_overdue(self, today: date | None = None) -> bool:
        """Not sent up although its last day is over."""
        return self.first_sent_on is None and (today or clock.today()) > self.due_on

    def is_not_due(self, today: date | None = None) -> bool:
        """Its window has not opened yet."""
        return self.first_sent_on is None and (today or clock.today()) < self.window.opens_on


class SubmissionStake(Stake):
    """Whom a submission concerns: the unit it is about, the body that answers for it, the issuer of the form."""

    record = models.ForeignKey(Submission, models.CASCADE, related_name="stakes")
    form_id = models.BigIntegerField(editable=False)
    window_id = models.BigIntegerField(editable=False)
    state = models.CharField(max_length=12, editable=False)
    due_on = models.DateField(editable=False)

    class Meta:
        verbose_name = _("liên quan của biểu đã giao")
        verbose_name_plural = _("liên quan của biểu đã giao")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="submissionstake_once",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "window_id", "record"], name="submissionstake_window"),
            models.Index(fields=["unit", "due_on", "record"], name="submissionstake_due"),
            models.Index(fields=["record"], name="submissionstake_record"),
        ]
        triggers = [copied_from_record("indicators_submission", *_COPIES), *marks_units()]

    def __str__(self) -> str:
        row: Any = self
        return f"{row.record_id} {self.why} {self.unit_id}"


@tracked
class Approval(models.Model):
    """One step of the chain of one round: written when the form is handed in, decided by a person or on paper.

    The chain is frozen here, so that a later change of the body's steps touches no round that was begun.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="approvals", verbose_name=_("biểu"))
    round = models.PositiveSmallIntegerField(_("lần trình"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name_vi = models.CharField(_("bước"), max_length=120)
    name_en = models.CharField(_("bước (tiếng Anh)"), max_length=120, blank=True)
    kind = models.CharField(_("loại bước"), max_length=8, choices=StepKind)
    role = models.CharField(_("vai trò"), max_length=10, choices=Role)
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome, blank=True)
    decided_at = models.DateTimeField(_("lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người ghi")
    )
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    on_paper = models.BooleanField(_("duyệt trên giấy"), default=False)
    signed_by = models.CharField(_("người ký trên giấy"), max_length=160, blank=True)
    signed_on = models.DateField(_("ngày ký trên giấy"), null=True, blank=True)
    slip = models.ForeignKey(
        "documents.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản chụp")
    )

    class Meta:
        verbose_name = _("bước duyệt của biểu")
        verbose_name_plural = _("bước duyệt của biểu")
        ordering = ["round", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "round", "order"], name="approval_once"),
            all_or_none(
                "decided_at", "decided_by", name="approval_decided", message=_("Quyết định phải có người ghi.")
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True) | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="approval_outcome_and_time",
                violation_error_message=_("Kết quả và thời điểm phải ghi cùng nhau."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.RETURNED) | Q(reason__regex=r"\S"),
                name="approval_return_has_reason",
                violation_error_message=_("Trả lại phải nêu lý do."),
            ),
            models.CheckConstraint(
                condition=Q(on_paper=False)
                | Q(slip__isnull=False, signed_on__isnull=False) & Q(signed_by__regex=r"\S"),
                name="approval_on_paper_has_slip",
                violation_error_message=_("Duyệt trên giấy phải có bản chụp, người ký và ngày ký."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The step in the language of the page."""
        return in_page_language(self)


class SubmittedCopy(models.Model):
    """What a submission said when it was handed in: never changed, so that every round can be shown and compared.

    ``figures``: a list of {indicator, item, number, part, whole, text, missing, proposed, override} in the order of
    the form, numbers as text. ``checksum``: SHA-256 of it.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="copies", verbose_name=_("biểu"))
    round = models.PositiveSmallIntegerField(_("lần trình"))
    taken_at = models.DateTimeField(_("lúc"))
    taken_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người trình"))
    figures = models.JSONField(_("số liệu"))
    checksum = models.CharField(_("mã kiểm tra"), max_length=64)

    class Meta:
        verbose_name = _("bản đã trình")
        verbose_name_plural = _("bản đã trình")
        constraints = [models.UniqueConstraint(fields=["submission", "round"], name="submitted_copy_once")]

    def __str__(self) -> str:
        return f"{self.submission_id} · {self.round}"


class Consolidated(models.Model):
    """A round of a submission stood on this copy of one below: later changes below are shown against it."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="stands_on", verbose_name=_("biểu"))
    round = models.PositiveSmallIntegerField(_("lần trình"))
    copy = models.ForeignKey(SubmittedCopy, models.PROTECT, related_name="used_in", verbose_name=_("bản cấp dưới"))

    class Meta:
        verbose_name = _("bản cấp dưới đã tổng hợp")
        verbose_name_plural = _("bản cấp dưới đã tổng hợp")
        constraints = [models.UniqueConstraint(fields=["submission", "round", "copy"], name="consolidated_once")]

    def __str__(self) -> str:
        return f"{self.submission_id} ← {self.copy_id}"


@tracked
class LockException(models.Model):
    """A locked or sent submission is opened again until a day, with a reason, by somebody of the level above."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="exceptions", verbose_name=_("biểu"))
    reason = models.CharField(_("lý do"), max_length=1000)
    given_at = models.DateTimeField(_("lúc"))
    given_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người mở"))
    until = models.DateField(_("mở đến hết ngày"))
    round = models.PositiveSmallIntegerField(_("sau lần trình"))

    class Meta:
        verbose_name = _("mở khóa")
        verbose_name_plural = _("mở khóa")
        constraints = [
            not_blank("reason", name="lock_exception_reason", message=_("Mở khóa phải nêu lý do.")),
        ]

    def __str__(self) -> str:
        return self.reason


class Explanation(models.Model):
    """Why a figure that a check warns of is right nevertheless."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="explanations", verbose_name=_("biểu"))
    check_rule = models.ForeignKey(Check, models.PROTECT, related_name="+", verbose_name=_("quy tắc kiểm tra"))
    text = models.CharField(_("giải trình"), max_length=1000)
    given_at = models.DateTimeField(_("lúc"))
    given_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người giải trình"))

    class Meta:
        verbose_name = _("giải trình")
        verbose_name_plural = _("giải trình")
        constraints = [
            models.UniqueConstraint(fields=["submission", "check_rule"], name="explanation_once"),
            not_blank("text", name="explanation_text", message=_("Cần ghi giải trình.")),
        ]

    def __str__(self) -> str:
        return self.text
