"""Referrals: drafts, and what was sent."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.models import User
from petitions.models import Referral


@require_GET
def referral_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One referral."""
    visible = Referral.objects.visible_to(cast(User, request.user)).for_list()
    return render(request, "petitions/referral_detail.html", {"referral": get_object_or_404(visible, code=code)})
