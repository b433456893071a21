"""The inbox."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from common import clock

from . import services
from .models import Notice

PER_PAGE = 25


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What the person was told, newest first."""
    told = Notice.objects.filter(recipient=cast(User, request.user)).order_by("-created_at", "-pk")
    page = Paginator(told, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/inbox.html", {"page": page, "shown_at": clock.now().isoformat()})


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as read, and go to what it is about."""
    user = cast(User, request.user)
    notice = get_object_or_404(Notice.objects.filter(recipient=user), pk=pk)
    services.read(notice=notice, by=user)
    return redirect(notice.url)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all that the page showed as read; what arrived in between stays unread."""
    services.read_all(by=cast(User, request.user), until=_moment(request.POST.get("shown_at", "")))
    messages.success(request, _("Đã đánh dấu tất cả thông báo là đã đọc."))
    return redirect("notices:inbox")


def _moment(text: str) -> datetime:
    """The moment at which the page was shown; now when somebody changed it."""
    try:
        shown_at = datetime.fromisoformat(text)
    except ValueError:
        return clock.now()
    return shown_at if shown_at.tzinfo else clock.now()
