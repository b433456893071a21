"""Forms about people: the list's filter, opening, correcting and closing accounts, passwords, roles."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.forms import ContactForm
from accounts.models import User
from common import clock
from common.forms import DateField, LineField, StaleGuard
from organizations import roles
from organizations.enums import Role
from organizations.models import Unit
from organizations.policies import administered_units, is_system_admin

from .people import ACTIVE, CLOSED, PeopleFilter
from .places import PlaceField, offered_around
from .policies import ADMINS

LETTER, PAPER = "letter", "paper"
_LETTER_LABEL = _("Gửi liên kết đặt mật khẩu qua thư điện tử")
_PAPER_LABEL = _("Hiện mật khẩu một lần để trao tận tay")
_CHOICE = {"required": _("Chọn một mục."), "invalid_choice": _("Chọn một mục trong danh sách.")}
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{2,59}")


class PeopleFilterForm(forms.Form):
    """What the list shows; everything is optional, and what cannot be read narrows nothing."""

    q = LineField(label=_("Tên, thư, điện thoại"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [("", _("Tất cả")), (ACTIVE, _("Đang hoạt động")), (CLOSED, _("Đã đóng"))]
        every = [("", _("Mọi vai trò")), *Role.choices]
        self.fields["vai-tro"] = forms.ChoiceField(label=_("Vai trò hiện nay"), required=False, choices=every)
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Tài khoản"), required=False, choices=states)

    def chosen(self, unit: Unit | None) -> PeopleFilter:
        """The filter of the address, in the unit in view."""
        self.is_valid()
        words, role, state = (self.cleaned_data.get(name, "") for name in ("q", "vai-tro", "trang-thai"))
        return PeopleFilter(words=words, role=role, state=state, unit=unit)

    @property
    def has_filters(self) -> bool:
        return any(self.cleaned_data.values())


class _RoleFields(forms.Form):
    """Where, as what, from when, on which basis."""

    place = PlaceField(label=_("Đơn vị hoặc cơ quan"), help_text=_("Gõ tên hoặc mã, ví dụ: xã Quảng Tân."))
    role = forms.ChoiceField(label=_("Vai trò"), error_messages=_CHOICE)
    on = DateField(label=_("Từ ngày"), initial=clock.today)
    basis = LineField(label=_("Căn cứ"), required=False, help_text=_("Ví dụ: Quyết định số 12/QĐ-UBND."))

    def offer(self, by: User) -> None:
        """Places and roles that the person may give; only a system administrator makes another."""
        choices = [choice for choice in Role.choices if choice[0] != Role.SYSTEM_ADMIN or is_system_admin(by)]
        role, place = self.fields["role"], self.fields["place"]
        if isinstance(role, forms.ChoiceField):
            role.choices = choices
        if isinstance(place, PlaceField):
            own = list({m.unit_id: m.unit for m in roles.memberships(by) if m.role in ADMINS}.values())
            place.within(administered_units(by), lambda: offered_around(own))

    def role_values(self) -> dict[str, Any]:
        """The fields as the verbs take them."""
        place = self.cleaned_data["place"]
        named = {name: self.cleaned_data[name] for name in ("on", "basis")}
        return named | {"unit": place.unit, "body": place.body, "role": Role(self.cleaned_data["role"])}


class _AccountFields(ContactForm):
    full_name = LineField(label=_("Họ và tên"), max_length=120)


class OpenForm(_RoleFields, _AccountFields):
    """A new account with its first role, and how the person gets the first password."""

    username = LineField(label=_("Tên đăng nhập"), max_length=60, help_text=_("Ví dụ: hanh.nt. Không đổi được về sau."))
    way = forms.ChoiceField(
        label=_("Mật khẩu đầu tiên"),
        choices=[(LETTER, _LETTER_LABEL), (PAPER, _PAPER_LABEL)],
        widget=forms.RadioSelect,
        initial=PAPER,
        error_messages=_CHOICE,
    )

    field_order = ["full_name", "username", "email", "phone", "place", "role", "on", "basis", "way"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(by)

    def clean_username(self) -> str:
        """Letters without marks, so that it can be typed on every keyboard; no two differ only in capitals."""
        username: str = self.cleaned_data["username"]
        if not _USERNAME.fullmatch(username):
            raise forms.ValidationError(
                _("Từ 3 đến 60 chữ không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới; bắt đầu bằng chữ.")
            )
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("Tên đăng nhập này đã có người dùng."))
        return username

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("way") == LETTER and not values.get("email") and "email" not in self.errors:
            self.add_error("email", _now("Cần có thư điện tử để gửi liên kết."))
        return values

    def account_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("username", "full_name", "email", "phone")}


class EditForm(StaleGuard, _AccountFields):
    """Correct name and contact; two administrators who do so at once see each other's changes."""

    field_order = ["full_name", "email", "phone"]

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(person), user=person, **kwargs)


def values_of(person: User) -> dict[str, Any]:
    """An account as its form shows it."""
    return {"full_name": person.full_name, "email": person.email, "phone": person.phone}


class CloseForm(forms.Form):
    """Why, and whether the roles end too."""

    reason = LineField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: nghỉ hưu, chuyển công tác."))
    end_roles = forms.BooleanField(
        label=_("Các vai trò đang giữ cũng kết thúc từ hôm nay"), required=False, initial=True
    )


class PasswordForm(forms.Form):
    """By letter where there is an address, else on paper."""

    way = forms.ChoiceField(label=_("Cách đặt lại"), widget=forms.RadioSelect, error_messages=_CHOICE)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        letter = [(LETTER, f"{_LETTER_LABEL}: {person.email}")] if person.email else []
        field = self.fields["way"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*letter, (PAPER, _PAPER_LABEL)]
            field.initial = LETTER if letter else PAPER


class SecondFactorForm(forms.Form):
    """Why."""

    reason = LineField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: mất điện thoại, đã gặp trực tiếp."))


class GrantForm(_RoleFields):
    """One more role."""

    until = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa biết."))

    field_order = ["place", "role", "on", "until", "basis"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(by)

    def role_values(self) -> dict[str, Any]:
        last = self.cleaned_data["until"]
        return super().role_values() | {"until": last + timedelta(days=1) if last else None}


class EndRoleForm(forms.Form):
    """The first day without the role."""

    on = DateField(label=_("Thôi từ ngày"), initial=clock.today, help_text=_("Ngày đầu tiên không còn vai trò này."))
