"""The reports that a person may open."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User

from ..models import Report, ReportQuerySet


def visible(request: HttpRequest) -> ReportQuerySet:
    """The reports that exist for the person."""
    return Report.objects.visible_to(cast(User, request.user))


def load(request: HttpRequest, pk: int) -> Report:
    """One report, or 404 outside the person's reach."""
    related = visible(request).select_related(
        "body__kind",
        "body__parent",
        "body__unit__kind",
        "unit__kind",
        "kind",
        "outline",
        "document__issuer__kind",
        "edition",
    )
    return get_object_or_404(related, pk=pk)
