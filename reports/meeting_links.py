"""What this room offers on the page of a conference."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from conferences import page_links
from conferences.models import Conference
from conferences.page_links import Link


def register() -> None:
    """Called once at start-up."""
    page_links.register(of_conference)


def of_conference(user: User, conference: Conference) -> Iterable[Link]:
    """The papers about it: everybody who sees the conference may see which there are."""
    yield _("Kế hoạch, giấy mời, biên bản, thông báo kết luận"), reverse("reports:meeting", args=[conference.code])
