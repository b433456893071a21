"""The changes of the map: each page asks for one, shows what would happen, and does it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from administration import forms_units as forms
from administration import units
from common import clock
from common.errors import Refused
from common.forms import DateField
from organizations import policies, services
from organizations.models import Unit, UnitLevel

from .changing import Page, change, person
from .units import unit_or_404

asked = require_http_methods(["GET", "POST"])


@asked
def create_top(request: HttpRequest) -> HttpResponse:
    """A unit at the top, such as another province."""
    policies.check_can_change_system(person(request))
    return _create(request, None)


@asked
def create(request: HttpRequest, code: str) -> HttpResponse:
    """A unit under the one in the address."""
    parent = unit_or_404(request, code)
    policies.check_can_change_map(person(request), within=[parent])
    return _create(request, parent)


def _create(request: HttpRequest, parent: Unit | None) -> HttpResponse:
    by, form = person(request), forms.CreateForm(request.POST or None, parent=parent)

    def verb() -> Unit:
        values = {name: form.cleaned_data[name] for name in ("kind", "name", "code", "on")}
        return services.create_unit(parent=parent, act=form.act(by), by=by, **values)

    back = parent.get_absolute_url() if parent else reverse("administration:units")
    title = _("Lập đơn vị thuộc {unit}").format(unit=parent.label) if parent else _("Lập đơn vị cấp cao nhất")
    page = Page(title, _("Lập đơn vị"), _("Đã lập đơn vị."), back, parent, asks=False)
    return change(request, form, verb, page)


@asked
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Another name or kind."""
    unit, by = _unit_to_change(request, code), person(request)
    form = forms.RenameForm(request.POST or None, unit=unit)

    def verb() -> Unit:
        values = {name: form.cleaned_data[name] for name in ("kind", "name", "on")}
        return services.rename_unit(unit=unit, act=form.act(by), by=by, **values)

    page = _page(unit, _("Đổi tên, đổi loại"), _("Ghi tên mới"), _("Đã ghi tên mới."))
    return change(request, form, verb, page)


@asked
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Another parent."""
    unit, by = _unit_to_change(request, code), person(request)
    offered = units.offered_parents(by, unit, clock.today())
    form = forms.MoveForm(request.POST or None, units=policies.administered_units(by), offered=offered)

    def verb() -> object:
        values = {name: form.cleaned_data[name] for name in ("new_parent", "on")}
        return services.move_unit(unit=unit, act=form.act(by), by=by, **values)

    page = _page(unit, _("Chuyển sang đơn vị cấp trên khác"), _("Chuyển"), _("Đã ghi việc chuyển."))
    return change(request, form, verb, page)


@asked
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Into another unit, existing or new."""
    unit, by = _unit_to_change(request, code), person(request)
    offered = units.offered_successors(by, unit, clock.today())
    form = forms.MergeForm(request.POST or None, unit=unit, units=policies.administered_units(by), offered=offered)

    def verb() -> Unit:
        return services.merge_units(
            predecessors=form.predecessors(),
            into=form.successor(),
            on=form.cleaned_data["on"],
            people_follow=form.cleaned_data["people_follow"],
            act=form.act(by),
            by=by,
        )

    page = _page(unit, _("Sáp nhập"), _("Sáp nhập"), _("Đã ghi việc sáp nhập."))
    return change(request, form, lambda: _beside(verb, _MERGE_FIELDS), page)


@asked
def split(request: HttpRequest, code: str) -> HttpResponse:
    """By territory, among several units."""
    unit, by = _unit_to_change(request, code), person(request)
    offered = units.offered_successors(by, unit, clock.today())
    form = forms.SplitForm(
        request.POST or None,
        unit=unit,
        units=policies.administered_units(by),
        offered=offered,
        children=units.children_at(unit, _typed_day(request)),
    )

    def verb() -> object:
        values = {"unit": unit, "parts": form.parts(), "on": form.cleaned_data["on"]}
        return services.split_unit(act=form.act(by), by=by, **values)

    page = _page(unit, _("Chia cho nhiều đơn vị"), _("Chia"), _("Đã ghi việc chia."), "administration/unit_split.html")
    return change(request, form, lambda: _beside(verb, _SPLIT_FIELDS), page)


@asked
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Nobody takes over."""
    unit, by = _unit_to_change(request, code), person(request)
    form = forms.ActForm(request.POST or None)

    def verb() -> Unit:
        return services.end_unit(unit=unit, on=form.cleaned_data["on"], act=form.act(by), by=by)

    page = _page(unit, _("Chấm dứt, không có đơn vị kế thừa"), _("Chấm dứt"), _("Đã ghi việc chấm dứt."))
    return change(request, form, verb, page)


@asked
def abolish(request: HttpRequest, level: str) -> HttpResponse:
    """A whole level ends."""
    by = person(request)
    policies.check_can_change_system(by)
    ending = get_object_or_404(UnitLevel, code=level)
    form = forms.ActForm(request.POST or None, initial={"on": ending.valid.upper})

    def verb() -> object:
        return services.abolish_level(level=ending, on=form.cleaned_data["on"], act=form.act(by), by=by)

    title = _("Kết thúc {level}").format(level=str(ending).lower())
    page = Page(title, _("Kết thúc"), _("Đã ghi việc kết thúc."), reverse("administration:units"))
    return change(request, form, verb, page)


_MERGE_FIELDS = {"predecessors": "on", "new_kind": "new_kind", "new_name": "new_name"}
_SPLIT_FIELDS = {"parts": "unit_1", "share": "share_1", "unit": "on"}


def _beside(verb: Any, fields: dict[str, str]) -> object:
    """The verb's refusals under the names that the form gives its fields."""
    try:
        return verb()
    except Refused as refused:
        raise Refused(refused.message, field=fields.get(refused.field or "", refused.field)) from None


def _unit_to_change(request: HttpRequest, code: str) -> Unit:
    unit = unit_or_404(request, code)
    policies.check_can_change_map(person(request), below=[unit])
    return unit


def _page(unit: Unit, title: str, submit: str, done: str, template: str = "administration/unit_change.html") -> Page:
    return Page(f"{title}: {unit.label}", submit, done, unit.get_absolute_url(), unit, template)


def _typed_day(request: HttpRequest) -> date:
    try:
        return DateField(required=False).clean(request.POST.get("on", "")) or clock.today()
    except ValidationError:
        return clock.today()
