"""Boards of the people: the list, one board and its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from audit.services import history
from common import clock
from common.forms import attempt
from common.pages import page_of
from deadlines.panels import panel_of
from organizations.current import unit_in_view
from supervision import actors, board_law, policies, report_periods, timing
from supervision.forms import boards as forms
from supervision.models import Board, BoardMember
from supervision.services import boards as services

from .people import person
from .shared import NOBODY, StepPage, by_slug, form_page, step_page


@require_safe
def board_list(request: HttpRequest) -> HttpResponse:
    """Boards of the unit in view, with how many members each has."""
    user, unit = person(request), unit_in_view(request)
    rows = Board.objects.visible_in(user, unit) if unit else Board.objects.none()
    context = {
        "page": page_of(request, rows.with_members(clock.today()).for_list()),
        "may_begin": policies.may_supervise_somewhere(user),
    }
    return render(request, "supervision/boards.html", context)


@require_http_methods(["GET", "POST"])
def board_new(request: HttpRequest) -> HttpResponse:
    """Record a board with its members."""
    user, unit = person(request), unit_in_view(request)
    if not policies.may_supervise_somewhere(user):
        raise PermissionDenied(_("Chỉ người của cơ quan thành lập, công nhận ban mới được ghi."))
    bodies = actors.bodies_for(user, unit, clock.today()) if unit else []
    if unit is None or not bodies:
        raise PermissionDenied(str(NOBODY))
    form = forms.BoardForm(request.POST or None, unit=unit, bodies=bodies)

    def act() -> Board:
        return services.set_up(set_up_by=form.cleaned_data["set_up_by"], facts=form.facts(), by=user)

    if request.method == "POST" and form.is_valid():
        made = attempt(form, act)
        if made:
            messages.success(request, _("Đã ghi ban."))
            return redirect(made)
    return form_page(request, form, _("Ghi ban của Nhân dân"))


@require_safe
def board_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Members, what the law wants, programmes, reports and which are missing."""
    board, user = _board(request, pk), person(request)
    members = services.sitting_today(board)
    reports = list(board.reports.order_by("-end", "-pk"))
    size = board_law.size_on(board.sort, clock.today())
    context = {
        "board": board,
        "members": members,
        "shortage": "" if board.is_over else board_law.shortage(size, board.villages, len(members)),
        "citation": size.citation if size else "",
        "programmes": board.programmes.order_by("-end", "-pk"),
        "reports": reports,
        "missing": report_periods.missing(board, reports, clock.today()),
        "supervisions": board.supervisions.order_by("-begins_on", "-pk")[:10],
        "clock": panel_of(board, timing.TERM),
        "may_keep": policies.may_keep_board(user, board) and not board.is_over,
        "sentences": history(board, limit=20),
    }
    return render(request, "supervision/board.html", context)


@require_http_methods(["GET", "POST"])
def board_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One of the steps of a board."""
    board, user = _board(request, pk), person(request)
    policies.check_can_keep_board(user, board)
    if step not in STEPS:
        raise Http404
    page = STEPS[step]
    form = page.form(board, request.POST or None)
    return step_page(request, board, page, form, lambda: page.act(board, form, user))


def _join(board: Board, form: Any, by: User) -> BoardMember:
    values = dict(form.cleaned_data)
    on = values.pop("on")
    return services.join(board=board, spec=services.MemberSpec(**values), on=on, by=by)


def _leave(board: Board, form: Any, by: User) -> BoardMember:
    member = form.members[form.cleaned_data["member"]]
    return services.leave(member=member, on=form.cleaned_data["on"], by=by)


STEPS = by_slug(
    StepPage("them-thanh-vien", gettext_lazy("Thêm thành viên"), lambda board, data: forms.JoinForm(data), _join),
    StepPage(
        "thoi-tham-gia", gettext_lazy("Ghi thôi tham gia"),
        lambda board, data: forms.LeaveForm(data, members=services.sitting_today(board)), _leave,
    ),
    StepPage(
        "chuong-trinh", gettext_lazy("Ghi chương trình công tác"), lambda board, data: forms.ProgrammeForm(data),
        lambda board, form, by: services.plan(board=board, by=by, **form.cleaned_data),
        hint=gettext_lazy("Theo quý, 06 tháng hoặc năm (Điều 39 Luật 10/2022/QH15)."),
    ),
    StepPage(
        "bao-cao", gettext_lazy("Ghi báo cáo của ban"), lambda board, data: forms.ReportForm(data),
        lambda board, form, by: services.report(board=board, by=by, **form.cleaned_data),
    ),
    StepPage(
        "ket-thuc", gettext_lazy("Ghi ban kết thúc"), lambda board, data: forms.EndForm(data),
        lambda board, form, by: services.end(board=board, by=by, **form.cleaned_data), dangerous=True,
    ),
)  # fmt: skip


def _board(request: HttpRequest, pk: int) -> Board:
    tied = ("unit__kind", "set_up_by__unit", "body__unit")
    return get_object_or_404(Board.objects.visible_to(person(request)).select_related(*tied), pk=pk)
