"""What the unit in view has to report."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from common import clock
from common.pages import page_of
from indicators import mine, policies
from indicators.forms.mine import MineFilterForm
from organizations import roles
from organizations.current import unit_in_view


@require_safe
def mine_list(request: HttpRequest) -> HttpResponse:
    """Forms that the unit's bodies answer for: what is to be filled in by its due date, or all of them."""
    user, unit = cast(User, request.user), unit_in_view(request)
    held = mine.held_by(user, unit)
    form = MineFilterForm(request.GET, known=held.values("form_id"))
    chosen = form.chosen()
    page = page_of(request, chosen.apply(held).values_list("record", flat=True))
    context = {
        "form": form,
        "page": page,
        "rows": mine.rows_of(page.object_list),
        "chosen": chosen,
        "is_usual": chosen == mine.MineFilter(),
        "today": clock.today(),
        "types": bool(roles.held(user) & set(policies.TYPERS)),
    }
    template = "indicators/mine.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)
