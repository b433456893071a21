"""The public board: province → commune → what is up now, what should be up and is not. No scripts, no cookies."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from django.views.decorators.vary import vary_on_headers

from common import clock
from common.pages import PARAMETER
from disclosures import board
from documents import content, storage
from organizations.models import Placement, Unit
from public.forms import DayForm

_COMMUNE, _PROVINCE = "commune", "province"
A_PAGE, IN_FEED = 25, 50


@login_not_required
@conditional_page
@cache_control(public=True, max_age=60)
@vary_on_headers("Accept-Language")
@require_safe
def country(request: HttpRequest) -> HttpResponse:
    """The provinces."""
    today = clock.today()
    provinces = Unit.objects.alive(today).filter(kind__level__code=_PROVINCE).select_related("kind")
    return render(request, "public/board_country.html", {"units": provinces.order_by("sort_key", "pk")})


@login_not_required
@conditional_page
@cache_control(public=True, max_age=60)
@vary_on_headers("Accept-Language")
@require_safe
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """A commune's board on a day (today, or ?ngay=), or the units below any other unit."""
    unit, parent = _unit(code)
    if unit.kind.level.code != _COMMUNE:
        return _below(request, unit, parent)
    form = DayForm({"ngay": request.GET["ngay"]}) if "ngay" in request.GET else DayForm()
    day = (form.cleaned_data["ngay"] if form.is_valid() else None) or clock.today()
    number = _page(request)
    shown = board.of_unit(unit, day, part=slice((number - 1) * A_PAGE, number * A_PAGE))
    context = {"board": shown, "form": form, "unit": unit, "parent": parent, "today": clock.today()}
    context["page"] = Paginator(range(shown.number), A_PAGE).get_page(number)
    return render(request, "public/board.html", context)


@login_not_required
@conditional_page
@require_safe
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """What is up now as RSS 2.0, newest first."""
    unit, _parent = _unit(code)
    if unit.kind.level.code != _COMMUNE:
        raise Http404
    page = request.build_absolute_uri(reverse("public:board_unit", args=[code]))
    channel = Rss201rev2Feed(
        title=_("Công khai · {unit}").format(unit=unit.label),
        link=page,
        description=_("Những nội dung đang được công khai ở {unit}").format(unit=unit.label),
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    notices = board.of_unit(unit, clock.today()).notices
    for notice in sorted(notices, key=lambda one: (one.since, one.code), reverse=True)[:IN_FEED]:
        channel.add_item(
            title=notice.title, link=f"{page}#{notice.code}", description=notice.item, unique_id=notice.code,
            unique_id_is_permalink=False, pubdate=_at_noon(notice.since),
        )  # fmt: skip
    response = HttpResponse(channel.writeString("utf-8"), content_type=channel.content_type)
    response["Cache-Control"] = "public, max-age=300"
    return response


@login_not_required
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """A file that everybody may read today; an annex with names is kept by no cache and no search engine."""
    found = board.public_file(pk)
    if found is None:
        raise Http404
    try:
        stored = storage.open_blob(found.blob)
    except FileNotFoundError:
        raise Http404 from None
    kind = content.served_as(found.name)
    response = FileResponse(stored, as_attachment=True, filename=found.name, content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if found.named:
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Cache-Control"] = "no-store"
    else:
        response["Cache-Control"] = "public, max-age=300"
    return response


def _unit(code: str) -> tuple[Unit, Unit | None]:
    """The unit, and where it lies today or lay on its last day; one statement for a unit that lies somewhere."""
    placed = Placement.objects.filter(unit__code=code).select_related("unit__kind__level", "parent__kind")
    last = placed.order_by("-valid").first()
    if last is not None:
        return last.unit, last.parent
    return get_object_or_404(Unit.objects.select_related("kind__level"), code=code), None


def _page(request: HttpRequest) -> int:
    """The page that the address asks for; the first for anything that is no number of a page."""
    typed = request.GET.get(PARAMETER, "")
    return max(1, int(typed)) if re.fullmatch("[0-9]{1,4}", typed) else 1


def _below(request: HttpRequest, unit: Unit, parent: Unit | None) -> HttpResponse:
    today = clock.today()
    found = list(unit.children_on(today).select_related("kind").order_by("sort_key", "pk"))
    up = board.up_by_unit(found, today)
    rows: list[dict[str, Any]] = [{"unit": row, "up": up.get(row.pk, 0)} for row in found]
    context = {"unit": unit, "rows": rows, "parent": parent}
    return render(request, "public/board_below.html", context)


def _at_noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
