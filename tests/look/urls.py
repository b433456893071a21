"""Addresses for the sample pages: a menu of seven, inbox, account, sign-out and language."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", page, name="sample-0"),
    *[path(f"{place}/", page, name=f"sample-{place}") for place in range(1, 7)],
    path("1/sau/", page, name="sample-deeper"),
    path("hop-thu/", page, name="sample-inbox"),
    path("toi/", page, name="sample-account"),
    path("ra/", page, name="account_logout"),
    path("i18n/", include("django.conf.urls.i18n")),
]
