"""What conferences bring to "Việc cần làm": the button that begins one, and those that are not complete."""

from django.db.models import Count, Q, Window
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock, frame
from common.home import Action, Item, Section
from organizations import roles

from .enums import OPEN, Status
from .filters import OPEN_ONLY
from .models import Conference
from .policies import COMPLETERS, may_start

SHOWN = 5


def record_conference(request: HttpRequest) -> Action | None:
    """The main button of people who record."""
    user = request.user
    if not isinstance(user, User) or not may_start(user):
        return None
    return Action(_("Ghi kết quả hội nghị"), reverse("conferences:create") + frame.of(request).unit_query)


def unfinished(request: HttpRequest) -> Section | None:
    """Conferences of the person's bodies that took place and are not complete, oldest first; one query."""
    user = request.user
    if not isinstance(user, User):
        return None
    own = _own_bodies(user)
    if own is None:
        return None
    begun = Q(status__in=OPEN) | Q(status=Status.PLANNED, starts_at__lte=clock.now())
    rows = Conference.objects.filter(own & begun).select_related("host").annotate(total=Window(Count("pk")))
    first = list(rows.order_by("starts_at", "pk")[:SHOWN])
    if not first:
        return None
    total = vars(first[0])["total"]
    items = [Item(row.title, row.get_absolute_url(), note=_note(row)) for row in first]
    more = f"{reverse('conferences:list')}?trang-thai={OPEN_ONLY}"
    return Section(_("Hội nghị chưa hoàn tất"), items, total, more)


def _own_bodies(user: User) -> Q | None:
    """Hosts for which the person records or completes, from the memberships in memory; None for nobody's."""
    wanted = Q()
    for membership in roles.memberships(user):
        if membership.role in COMPLETERS:
            wanted |= Q(host=membership.body_id) if membership.body_id else Q(host__unit=membership.unit_id)
    return wanted or None


def _note(row: Conference) -> str:
    return _("{host}, ngày {day:%d/%m/%Y}: {state}").format(host=row.host.name, day=row.held_on, state=row.state.label)
