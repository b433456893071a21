"""Sign-in and contact forms."""

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
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


class ContactForm(forms.Form):
    """Where the portal reaches a person; both also sign in."""

    email = forms.EmailField(label=_("Thư điện tử"), required=False, max_length=254)
    phone = LineField(label=_("Số điện thoại"), required=False, max_length=30, help_text=_("Ví dụ: 0912 345 678"))

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        self.user = user
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def clean_email(self) -> str:
        """No two accounts share an address, whatever its capital letters."""
        email: str = self.cleaned_data["email"]
        if email and User.objects.filter(email__iexact=email).exclude(pk=self.user.pk).exists():
            raise forms.ValidationError(_("Địa chỉ thư điện tử này đã có người dùng."))
        return email

    def clean_phone(self) -> str:
        """Any usual spelling; kept in one."""
        phone = normal_phone(self.cleaned_data["phone"])
        if phone and not is_phone(phone):
            raise forms.ValidationError(_("Số điện thoại gồm 9 đến 15 chữ số, ví dụ 0912 345 678."))
        if phone and User.objects.filter(phone=phone).exclude(pk=self.user.pk).exists():
            raise forms.ValidationError(_("Số điện thoại này đã có người dùng."))
        return phone
