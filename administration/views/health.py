"""How the system is: for the administrator of the whole portal, read-only."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import User
from administration import health as state
from administration import policies
from common import clock


@never_cache
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Each part as a word; the newest failures below."""
    policies.check_can_read_health(cast(User, request.user))
    context = {
        "lines": state.lines(),
        "versions": state.versions(),
        "jobs": state.failed_jobs(),
        "letters": state.failed_letters(),
        "now": clock.now(),
    }
    return render(request, "administration/health.html", context)
