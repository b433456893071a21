"""The language of a page, and forms that arrive after the session ended."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from . import unsent


class LanguageByChoice:
    """Vietnamese unless the person chose English. What the browser asks for does not count: many offices use
    English browsers and must still meet Vietnamese pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class KeepUnsent:
    """Stands before LoginRequiredMiddleware: keeps what a form held when its session had ended (accounts/unsent.py),
    and sends htmx to the sign-in page as a whole instead of into a part of the old one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True):
            return None
        if request.user.is_authenticated:
            unsent.drop_when_sent(request)
            return None
        if request.method == "POST" and unsent.keep(request):
            messages.info(request, _("Phiên làm việc đã hết. Nội dung vừa nhập còn giữ; đăng nhập để gửi tiếp."))
            return _sign_in(request, reverse("unsent"))
        return _sign_in(request, _page_of(request)) if "HX-Request" in request.headers else None


def _page_of(request: HttpRequest) -> str:
    """The page that htmx asked from."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{page.path}?{page.query}" if page.query else page.path


def _sign_in(request: HttpRequest, then: str) -> HttpResponseBase:
    redirect = redirect_to_login(then, reverse(settings.LOGIN_URL))
    return HttpResponseClientRedirect(redirect.url) if "HX-Request" in request.headers else redirect
