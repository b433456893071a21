"""Letters of citizens, what they contain, who sent them, and how each content was handled."""

from __future__ import annotations

from datetime import date
from typing import Any

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock, text
from common.constraints import not_blank
from common.history import tracked
from common.names import in_page_language
from letters.enums import (
    OPEN_CONTENT,
    OPEN_KINDS,
    OPEN_LETTER,
    CameBy,
    ContentKind,
    ContentStatus,
    LetterStatus,
    Stage,
)
from organizations import scope
from organizations.models import Body, Unit
from organizations.scope import ScopedQuerySet, Stake

SUMMARY_LIMIT = 4000
_UNDER_WAY = (ContentStatus.ACCEPTED, ContentStatus.SUSPENDED, ContentStatus.SETTLED, ContentStatus.CLOSED)
_NEEDS_PAPER = (
    ContentStatus.TRANSFERRED,
    ContentStatus.SETTLED,
    ContentStatus.CLOSED,
    ContentStatus.SUSPENDED,
    ContentStatus.TERMINATED,
)


class LetterField(models.Model):
    """What a letter is about: land, social policy, public order… The list is edited; names no longer used stay."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name_vi = models.CharField(_("lĩnh vực"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50)
    in_use = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("lĩnh vực đơn thư")
        verbose_name_plural = _("lĩnh vực đơn thư")
        ordering = ["rank", "pk"]
        constraints = [not_blank("name_vi", name="letter_field_name", message=_("Cần có tên lĩnh vực."))]

    def __str__(self) -> str:
        return in_page_language(self)


class LetterQuerySet(ScopedQuerySet["Letter"]):
    """Letters, read like speech."""

    def open(self) -> LetterQuerySet:
        """Letters with something still to be done."""
        return self.filter(status__in=OPEN_LETTER)

    def overdue(self, on: date) -> LetterQuerySet:
        """Open letters of which a limit ended before that day."""
        return self.open().filter(due_on__lt=on)


@tracked
class Letter(models.Model):
    """A letter that a body received. It has no public page; who sent it is kept apart (LetterSender).

    ``due_on`` is the earliest due date of its contents, a copy of what their clocks say, for lists.
    """

    code = models.CharField(_("số đơn"), max_length=24, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="letters", verbose_name=_("cơ quan tiếp nhận"))
    received_on = models.DateField(_("ngày nhận"))
    came_by = models.CharField(_("hình thức đến"), max_length=9, choices=CameBy)
    sent_by = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan chuyển đến")
    )
    incoming_number = models.PositiveIntegerField(_("số đến"), null=True, blank=True)
    contents_count = models.PositiveSmallIntegerField(_("số nội dung"))
    people_count = models.PositiveIntegerField(_("số người đứng đơn"), default=1)
    status = models.CharField(_("trạng thái"), max_length=8, choices=LetterStatus, default=LetterStatus.RECEIVED)
    due_on = models.DateField(_("hạn gần nhất"), null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người nhập"))
    entered_at = models.DateTimeField(_("nhập lúc"))
    search_key = models.TextField(editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn thư")
        verbose_name_plural = _("đơn thư")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=LetterStatus.values),
                name="letter_status_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(contents_count__range=(1, 20)),
                name="letter_has_contents",
                violation_error_message=_("Đơn có từ 1 đến 20 nội dung."),
            ),
            models.CheckConstraint(
                condition=Q(people_count__gte=1),
                name="letter_has_people",
                violation_error_message=_("Đơn có ít nhất một người đứng đơn."),
            ),
            models.CheckConstraint(
                condition=(Q(came_by=CameBy.FORWARDED) & Q(sent_by__isnull=False))
                | (~Q(came_by=CameBy.FORWARDED) & Q(sent_by__isnull=True)),
                name="letter_sender_body_when_forwarded",
                violation_error_message=_("Đơn do cơ quan khác chuyển đến thì ghi cơ quan đó; đơn khác thì không."),
            ),
            models.CheckConstraint(
                condition=Q(sent_by__isnull=True) | ~Q(sent_by=F("body")),
                name="letter_not_sent_by_itself",
                violation_error_message=_("Cơ quan chuyển đến không thể là cơ quan tiếp nhận."),
            ),
        ]
        indexes = [
            models.Index(fields=["-received_on", "-id"], name="letter_by_day"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="letter_by_text"),
        ]
        triggers = [scope.copies_to_stakes("letters_letterstake", "received_on", "due_on", "status")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("letters:letter", args=[self.code])

    @property
    def state(self) -> LetterStatus:
        """The status with its label and tone."""
        return LetterStatus(self.status)

    @property
    def is_overdue(self) -> bool:
        """Open after a last day."""
        return self.status in OPEN_LETTER and self.due_on is not None and self.due_on < clock.today()


class LetterStake(Stake):
    """Whom a letter concerns; carries copies of what lists sort and filter by."""

    record = models.ForeignKey(Letter, models.CASCADE, related_name="stakes")
    received_on = models.DateField(editable=False)
    due_on = models.DateField(null=True, editable=False)
    status = models.CharField(max_length=8, editable=False)

    class Meta:
        verbose_name = _("liên quan của đơn thư")
        verbose_name_plural = _("liên quan của đơn thư")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="letter_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "received_on", "record"], name="letter_stake_by_day")]
        triggers = [scope.copied_from_record("letters_letter", "received_on", "due_on", "status")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.why} {self.unit_id}"


class LetterSender(models.Model):
    """Who sent a letter. Private: no list, search, export, notice, history or log carries it, and no row history.

    A letter without such a row has an unknown sender, or has a sealed content: then the sealed case alone knows.
    """

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="sender", verbose_name=_("đơn thư"))
    name = models.CharField(_("họ tên người đứng đơn"), max_length=200)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("người đứng đơn")
        verbose_name_plural = _("người đứng đơn")
        constraints = [not_blank("name", name="letter_sender_named", message=_("Cần ghi họ tên người đứng đơn."))]
        triggers = [
            pgtrigger.Trigger(
                name="not_of_a_sealed_letter",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF EXISTS (SELECT 1 FROM letters_lettercontent c
                               WHERE c.letter_id = NEW.letter_id AND c.kind = 'sealed') THEN
                        RAISE EXCEPTION 'Đơn có nội dung được niêm phong không ghi người đứng đơn ở đây.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}"


@tracked
class LetterContent(models.Model):
    """One content of a letter, handled on its own. A sealed one is only a pointer: no words, no field, no steps.

    ``holder`` is the body that must act now. ``notice`` is the paper that tells the complainant of the acceptance.
    """

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="contents", verbose_name=_("đơn thư"))
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    kind = models.CharField(_("loại"), max_length=9, choices=ContentKind)
    summary = models.TextField(_("tóm tắt nội dung"), max_length=SUMMARY_LIMIT, blank=True)
    field = models.ForeignKey(
        LetterField, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lĩnh vực")
    )
    holder = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan đang giải quyết"))
    status = models.CharField(_("trạng thái"), max_length=9, choices=ContentStatus, default=ContentStatus.RECEIVED)
    stage = models.CharField(_("lần khiếu nại"), max_length=6, choices=Stage, blank=True)
    notice = models.ForeignKey(
        "documents.OfficialDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thông báo thụ lý"),
    )
    owes_report = models.BooleanField(_("còn phải báo kết quả cho nơi chuyển"), default=False)
    due_on = models.DateField(_("hạn gần nhất"), null=True, blank=True)
    sealed_case = models.OneToOneField(
        "letters.SealedCase",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pointer",
        verbose_name=_("hồ sơ niêm phong"),
    )

    class Meta:
        verbose_name = _("nội dung đơn")
        verbose_name_plural = _("nội dung đơn")
        constraints = [
            models.UniqueConstraint(fields=["letter", "position"], name="letter_content_position_once"),
            models.CheckConstraint(
                condition=Q(kind__in=ContentKind.values, status__in=ContentStatus.values),
                name="letter_content_names_known",
                violation_error_message=_("Loại hoặc trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=ContentKind.SEALED, status=ContentStatus.SEALED, sealed_case__isnull=False, summary="",
                    field__isnull=True, stage="", due_on__isnull=True, owes_report=False,
                )
                | Q(
                    ~Q(status=ContentStatus.SEALED), kind__in=OPEN_KINDS, sealed_case__isnull=True,
                    summary__regex=r"\S",
                ),
                name="letter_content_sealed_says_nothing",
                violation_error_message=_("Nội dung thường cần tóm tắt; nội dung được niêm phong không ghi gì ở đây."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContentKind.COMPLAINT)
                | ~Q(status__in=_UNDER_WAY)
                | (Q(notice__isnull=False) & ~Q(stage="")),
                name="letter_content_accepted_with_notice",
                violation_error_message=_("Thụ lý khiếu nại phải có thông báo thụ lý và ghi lần khiếu nại."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["holder", "status"], name="letter_content_by_holder"),
            models.Index(fields=["kind", "letter"], name="letter_content_by_kind"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sealed_has_no_open_sender",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("kind"),
                condition=pgtrigger.Q(new__kind="sealed"),
                func="""
                    IF EXISTS (SELECT 1 FROM letters_lettersender s WHERE s.letter_id = NEW.letter_id) THEN
                        RAISE EXCEPTION 'Đơn có nội dung được niêm phong không ghi người đứng đơn ở đây.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="state_has_its_step",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("status"),
                timing=pgtrigger.Deferred,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM letters_lettercontent c
                        WHERE c.id = NEW.id AND c.status NOT IN ('received', 'sealed') AND c.status IS DISTINCT FROM (
                            SELECT s.status FROM letters_letterstep s
                            WHERE s.content_id = c.id AND s.status <> '' ORDER BY s.id DESC LIMIT 1)
                    ) THEN
                        RAISE EXCEPTION 'Trạng thái của nội dung đơn phải có bước xử lý kèm theo.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}.{self.position}"

    def get_absolute_url(self) -> str:
        """Its place on the letter's page."""
        return f"{self.letter.get_absolute_url()}#noi-dung-{self.position}"

    @property
    def state(self) -> ContentStatus:
        """The status with its label and tone."""
        return ContentStatus(self.status)

    @property
    def is_open(self) -> bool:
        """Something is still to be done."""
        return self.status in OPEN_CONTENT

    @property
    def is_sealed(self) -> bool:
        """Only a pointer to a sealed case."""
        return self.kind == ContentKind.SEALED

    @property
    def is_overdue(self) -> bool:
        """A limit of it ended before today."""
        return self.due_on is not None and self.due_on < clock.today()

    @property
    def title(self) -> str:
        """What lists of work call it: "DT-2026-0012 · Đơn khiếu nại", never what it says or whose it is."""
        return f"{self.letter.code} · {ContentKind(self.kind).letter_name}"


