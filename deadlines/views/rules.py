"""The list of rules, and everything about one; both for everybody who is signed in."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.models import User
from audit.services import history
from common.pages import page_of
from deadlines import policies, rulebook, wording
from deadlines.forms.rules import RuleFilterForm
from deadlines.models import Rule
from organizations.current import unit_in_view


@require_GET
def rule_list(request: HttpRequest) -> HttpResponse:
    """General rules, with the own limit that applies in the unit in view; a page or, for htmx, its results."""
    form = RuleFilterForm(request.GET)
    chosen = form.chosen()
    page = page_of(request, chosen.apply(Rule.objects.national()).for_list())
    own = rulebook.own_limits(unit_in_view(request), chosen.on)
    context = {
        "form": form,
        "page": page,
        "rows": [(rule, own.get((rule.family, rule.variant))) for rule in page],
        "day": chosen.on,
    }
    template = "deadlines/rule_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_GET
def rule_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One rule in words: how it is counted, what it follows, what followed it, and who has an own limit instead."""
    rule = get_object_or_404(Rule.objects.select_related("unit__kind", "replaces"), pk=pk)
    near, has_more = rulebook.limits_near(rule, unit_in_view(request))
    context = {
        "rule": rule,
        "counted": wording.how_counted(rule),
        "family": rulebook.family_of(rule),
        "near": near,
        "has_more": has_more,
        "can_count": rule.amount is not None,
        "may_override": policies.may_override_somewhere(cast(User, request.user)),
        "sentences": history(rule),
    }
    return render(request, "deadlines/rule.html", context)
