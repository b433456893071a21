"""How a person is told and what their own calendar program may read."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User

from . import channels, choosing, feed, kinds
from .forms import ChannelsForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Which channels tell me, and my own calendar."""
    form = ChannelsForm(request.POST if request.method == "POST" else None, user=_person(request))
    if request.method == "POST" and form.is_valid():
        choosing.choose_channels(wanted=form.wanted, by=_person(request))
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("notices:channels")
    return _page(request, form)


@never_cache
@require_POST
def open_feed(request: HttpRequest) -> HttpResponse:
    """A new address, shown in the answer and never again."""
    token = choosing.open_feed(by=_person(request))
    address = settings.QCDC_BASE_URL + reverse("calendar_feed", args=[token])
    return _page(request, ChannelsForm(user=_person(request)), address)


@require_POST
def close_feed(request: HttpRequest) -> HttpResponse:
    """The address leads nowhere from now on."""
    choosing.close_feed(by=_person(request))
    messages.success(request, _("Đã đóng lịch riêng; địa chỉ cũ không còn đọc được."))
    return redirect("notices:channels")


@login_not_required
@cache_control(private=True, no_store=True)
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For calendar programs, which cannot sign in: whoever has the address reads. The same 404 for every other one."""
    reader = choosing.reader(token)
    if reader is None:
        raise Http404
    response = HttpResponse(feed.calendar_of(reader), content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, form: ChannelsForm, address: str = "") -> HttpResponse:
    mandatory = [
        (channel.label, kinds.carried_by(channel.name, mandatory=True))
        for channel in channels.registered()
        if channel.reaches(_person(request))
    ]
    context = {"form": form, "mandatory": mandatory, "feed": choosing.feed_of(_person(request)), "address": address}
    return render(request, "notices/channels.html", context)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
