"""The chain of approval of a body: everybody who sees the body reads it, the administrator of its unit changes it."""

from __future__ import annotations

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.errors import Refused
from indicators import policies
from indicators.forms.chain import StepForm, chain_forms
from indicators.services import chains
from indicators.services.submitting import chain_of
from organizations.models import Body
from organizations.scope import reach_of

from .people import person


@require_http_methods(["GET", "POST"])
def chain(request: HttpRequest, code: str) -> HttpResponse:
    """The steps in their order; saving puts the typed steps in their place."""
    user = person(request)
    bodies = Body.objects.filter(unit__in=reach_of(user)).select_related("unit__kind")
    body = get_object_or_404(bodies, code=code)
    steps, may = chain_of(body), policies.may_keep_chain(user, body)
    if request.method == "POST":
        policies.check_can_keep_chain(user, body)
    forms = chain_forms(request.POST if request.method == "POST" else None, steps) if may else None
    if request.method == "POST" and forms is not None and forms.is_valid() and _save(request, body, forms):
        return redirect(request.get_full_path())
    context = {"body": body, "steps": steps, "formset": forms, "seen": chains.fingerprint(body)}
    return render(request, "indicators/chain.html", context)


def _save(request: HttpRequest, body: Body, forms: BaseFormSet[StepForm]) -> bool:
    steps = [form.step for form in forms if form.step]
    try:
        chains.set_chain(body=body, steps=steps, seen=request.POST.get("seen", ""), by=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("Đã lưu quy trình duyệt. Biểu đã trình vẫn đi theo quy trình cũ."))
    return True
