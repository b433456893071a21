"""A person's own account, what was typed when a session ended, and the way to the OpenID Connect provider and back."""

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from requests import RequestException

from common.forms import attempt

from . import services, unsent
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
        saved = attempt(form, lambda: services.change_contact(user=user, by=user, **form.cleaned_data))
        if saved:
            messages.success(request, _("Đã lưu thông tin liên hệ."))
            return redirect("me")
    return render(request, "accounts/contact.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsent_form(request: HttpRequest) -> HttpResponse:
    """What the person had typed when the session ended: sent once more from here (GET), or given up (POST)."""
    found = unsent.kept(request)
    if request.method == "POST" or found is None:
        unsent.drop(request)
        return redirect("home")
    return render(request, "accounts/unsent.html", {"form": found, "texts": _texts(found["fields"])})


def _texts(fields: list[tuple[str, str]]) -> list[str]:
    """What a person recognises: not the digests and counters that forms carry."""
    hidden = ("digest", "_FORMS")
    return [value for name, value in fields if value.strip() and not name.endswith(hidden)]


@login_not_required
def provider_login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the provider. A provider that does not answer is a page that says so, not an error."""
    return _or_says_so(request, provider_id, openid_connect.login)


@login_not_required
def provider_callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the provider."""
    return _or_says_so(request, provider_id, openid_connect.callback)


def _or_says_so(request: HttpRequest, provider_id: str, view: Any) -> HttpResponseBase:
    try:
        response: HttpResponseBase = view(request, provider_id)
    except (RequestException, KeyError) as error:  # no answer, or one without what a provider must say
        provider = openid_connect.OpenIDConnectOAuth2Adapter(request, provider_id).get_provider()
        response = render_authentication_error(request, provider, exception=error)
    return response
