"""The list of petitions, and one petition."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.models import User
from common.pages import page_of
from organizations.current import unit_in_view
from petitions.models import Petition


@require_GET
def petition_list(request: HttpRequest) -> HttpResponse:
    """Petitions within reach that concern the unit in view, by due date."""
    unit = unit_in_view(request)
    user = cast(User, request.user)
    petitions = Petition.objects.visible_in(user, unit) if unit else Petition.objects.none()
    return render(request, "petitions/petition_list.html", {"page": page_of(request, petitions.for_list())})


@require_GET
def petition_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One petition."""
    visible = Petition.objects.visible_to(cast(User, request.user)).for_list()
    return render(request, "petitions/petition_detail.html", {"petition": get_object_or_404(visible, code=code)})
