"""The home page: what this person can act on now, oldest first, for all units of the person together."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import User
from common import home as rooms
from common.pages import page_of
from deadlines import todo
from deadlines.enums import Due
from deadlines.forms.todo import TodoFilterForm

FILTERS_FROM = 10  # a shorter list is read without filters


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Everything with a clock, then what rooms add; a page or, for htmx, its results."""
    user = cast(User, request.user)
    form = TodoFilterForm(request.GET, user=user)
    due, counts = form.chosen("han"), form.counts()
    clocks = todo.found(user, words=form.words, due=due, kind=form.chosen("loai"), duty=form.chosen("viec"))
    page = page_of(request, clocks, count=counts[Due(due)] if due else sum(counts.values()))
    context = {
        "form": form,
        "shows_filters": form.is_narrow or form.total > FILTERS_FROM,
        "page": page,
        "parts": todo.parts(page.object_list, counts),
        "counts": [(part, count) for part, count in counts.items() if count],
    }
    if getattr(request, "htmx", False):
        return render(request, "deadlines/todo.html#results", context)
    context |= {"sections": rooms.sections(request), "actions": rooms.actions(request)}
    return render(request, "deadlines/todo.html", context)
