"""What people are told when an administrator changes something about them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import Event
from common.templatetags.qcdc import ngay
from notices import kinds, services
from organizations.enums import Role
from organizations.events import name_of
from organizations.models import Membership

ACCOUNT = "administration.account"
ROLE = "administration.role"


def register_kinds() -> None:
    """Called once at start-up."""
    kinds.register(ACCOUNT, _("Tài khoản của anh/chị"), mandatory=True)
    kinds.register(ROLE, _("Vai trò của anh/chị"), mandatory=True)


def edited(person: User, *, by: User) -> None:
    _tell(ACCOUNT, person, _("{by} sửa thông tin tài khoản của anh/chị"), by=by)


def password_given(person: User, *, by: User) -> None:
    _tell(ACCOUNT, person, _("{by} cấp mật khẩu mới cho tài khoản của anh/chị"), by=by)


def second_factor_ended(person: User, *, by: User) -> None:
    _tell(ACCOUNT, person, _("{by} tắt xác thực hai lớp của tài khoản của anh/chị"), by=by)


def role_granted(membership: Membership) -> None:
    _tell_role(membership, _("Anh/chị được phân công: {role}, {place}, từ ngày {on}"), on=membership.valid.lower)


def role_ended(membership: Membership, *, on: date) -> None:
    _tell_role(membership, _("Anh/chị thôi vai trò: {role}, {place}, từ ngày {on}"), on=on)


def _tell_role(membership: Membership, words: str | Promise, *, on: date) -> None:
    place = membership.body.name if membership.body else name_of(membership.unit)
    _tell(ROLE, membership.user, words, role=Role(membership.role).label, place=place, on=ngay(on))


def _tell(kind: str, person: User, words: str | Promise, **names: object) -> None:
    """In the portal's own language, whoever acts in which. The key is the event that was just recorded: every change
    is told once."""
    event = Event.objects.filter(subject_kind="accounts.user", subject_id=person.pk).latest("pk")
    with translation.override(settings.LANGUAGE_CODE):
        subject = str(words).format(**names)
        text = str(_("Nếu anh/chị không biết việc này, hãy báo ngay người quản trị của đơn vị."))
    services.post(
        kind,
        to=person,
        subject=subject,
        text=text if kind == ACCOUNT else "",
        url=reverse("me"),
        key=f"{kind}:{event.pk}",
    )
