"""How the system is: for the administrator of the whole portal."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from administration import health as state
from administration import policies
from administration.services import letters
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
        "outbox": state.letters(),
        "letters": state.failed_letters(),
        "now": clock.now(),
    }
    return render(request, "administration/health.html", context)


@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Letters that did not leave try again now."""
    again = letters.send_again(by=cast(User, request.user))
    words = ngettext("Đang gửi lại %(n)s thư.", "Đang gửi lại %(n)s thư.", again) % {"n": again}
    messages.success(request, words if again else _("Không có thư nào phải gửi lại."))
    return redirect("administration:health")
