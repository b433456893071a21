"""Forms: the list, one form, who reports on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from audit.services import history
from common.forms import attempt, save_guarded
from common.pages import page_of
from indicators import form_queries as queries
from indicators import policies
from indicators.forms import defining as forms
from indicators.models import Form, ReportingWindow, Submission
from indicators.services import forms as services
from organizations.current import unit_in_view
from organizations.models import Body

from .people import person
from .shared import NO_BODY, form_page, typed_in, with_unit


@require_safe
def form_list(request: HttpRequest) -> HttpResponse:
    """Forms that the unit in view gives out or reports on."""
    user, unit = person(request), unit_in_view(request)
    rows = queries.forms_of(user, unit) if unit else Form.objects.none()
    page = page_of(request, rows.with_versions())
    may = policies.may_keep_forms_somewhere(user)
    return render(request, "indicators/forms.html", {"page": page, "may": may})


@require_safe
def form(request: HttpRequest, code: str) -> HttpResponse:
    """One form: who reports on it, its versions, for which windows it was given out and how far that is."""
    one, user = form_or_404(request, code), person(request)
    seen = Submission.objects.visible_to(user).filter(form=one)
    progress = queries.progress(seen)
    windows = ReportingWindow.objects.in_bulk([row.window_id for row in progress])
    given = [(windows[row.window_id], row) for row in progress]
    given.sort(key=lambda pair: (pair[0].end, pair[0].start), reverse=True)
    versions = list(one.versions.select_related("published_by").order_by("-number"))
    context = {
        "form": one,
        "kinds": list(one.kinds.all()),
        "versions": versions,
        "given": given[:12],
        "more": max(len(given) - 12, 0),
        "may": policies.may_keep_forms(user, one.issuer),
        "has_draft": any(not version.is_published for version in versions),
        "is_published": any(version.is_published for version in versions),
        "sentences": history(one, limit=20),
    }
    return render(request, "indicators/form.html", context)


@require_http_methods(["GET", "POST"])
def form_new(request: HttpRequest) -> HttpResponse:
    """Define a form; its lines come next."""
    user, unit = person(request), unit_in_view(request)
    bodies = queries.keepers(user, unit) if unit and policies.may_keep_forms_somewhere(user) else []
    if not bodies:
        raise PermissionDenied(str(NO_BODY))
    typed = forms.FormForm(typed_in(request), bodies=bodies, **_offered(user, bodies))

    def act() -> Form:
        return services.define(issuer=typed.cleaned_data["issuer"], facts=forms.facts_of(typed.cleaned_data), by=user)

    if request.method == "POST" and typed.is_valid():
        made = attempt(typed, act)
        if made:
            messages.success(request, _("Đã lập biểu; thêm các phần và chỉ tiêu vào dự thảo, rồi ban hành."))
            return redirect(with_unit(request, made.versions.get().get_absolute_url()))
    return form_page(request, typed, _("Lập biểu"), crumb="forms")


@require_http_methods(["GET", "POST"])
def form_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct who reports, how often, under which name."""
    one, user = form_or_404(request, code), person(request)
    policies.check_can_keep_forms(user, one.issuer)
    typed = forms.FormForm(typed_in(request), **_offered(user, [one.issuer], one))
    if request.method == "POST" and typed.is_valid():
        saved = save_guarded(
            typed,
            lock=lambda: forms.values_of(services.locked(one)),
            save=lambda values: services.edit(form=one, facts=forms.facts_of(values), by=user),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(with_unit(request, one.get_absolute_url()))
    return form_page(request, typed, _("Sửa biểu"), crumb="forms", record=one)


def form_or_404(request: HttpRequest, code: str) -> Form:
    """A form that the person's units give out or report on; everything else does not exist."""
    related = ("issuer__unit__kind__level", "level", "regime__body", "below", "answerer")
    return get_object_or_404(queries.forms_met(person(request)).select_related(*related), code=code)


def _offered(user: User, bodies: list[Body], one: Form | None = None) -> dict[str, Any]:
    regimes = queries.regimes_of(bodies)
    if one is not None and one.regime not in regimes:
        regimes.append(one.regime)
    return {"regimes": regimes, "below": queries.to_roll_up(user, one), "form": one}
