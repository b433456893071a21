"""Step 8: papers with their numbers, files, and then "Hoàn tất": what will be visible to whom."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.errors import Refused
from common.frame import of as frame_of
from conferences import policies, progress, services
from conferences.audience import audience
from conferences.enums import Step
from conferences.forms.lines import PaperForm
from conferences.models import Conference, ConferencePaper
from documents import services as documents

from .lines import REMOVE
from .shared import chain_of, step_context, step_url, user_of, visible

COMPLETE = "complete"


def papers(request: HttpRequest, conference: Conference) -> HttpResponse:
    """The page of the step; its main button completes the conference."""
    form = PaperForm(None, conference=conference)
    if request.method == "POST":
        go = request.POST.get("go", "")
        if go == COMPLETE:
            return _complete(request, conference)
        if go.startswith(REMOVE):
            return _unlink(request, conference, go)
        form = PaperForm(request.POST, conference=conference)
        if form.is_valid() and form.save(user_of(request)) is not None:
            return redirect(step_url(request, conference, Step.PAPERS))
    return render(request, "conferences/papers.html", _context(request, conference, form))


@require_http_methods(["GET", "HEAD", "POST"])
def add_paper(request: HttpRequest, code: str) -> HttpResponse:
    """A paper that was signed after the conference had been completed, such as the notice of conclusions."""
    conference = visible(request, code)
    policies.check_can_add_paper(user_of(request), conference)
    back = conference.get_absolute_url() + frame_of(request).unit_query
    form = PaperForm(request.POST if request.method == "POST" else None, conference=conference)
    if form.is_bound and form.is_valid() and form.save(user_of(request)) is not None:
        messages.success(request, _("Đã ghi văn bản."))
        return redirect(back)
    context = {
        "conference": conference,
        "form": form,
        "back_url": back,
        "chain": chain_of(conference, user_of(request)),
    }
    return render(request, "conferences/add_paper.html", context)


def papers_of(conference: Conference) -> list[ConferencePaper]:
    """The linked documents, in the order in which they were entered."""
    rows = conference.papers.select_related("document__type", "document__issuer__kind", "document__term")
    return list(rows.order_by("pk"))


def _context(request: HttpRequest, conference: Conference, form: PaperForm) -> dict[str, object]:
    context = step_context(request, conference, Step.PAPERS, form=form)
    saved = {step for step in Step if context["steps"][step - 1].done}
    return context | {
        "papers": papers_of(conference),
        "attachments": documents.attachments_of(conference),
        "missing": progress.missing(conference, saved),
        "audience": audience(conference),
        "may_complete": policies.may(policies.check_can_complete, user_of(request), conference),
    }


def _complete(request: HttpRequest, conference: Conference) -> HttpResponse:
    try:
        services.complete(conference=conference, by=user_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(step_url(request, conference, Step.PAPERS))
    messages.success(request, _("Đã hoàn tất hội nghị."))
    return redirect(conference.get_absolute_url() + frame_of(request).unit_query)


def _unlink(request: HttpRequest, conference: Conference, go: str) -> HttpResponse:
    """ "remove-12" takes paper 12 out of the file."""
    _word, _dash, key = go.partition("-")
    paper = conference.papers.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    if paper is None:
        raise Http404
    services.unlink_paper(paper=paper, by=user_of(request))
    return redirect(step_url(request, conference, Step.PAPERS))
