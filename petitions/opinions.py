"""What petitions offer to do with an opinion given at a conference: make it a petition, or open the one it became."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from conferences.models import Conference, Opinion
from conferences.opinion_actions import Link
from organizations import roles

from .models import Petition
from .policies import TAKERS


def of_opinions(user: User, conference: Conference, opinions: Sequence[Opinion]) -> Mapping[int, Link]:
    """One query. Of two councils that each took it, the first one's petition is opened."""
    taken = Petition.objects.visible_to(user).filter(opinion__in=[opinion.pk for opinion in opinions])
    links: dict[int, Link] = {
        key: (_("Kiến nghị {code}").format(code=code), reverse("petitions:detail", args=[code]))
        for key, code in taken.order_by("-pk").values_list("opinion", "code")
        if key
    }
    if roles.at_unit(user, conference.host.unit_id) & set(TAKERS):
        for opinion in opinions:
            url = reverse("petitions:take_opinion", args=[opinion.pk])
            links.setdefault(opinion.pk, (_("Ghi thành kiến nghị"), url))
    return links
