"""The steps of a record as buttons and as small pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import User
from community import flow
from community.flow import Step

from .shared import may, person, take_step

type Check = Callable[[User, Any], None]


def _always(_record: Any) -> bool:
    return True


@dataclass(frozen=True)
class StepPage:
    """The page of a step: its word in the address, who may, its form, its verb, and when there is anything to do."""

    slug: str
    check: Check
    form: Callable[[Any, Any, User], forms.Form]
    act: Callable[[Any, User, dict[str, Any]], object]
    fits: Callable[[Any], bool] = _always
    files: bool = False


@dataclass(frozen=True)
class Button:
    """A step that the state and the person allow."""

    name: str
    label: str
    slug: str


class Stepping:
    """The pages of one sort of record beside the steps of its workflow."""

    def __init__(self, steps: Mapping[str, Step[Any]], pages: Mapping[str, StepPage]) -> None:
        self.steps, self.pages = steps, pages

    def buttons(self, user: User, record: Any) -> list[Button]:
        """What the page of the record offers; each check is asked once."""
        allowed: dict[Check, bool] = {}
        found = []
        for name, page in self.pages.items():
            if not self.fits(record, name):
                continue
            if page.check not in allowed:
                allowed[page.check] = may(lambda check=page.check: check(user, record))  # type: ignore[misc]  # bound now
            if allowed[page.check]:
                found.append(Button(name, str(self.steps[name].label), page.slug))
        return found

    def fits(self, record: Any, name: str) -> bool:
        """Does the state allow it, and is there anything of the kind to do?"""
        return flow.may(self.steps, record.state, name) and (name not in self.pages or self.pages[name].fits(record))

    def impossible(self, request: HttpRequest, record: Any, name: str) -> HttpResponse | None:
        """Back to the record with a sentence, where its state does not allow the page of the step."""
        if request.method != "GET" or self.fits(record, name):
            return None
        message = _("Không thể thực hiện “{step}” khi hồ sơ {state}.")
        messages.warning(request, message.format(step=self.steps[name].label, state=record.condition.label))
        return redirect(record)

    def page(self, request: HttpRequest, record: Any, slug: str) -> HttpResponse:
        """The page of one step. 404 for a word that names none."""
        name = next((name for name, page in self.pages.items() if page.slug == slug), None)
        if name is None:
            raise Http404
        found, user = self.pages[name], person(request)
        found.check(user, record)
        if refusal := self.impossible(request, record, name):
            return refusal
        sent = (request.POST, request.FILES) if request.method == "POST" else None
        form = found.form(sent if found.files else sent and sent[0], record, user)
        return take_step(
            request, record, label=str(self.steps[name].label), form=form,
            act=lambda values: found.act(record, user, values),
        )  # fmt: skip
