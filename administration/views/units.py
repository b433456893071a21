"""The list of units, one unit as on a day."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from administration import units
from administration.forms_units import FilterForm
from audit.services import history
from common import clock
from common.forms import DateField
from common.pages import page_of
from organizations import policies as organizations
from organizations.models import Body, Unit

from .changing import person


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """Units within the person's administration, as on a day (?ngay=), also below one unit (?thuoc=)."""
    organizations.check_can_read_units(person(request))
    administered = organizations.administered_units(person(request))
    form, day = FilterForm(request.GET or None), _day(request)
    typed = form.cleaned_data if form.is_valid() else {}
    code = typed.get("thuoc")
    under = administered.filter(code=code).select_related("kind").first() if code else None
    wanted = units.UnitFilter(day=day, words=typed.get("q", ""), level=typed.get("cap", ""), under=under)
    page = page_of(request, wanted.apply(administered))
    paths = units.paths_of(page, day)
    context = {
        "form": form,
        "page": page,
        "rows": [(unit, paths.get(unit.pk, [])) for unit in page],
        "day": day,
        "is_today": day == clock.today(),
        "under": under,
        "runs_system": organizations.is_system_admin(person(request)),
        "levels": form.levels,
    }
    template = "administration/units.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_GET
def unit_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Names, codes, places, successions, bodies and people of a unit, as on a day."""
    unit = unit_or_404(request, code)
    asked = _day(request)
    day = units.day_of_life(unit, asked)
    found = units.as_on(unit, day)
    context = found | {
        "unit": unit,
        "path": units.paths_of([unit], day).get(unit.pk, []),
        "label": next((str(name) for name in found["names"] if day in name.valid), unit.label),
        "day": day,
        "asked": asked,
        "is_today": day == clock.today(),
        "can_change": organizations.may_change_map(person(request), unit),
        "sentences": history(unit),
    }
    return render(request, "administration/unit.html", context)


@require_GET
def body_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One body: its life, whom it took over from, who took over, who works there."""
    body = body_or_404(request, code)
    day = clock.today()
    context = {
        "body": body,
        "unit": body.unit,
        "before": list(body.predecessions.select_related("predecessor", "act").order_by("on", "pk")),
        "after": list(body.successions.select_related("successor", "act").order_by("on", "pk")),
        "people": list(body.memberships.filter(valid__contains=day).select_related("user").order_by("user__sort_key")),
        "is_alive": day in body.valid,
        "may_end": body.valid.upper is None,
        "sentences": history(body),
    }
    return render(request, "administration/body.html", context)


def unit_or_404(request: HttpRequest, code: str) -> Unit:
    """A unit that the person administers. Without any such role 403, outside of it 404."""
    organizations.check_can_read_units(person(request))
    found = organizations.administered_units(person(request)).select_related(
        "kind__level", "founding_act", "ending_act"
    )
    return get_object_or_404(found, code=code)


def body_or_404(request: HttpRequest, code: str) -> Body:
    """A body of a unit that the person administers."""
    organizations.check_can_read_units(person(request))
    administered = organizations.administered_units(person(request))
    found = Body.objects.select_related("unit__kind__level", "kind", "parent", "founding_act", "ending_act")
    return get_object_or_404(found, code=code, unit__in=administered.values("pk"))


def _day(request: HttpRequest) -> date:
    """The day in the address, else today; a day that cannot be read is today."""
    try:
        return DateField(required=False).clean(request.GET.get("ngay", "")) or clock.today()
    except ValidationError:
        return clock.today()
