"""Sign-in and contact forms."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from common.forms import LineField

from .models import User
from .phones import is_phone, normal_phone


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth ships no types
    """One field for user name, e-mail or phone number, because people forget which they were given."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Tên đăng nhập, thư điện tử hoặc số điện thoại")
        login.max_length = 254
        login.widget = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "maxlength": 254})
        self.fields["password"].label = _("Mật khẩu")
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        """A phone number in any usual spelling is one number."""
        login: str = super().clean_login()
        phone = normal_phone(login)
        return phone if is_phone(phone) else login


class AddressField(LineField):
    """An e-mail address, in small letters; everything else is refused beside the field."""

    default_validators = [EmailValidator(_("Địa chỉ thư điện tử viết như ten@co-quan.gov.vn."))]

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(max_length=254, widget=forms.EmailInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).lower()


class ContactForm(forms.Form):
    """Where the portal reaches a person; both also sign in. ``user`` is None while the account is being opened."""

    email = AddressField(label=_("Thư điện tử"), required=False)
    phone = LineField(label=_("Số điện thoại"), required=False, max_length=30, help_text=_("Ví dụ: 0912 345 678"))

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        """No two accounts share an address, whatever its capital letters."""
        email: str = self.cleaned_data["email"]
        if email and self._others().filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Địa chỉ thư điện tử này đã có người dùng."))
        return email

    def clean_phone(self) -> str:
        """Any usual spelling; kept in one."""
        phone = normal_phone(self.cleaned_data["phone"])
        if phone and not is_phone(phone):
            raise forms.ValidationError(_("Số điện thoại gồm 9 đến 15 chữ số, ví dụ 0912 345 678."))
        if phone and self._others().filter(phone=phone).exists():
            raise forms.ValidationError(_("Số điện thoại này đã có người dùng."))
        return phone

    def _others(self) -> Any:
        return User.objects.exclude(pk=self.user.pk) if self.user else User.objects.all()
