"""Who must receive citizens, how often, by which rule."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.forms import attempt, save_guarded
from common.pages import page_of
from letters import policies_reception as policies
from letters import queries_reception as queries
from letters.forms.reception import DutyEditForm, DutyForm, values_of_duty
from letters.models import ReceptionDuty
from letters.services import reception as services
from organizations import scope
from organizations.current import unit_in_view
from steering.views.people import person


@require_safe
def duty_list(request: HttpRequest) -> HttpResponse:
    """The duties of the bodies of the unit in view and of the units that it reaches."""
    user, unit = person(request), unit_in_view(request)
    duties = ReceptionDuty.objects.visible_to(user).filter(body__unit__reached_from__source=unit).for_list()
    context = {
        "page": page_of(request, duties),
        "may_add": policies.may_receive_somewhere(user),
    }
    return render(request, "letters/duty_list.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new duty of one of the person's bodies."""
    bodies = queries.bodies_with(person(request), policies.RECEIVERS)
    if not bodies:
        raise PermissionDenied(_("Chỉ người của cơ quan tiếp công dân mới được ghi."))
    form = DutyForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.add_duty(by=person(request), **form.cleaned_data))
        if made:
            messages.success(request, _("Đã ghi lịch tiếp công dân theo quy định."))
            return redirect("letters:reception_duties")
    return render(request, "letters/duty_form.html", {"form": form, "duty": None})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other days or hours from now on, or the last day."""
    seen = ReceptionDuty.objects.filter(body__unit__in=scope.reach_of(person(request)))
    duty = get_object_or_404(seen.select_related("body__unit__kind"), pk=pk)
    policies.check_can_keep_duty(person(request), duty)
    form = DutyEditForm(request.POST or None, duty=duty)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of_duty(ReceptionDuty.objects.select_for_update(no_key=True).get(pk=duty.pk)),
            save=lambda values: services.edit_duty(duty=duty, by=person(request), **values),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect("letters:reception_duties")
    return render(request, "letters/duty_form.html", {"form": form, "duty": duty})
