"""Regulations: the list, who has issued which, one regulation and its steps, the list of types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import chain, clock, frame, list_files
from common.forms import attempt, save_guarded
from common.pages import page_of
from deadlines.panels import panel_of
from documents.services import attachments_of
from organizations.current import unit_in_view
from organizations.policies import administers_anything, is_system_admin
from steering import list_columns
from steering import policies_regulations as policies
from steering import queries_regulations as queries
from steering import timing_regulations as timing
from steering.enums_directing import Force
from steering.forms import regulations as forms
from steering.models import Regulation, RegulationType
from steering.services import regulations as services

from .people import person

REGULATION = "steering.regulation"


@require_safe
def regulation_list(request: HttpRequest) -> HttpResponse:
    """Regulations of the bodies of the unit in view and of the units below, by type."""
    user, unit = person(request), unit_in_view(request)
    kinds = list(RegulationType.objects.known_in(unit)) if unit else []
    form = forms.RegulationFilterForm(request.GET, kinds=kinds)
    seen = Regulation.objects.visible_in(user, unit) if unit else Regulation.objects.none()
    rows = form.chosen().apply(seen).for_list()
    if file := list_files.asked(
        request, _("Quy chế"), list_columns.REGULATIONS, rows, unit=unit, said=list_files.said_of(form)
    ):
        return file
    context = {
        "form": form,
        "page": page_of(request, rows),
        "may_adopt": policies.may_adopt_somewhere(user),
    }
    template = "steering/regulations/list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Who has issued which: a row for each unit (or, asked so, each body), a column for each type in use."""
    unit, day = unit_in_view(request), clock.today()
    by_body = request.GET.get("theo") == queries.BY_BODY
    if unit is None:
        return redirect("steering:regulations")
    kinds = queries.types_of(unit, day)
    if by_body:
        page = page_of(request, queries.bodies_of(unit, day))
        rows = queries.rows_by_body(unit, list(page), kinds, day)
    else:
        page = page_of(request, queries.units_of(unit, day))
        rows = queries.rows_by_unit(list(page), kinds, day)
    context = {
        "unit": unit, "kinds": kinds, "rows": rows, "page": page, "by_body": by_body, "day": day,
        "may_keep_types": administers_anything(person(request)),
    }  # fmt: skip
    return render(request, "steering/regulations/matrix.html", context)


@require_safe
def regulation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One regulation: by which decision, in force since when, to be reviewed until when."""
    regulation, user = regulation_or_404(request, pk), person(request)
    may = policies.may_adopt(user, regulation.body)
    context = {
        "regulation": regulation,
        "links": chain.links(REGULATION, [pk], reader=user)[pk],
        "clock": panel_of(regulation, timing.KIND) if regulation.review_on else None,
        "may": may,
        "may_end": may and regulation.ends_on is None,
        "may_review": may and regulation.state is not Force.ENDED,
        "attachments": attachments_of(regulation),
        "can_attach": may,
        "sentences": history(regulation),
    }
    return render(request, "steering/regulations/regulation.html", context)


@require_http_methods(["GET", "POST"])
def regulation_new(request: HttpRequest) -> HttpResponse:
    """Record a regulation; ?thay= names the one that it replaces."""
    user, unit = person(request), unit_in_view(request)
    if not policies.may_adopt_somewhere(user):
        raise PermissionDenied(_("Chỉ người của cơ quan ban hành mới được ghi quy chế của cơ quan."))
    if unit is None:
        return redirect("steering:regulations")
    before = _replaced(request)
    home = before.body.unit if before else unit
    bodies = [before.body] if before else queries.adopters(user, unit, clock.today())
    form = forms.RegulationForm(request.POST or None, user=user, unit=home, bodies=bodies, replaces=before)

    def act() -> Regulation:
        return services.adopt(body=form.cleaned_data["body"], facts=form.facts(), replaces=before, by=user)

    if request.method == "POST" and form.is_valid():
        made = attempt(form, act)
        if made:
            messages.success(request, _("Đã ghi quy chế."))
            return redirect(made)
    label = _("Ghi quy chế thay thế") if before else _("Ghi quy chế đã ban hành")
    return _form(request, form, label, regulation=before)


@require_http_methods(["GET", "POST"])
def regulation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was recorded."""
    regulation, user = regulation_or_404(request, pk), person(request)
    policies.check_can_adopt(user, regulation.body)
    form = forms.RegulationEditForm(request.POST or None, user=user, regulation=regulation)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: forms.values_of(Regulation.objects.select_for_update(of=("self",)).get(pk=pk)),
            save=lambda values: services.edit(regulation=regulation, facts=services.RegulationFacts(**values), by=user),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(regulation)
    return _form(request, form, _("Sửa quy chế"), regulation=regulation)