class LetterStep(models.Model):
    """One step in the handling of a content: what, when, by which body, on which paper. Rows are only added.

    ``status`` is the state it led to, empty when it led to none.
    """

    content = models.ForeignKey(LetterContent, models.CASCADE, related_name="steps", verbose_name=_("nội dung"))
    name = models.CharField(_("bước"), max_length=20)
    status = models.CharField(_("trạng thái"), max_length=9, choices=ContentStatus, blank=True)
    on = models.DateField(_("ngày"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan thực hiện"))
    to_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chuyển đến")
    )
    paper = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    incoming_number = models.PositiveIntegerField(_("số đến"), null=True, blank=True)
    note = models.TextField(_("nội dung xử lý"), max_length=4000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người thực hiện"))
    at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("bước xử lý đơn")
        verbose_name_plural = _("bước xử lý đơn")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=_NEEDS_PAPER) | Q(paper__isnull=False),
                name="letter_step_has_paper",
                violation_error_message=_("Bước này cần văn bản có số và ngày."),
            ),
            models.CheckConstraint(
                condition=~Q(status=ContentStatus.TRANSFERRED) | Q(to_body__isnull=False),
                name="letter_step_says_where_to",
                violation_error_message=_("Chuyển đơn phải ghi cơ quan nhận."),
            ),
        ]
        indexes = [models.Index(fields=["content", "id"], name="letter_step_by_content")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.content_id} {self.name} {self.on}"

    @property
    def label(self) -> str:
        """What its button says."""
        from letters.workflow import STEPS

        return str(STEPS[self.name].label)


def search_key_of(letter: Letter, contents: list[LetterContent]) -> str:
    """What the list searches by: code, incoming number, what the open contents say; never who sent it."""
    parts: list[Any] = [letter.code, letter.incoming_number or "", *(content.summary for content in contents)]
    return text.search_key(" ".join(str(part) for part in parts))
