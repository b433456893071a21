"""/hoi-nghi/ghi/: begin a conference – record one that is over, or plan one that is ahead; the date tells which."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common import clock
from common.errors import Refused
from conferences import policies, services
from conferences.enums import Step
from conferences.forms.general import GeneralForm, hosts_of, proposals
from conferences.models import Conference
from organizations.current import unit_in_view
from organizations.models import Body

from .shared import RailStep, next_url, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The first step of a conference that has no page yet."""
    user = user_of(request)
    policies.check_may_start(user)
    form = GeneralForm(request.POST or None, user=user, initial=proposals(_usual_host(request)))
    if form.is_bound and form.is_valid():
        conference = _create(request, form)
        if conference is not None:
            return redirect(next_url(request, conference, Step.GENERAL))
    steps = [RailStep(str(step.label), "", done=False, current=step is Step.GENERAL) for step in Step]
    context = {"form": form, "steps": steps, "step": Step.GENERAL, "chain": [], "saved_words": "", "conference": None}
    return render(request, "conferences/general.html", context)


def _create(request: HttpRequest, form: GeneralForm) -> Conference | None:
    general = form.general(form.cleaned_data)
    verb = services.plan if general.starts_at > clock.now() else services.start
    try:
        return verb(general=general, by=user_of(request))
    except Refused as refused:
        form.refuse(refused)
        return None


def _usual_host(request: HttpRequest) -> Body | None:
    """A committee of the unit in view comes first; else the first body that the person records for."""
    hosts = list(hosts_of(user_of(request))[:50])
    unit = unit_in_view(request)
    own = [body for body in hosts if unit is not None and body.unit_id == unit.pk]
    return next(iter(own or hosts), None)
