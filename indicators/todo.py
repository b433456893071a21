"""What indicators bring to "Việc cần làm": forms that wait to be taken in. What is typed or approved has a clock."""

from django.db.models import Count, Window
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import frame
from common.home import Item, Section
from common.templatetags.qcdc import ngay
from organizations import roles

from .enums import SubmissionState
from .models import Submission
from .policies import RECEIVERS

SHOWN = 5


def to_receive(request: HttpRequest) -> Section | None:
    """What was sent up to bodies where the person takes forms in, the earliest first; one query."""
    user = request.user
    if not isinstance(user, User) or not roles.held(user) & set(RECEIVERS):
        return None
    mine = Submission.objects.filter(
        roles.is_mine("form__issuer_id", user, RECEIVERS), state=SubmissionState.APPROVED
    ).annotate(total=Window(Count("pk")))
    first = list(mine.select_related("form", "window", "unit__kind").order_by("sent_on", "pk")[:SHOWN])
    if not first:
        return None
    items = [
        Item(f"{row} – {row.unit.label}", row.get_absolute_url(), _("gửi ngày {day}").format(day=ngay(row.sent_on)))
        for row in first
    ]
    url = reverse("indicators:review") + frame.of(request).unit_query
    return Section(_("Biểu chờ nhận"), items, vars(first[0])["total"], url)
