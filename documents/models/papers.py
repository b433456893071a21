"""Official documents: number and symbol, date, issuer, and the incoming numbers of those who received them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import text
from common.constraints import not_blank
from common.history import tracked
from common.names import in_page_language
from documents import numbering
from documents.enums import DocumentStatus
from organizations.models import Body, Term
from organizations.scope import ScopedQuerySet, Stake, copied_from_record, copies_to_stakes


class DocumentType(models.Model):
    """A type of document: báo cáo (BC), kế hoạch (KH), công văn (CV)… Types are data, with names in two languages."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    abbreviation = models.CharField(_("chữ viết tắt"), max_length=10, help_text=_("Ví dụ: BC, KH, QĐ"))
    name_vi = models.CharField(_("tên loại"), max_length=80)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=80)
    rank = models.PositiveSmallIntegerField(_("thứ tự trong danh sách"), default=50)

    class Meta:
        verbose_name = _("loại văn bản")
        verbose_name_plural = _("loại văn bản")
        ordering = ["rank", "pk"]
        constraints = [
            not_blank("abbreviation", name="document_type_abbreviation", message=_("Cần có chữ viết tắt.")),
            not_blank("name_vi", name="document_type_name", message=_("Cần có tên loại văn bản.")),
        ]

    def __str__(self) -> str:
        return in_page_language(self)


class OfficialDocumentQuerySet(ScopedQuerySet["OfficialDocument"]):
    """Documents, read like speech."""

    def issued(self) -> OfficialDocumentQuerySet:
        return self.filter(status=DocumentStatus.ISSUED)

    def for_list(self) -> OfficialDocumentQuerySet:
        """Everything a list touches; newest first."""
        return self.select_related("type", "issuer__kind", "issuer__unit").order_by(
            F("issued_on").desc(nulls_first=True), "-number", "-pk"
        )


@tracked
class OfficialDocument(models.Model):
    """A paper that a body issues: a report, a plan, a notice of conclusions, an official letter.

    Once issued it has number, symbol and date. Numbers restart each year for State documents (Decree 30/2020/NĐ-CP,
    article 15) and run through the Party's term, per type, for Party documents; `year` or `term` names the run.
    """

    issuer = models.ForeignKey(Body, models.PROTECT, related_name="documents", verbose_name=_("cơ quan ban hành"))
    type = models.ForeignKey(DocumentType, models.PROTECT, verbose_name=_("loại văn bản"))
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True, help_text=_("Ví dụ: BC-UBND, BC/BCĐ"))
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("năm lấy số"), null=True, blank=True)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, verbose_name=_("nhiệm kỳ lấy số"))
    subject = models.CharField(_("trích yếu"), max_length=500)
    search_key = models.CharField(max_length=700, editable=False)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    signer_office = models.CharField(_("chức vụ người ký"), max_length=160, blank=True)
    status = models.CharField(
        _("trạng thái"), max_length=6, choices=DocumentStatus, default=DocumentStatus.DRAFT, db_index=False
    )
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người lập"))
    created_at = models.DateTimeField(_("lập lúc"))

    objects: ClassVar[Any] = OfficialDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        constraints = [
            not_blank("subject", name="document_subject_not_blank", message=_("Cần có trích yếu.")),
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.DRAFT)
                | (Q(number__isnull=False, number__gte=1, issued_on__isnull=False) & ~Q(symbol="")),
                name="document_issued_has_number_and_date",
                violation_error_message=_("Văn bản đã ban hành phải có số, ký hiệu và ngày ban hành."),
            ),
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.ISSUED)
                | Q(number__isnull=True, year__isnull=True, term__isnull=True),
                name="document_draft_has_no_number",
                violation_error_message=_("Dự thảo chưa có số văn bản."),
            ),
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.DRAFT)
                | Q(year__isnull=False, term__isnull=True)
                | Q(year__isnull=True, term__isnull=False),
                name="document_numbered_by_year_or_term",
                violation_error_message=_("Số văn bản lấy theo năm hoặc theo nhiệm kỳ."),
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year=ExtractYear("issued_on")),
                name="document_year_of_its_date",
                violation_error_message=_("Năm lấy số phải là năm của ngày ban hành."),
            ),
            models.UniqueConstraint(
                fields=["issuer", "type", "year", "number", "symbol"],
                condition=Q(year__isnull=False),
                name="document_number_once_a_year",
                violation_error_message=_("Số, ký hiệu này đã có trong năm."),
            ),
            models.UniqueConstraint(
                fields=["issuer", "type", "term", "number", "symbol"],
                condition=Q(term__isnull=False),
                name="document_number_once_a_term",
                violation_error_message=_("Số, ký hiệu này đã có trong nhiệm kỳ."),
            ),
        ]
        triggers = [copies_to_stakes("documents_officialdocumentstake", "issued_on", "status")]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that search compares."""
        self.subject, self.symbol = text.nfc(self.subject), text.nfc(self.symbol)
        self.search_key = text.search_key(f"{self.subject} {self.number_and_symbol}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("documents:detail", args=[self.pk])

    @property
    def state(self) -> DocumentStatus:
        """Its status with label and tone, for badges."""
        return DocumentStatus(self.status)

    @property
    def number_and_symbol(self) -> str:
        """ "05/BC-UBND" for the State, "03-BC/BCĐ" for the Party; a draft has the symbol alone."""
        return numbering.show(self.issuer.family, self.number, self.symbol)

    @property
    def label(self) -> str:
        """How other pages name it: "Báo cáo số 05/BC-UBND", a draft "Báo cáo (dự thảo)"."""
        if self.number is None:
            return _now("{type} (dự thảo)").format(type=self.type)
        return _now("{type} số {number}").format(type=self.type, number=self.number_and_symbol)


class OfficialDocumentStake(Stake):
    """Whom a document concerns: its issuer (origin) and those who received it (holder)."""

    record = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="stakes", verbose_name=_("văn bản"))
    issued_on = models.DateField(null=True, editable=False)
    status = models.CharField(max_length=6, editable=False, default=DocumentStatus.DRAFT)

    class Meta:
        verbose_name = _("liên quan đến văn bản")
        verbose_name_plural = _("liên quan đến văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "body", "why"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="document_stake_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "issued_on", "record"], name="document_stake_by_unit")]
        triggers = [copied_from_record("documents_officialdocument", "issued_on", "status")]

    def __str__(self) -> str:
        return f"{self.record_id} · {self.unit_id}"


class Receipt(models.Model):
    """That a body received a document: its own incoming number (số đến), which restarts each year, and the day."""

    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="receipts", verbose_name=_("văn bản"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="receipts", verbose_name=_("cơ quan nhận"))
    incoming_number = models.PositiveIntegerField(_("số đến"))
    received_on = models.DateField(_("ngày đến"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))

    class Meta:
        verbose_name = _("văn bản đến")
        verbose_name_plural = _("văn bản đến")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "body"],
                name="receipt_once",
                violation_error_message=_("Cơ quan này đã vào sổ văn bản đó."),
            ),
            models.UniqueConstraint(
                "body",
                ExtractYear("received_on"),
                "incoming_number",
                name="receipt_number_once_a_year",
                violation_error_message=_("Số đến này đã dùng trong năm."),
            ),
            models.CheckConstraint(
                condition=Q(incoming_number__gte=1),
                name="receipt_number_from_one",
                violation_error_message=_("Số đến phải từ 1 trở lên."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incoming_number} · {self.document_id}"
