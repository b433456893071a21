"""The work of a unit in one week."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import User
from organizations.current import unit_in_view

from .. import week as data


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """The week of a day (?tuan=2026-11-23), else this one, for the unit in view; ?tep=pdf is the sheet to hang up."""
    unit = unit_in_view(request)
    if unit is None:
        return render(request, "reports/no_unit.html")
    shown = data.read(cast(User, request.user), unit, data.monday_of(request.GET.get("tuan", "")))
    if request.GET.get("tep") == "pdf":
        name = f"lich-cong-tac-{unit.code}-{shown.first:%Y%m%d}.pdf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
        return HttpResponse(data.sheet(shown), content_type="application/pdf", headers=headers)
    return render(request, "reports/week.html", {"week": shown})
