"""What was frozen of a report: its editions, its figures, and each figure opened down to the records behind it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from common.forms import attempt
from common.pages import page_of
from common.text import search_key

from .. import frozen_policies, opened, policies
from ..differences import differences
from ..frozen_forms import EraseForm, FiguresForm
from ..gather import last_day_of
from ..models import Edition, FrozenFigure, Report
from ..services.erasing import erase
from ..told import Told
from .loading import load

EDITION, ERASE = "lan", "xoa"
SOURCES = {
    "indicators.submission": _later("biểu số liệu đã duyệt"),
    "figures.fact": _later("số liệu được ghi nhận"),
}


def context(report: Report, user: User) -> dict[str, Any]:
    """What parts/frozen.html reads."""
    editions = report.editions.select_related("frozen_by").annotate(count=Count("figures")).order_by("-ordinal")
    return {"differences": differences(report) if report.is_frozen else None, "editions": list(editions)}


@require_GET
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure of an edition, found by its name; asked for it, with what the portal tells today beside."""
    report = load(request, pk)
    form = FiguresForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    edition = _edition(report, asked.get("lan"))
    words = search_key(asked.get("q", ""))
    page = page_of(request, [one for one in edition.figures.all() if words in search_key(one.label)])
    compare = asked.get("nay", False)
    now = opened.told_of(report, [one.key for one in page]) if compare else {}
    context = {
        "report": report,
        "edition": edition,
        "is_current": edition.pk == report.edition_id,
        "form": form,
        "page": page,
        "compare": compare,
        "lines": [(one, now.get(one.key), compare and opened.differs(one, now.get(one.key))) for one in page],
    }
    return render(request, "reports/figures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def figure(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One figure with its rows: frozen ones with their marks, or, before the report is frozen, the records of today.

    Posted to, it takes the personal data out of one row.
    """
    report, user = load(request, pk), cast(User, request.user)
    kept = opened.figure_of(report, key, _ordinal(request))
    if kept is None and (report.edition_id or request.method == "POST"):
        raise Http404
    told = opened.told_now(report, key)
    if kept is None:
        return _live(request, report, told)
    page = page_of(request, kept.rows)
    may_erase = policies.allows(frozen_policies.check_can_erase, user, report)
    erasing = _erasing(request, report, kept, user)
    if isinstance(erasing, HttpResponse):
        return erasing
    today = opened.today_of(kept, told)
    new = today.new[: opened.SHOWN_NEW] if today else ()
    shown = {
        "report": report,
        "figure": kept,
        "counted": len(kept.row_keys) + kept.sealed,
        "kind": opened.kind_label(kept.row_kind),
        "source": SOURCES.get(kept.source_kind, ""),
        "source_url": told.url if told else "",
        "is_current": kept.edition_id == report.edition_id,
        "page": page,
        "opened": opened.frozen_rows(kept, list(page), told, user),
        "today": today,
        "new": opened.live_rows(told.row_kind, new, user, last_day_of(report), opened.Since.NEW)
        if told and new
        else None,
        "may_erase": may_erase,
        "form": erasing,
    }
    return render(request, "reports/figure.html", shown)


def _live(request: HttpRequest, report: Report, told: Told | None) -> HttpResponse:
    """A figure of a report that is still written."""
    if told is None:
        raise Http404
    page = page_of(request, told.rows)
    day, reader = last_day_of(report), cast(User, request.user)
    rows = opened.live_rows(told.row_kind, list(page), reader, day) if told.row_kind else None
    shown = {
        "report": report,
        "figure": told,
        "counted": len(told.rows),
        "kind": opened.kind_label(told.row_kind),
        "source": SOURCES.get(told.source_kind, ""),
        "source_url": told.url,
        "page": page,
        "opened": rows,
        "is_live": True,
    }
    return render(request, "reports/figure.html", shown)


def _erasing(request: HttpRequest, report: Report, kept: FrozenFigure, user: User) -> EraseForm | HttpResponse | None:
    """The form that asks why, or the way back after the data is gone; None while nobody asks for it."""
    if request.method == "POST":
        frozen_policies.check_can_erase(user, report)
        form = EraseForm(request.POST)
        if form.is_valid():
            chosen = {"row": form.cleaned_data["row"], "reason": form.cleaned_data["reason"]}
            done = attempt(form, lambda: erase(report=report, figure=kept, by=user, **chosen))
            if done:
                messages.success(request, _("Đã xóa dữ liệu cá nhân; số đếm giữ nguyên."))
                return redirect(_without_question(request))
        return form
    asked = request.GET.get(ERASE, "")
    if not asked or not policies.allows(frozen_policies.check_can_erase, user, report):
        return None
    return EraseForm(initial={"row": asked}) if asked in map(str, kept.rows) else None


def _without_question(request: HttpRequest) -> str:
    """The same page, without asking for the row that was emptied."""
    query = request.GET.copy()
    query.pop(ERASE, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _edition(report: Report, ordinal: int | None) -> Edition:
    """The edition that was asked for, else the one that holds, else the last."""
    editions = report.editions.select_related("frozen_by").defer("paper").order_by("-ordinal")
    if ordinal:
        return get_object_or_404(editions, ordinal=ordinal)
    edition = report.edition or editions.first()
    if edition is None:
        raise Http404
    return edition


def _ordinal(request: HttpRequest) -> int | None:
    asked = request.GET.get(EDITION, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else None
