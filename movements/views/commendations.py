"""Commendations: the list, recording those of a decision, correcting one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import list_files
from common.forms import attempt, save_guarded
from common.pages import page_of
from movements import list_columns, policies, queries
from movements import policies_register as keeping
from movements.forms import register as forms
from movements.models import Commendation
from movements.services import commendations as services
from organizations import roles
from organizations.current import unit_in_view

from .people import person
from .shared import Crumb, form_page, to


@require_safe
def commendation_list(request: HttpRequest) -> HttpResponse:
    """Commendations that concern the unit in view, by level."""
    user, unit = person(request), unit_in_view(request)
    form = forms.CommendationFilterForm(request.GET)
    seen = Commendation.objects.visible_in(user, unit) if unit else Commendation.objects.none()
    rows = form.chosen().apply(seen).for_list().select_related("registrar")
    if file := list_files.asked(
        request, _("Biểu dương, khen thưởng"), list_columns.COMMENDATIONS, rows, unit=unit,
        said=list_files.said_of(form),
    ):  # fmt: skip
        return file
    page = page_of(request, rows)
    held = roles.at_bodies(user, [row.registrar for row in page])
    context = {
        "form": form,
        "page": page,
        "rows": [(row, bool(held[row.registrar_id] & set(policies.KEEPERS))) for row in page],
        "may_record": policies.may_keep_somewhere(user),
    }
    template = "movements/commendations.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_http_methods(["GET", "POST"])
def commendation_new(request: HttpRequest) -> HttpResponse:
    """Those whom a decision commends, by name or by number."""
    user, unit = person(request), unit_in_view(request)
    bodies = queries.bodies_with(user, policies.KEEPERS, unit)
    if not bodies or unit is None:
        raise PermissionDenied(_("Chỉ người của cơ quan ghi khen thưởng mới được ghi, sửa."))
    form = forms.CommendForm(request.POST or None, bodies=bodies, unit=unit)

    def act() -> Any:
        values = form.cleaned_data
        return services.record_many(
            registrar=values["registrar"], decision=forms.decision_of(values), names=values["names"].splitlines(),
            unnamed=values["unnamed"] or 0, by=user,
        )  # fmt: skip

    if request.method == "POST" and form.is_valid():
        made = attempt(form, act)
        if made:
            messages.success(request, _("Đã ghi {count} khen thưởng.").format(count=len(made)))
            return to(request, request.path if "them" in request.POST else reverse("movements:commendations"))
    return form_page(request, form, _("Ghi khen thưởng"), [_all()], more=_("Lưu và ghi quyết định khác"))


@require_http_methods(["GET", "POST"])
def commendation(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one."""
    user = person(request)
    seen = Commendation.objects.visible_to(user).select_related("registrar__unit__kind", "kind", "level", "unit__kind")
    one = get_object_or_404(seen, pk=pk)
    keeping.check_can_commend(user, one.registrar)
    form = forms.CommendationEditForm(request.POST or None, commendation=one)
    held = Commendation.objects.select_for_update(of=("self",), no_key=True).select_related(
        "kind", "level", "unit__kind"
    )
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: forms.values_of_commendation(held.get(pk=pk)),
            save=lambda values: services.edit(
                commendation=one, decision=forms.decision_of(values), name=values["name"], by=user
            ),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return to(request, reverse("movements:commendations"))
    return form_page(request, form, _("Sửa khen thưởng"), [_all()])


def _all() -> Crumb:
    return _("Biểu dương, khen thưởng"), reverse("movements:commendations")
