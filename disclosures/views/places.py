"""Where a body makes things known: list, a new place, its correction or end."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.forms import attempt, save_guarded
from common.frame import of as frame_of
from common.pages import page_of
from disclosures import policies, queries
from disclosures.forms.plans import PlaceEditForm, PlaceForm, values_of_place
from disclosures.models import PostingPlace
from disclosures.services import places as services
from organizations import roles
from organizations.current import unit_in_view

from .people import person


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    """Places of the bodies of the unit in view, those in use first."""
    user, unit = person(request), unit_in_view(request)
    seen = PostingPlace.objects.visible_to(user).filter(body__unit=unit) if unit else PostingPlace.objects.none()
    hanging = Count("postings", filter=Q(postings__status="up"))
    waiting = Count("postings", filter=Q(postings__status="planned"))
    rows = seen.select_related("body", "form").annotate(hanging=hanging, waiting=waiting)
    context = {
        "page": page_of(request, rows.order_by("body__sort_key", "form__rank", "-headquarters", "name", "pk")),
        "today": clock.today(),
        "may_decide": bool(unit and roles.at_unit(user, unit.pk) & set(policies.DECIDERS)),
    }
    return render(request, "disclosures/place_list.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """One place more; after it the next one may be entered at once."""
    bodies = queries.bodies_with(person(request), policies.DECIDERS)
    if not bodies:
        raise PermissionDenied(_("Chỉ cán bộ tổng hợp hoặc lãnh đạo của cơ quan công khai được ghi nơi công khai."))
    form = PlaceForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.add(by=person(request), **form.cleaned_data))
        if made:
            messages.success(request, _("Đã ghi nơi công khai “{name}”.").format(name=made.name))
            onward = "disclosures:place_add" if "next" in request.POST else "disclosures:places"
            return redirect(reverse(onward) + frame_of(request).unit_query)
    return render(request, "disclosures/place_form.html", {"form": form, "place": None})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its name, whether it is the headquarters, until when it is used."""
    user = person(request)
    place = get_object_or_404(PostingPlace.objects.visible_to(user).select_related("body", "form"), pk=pk)
    policies.check_can_decide_on(user, place)
    form = PlaceEditForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of_place(
                PostingPlace.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
            ),
            save=lambda values: services.edit(place=place, by=user, **values),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(reverse("disclosures:places") + frame_of(request).unit_query)
    return render(request, "disclosures/place_form.html", {"form": form, "place": place})
