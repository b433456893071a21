"""Tính thời hạn: until when, and why, for a rule and a day; nothing is stored."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import User
from common.errors import Refused
from common.forms import apply_refusal
from deadlines import calendars, counting, explaining, finding, following, policies
from deadlines.explaining import Explanation
from deadlines.forms.calculator import CalculatorForm
from organizations.current import unit_in_view
from organizations.models import Unit


@require_GET
def calculator(request: HttpRequest) -> HttpResponse:
    """Everybody who is signed in counts with the calendar and the own limits of the unit in view."""
    form = CalculatorForm(request.GET)
    unit = unit_in_view(request)
    explanation = _explanation(form, unit) if form.is_valid() else None
    context = {
        "form": form,
        "unit": unit,
        "explanation": explanation,
        "may_track": _is_followed(explanation) and policies.may_track_somewhere(cast(User, request.user)),
    }
    return render(request, "deadlines/calculator.html", context)


def _is_followed(explanation: Explanation | None) -> bool:
    return explanation is not None and explanation.rule is not None and following.may_follow(explanation.rule)


def _explanation(form: CalculatorForm, unit: Unit | None) -> Explanation | None:
    start, unit_id = form.cleaned_data["start"], unit.pk if unit else None
    try:
        rule = finding.rule(form.cleaned_data["rule"], start, unit_id)
    except Refused as refused:
        apply_refusal(form, refused)
        return None
    calendar = calendars.of_unit(unit_id)
    return explaining.of_count(counting.count(rule.limit, start, calendar), rule.limit, calendar, rule)
