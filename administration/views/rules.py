"""The units' own time limits: the list, a new one, its end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from administration.forms_rules import EndForm, OwnLimitForm, OwnLimitsFilterForm
from common import clock
from common.errors import Refused
from common.forms import attempt
from common.pages import page_of
from common.text import show_unreadable
from deadlines import finding, rulebook
from deadlines.enums import LimitUnit
from deadlines.models import Rule
from deadlines.services import rules as services
from organizations import policies as organizations
from organizations.current import own_units, unit_in_view
from organizations.models import Unit

from .changing import Page, change, person

_LONGEST_CODE = 60


@require_GET
def own_limits(request: HttpRequest) -> HttpResponse:
    """The own limits of the units that the person administers, each with the general rule beside it."""
    organizations.check_can_read_units(person(request))
    form = OwnLimitsFilterForm(request.GET)
    words, ended = form.chosen()
    units = organizations.administered_units(person(request))
    page = page_of(request, rulebook.limits_of(units.order_by(), words, ended=ended))
    context = {"form": form, "page": page, "narrowed": bool(words or ended), "today": clock.today()}
    template = "administration/rules.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """An own limit of a unit; the address may name the rule (?rule=PET-22)."""
    by = person(request)
    organizations.check_can_read_units(by)
    units = organizations.administered_units(by)
    initial = {
        "unit": _unit_in_view(request),
        "rule": show_unreadable(request.GET.get("rule", ""))[:_LONGEST_CODE],
        "on": clock.today(),
        "counted_in": LimitUnit.CALENDAR_DAY,
    }
    form = OwnLimitForm(request.POST or None, initial=initial, units=units, offered=own_units(request))

    def verb() -> Rule:
        values = dict(form.cleaned_data)
        try:
            rule = finding.general(values.pop("rule"), values["on"])
        except Refused as refused:
            raise Refused(refused.message, field="on" if refused.field == "start" else refused.field) from None
        return services.override(rule=rule, by=by, **values)

    back = reverse("administration:rules")
    page = Page(
        _("Đặt hạn riêng của đơn vị"), _("Đặt hạn riêng"), _("Đã đặt hạn riêng."), back, None,
        "administration/rule_form.html", asks=False,
    )  # fmt: skip
    return change(request, form, verb, page)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The general rule applies again from a day on."""
    by = person(request)
    organizations.check_can_read_units(by)
    administered = Rule.objects.filter(unit__in=organizations.administered_units(by).order_by())
    own = get_object_or_404(administered.select_related("unit__kind", "replaces"), pk=pk)
    form = EndForm(request.POST or None, initial={"on": max(clock.today(), own.valid.lower)})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if attempt(form, lambda: (services.end_override(own=own, on=on, by=by), True)):
            messages.success(request, _("Đã ghi việc thôi áp dụng hạn riêng."))
            return redirect("administration:rules")
    return render(request, "administration/rule_end.html", {"own": own, "form": form})


def _unit_in_view(request: HttpRequest) -> Unit | None:
    """The unit in view, when the person administers it."""
    unit = unit_in_view(request)
    return unit if unit and organizations.administers(person(request), unit) else None
