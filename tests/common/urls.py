"""Views that fail in the ways that pages can fail."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from common.pages import page_of
from qcdc_portal.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@login_not_required
def ok(request: HttpRequest, name: str = "") -> HttpResponse:
    return HttpResponse(f"{name} {request.GET.get('q', '')} {request.POST.get('q', '')}")


@login_not_required
def query(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return HttpResponse(str(cursor.fetchone()[0]))


@login_not_required
def lose(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    return HttpResponse("still here")


@login_not_required
def cancelled(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)")
    return HttpResponse("slept")


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.username)


@login_not_required
def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Chỉ cơ quan giao nhiệm vụ mới được xác nhận <hoàn thành>.")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("a mistake of ours")


@login_not_required
def unreachable(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection refused")


@login_not_required
def pages(request: HttpRequest) -> HttpResponse:
    return HttpResponse(page_of(request, range(60)).number)


urlpatterns = [
    path("ok/", ok),
    path("ok/<str:name>/", ok),
    path("query/", query),
    path("lose/", lose),
    path("cancelled/", cancelled),
    path("private/", private),
    path("refused/", refused),
    path("broken/", broken),
    path("unreachable/", unreachable),
    path("pages/", pages),
    path("", include("qcdc_portal.urls")),
]
