"""Who asks."""

from typing import cast

from django.http import HttpRequest

from accounts.models import User


def person(request: HttpRequest) -> User:
    """The person who is signed in; every page here is behind sign-in."""
    return cast(User, request.user)
