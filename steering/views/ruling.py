"""A committee's working rules and notices of assignment."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.forms import attempt
from steering import policies_programmes as planning
from steering.forms import programmes as forms
from steering.models import Committee, CommitteeMember
from steering.queries_programmes import standing_of
from steering.services import ruling as services

from .people import person


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """A new version of the working rules."""
    committee, user = _committee(request, code), person(request)
    form = forms.RulesForm(request.POST or None, user=user, committee=committee)

    def act() -> Any:
        return services.issue_rules(committee=committee, by=user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã ghi quy chế làm việc."))
        return redirect(committee)
    context = {"form": form, "label": _("Ghi quy chế làm việc"), "committee": committee}
    hints = [_("Bản đang có hiệu lực kết thúc vào ngày bản mới có hiệu lực; các lần ban hành đều xem lại được.")]
    return render(request, "steering/programmes/form.html", context | {"hints": hints})


@require_http_methods(["GET", "POST"])
def assignment(request: HttpRequest, code: str) -> HttpResponse:
    """A notice that assigns the members who sit today."""
    committee, user = _committee(request, code), person(request)
    form = forms.NoticeForm(request.POST or None, user=user, committee=committee)
    lines = _lines(request, committee)
    checked = [line.is_valid() for line in lines]
    if request.method == "POST" and form.is_valid() and all(checked):
        assigned = [line.assigned() for line in lines]
        values = form.cleaned_data | {"assigned": assigned}
        if attempt(form, lambda: services.issue_assignment(committee=committee, by=user, **values)):
            messages.success(request, _("Đã ghi phân công thành viên."))
            return redirect(committee)
    context = {"form": form, "lines": lines, "label": _("Phân công thành viên"), "committee": committee}
    return render(request, "steering/programmes/form.html", context)


def _lines(request: HttpRequest, committee: Committee) -> list[forms.AssignedForm]:
    """A line for each member, begun with what holds today."""
    today = clock.today()
    members: list[CommitteeMember] = list(committee.members.on(today).in_official_order())
    known = standing_of(committee, today).by_name
    return [
        forms.AssignedForm(
            request.POST or None,
            member=member,
            initial={
                "sector": known[member.name_key].sector if member.name_key in known else member.sector,
                "area": known[member.name_key].area if member.name_key in known else "",
            },
        )
        for member in members
    ]


def _committee(request: HttpRequest, code: str) -> Committee:
    committee = get_object_or_404(Committee.objects.visible_to(person(request)).for_list(), body__code=code)
    planning.check_can_plan(person(request), committee)
    return committee
