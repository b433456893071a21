"""Files. What a file contains is stored once under its hash; what it is called and where it hangs is a row each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import all_or_none, not_blank


class Blob(models.Model):
    """The bytes of a file, stored once under their SHA-256. Immutable; swept when nothing hangs on it any more."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng (byte)"))
    content_type = models.CharField(_("kiểu nội dung"), max_length=100)
    created_at = models.DateTimeField(_("lưu lúc"))

    class Meta:
        verbose_name = _("nội dung tệp")
        verbose_name_plural = _("nội dung tệp")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="blob_sha256_is_hex",
                violation_error_message=_("Mã băm SHA-256 phải gồm 64 chữ số hệ 16."),
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1), name="blob_not_empty", violation_error_message=_("Tệp không được rỗng.")
            ),
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def path(self) -> str:
        """Where the bytes lie in the storage."""
        return f"blobs/{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments, read like speech."""

    def present(self) -> AttachmentQuerySet:
        """Those that nobody removed."""
        return self.filter(removed_at__isnull=True)


class Attachment(models.Model):
    """A file of a record. The owner is named by kind ("conferences.conference") and key; see documents.owners."""

    owner_kind = models.CharField(_("loại hồ sơ"), max_length=80)
    owner_id = models.BigIntegerField(_("mã hồ sơ"))
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="attachments", verbose_name=_("nội dung"))
    name = models.CharField(_("tên tệp"), max_length=160)
    caption = models.CharField(_("nội dung tệp"), max_length=200, blank=True)
    no_state_secret = models.BooleanField(_("không chứa bí mật nhà nước"))
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("người tải lên"))
    uploaded_at = models.DateTimeField(_("tải lên lúc"))
    removed_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)
    removed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người gỡ")
    )
    removed_reason = models.CharField(_("lý do gỡ"), max_length=300, null=True, blank=True)  # noqa: DJ001 (tied to removed_at)

    objects: ClassVar[Any] = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp đính kèm")
        verbose_name_plural = _("tệp đính kèm")
        constraints = [
            models.CheckConstraint(
                condition=Q(no_state_secret=True),
                name="attachment_holds_no_state_secret",
                violation_error_message=_("Cần xác nhận tệp không chứa bí mật nhà nước."),
            ),
            not_blank("name", name="attachment_name_not_blank", message=_("Tệp cần có tên.")),
            not_blank("removed_reason", name="attachment_removed_reason", message=_("Gỡ tệp cần có lý do.")),
            all_or_none(
                "removed_at",
                "removed_by",
                "removed_reason",
                name="attachment_removed_by_whom_and_why",
                message=_("Gỡ tệp cần có người gỡ và lý do."),
            ),
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "blob"],
                condition=Q(removed_at__isnull=True),
                name="attachment_once_per_owner",
                violation_error_message=_("Tệp này đã được đính kèm."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is downloaded, through the rights check."""
        return reverse("attachments:download", args=[self.pk, self.name])

    @property
    def title(self) -> str:
        """What people read in a list: the caption, else the file's name."""
        return self.caption or self.name
