"""Coordination programmes: lists, one programme, its steps, its contents, its reviews and papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import history
from common import chain, clock, list_files, pdf
from common.forms import attempt
from common.pages import page_of
from common.periods import Period
from movements import coordination_paper, list_columns, policies, queries, register_paper, workflow
from movements.enums import ReviewKind
from movements.filters import PROGRAMME
from movements.forms import programmes as forms
from movements.models import CoordinationProgramme, ProgrammeContent, ProgrammeReview
from movements.services import programmes as services
from organizations import roles
from organizations.current import unit_in_view

from .people import person
from .shared import Crumb, form_page, to

CONTENTS_A_PAGE = 50


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """Programmes that concern the unit in view, the newest year first."""
    user, unit = person(request), unit_in_view(request)
    form = forms.ProgrammeFilterForm(request.GET)
    objects = CoordinationProgramme.objects
    seen = form.chosen().apply(objects.visible_in(user, unit)) if unit else objects.none()
    rows = seen.with_progress(clock.today()).for_list().prefetch_related("parties__body")
    if file := list_files.asked(
        request, _("Chương trình phối hợp"), list_columns.PROGRAMMES, rows, unit=unit, said=list_files.said_of(form)
    ):
        return file
    context = {"form": form, "page": page_of(request, rows), "may_draft": policies.may_keep_somewhere(user)}
    template = "movements/programmes.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_safe
def content_list(request: HttpRequest) -> HttpResponse:
    """Contents of signed programmes by their due dates."""
    user, unit = person(request), unit_in_view(request)
    form = forms.ContentFilterForm(request.GET)
    programmes = CoordinationProgramme.objects
    seen = programmes.visible_in(user, unit) if unit else programmes.none()
    contents = form.chosen().apply(ProgrammeContent.objects.filter(programme__in=seen)).for_list()
    if file := list_files.asked(
        request, _("Nội dung phối hợp"), list_columns.CONTENTS, contents.prefetch_related("supporters"), unit=unit,
        said=list_files.said_of(form),
    ):  # fmt: skip
        return file
    context = {"form": form, "page": page_of(request, contents)}
    template = "movements/contents.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_http_methods(["GET", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    """Enter a programme."""
    user, unit = person(request), unit_in_view(request)
    bodies = queries.bodies_with(user, policies.KEEPERS, unit)
    if not bodies or unit is None:
        raise PermissionDenied(_("Chỉ người của cơ quan đầu mối mới được lập chương trình phối hợp."))
    form = forms.ProgrammeForm(request.POST or None, bodies=bodies, unit=unit)
    if request.method == "POST" and form.is_valid():
        host, year = form.cleaned_data["host"], form.cleaned_data["year"]
        made = attempt(form, lambda: services.draft(host=host, year=year, facts=form.facts(), by=user))
        if made:
            messages.success(request, _("Đã lập chương trình; thêm từng nội dung."))
            return to(request, made.get_absolute_url())
    return form_page(request, form, _("Lập chương trình phối hợp"), [_all()])


@require_safe
def programme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme with its contents and where each stands."""
    programme, user = programme_or_404(request, pk), person(request)
    contents = programme.contents.select_related("lead", "task").prefetch_related("supporters").order_by("order")
    page = page_of(request, contents, per_page=CONTENTS_A_PAGE)
    rows = list(page.object_list)
    parties = [party.body for party in programme.parties.all()]
    held = roles.at_bodies(user, [*parties, *(content.lead for content in rows)])
    may_keep = any(held[body.pk] & set(policies.KEEPERS) for body in parties)
    for content in rows:
        content.programme = programme
    reviews = list(programme.reviews.order_by("on"))
    context = {
        "programme": programme,
        "others": [party for party in programme.parties.all() if party.body_id != programme.host_id],
        "page": page,
        "rows": [(row, may_keep or bool(held[row.lead_id] & set(policies.REPORTERS))) for row in rows],
        "reviews": reviews,
        "links": chain.links(PROGRAMME, [programme.pk], reader=user)[programme.pk],
        "may_keep": may_keep,
        "steps": _open_steps(programme, {review.kind for review in reviews}) if may_keep else [],
        "may_add": may_keep and workflow.may(programme, "add_content"),
        "sentences": history(programme, limit=20),
    }
    return render(request, "movements/programme.html", context)


@require_safe
def review(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A review as it was recorded."""
    programme = programme_or_404(request, pk)
    found = get_object_or_404(programme.reviews.select_related("recorded_by", "document__type"), kind=REVIEWS.get(kind))
    page = page_of(request, found.lines.order_by("order"), per_page=CONTENTS_A_PAGE)
    context = {"programme": programme, "review": found, "page": page, "kind": kind, "sums": _sums(found)}
    return render(request, "movements/review.html", context)


@require_POST
def programme_paper(request: HttpRequest, pk: int, which: str) -> HttpResponse:
    """The programme, or one of its reviews, as PDF."""
    programme = programme_or_404(request, pk)
    if which == "chuong-trinh":
        drawn = coordination_paper.programme_paper(programme)
    else:
        found = get_object_or_404(programme.reviews, kind=REVIEWS.get(which))
        drawn = coordination_paper.review_paper(programme, found, *_of_the_year(programme, found))
    name = f"{which}-phoi-hop-{programme.host.code}-{programme.year}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf.render_paper(drawn), content_type="application/pdf", headers=headers)


REVIEWS = {"so-ket": "midyear", "tong-ket": "final"}
_STEPS = {"sua": "edit", "ky-ket": "sign", "so-ket": "midyear", "tong-ket": "final", "nam-sau": "carry"}


def _open_steps(programme: CoordinationProgramme, done: set[str]) -> list[tuple[str, Any]]:
    """Slug and label of the steps that may follow; ``done``: the reviews that were recorded."""
    carried = hasattr(programme, "following")
    return [
        (slug, workflow.STEPS[name].label)
        for slug, name in _STEPS.items()
        if workflow.may(programme, name) and name not in done and not (name == "carry" and carried)
    ]


def _of_the_year(programme: CoordinationProgramme, found: ProgrammeReview) -> tuple[Any, Any]:
    """Movements, models and commendations of the host's unit, for the final report only."""
    if found.kind != ReviewKind.FINAL:
        return (), ()
    return register_paper.parts_of(programme.host.unit, Period.of_year(programme.year))


def _sums(found: ProgrammeReview) -> list[tuple[Any, int]]:
    """How many contents stood how."""
    states = [line.condition for line in found.lines.order_by("order")]
    return [(state, states.count(state)) for state in dict.fromkeys(states)]


def programme_or_404(request: HttpRequest, pk: int) -> CoordinationProgramme:
    """A programme within the person's reach; everything else does not exist."""
    seen = CoordinationProgramme.objects.visible_to(person(request)).with_progress(clock.today())
    tied = (
        "host__unit__kind",
        "host__kind",
        "host__parent",
        "previous",
        "following",
        "document__type",
        "document__issuer",
    )
    return get_object_or_404(seen.select_related(*tied).prefetch_related("parties__body"), pk=pk)


def crumbs_of(programme: CoordinationProgramme) -> list[Crumb]:
    """The way to a programme."""
    return [_all(), (programme.label, programme.get_absolute_url())]


def _all() -> Crumb:
    return _("Chương trình phối hợp"), reverse("movements:programmes")
