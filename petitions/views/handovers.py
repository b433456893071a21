"""/kien-nghi/ban-giao/: open petitions pass to a new term, to successors of what ended, or by decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.services import history
from common import clock
from common.errors import Refused
from common.forms import attempt
from common.frame import of as frame_of
from common.pages import page_of
from conferences.models import CouncilTerm
from organizations import roles, scope
from organizations.current import unit_in_view
from organizations.models import Body
from petitions import policies, succeeding
from petitions.enums import HandoverKind, MoveState
from petitions.forms.handovers import HandoverLinesForm, NewHandoverForm
from petitions.forms.referrals import ReasonForm
from petitions.models import Handover
from petitions.services import handing_over

from .people import person


@require_GET
def handover_list(request: HttpRequest) -> HttpResponse:
    """What waits because its bodies ended, and every handover so far."""
    user = person(request)
    policies.check_may_hand_over(user)
    page = page_of(request, Handover.objects.visible_to(user).for_list())
    keys = [row.pk for row in page.object_list]
    numbers = dict(Handover.objects.filter(pk__in=keys).order_by().annotate(n=Count("items")).values_list("pk", "n"))
    context = {
        "page": page,
        "rows": [(row, numbers[row.pk]) for row in page.object_list],
        "waiting": succeeding.ended_units(scope.reach_of(user)),
    }
    return render(request, "petitions/handover_list.html", context)


@require_http_methods(["GET", "POST"])
def handover_new(request: HttpRequest) -> HttpResponse:
    """Draft a list; nothing moves before it is confirmed."""
    user = person(request)
    policies.check_may_hand_over(user)
    waiting = [row.unit for row in succeeding.ended_units(scope.reach_of(user))]
    councils = roles.bodies_of(user, policies.JUDGES)
    terms = CouncilTerm.objects.filter(council__in=councils, valid__startswith__lte=clock.today())
    form = NewHandoverForm(
        request.POST or None, units=waiting, terms=terms.select_related("council").order_by("-valid", "pk"),
        unit=unit_in_view(request), initial=_initial(request, waiting),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        handover = attempt(form, lambda: _draft(form.cleaned_data, request))
        if handover is not None:
            return redirect(handover.get_absolute_url() + frame_of(request).unit_query)
    return render(request, "petitions/handover_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def handover_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The list: of a draft, each line with the successor to choose; afterwards what became of it."""
    handover, user = _handover(request, code), person(request)
    counted = handover.items.order_by().values("state").annotate(n=Count("pk"), named=Count("to_body"))
    by_state = {row["state"]: row for row in counted}
    related = ("petition__place_unit__kind", "referral", "from_body", "to_body")
    items = handover.items.select_related(*related).order_by("side", "petition", "referral", "pk")
    page = page_of(request, items, count=sum(row["n"] for row in by_state.values()))
    giving = list(handing_over.giving_of(handover))
    may = _may(request, handover, giving)
    offered = dict(succeeding.Successors(giving).of) if may and handover.is_draft else {}
    form = HandoverLinesForm(request.POST or None, lines=list(page.object_list), offered=offered)
    if request.method == "POST":
        handing_over.check_may(user, handover)
        if form.is_valid() and _save(form, handover, request):
            messages.success(request, _("Đã lưu."))
            return redirect(request.get_full_path())
    context = {
        "handover": handover,
        "page": page,
        "form": form,
        "lines": list(form.lines()),
        "may": may,
        "undecided": sum(row["n"] - row["named"] for row in by_state.values()) if handover.is_draft else 0,
        "by_state": [(state, by_state[state.value]["n"]) for state in MoveState if state.value in by_state],
        "sentences": [] if handover.is_draft else history(handover),  # a draft has none but its beginning
    }
    return render(request, "petitions/handover_detail.html", context)


@require_POST
def handover_apply(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm the whole list, or throw it away."""
    handover, user = _handover(request, code), person(request)
    handing_over.check_may(user, handover)
    try:
        if "discard" in request.POST:
            handing_over.discard(handover=handover, by=user)
            messages.success(request, _("Đã bỏ danh sách; không có gì được bàn giao."))
            return redirect(reverse("petitions:handovers") + frame_of(request).unit_query)
        job = handing_over.apply_or_enqueue(handover=handover, by=user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        if job is not None:
            return redirect(job)
        messages.success(request, _("Đã bàn giao. Bên nhận được thông báo; thời hạn chạy tiếp."))
    return redirect(handover.get_absolute_url() + frame_of(request).unit_query)


@require_http_methods(["GET", "POST"])
def handover_undo(request: HttpRequest, code: str) -> HttpResponse:
    """Give back what nobody has touched since."""
    handover, user = _handover(request, code), person(request)
    handing_over.check_may(user, handover)
    if request.method == "GET" and not handover.is_applied:
        messages.warning(request, _("Chỉ hoàn tác được lần bàn giao đã xác nhận và chưa hoàn tác."))
        return redirect(handover.get_absolute_url() + frame_of(request).unit_query)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = attempt(
            form, lambda: (handing_over.undo_or_enqueue(handover=handover, reason=reason, by=user),)
        )  # fmt: skip
        if done is not None:
            if done[0] is not None:
                return redirect(done[0])
            messages.success(request, _("Đã hoàn tác. Dòng giữ nguyên có ghi lý do."))
            return redirect(handover.get_absolute_url() + frame_of(request).unit_query)
    return render(request, "petitions/handover_undo.html", {"handover": handover, "form": form})


def _handover(request: HttpRequest, code: str) -> Handover:
    return get_object_or_404(Handover.objects.visible_to(person(request)).for_list(), code=code)


def _may(request: HttpRequest, handover: Handover, giving: Sequence[Body]) -> bool:
    try:
        handing_over.check_may(person(request), handover, giving)
    except PermissionDenied:
        return False
    return True


def _initial(request: HttpRequest, waiting: list[Any]) -> dict[str, Any]:
    asked = request.GET.get("don-vi-cu", "")
    unit = next((row.pk for row in waiting if row.code == asked), None)
    return {"kind": HandoverKind.SUCCESSION, "unit": unit, "on": clock.today()}


def _draft(values: dict[str, Any], request: HttpRequest) -> Handover:
    common = {"on": values["on"], "reason": values["reason"], "by": person(request)}
    match values["kind"]:
        case HandoverKind.TERM:
            return handing_over.draft_term(term=values["term"], **common)
        case HandoverKind.MANUAL:
            return handing_over.draft_manual(body=values["body"], to=values["to"], **common)
        case _:
            return handing_over.draft_succession(unit=values["unit"], **common)


def _save(form: HandoverLinesForm, handover: Handover, request: HttpRequest) -> bool:
    changes = form.changes()
    if form.errors:
        return False
    return attempt(form, lambda: handing_over.choose(handover=handover, to=changes, by=person(request))) is not None
