"""Who asks, and for which petition."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from petitions.models import Petition


def person(request: HttpRequest) -> User:
    """The signed-in person; pages are private unless they say so."""
    return cast(User, request.user)


def petition_or_404(request: HttpRequest, code: str) -> Petition:
    """A petition within the person's reach; everything else does not exist."""
    visible = Petition.objects.visible_to(person(request))
    related = ("field", "level", "holder__unit", "holder__kind", "council__unit__kind", "council__kind")
    return get_object_or_404(visible.select_related(*related).defer("search_key", "pairs"), code=code)
