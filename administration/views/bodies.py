"""Bodies begin, end and take over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from administration import forms_units as forms
from administration import units
from common import clock
from organizations import policies, services
from organizations.models import Body

from .changing import Page, change, person
from .unit_steps import asked
from .units import body_or_404, unit_or_404


@asked
def create(request: HttpRequest, code: str) -> HttpResponse:
    """A body of the unit in the address."""
    unit, by = unit_or_404(request, code), person(request)
    policies.check_can_change_bodies(by, unit)
    form = forms.BodyForm(request.POST or None, unit=unit)

    def verb() -> Body:
        values = {name: form.cleaned_data[name] for name in ("kind", "name", "short_name", "symbol", "parent", "on")}
        return services.create_body(unit=unit, act=form.act(by), by=by, **values)

    title = _("Lập cơ quan của {unit}").format(unit=unit.label)
    page = Page(title, _("Lập cơ quan"), _("Đã lập cơ quan."), unit.get_absolute_url(), unit, asks=False)
    return change(request, form, verb, page)


@asked
def end(request: HttpRequest, code: str) -> HttpResponse:
    """A body ends, with or without successors."""
    body, by = _body_to_change(request, code), person(request)
    form = forms.EndBodyForm(request.POST or None, heirs=units.heirs_of(body, clock.today()))

    def verb() -> Body:
        successors = list(form.cleaned_data.get("successors", ()))
        return services.end_body(body=body, on=form.cleaned_data["on"], act=form.act(by), successors=successors, by=by)

    return change(request, form, verb, _page(body, _("Chấm dứt cơ quan"), _("Chấm dứt"), _("Đã ghi việc chấm dứt.")))


@asked
def succeed(request: HttpRequest, code: str) -> HttpResponse:
    """A body that is no more gets a successor."""
    body, by = _body_to_change(request, code), person(request)
    form = forms.SucceedForm(request.POST or None, heirs=units.heirs_of(body, clock.today()))

    def verb() -> object:
        values = {name: form.cleaned_data[name] for name in ("successor", "on")}
        return services.succeed_body(predecessor=body, act=form.act(by), by=by, **values)

    return change(request, form, verb, _page(body, _("Ghi cơ quan kế thừa"), _("Ghi"), _("Đã ghi cơ quan kế thừa.")))


def _body_to_change(request: HttpRequest, code: str) -> Body:
    body = body_or_404(request, code)
    policies.check_can_change_bodies(person(request), body.unit)
    return body


def _page(body: Body, title: str, submit: str, done: str) -> Page:
    return Page(f"{title}: {body.name}", submit, done, reverse("administration:body", args=[body.code]), body.unit)
