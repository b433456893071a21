"""Forms that come with the portal, taken over by an issuer in one step."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common import clock
from common.forms import attempt
from common.names import one_of
from indicators import form_queries as queries
from indicators import policies
from indicators.forms.standard import TakeOverForm
from indicators.services import standard
from organizations.current import unit_in_view

from .people import person
from .shared import NO_BODY, form_page, typed_in, with_unit


@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest) -> HttpResponse:
    """Which forms there are for the levels of today; whose they become, and from when."""
    user, unit = person(request), unit_in_view(request)
    bodies = queries.keepers(user, unit) if unit and policies.may_keep_forms_somewhere(user) else []
    if not bodies:
        raise PermissionDenied(str(NO_BODY))
    regimes = queries.as_choices(queries.regimes_to_keep(user, unit))
    typed = TakeOverForm(typed_in(request), bodies=bodies, regimes=regimes)
    if request.method == "POST" and typed.is_valid():
        made = attempt(typed, lambda: standard.take_over(**typed.cleaned_data, by=user))
        if made:
            words = ngettext("Đã lấy %(count)s biểu.", "Đã lấy %(count)s biểu.", len(made)) % {"count": len(made)}
            messages.success(request, words)
            return redirect(with_unit(request, reverse("indicators:forms")))
    named = [one_of(entry["name_vi"], entry["name_en"]) for entry in standard.offered(bodies[0], on=clock.today())]
    hint = _("Các biểu dưới đây trở thành biểu của cơ quan, đã ban hành; sau đó vẫn soạn được phiên bản mới. Không văn "
             "bản pháp luật nào quy định các biểu này. Chưa giao cho đơn vị nào.")  # fmt: skip
    return form_page(request, typed, _("Lấy biểu mẫu của cổng"), crumb="forms", hint=hint, effects=named)
