"""/hoi-nghi/<code>/buoc-1..8/: one page per step, each saved by itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.forms import save_guarded
from common.frame import of as frame_of
from conferences import opinion_actions, services
from conferences.catalogue import IN_FORCE
from conferences.enums import Step
from conferences.forms.general import GeneralForm, values_of
from conferences.forms.lines import ConclusionForm, FigureForm, OpinionForm, VoteLineForm
from conferences.forms.plain import RemarkForm
from conferences.models import Conference
from conferences.services.prior import states
from conferences.services.shared import locked

from .attendance import attendance
from .counted import counted_figures
from .lines import PER_PAGE, LineStep, leave, line_step
from .papers import papers
from .shared import check_may_write, frozen_words, may_write, next_url, step_context, user_of, visible


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Any of the eight; readers get 403 with the reason, a frozen conference sends back to its page."""
    if number not in Step.values:
        raise Http404
    conference, here = visible(request, code), Step(number)
    check_may_write(request, conference)
    if not may_write(conference, here):
        messages.info(request, frozen_words(conference))
        return leave(request, conference.get_absolute_url() + frame_of(request).unit_query)
    if here in _PAGES:
        return _PAGES[here](request, conference)
    return line_step(request, conference, _LISTS[here])


def _general(request: HttpRequest, conference: Conference) -> HttpResponse:
    user = user_of(request)
    form = GeneralForm(request.POST or None, user=user, conference=conference)

    def save(values: dict[str, Any]) -> Conference:
        with form.refusals_beside_fields():
            return services.save_step_1_general(conference=conference, general=form.general(values), by=user)

    saved = save_guarded(form, lambda: values_of(locked(conference)), save) if form.is_valid() else None
    if saved is not None:
        return redirect(next_url(request, conference, Step.GENERAL))
    return render(request, "conferences/general.html", step_context(request, conference, Step.GENERAL, form=form))


def _prior(request: HttpRequest, conference: Conference) -> HttpResponse:
    user = user_of(request)
    form = RemarkForm(request.POST or None, initial={"prior_remark": conference.prior_remark})

    def lock() -> dict[str, str]:
        return {"prior_remark": locked(conference).prior_remark}

    def save(values: dict[str, Any]) -> Conference:
        return services.save_step_3_prior(conference=conference, remark=values["prior_remark"], by=user)

    saved = save_guarded(form, lock, save) if form.is_valid() else None
    if saved is not None:
        return redirect(next_url(request, conference, Step.PRIOR))
    page = Paginator(states(conference), PER_PAGE).get_page(request.GET.get("page"))
    context = step_context(request, conference, Step.PRIOR, form=form, priors=page.object_list, page=page)
    return render(request, "conferences/prior.html", context)


def _withdraw(conference: Conference, fact: Any, data: dict[str, str], by: User) -> None:
    services.remove_figure(conference=conference, fact=fact, reason=data.get("reason", "")[:500], by=by)


_PAGES = {Step.GENERAL: _general, Step.ATTENDANCE: attendance, Step.PRIOR: _prior, Step.PAPERS: papers}
_LISTS = {
    Step.FIGURES: LineStep(
        step=Step.FIGURES,
        template="conferences/figures.html",
        form=FigureForm,
        finish=lambda conference, by: services.save_step_4_figures(conference=conference, by=by),
        remove=_withdraw,
        beside=counted_figures,
    ),
    Step.OPINIONS: LineStep(
        step=Step.OPINIONS,
        template="conferences/opinions.html",
        form=OpinionForm,
        finish=lambda conference, by: services.save_step_5_opinions(conference=conference, by=by),
        remove=lambda conference, row, data, by: services.remove_opinion(opinion=row, by=by),
        adorn=lambda request, conference, rows: opinion_actions.put_on(request, user_of(request), conference, rows),
    ),
    Step.VOTES: LineStep(
        step=Step.VOTES,
        template="conferences/votes.html",
        form=VoteLineForm,
        finish=lambda conference, by: services.save_step_6_votes(conference=conference, by=by),
        remove=lambda conference, row, data, by: services.remove_vote(vote=row, by=by),
        beside=lambda conference: {"law_in_force": conference.held_on >= IN_FORCE.lower},
    ),
    Step.CONCLUSIONS: LineStep(
        step=Step.CONCLUSIONS,
        template="conferences/conclusions.html",
        form=ConclusionForm,
        finish=lambda conference, by: services.save_step_7_conclusions(conference=conference, by=by),
        remove=lambda conference, row, data, by: services.remove_conclusion(conclusion=row, by=by),
    ),
}