@require_http_methods(["GET", "POST"])
def regulation_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """It was reviewed, or is in force no longer."""
    regulation, user = regulation_or_404(request, pk), person(request)
    policies.check_can_adopt(user, regulation.body)
    if step not in STEPS:
        raise Http404
    label, make, verb = STEPS[step]
    form = make(request.POST or None)

    def act() -> Regulation:
        return verb(regulation=regulation, by=user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã lưu."))
        return redirect(regulation)
    return _form(request, form, label(), regulation=regulation, dangerous=step == "het-hieu-luc")


STEPS: dict[str, tuple[Callable[[], str], Any, Callable[..., Regulation]]] = {
    "ra-soat": (lambda: _("Ghi rà soát"), forms.ReviewForm, services.review),
    "het-hieu-luc": (lambda: _("Hết hiệu lực"), forms.EndForm, services.end),
}


# -- types


@require_safe
def type_list(request: HttpRequest) -> HttpResponse:
    """Types that the unit in view uses or used, with who keeps each."""
    user, unit = person(request), unit_in_view(request)
    policies.check_can_see_types(user)
    known = RegulationType.objects.known_in(unit) if unit else RegulationType.objects.filter(unit=None)
    page = page_of(request, known.select_related("unit__kind"))
    runs_portal = is_system_admin(user)
    context = {"page": page, "runs_portal": runs_portal, "today": clock.today()}
    return render(request, "steering/regulations/types.html", context)


@require_http_methods(["GET", "POST"])
def type_new(request: HttpRequest) -> HttpResponse:
    """Add a type for the unit in view, or for everybody."""
    user, unit = person(request), unit_in_view(request)
    policies.check_can_see_types(user)
    form = forms.TypeForm(request.POST or None, runs_portal=is_system_admin(user))

    def act() -> Any:
        values = dict(form.cleaned_data)
        return services.add_type(unit=None if values.pop("everywhere", False) else unit, by=user, **values)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã thêm loại quy chế."))
        return redirect(reverse("steering:regulation_types") + frame.of(request).unit_query)
    hints = [_("Loại này dùng cho {unit} và các đơn vị trực thuộc.").format(unit=unit.label)] if unit else []
    return _form(request, form, _("Thêm loại quy chế"), hints=hints, of_types=True)


@require_http_methods(["GET", "POST"])
def type_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, or the end of its use."""
    user = person(request)
    policies.check_can_see_types(user)
    kind = get_object_or_404(RegulationType.objects.select_related("unit"), pk=pk)
    policies.check_can_keep_types(user, kind.unit)
    form = forms.TypeEditForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: forms.type_values(RegulationType.objects.select_for_update(of=("self",)).get(pk=pk)),
            save=lambda values: services.edit_type(kind=kind, by=user, **values),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(reverse("steering:regulation_types") + frame.of(request).unit_query)
    hints = [_("Quy chế đã ban hành theo loại này vẫn giữ nguyên; loại thôi dùng không hiện trong bảng từ ngày sau.")]
    return _form(request, form, _("Sửa loại quy chế"), hints=hints, of_types=True)


def regulation_or_404(request: HttpRequest, pk: int) -> Regulation:
    """A regulation within the person's reach; everything else does not exist."""
    seen = Regulation.objects.visible_to(person(request))
    tied = (
        "type", "body__unit__kind", "replaced_by", "replaces", "document__type", "document__issuer__kind",
    )  # fmt: skip
    return get_object_or_404(seen.select_related(*tied), pk=pk)


def _replaced(request: HttpRequest) -> Regulation | None:
    asked = request.GET.get("thay", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 15):
        return None
    regulation = regulation_or_404(request, int(asked))
    policies.check_can_adopt(person(request), regulation.body)
    return regulation


def _form(request: HttpRequest, form: Any, label: str, **context: Any) -> HttpResponse:
    return render(request, "steering/regulations/form.html", {"form": form, "label": label} | context)
