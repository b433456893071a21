"""Open data: what published reports say, as files that machines read and people may use again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.models import Unit
from public.limits import TooMany, spend
from reports import open_data, verification
from reports.open_data import Package


@login_not_required
@never_cache
@require_safe
def of_report(request: HttpRequest, code: str) -> HttpResponse:
    """The data package of a published report; for any other code the answer of an unknown one."""
    return _handed_out(request, lambda: _of_code(code))


@login_not_required
@never_cache
@require_safe
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of all published reports of a unit's own bodies."""
    return _handed_out(
        request, lambda: open_data.of_unit(get_object_or_404(Unit.objects.select_related("kind"), code=code))
    )


def _of_code(code: str) -> Package | None:
    verified = verification.find(code)
    return open_data.of_report(verified) if verified else None


def _handed_out(request: HttpRequest, make: Callable[[], Package | None]) -> HttpResponse:
    try:
        spend(request, "verify")
    except TooMany as refused:
        response = render(request, "public/too_many.html", {"minutes": -(-refused.seconds // 60)}, status=429)
        response["Retry-After"] = str(refused.seconds)
        return response
    package = make()
    if package is None:
        return render(request, "public/verify_nothing.html", status=404)
    response = HttpResponse(package.content, content_type=open_data.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{package.name}"'
    return response
