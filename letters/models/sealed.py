"""Sealed cases: denunciations, whose sender is secret by law (Law 25/2018/QH14 Articles 8, 47 and 56).

These tables have no row history, no stakes, no search key and no list. What says who denounces whom, and everything
that people type about it, is encrypted with a key of the case, which is wrapped by a key that is not in the database
(letters.sealing). Destroying the wrapped key is erasure: nothing brings the words back.
"""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.constraints import all_or_none
from letters.enums import ErasureReason, SealedStatus
from organizations.models import Body

PAPER_NUMBER = r"^[0-9]{1,6}[-/][0-9A-ZĐƯƠ]{1,12}([-/][0-9A-ZĐƯƠ]{1,12}){0,2}$"
"""Number and symbol of a paper: "12/TB-UBND", "03-CV/UBKT". Nothing else fits, so no name does."""


class SealedCase(models.Model):
    """A sealed case. Its columns say when and where it lies, never what it is about.

    ``body`` received it, ``holder`` has it now. ``identity`` and ``content`` are sealed texts.
    """

    code = models.CharField(_("số hồ sơ"), max_length=24, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan tiếp nhận"))
    holder = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan giữ hồ sơ"))
    received_on = models.DateField(_("ngày nhận"))
    anonymous = models.BooleanField(_("không rõ người gửi"), default=False)
    status = models.CharField(_("trạng thái"), max_length=9, choices=SealedStatus, default=SealedStatus.RECEIVED)
    transferred_on = models.DateField(_("ngày chuyển"), null=True, blank=True)
    key_id = models.CharField(_("khóa niêm phong"), max_length=16)
    wrapped_key = models.BinaryField(_("khóa của hồ sơ"), null=True)
    identity = models.BinaryField(_("người gửi (đã mã hóa)"))
    content = models.BinaryField(_("nội dung (đã mã hóa)"))
    erased_on = models.DateField(_("ngày xóa khóa"), null=True, blank=True)
    erased_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người xóa khóa")
    )
    erased_why = models.CharField(_("lý do xóa khóa"), max_length=8, choices=ErasureReason, blank=True)

    class Meta:
        verbose_name = _("hồ sơ niêm phong")
        verbose_name_plural = _("hồ sơ niêm phong")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=SealedStatus.values),
                name="sealed_status_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True, wrapped_key__isnull=False, erased_why="")
                | (Q(erased_on__isnull=False, wrapped_key__isnull=True) & ~Q(erased_why="")),
                name="sealed_erased_has_no_key",
                violation_error_message=_("Hồ sơ đã xóa khóa thì không còn khóa và phải có lý do."),
            ),
            all_or_none(
                "erased_on", "erased_by", name="sealed_erased_whole", message=_("Việc xóa khóa phải có ngày và người.")
            ),
            models.CheckConstraint(
                condition=Q(transferred_on__isnull=False) | Q(holder=F("body")),
                name="sealed_moved_has_day",
                violation_error_message=_("Hồ sơ ở cơ quan khác thì phải có ngày chuyển."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("letters:sealed", args=[self.code])

    @property
    def state(self) -> SealedStatus:
        """The status with its label and tone."""
        return SealedStatus(self.status)

    @property
    def is_erased(self) -> bool:
        """Its key is destroyed."""
        return self.erased_on is not None


class SealedAccess(models.Model):
    """A person who may open a case beside the leader of the body that holds it, and until when."""

    case = models.ForeignKey(SealedCase, models.CASCADE, related_name="accesses", verbose_name=_("hồ sơ"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người được giao"))
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người giao"))
    granted_at = models.DateTimeField(_("giao lúc"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("quyền mở hồ sơ niêm phong")
        verbose_name_plural = _("quyền mở hồ sơ niêm phong")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                name="sealed_access_once",
                violation_error_message=_("Người này đã có trong danh sách."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"

    def lasts(self, on: date) -> bool:
        """Whether the person may open the case on that day."""
        return self.until is None or on <= self.until


class SealedOpening(models.Model):
    """Somebody read a case. The reason is sealed too; rows are only added."""

    case = models.ForeignKey(SealedCase, models.CASCADE, related_name="openings", verbose_name=_("hồ sơ"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người mở"))
    at = models.DateTimeField(_("mở lúc"))
    reason = models.BinaryField(_("lý do (đã mã hóa)"))

    class Meta:
        verbose_name = _("lần mở hồ sơ niêm phong")
        verbose_name_plural = _("lần mở hồ sơ niêm phong")
        indexes = [models.Index(fields=["case", "-at"], name="sealed_opening_by_case")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id} {self.at}"


class SealedStep(models.Model):
    """A step in the handling of a case. The note is sealed; the paper is its number and day, not a listed document."""

    case = models.ForeignKey(SealedCase, models.CASCADE, related_name="steps", verbose_name=_("hồ sơ"))
    name = models.CharField(_("bước"), max_length=20)
    on = models.DateField(_("ngày"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người thực hiện"))
    at = models.DateTimeField(_("ghi lúc"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("cơ quan thực hiện"))
    to_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chuyển đến")
    )
    paper_number = models.CharField(_("số, ký hiệu văn bản"), max_length=50, blank=True)
    paper_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    note = models.BinaryField(_("ghi chú (đã mã hóa)"), null=True)

    class Meta:
        verbose_name = _("bước xử lý hồ sơ niêm phong")
        verbose_name_plural = _("bước xử lý hồ sơ niêm phong")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(name="transfer"),
                name="sealed_transferred_once",
                violation_error_message=_("Tố cáo có cùng nội dung chỉ được chuyển một lần."),
            ),
            models.CheckConstraint(
                condition=Q(paper_number="", paper_on__isnull=True)
                | Q(paper_number__regex=PAPER_NUMBER, paper_on__isnull=False),
                name="sealed_paper_is_a_number",
                violation_error_message=_("Ghi số, ký hiệu như “12/TB-UBND” và ngày của văn bản."),
            ),
            models.CheckConstraint(
                condition=~Q(name__in=["transfer", "accept", "notify", "extend", "conclude"]) | ~Q(paper_number=""),
                name="sealed_step_has_paper",
                violation_error_message=_("Bước này cần số và ngày của văn bản."),
            ),
            models.CheckConstraint(
                condition=~Q(name="transfer") | Q(to_body__isnull=False),
                name="sealed_transfer_says_where_to",
                violation_error_message=_("Chuyển hồ sơ phải ghi cơ quan nhận."),
            ),
        ]
        indexes = [models.Index(fields=["case", "id"], name="sealed_step_by_case")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.case_id} {self.name} {self.on}"
