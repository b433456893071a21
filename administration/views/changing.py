"""A change of the map is asked for, shown with everything that would happen, and then done; no step needs a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from common.forms import attempt
from organizations.models import Unit
from organizations.rehearsal import rehearse

CONFIRMED, AGAIN = "xac-nhan", "sua-lai"  # names of the buttons: do it; let me change what I typed
MOST_SHOWN = 60


@dataclass(frozen=True)
class Page:
    """The words around a form."""

    title: str
    submit: str
    done: str
    back: str  # address of the page to return to
    unit: Unit | None = None
    template: str = "administration/unit_change.html"
    asks: bool = True  # shows what would happen before it is done


def person(request: HttpRequest) -> User:
    """Whoever is signed in."""
    return cast(User, request.user)


def change(request: HttpRequest, form: forms.Form, verb: Callable[[], object], page: Page) -> HttpResponse:
    """Show the form, then what the verb would do, then do it."""
    context = {"form": form, "page": page, "unit": page.unit}
    if request.method == "POST" and AGAIN not in request.POST and form.is_valid():
        if CONFIRMED in request.POST or not page.asks:
            if attempt(form, lambda: (verb(), True)):
                messages.success(request, page.done)
                return redirect(page.back)
        else:
            effects = attempt(form, lambda: rehearse(person(request), verb))
            if effects is not None:
                context |= {"effects": effects[:MOST_SHOWN], "more": max(0, len(effects) - MOST_SHOWN)}
                return render(request, "administration/unit_confirm.html", context)
    return render(request, page.template, context)
