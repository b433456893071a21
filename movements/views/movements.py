"""Movements: the list, one movement with its targets, its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from audit.services import history
from common import chain, list_files
from common.forms import attempt, save_guarded
from common.pages import page_of
from documents.services import attachments_of
from movements import list_columns, policies, queries
from movements import policies_register as keeping
from movements.filters_register import MOVEMENT, ModelFilter
from movements.forms import register as forms
from movements.models import LocalModel, Movement
from movements.services import movements as services
from organizations.current import unit_in_view

from .people import person
from .shared import Crumb, form_page, to


@require_safe
def movement_list(request: HttpRequest) -> HttpResponse:
    """Movements that concern the unit in view, the newest first."""
    user, unit = person(request), unit_in_view(request)
    form = forms.MovementFilterForm(request.GET)
    seen = Movement.objects.visible_in(user, unit) if unit else Movement.objects.none()
    rows = form.chosen().apply(seen).with_targets().for_list()
    if file := list_files.asked(
        request, _("Phong trào, cuộc vận động"), list_columns.MOVEMENTS, rows, unit=unit,
        said=list_files.said_of(form),
    ):  # fmt: skip
        return file
    context = {"form": form, "page": page_of(request, rows), "may_launch": policies.may_keep_somewhere(user)}
    template = "movements/movements.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_http_methods(["GET", "POST"])
def movement_new(request: HttpRequest) -> HttpResponse:
    """Record a movement."""
    user, unit = person(request), unit_in_view(request)
    bodies = queries.bodies_with(user, policies.KEEPERS, unit)
    if not bodies or unit is None:
        raise PermissionDenied(_("Chỉ người của cơ quan phát động mới được ghi phong trào."))
    form = forms.LaunchForm(request.POST or None, bodies=bodies, unit=unit)
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        made = attempt(form, lambda: services.launch(body=body, facts=form.facts(), by=user))
        if made:
            messages.success(request, _("Đã ghi phong trào; thêm từng mục tiêu."))
            return to(request, made.get_absolute_url())
    return form_page(request, form, _("Ghi phong trào"), [_all()])


@require_safe
def movement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The movement with its targets; a result that nobody stated is shown as not stated."""
    movement, user = movement_or_404(request, pk), person(request)
    targets = movement.targets.prefetch_related("units__kind").order_by("order")
    context = {
        "movement": movement,
        "page": page_of(request, targets, per_page=50),
        "models": LocalModel.objects.visible_to(user).filter(movement=movement).count(),
        "models_url": ModelFilter(movement=movement.pk).url(None),
        "links": chain.links(MOVEMENT, [movement.pk], reader=user)[movement.pk],
        "may_keep": keeping.may_act_for(user, movement.launched_by),
        "attachments": attachments_of(movement),
        "sentences": history(movement, limit=20),
    }
    return render(request, "movements/movement.html", context)


@require_http_methods(["GET", "POST"])
def movement_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Correct it, add a target, end it."""
    steps = {"sua": _edit, "them-muc-tieu": _add_target, "ket-thuc": _end}
    movement, user = movement_or_404(request, pk), person(request)
    if step not in steps:
        raise Http404
    keeping.check_can_launch(user, movement.launched_by)
    return steps[step](request, movement, user)


@require_http_methods(["GET", "POST"])
def target_edit(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """Correct a target, or state its result."""
    movement, user = movement_or_404(request, pk), person(request)
    keeping.check_can_launch(user, movement.launched_by)
    target = get_object_or_404(movement.targets, order=order)
    target.movement = movement
    form = forms.TargetForm(request.POST or None, movement=movement, target=target)

    def act() -> Any:
        return services.edit_target(target=target, facts=form.facts(), by=user)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã lưu."))
        return to(request, movement.get_absolute_url())
    return form_page(request, form, _("Mục tiêu và kết quả"), _crumbs(movement))


def _edit(request: HttpRequest, movement: Movement, user: User) -> HttpResponse:
    form = forms.MovementEditForm(request.POST or None, movement=movement)
    held = Movement.objects.select_for_update(of=("self",), no_key=True).select_related("kind")
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: forms.values_of_movement(held.get(pk=movement.pk)),
            save=lambda values: services.edit(movement=movement, facts=forms.facts_of(values), by=user),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return to(request, movement.get_absolute_url())
    return form_page(request, form, _("Sửa phong trào"), _crumbs(movement))


def _add_target(request: HttpRequest, movement: Movement, user: User) -> HttpResponse:
    form = forms.TargetForm(request.POST or None, movement=movement)

    def act() -> Any:
        return services.add_target(movement=movement, facts=form.facts(), by=user)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã thêm mục tiêu."))
        return to(request, request.path if "them" in request.POST else movement.get_absolute_url())
    return form_page(request, form, _("Thêm mục tiêu"), _crumbs(movement), more=_("Lưu và thêm mục tiêu nữa"))


def _end(request: HttpRequest, movement: Movement, user: User) -> HttpResponse:
    form = forms.EndMovementForm(request.POST or None)

    def act() -> Any:
        return services.end(movement=movement, by=user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã ghi kết thúc."))
        return to(request, movement.get_absolute_url())
    return form_page(request, form, _("Ghi kết thúc"), _crumbs(movement))


def movement_or_404(request: HttpRequest, pk: int) -> Movement:
    """A movement within the person's reach; everything else does not exist."""
    seen = Movement.objects.visible_to(person(request)).select_related("kind", "launched_by__unit__kind")
    return get_object_or_404(seen, pk=pk)


def _crumbs(movement: Movement) -> list[Crumb]:
    return [_all(), (movement.name, movement.get_absolute_url())]


def _all() -> Crumb:
    return _("Phong trào, cuộc vận động"), reverse("movements:movements")
