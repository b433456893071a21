"""Outlines: which hold for a unit, how an upper body makes one and sends it down."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common import clock
from common.forms import attempt
from organizations.current import unit_in_view

from .. import policies, services
from ..models import Outline
from ..outline_forms import DraftForm, SendForm, section_forms
from ..outlines import drafts_of, senders_of, sent_to
from ..services.outlining import fingerprint


def _seen(request: HttpRequest) -> QuerySet[Outline]:
    """The standard ones, those that were sent to the unit in view, and one's own drafts."""
    user, unit = cast(User, request.user), unit_in_view(request)
    seen = Q(body=None) | Q(pk__in=drafts_of(user).values("pk"))
    if unit is not None:
        seen |= Q(pk__in=sent_to(unit, clock.today()).values("pk"))
    return Outline.objects.filter(seen).select_related("kind", "body").order_by("kind__rank", "body", "-pk")


@require_http_methods(["GET", "HEAD", "POST"])
def outlines(request: HttpRequest) -> HttpResponse:
    """What holds for the unit in view; below, for those who send outlines down, a form to begin one."""
    user, seen = cast(User, request.user), _seen(request)
    bodies = senders_of(user)
    may = policies.allows(policies.check_may_outline, user)
    if request.method == "POST":
        policies.check_may_outline(user)
    form = DraftForm(request.POST or None, sources=seen.exclude(sent_at=None, body__isnull=False), bodies=bodies)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        period = typed["period"].code if typed["period"] else ""
        made = attempt(form, lambda: services.draft_outline(**{**typed, "period": period}, by=user))
        if made:
            return redirect(made)
    return render(request, "reports/outlines.html", {"outlines": list(seen), "form": form if may else None})


@require_http_methods(["GET", "HEAD", "POST"])
def outline(request: HttpRequest, code: str) -> HttpResponse:
    """Its sections; a draft is edited and sent with a button each."""
    user = cast(User, request.user)
    one = get_object_or_404(_seen(request), code=code)
    sections = list(one.sections.all())
    may = one.body is not None and policies.allows(policies.check_can_outline, user, one.body)
    if request.method == "POST" and one.body is not None:
        policies.check_can_outline(user, one.body)
    saves = request.POST.get("luu", "")
    forms = section_forms(request.POST if saves == "sections" else None, one, sections)
    send = SendForm(request.POST if saves == "send" else None)
    if saves == "sections" and forms.is_valid() and forms.forms:
        facts = [form.facts for form in forms if form.facts]
        seen = request.POST.get("seen", "")
        if attempt(forms[0], lambda: services.edit_outline(outline=one, sections=facts, by=user, seen=seen)):
            messages.success(request, _("Đã lưu các mục."))
            return redirect(one)
    if saves == "send" and send.is_valid():
        since = send.cleaned_data["since"]
        if attempt(send, lambda: services.send_outline(outline=one, since=since, by=user)):
            messages.success(request, _("Đã giao đề cương."))
            return redirect(one)
    context = {
        "outline": one, "sections": sections, "seen": fingerprint(one), "formset": forms, "send": send,
        "can_edit": may and one.sent_at is None,
    }  # fmt: skip
    return render(request, "reports/outline.html", context)
