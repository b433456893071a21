"""Who asks, and for which submission."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from indicators.models import Submission


def person(request: HttpRequest) -> User:
    """The person who is signed in; every page here is behind sign-in."""
    return cast(User, request.user)


def submission_or_404(request: HttpRequest, pk: int) -> Submission:
    """A submission within the person's reach; everything else does not exist."""
    related = (
        "form__issuer__unit",
        "form__below",
        "version",
        "window__regime",
        "unit__kind",
        "body__unit",
        "into__form",
    )
    rows = Submission.objects.visible_to(person(request)).select_related(*related, "into__window", "into__unit__kind")
    return get_object_or_404(rows, pk=pk)
