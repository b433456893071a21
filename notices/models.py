"""What people are told. Telling is a row written by the verb that caused it; if sending fails, the row waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.constraints import not_blank

from . import kinds
from .enums import OutboxState


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, read like speech."""

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A line in a person's inbox. The same key never tells the same person twice."""

    recipient = models.ForeignKey("accounts.User", models.PROTECT, related_name="notices", verbose_name=_("người nhận"))
    kind = models.CharField(_("loại"), max_length=80)
    key = models.CharField(_("khóa"), max_length=160)
    subject = models.CharField(_("tiêu đề"), max_length=250)
    text = models.TextField(_("nội dung"), blank=True)
    url = models.CharField(_("liên kết"), max_length=500)
    created_at = models.DateTimeField(_("lúc"))
    read_at = models.DateTimeField(_("đọc lúc"), null=True, blank=True)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"],
                name="notice_once",
                violation_error_message=_("Người này đã được thông báo việc đó."),
            ),
            not_blank("subject", name="notice_subject_not_blank", message=_("Thông báo cần có tiêu đề.")),
            models.CheckConstraint(
                condition=Q(url__regex=r"^/([^/\\]|$)"),
                name="notice_url_within_the_portal",
                violation_error_message=_("Liên kết phải nằm trong cổng."),
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notice_by_recipient"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def label(self) -> str:
        """What sort of notice it is, in words."""
        return kinds.label(self.kind)


class OutboxQuerySet(models.QuerySet["Outbox"]):
    """Outbox rows, read like speech."""

    def due(self, at: datetime) -> OutboxQuerySet:
        """Rows whose turn has come, oldest first."""
        return self.filter(state=OutboxState.WAITING, next_try_at__lte=at).order_by("next_try_at", "pk")


class Outbox(models.Model):
    """A notice on its way to a person through one channel. Sent after commit, once, by notices.tasks.send_due."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="outbox", verbose_name=_("thông báo"))
    channel = models.CharField(_("kênh"), max_length=20)
    state = models.CharField(_("trạng thái"), max_length=8, choices=OutboxState, default=OutboxState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    next_try_at = models.DateTimeField(_("gửi từ lúc"))
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    error = models.CharField(_("lỗi lần gần nhất"), max_length=500, blank=True)

    objects: ClassVar[Any] = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("thông báo chờ gửi")
        verbose_name_plural = _("thông báo chờ gửi")
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="outbox_once_per_channel"),
            models.CheckConstraint(
                condition=Q(state=OutboxState.SENT, sent_at__isnull=False)
                | (~Q(state=OutboxState.SENT) & Q(sent_at__isnull=True)),
                name="outbox_sent_has_its_moment",
                violation_error_message=_("Thông báo đã gửi phải có thời điểm gửi."),
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(state=OutboxState.WAITING), name="outbox_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.channel} · {self.notice_id}"


class ChannelChoice(models.Model):
    """Whether a person wants notices by a channel. Without a row they come; what is mandatory comes anyway."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", verbose_name=_("người dùng"))
    channel = models.CharField(_("kênh"), max_length=20)
    wanted = models.BooleanField(_("nhận"), default=True)

    class Meta:
        verbose_name = _("cách nhận thông báo")
        verbose_name_plural = _("cách nhận thông báo")
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="channel_choice_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel} {self.wanted}"


class CalendarFeed(models.Model):
    """The address at which a person's calendar program reads what is due. Whoever knows it may read, so only its
    digest is kept: the address is shown once, and a lost one is replaced."""

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="+", verbose_name=_("người dùng"))
    token_hash = models.CharField(_("mã băm của địa chỉ"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("tạo lúc"))
    last_read_at = models.DateTimeField(_("đọc lần gần nhất"), null=True, blank=True)

    class Meta:
        verbose_name = _("lịch riêng")
        verbose_name_plural = _("lịch riêng")

    def __str__(self) -> str:
        return f"{self.user_id}"
