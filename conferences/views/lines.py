"""Steps that are lists: opinions, figures, votes, conclusions. One line at a time, each saved by itself.

Enter in a field saves the line and offers the next one; Enter in an empty line goes on to the next step. Both are
what a browser does with the first button of a form, so neither needs a script.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from common.errors import Refused
from conferences.enums import Step
from conferences.forms.base import LineForm, guarded
from conferences.models import Conference

from .shared import next_url, step_context, step_url, user_of

ENTER, ADD, NEXT, REMOVE = "enter", "add", "next", "remove"
PER_PAGE = 15  # lines with their forms weigh more than lines of a list


def _nothing(conference: Conference) -> dict[str, Any]:
    return {}


def _unadorned(request: HttpRequest, conference: Conference, rows: Sequence[Any]) -> None:
    """Most lines are shown as they are."""


@dataclass(frozen=True)
class LineStep:
    """A step that is a list: its form, the verb that says "that is all", the verb that takes a line out.

    ``adorn`` adds to the rows of the page what only the page knows, such as links of later rooms.
    """

    step: Step
    template: str
    form: type[LineForm]
    finish: Callable[[Conference, User], Any]
    remove: Callable[[Conference, Any, dict[str, str], User], None]
    beside: Callable[[Conference], dict[str, Any]] = field(default=_nothing)
    adorn: Callable[[HttpRequest, Conference, Sequence[Any]], None] = field(default=_unadorned)


def line_step(request: HttpRequest, conference: Conference, config: LineStep) -> HttpResponse:
    """The page of one list; ?sua=KEY opens a line for correction."""
    row = row_asked(request, config.form(conference=conference).rows())
    if request.method != "POST":
        return _show(request, conference, config, _form(config, conference, row))
    return _edit(request, conference, config, row) if row is not None else _add(request, conference, config)


def row_asked(request: HttpRequest, rows: Any) -> Any | None:
    """The line that ?sua= names; None without one, 404 for one that is not (or no longer) in the list."""
    key = request.GET.get("sua", "")
    if not key:
        return None
    row = rows.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
    if row is None:
        raise Http404
    return row


def page_of_lines(request: HttpRequest, rows: Any) -> Page[Any]:
    """The last page unless another is asked for: that is where new lines appear."""
    paginator = Paginator(rows, PER_PAGE)
    return paginator.get_page(request.GET.get("page") or paginator.num_pages)


def _add(request: HttpRequest, conference: Conference, config: LineStep) -> HttpResponse:
    go, user = request.POST.get("go", ENTER), user_of(request)
    form = _form(config, conference, None, request.POST)
    if form.is_blank and go != ADD:
        return _finish(request, conference, config, form)
    if not form.is_valid() or form.save(user) is None:
        return _show(request, conference, config, form)
    if go == NEXT:
        return leave(request, next_url(request, conference, config.step))
    return _again(request, conference, config)


def _edit(request: HttpRequest, conference: Conference, config: LineStep, row: Any) -> HttpResponse:
    user = user_of(request)
    form = _form(config, conference, row, request.POST)
    if request.POST.get("go") == REMOVE:
        try:
            config.remove(conference, row, request.POST.dict(), user)
        except Refused as refused:
            form.refuse(refused)
            return _show(request, conference, config, form)
        return redirect(step_url(request, conference, config.step))
    if not form.is_valid() or form.save(user) is None:
        return _show(request, conference, config, form)
    return redirect(step_url(request, conference, config.step))


def _finish(request: HttpRequest, conference: Conference, config: LineStep, form: LineForm) -> HttpResponse:
    try:
        config.finish(conference, user_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return leave(request, conference.get_absolute_url())
    return leave(request, next_url(request, conference, config.step))


def _again(request: HttpRequest, conference: Conference, config: LineStep) -> HttpResponse:
    """An empty line below the saved one: at once where the page is refreshed in place, else by redirect."""
    if request.headers.get("HX-Request"):
        conference.refresh_from_db(fields=["status"])
        return _show(request, conference, config, _form(config, conference, None))
    return redirect(step_url(request, conference, config.step))


def leave(request: HttpRequest, url: str) -> HttpResponse:
    """To another page, also when the form was sent in the background."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _form(config: LineStep, conference: Conference, row: Any, data: Any = None) -> LineForm:
    if row is not None:
        return guarded(config.form)(data, conference=conference, row=row)
    return config.form(data, conference=conference)


def _show(request: HttpRequest, conference: Conference, config: LineStep, form: LineForm) -> HttpResponse:
    page = page_of_lines(request, form.rows())
    page.object_list = list(page.object_list)
    config.adorn(request, conference, page.object_list)
    context = step_context(request, conference, config.step, form=form, page=page, row=form.row)
    return render(request, config.template, context | config.beside(conference))
