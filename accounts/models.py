"""People who use the portal. An account is closed, never deleted, so that history keeps its names."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock, text
from common.constraints import all_or_none, not_blank


def given_name_first(full_name: str) -> str:
    """The order of Vietnamese lists of people: by given name, which stands last, then by family and middle names.

    >>> given_name_first("Nguyễn Thị Hoa")
    'Hoa Nguyễn Thị'
    """
    family, _space, given = full_name.rpartition(" ")
    return f"{given} {family}".strip()


class UserManager(BaseUserManager["User"]):
    """Makes accounts; services.open_account is the verb that people use."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=text.nfc(username), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """User names do not tell capital letters apart."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person. What the person may do comes from memberships (organizations), never from flags here."""

    username = models.CharField(_("tên đăng nhập"), max_length=60)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("số điện thoại"), max_length=16, blank=True, help_text=_("Dạng +84912345678"))
    sort_key = models.TextField(editable=False, db_collation="C")
    search_key = models.TextField(editable=False)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    date_joined = models.DateTimeField(_("ngày mở tài khoản"), default=clock.now)
    closed_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)
    closed_reason = models.CharField(_("lý do đóng"), max_length=300, null=True, blank=True)  # noqa: DJ001 (tied to closed_at)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("username"),
                name="user_username_unique",
                violation_error_message=_("Tên đăng nhập này đã có người dùng."),
            ),
            models.UniqueConstraint(
                models.functions.Lower("email"),
                condition=~Q(email=""),
                name="user_email_unique",
                violation_error_message=_("Địa chỉ thư điện tử này đã có người dùng."),
            ),
            models.UniqueConstraint(
                fields=["phone"],
                condition=~Q(phone=""),
                name="user_phone_unique",
                violation_error_message=_("Số điện thoại này đã có người dùng."),
            ),
            not_blank("full_name", name="user_full_name_not_blank", message=_("Cần có họ và tên.")),
            all_or_none(
                "closed_at", "closed_reason", name="user_closed_at_and_why", message=_("Đóng tài khoản cần có lý do.")
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(is_active=False),
                name="user_closed_is_inactive",
                violation_error_message=_("Tài khoản đã đóng thì không đăng nhập được."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys that lists sort and search by. An address is kept in small letters: sign-in compares it so."""
        self.full_name, self.email = text.nfc(self.full_name), self.email.lower()
        self.sort_key, self.search_key = (
            text.sort_key(given_name_first(self.full_name)),
            text.search_key(self.full_name),
        )
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """The name that papers and history show."""
        return self.full_name

    @property
    def initials(self) -> str:
        """At most two letters for a small round mark: first and last word of the name."""
        words = self.full_name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
