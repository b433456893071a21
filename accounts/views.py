"""A person's own account."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from . import services
from .forms import ContactForm
from .models import User


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """Who I am here, and what I may change about it."""
    return render(request, "accounts/me.html")


@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
@require_http_methods(["GET", "HEAD", "POST"])
def change_contact(request: HttpRequest) -> HttpResponse:
    """E-mail address and phone number: both sign in, so the password is asked for again first."""
    user = cast(User, request.user)
    initial = {"email": user.email, "phone": user.phone}
    form = ContactForm(request.POST or None, initial=initial, user=user)
    if request.method == "POST" and form.is_valid():
        services.change_contact(user=user, by=user, **form.cleaned_data)
        messages.success(request, _("Đã lưu thông tin liên hệ."))
        return redirect("me")
    return render(request, "accounts/contact.html", {"form": form})
