"""The book of citizen reception: its lines, a new one, one, its correction, what the person was told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import chain
from common.forms import attempt, save_guarded
from common.frame import of as frame_of
from common.pages import page_of
from deadlines.models import Clock
from deadlines.panels import panel
from letters import policies_reception as policies
from letters import queries_reception as queries
from letters import workflow_reception
from letters.enums_reception import VisitState
from letters.forms.reception import NewVisitForm, TellForm, VisitEditForm, VisitFilterForm, VisitForm, values_of_visit
from letters.models import ReceptionDay, Visit
from letters.services import visits as services
from organizations.current import unit_in_view
from steering.views.people import person

DAY = "ngay"


@require_safe
def visit_list(request: HttpRequest) -> HttpResponse:
    """The lines of the book without anything about the person; what figures about visits open to."""
    user, unit = person(request), unit_in_view(request)
    form = VisitFilterForm(request.GET)
    seen = Visit.objects.visible_in(user, unit) if unit else Visit.objects.none()
    context = {
        "form": form,
        "page": page_of(request, form.chosen().apply(seen).for_list()),
        "may_add": policies.may_receive_somewhere(user),
    }
    template = "letters/visit_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@cache_control(no_store=True)
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Write a line: of the day of reception in the address, else of a body and day that are chosen here."""
    user = person(request)
    day = _day(request)
    if day is not None:
        policies.check_can_receive(user, day.body)
        form: VisitForm = VisitForm(request.POST or None, user=user)
        fixed: dict[str, Any] = {"body": day.body, "on": day.on, "day": day}
    else:
        bodies = queries.bodies_with(user, policies.RECEIVERS)
        if not bodies:
            raise PermissionDenied(_("Chỉ người của cơ quan tiếp công dân mới được ghi."))
        form, fixed = NewVisitForm(request.POST or None, user=user, bodies=bodies), {}
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.record_visit(by=user, **fixed, **form.cleaned_data))
        if made:
            messages.success(request, _("Đã ghi sổ: {visit}.").format(visit=made.label))
            # Back in the day's form, whose first field is focused: the next line can be typed at once.
            place = f"{day.get_absolute_url()}{{}}#id_full_name" if day else f"{made.get_absolute_url()}{{}}"
            return redirect(place.format(frame_of(request).unit_query))
    return render(request, "letters/visit_form.html", {"form": form, "day": day, "visit": None})


@cache_control(no_store=True)
@sensitive_variables()
@require_safe
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: for the receiving body's people with name and content, for others without."""
    one = _visit_or_404(request, pk)
    user = person(request)
    may = policies.may_receive(user, one.body)
    clock = Clock.objects.of(one).select_related("kind", "body").first()
    context = {
        "visit": one,
        "reads_people": may,
        "clock": panel(clock) if clock else None,
        "links": chain.links("letters.visit", [one.pk], reader=user)[one.pk],
        "tell_label": _tell_label(one) if may else "",
        "may_edit": may,
        "sentences": history(one),
    }
    return render(request, "letters/visit.html", context)


@cache_control(no_store=True)
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a line; the digest in the form keeps a colleague's changes."""
    one = _visit_or_404(request, pk)
    policies.check_can_change_visit(person(request), one)
    form = VisitEditForm(request.POST or None, visit=one, user=person(request))
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of_visit(Visit.objects.select_for_update(of=("self",), no_key=True).get(pk=one.pk)),
            save=lambda values: services.edit_visit(visit=one, by=person(request), **values),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(one)
    return render(request, "letters/visit_form.html", {"form": form, "day": None, "visit": one})


@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person was told; it stops the clock."""
    one = _visit_or_404(request, pk)
    user = person(request)
    policies.check_can_change_visit(user, one)
    label = _tell_label(one)
    if not label:
        messages.warning(request, _("Lượt tiếp này không còn nội dung nào phải trả lời."))
        return redirect(one)
    form = TellForm(request.POST or None, visit=one, user=user)
    if request.method == "POST" and form.is_valid():
        told = attempt(form, lambda: services.tell(visit=one, by=user, **form.cleaned_data))
        if told:
            messages.success(request, _("Đã lưu."))
            return redirect(one)
    return render(request, "letters/visit_tell.html", {"visit": one, "form": form, "label": label})


def _tell_label(one: Visit) -> str:
    """The button for what the visit is owed; nothing when it is owed nothing."""
    for step in workflow_reception.VISIT_STEPS.values():
        if VisitState(one.state) in step.sources:
            return str(step.label)
    return ""


def _day(request: HttpRequest) -> ReceptionDay | None:
    """The day of reception in the address, if it exists for the person."""
    asked = request.GET.get(DAY, "")
    if not asked:
        return None
    known = asked if asked.isascii() and asked.isdecimal() and len(asked) < 18 else "0"
    seen = ReceptionDay.objects.visible_to(person(request))
    return get_object_or_404(seen.select_related("body__unit", "duty"), pk=int(known))


def _visit_or_404(request: HttpRequest, pk: int) -> Visit:
    seen = Visit.objects.visible_to(person(request))
    related = ("body__unit__kind", "day", "letter", "petition", "told_by__type", "recorded_by")
    return get_object_or_404(seen.select_related(*related), pk=pk)
