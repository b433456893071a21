"""The list of petitions, one petition, a new petition, its correction."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.services import history
from common import chain, clock
from common.forms import attempt, save_guarded
from common.frame import UNIT_PARAMETER
from common.frame import of as frame_of
from common.pages import PARAMETER, page_of
from conferences.models import CouncilSession, Opinion
from documents.services import attachments_of_many
from organizations import roles
from organizations.current import unit_in_view
from organizations.models import Body, Unit
from petitions import bulk_links, detail, drawing, links, policies, queries, services, workflow
from petitions.actions import actions_for, denied
from petitions.enums import OPEN, PetitionStatus
from petitions.filters import OPEN_ONLY, PetitionFilter
from petitions.forms.filters import KeepFilterForm, narrows, said_of
from petitions.forms.people import people_of
from petitions.forms.petitions import EditForm, TakeForm, values_of
from petitions.forms.steps import TakeOpinionForm
from petitions.models import Petition, SavedFilter
from petitions.policies import Standing
from petitions.services.saved import forget_filter, keep_filter

from .people import person, petition_or_404

NOT_FILTERS = {UNIT_PARAMETER, PARAMETER}  # of an address: the unit in view, the page
ON_BOARD = OPEN
AFTER = "sau"  # the petition after which the next one is taken
ALIKE = ("council", "source", "source_note", "received_on", "session", "place_unit")  # of petitions of one meeting


def chosen_of(request: HttpRequest) -> PetitionFilter:
    """The filter of the address. One that asks for nothing shows what is open."""
    return PetitionFilter.read(request.GET) if set(request.GET) - NOT_FILTERS else PetitionFilter(status=OPEN_ONLY)


@require_GET
def petition_list(request: HttpRequest) -> HttpResponse:
    """Petitions within reach that concern the unit in view, by due date; a page or, for htmx, its results."""
    return _list(request, chosen_of(request), KeepFilterForm())


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the filter in the address under a name; a name that does not do is told beside it, above the same list."""
    chosen, form = chosen_of(request), KeepFilterForm(request.POST)
    if form.is_valid():
        query = _query_of(request, chosen)
        if attempt(form, lambda: keep_filter(name=form.cleaned_data["name"], query=query, by=person(request))):
            messages.success(request, _("Đã giữ bộ lọc."))
            return redirect(f"{reverse('petitions:list')}?{query}")
    return _list(request, chosen, form)


@require_POST
def forget(request: HttpRequest, key: int) -> HttpResponse:
    """Drop one of one's own filters."""
    saved = get_object_or_404(SavedFilter, pk=key, user=person(request))
    forget_filter(saved=saved, by=person(request))
    messages.success(request, _("Đã bỏ bộ lọc."))
    return redirect(reverse("petitions:list") + frame_of(request).unit_query)


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Open petitions by state: how many, and the first ones by due date."""
    unit, chosen = unit_in_view(request), PetitionFilter.read(request.GET)
    states = [PetitionStatus(state) for state in ON_BOARD]
    context = {
        "columns": queries.columns(person(request), unit, chosen, states) if unit else [],
        "closed_url": PetitionFilter(status=PetitionStatus.CLOSED).url(unit) if unit else "",
    }
    return render(request, "petitions/board.html", context)


@require_GET
def petition_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The record with its papers and people for those who may see them, its clock, its history, the next steps."""
    user = person(request)
    petition = detail.load(user, code)
    if petition is None:
        raise Http404
    at = Standing.of(user, petition)
    actions = actions_for(user, petition, at)
    items, answers, claims = detail.items_of(petition), detail.answers_of(petition, at), detail.claims_of(petition)
    own_links = links.of_petition(petition, items, answers)
    context = {
        "petition": petition,
        "links": chain.links_of("petitions.petition", petition.pk, own=own_links, reader=user),
        "allowed": [action for action in actions if action.allowed],
        "denied": denied(actions),
        "items": items,
        "answers": answers,
        "claims": detail.with_files(claims, attachments_of_many(claims), at),
        "contest": getattr(petition, "contest", None),
        "pressings": detail.pressings_of(petition),
        "relatives": detail.relatives_of(user, petition),
        "people": detail.people_of(petition, at),
        "clocks": detail.clocks_of(petition),
        "no_limit": detail.has_no_limit(petition),
        "sentences": history(petition),
    }
    return render(request, "petitions/petition_detail.html", context)


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Take a petition to the council of the unit in view, or to one above it."""
    user, unit = person(request), unit_in_view(request)
    if not policies.may_take_somewhere(user):
        raise PermissionDenied(
            _("Chỉ người của Hội đồng nhân dân, Mặt trận hoặc nơi cử tri nêu mới được ghi kiến nghị.")
        )
    councils = councils_for(request, unit)
    if unit is None or not councils:
        return render(request, "petitions/petition_form.html", {"form": None, "petition": None})
    form = TakeForm(request.POST or None, councils=councils, unit=unit, initial=_begun(request, councils))
    if request.method == "POST" and form.is_valid():
        petition = attempt(form, lambda: services.take(by=user, **form.cleaned_data))
        if petition:
            messages.success(request, _("Đã ghi kiến nghị {code}.").format(code=petition.code))
            return redirect(_after_taking(request, petition))
    return render(request, "petitions/petition_form.html", {"form": form, "petition": None})


@require_http_methods(["GET", "POST"])
def take_opinion(request: HttpRequest, key: int) -> HttpResponse:
    """Make a petition of what was said at a conference, word for word: one key where there is one council."""
    user = person(request)
    opinion = get_object_or_404(Opinion.objects.select_related("conference__host__unit"), pk=key)
    if not type(opinion.conference).objects.visible_to(user).filter(pk=opinion.conference_id).exists():
        raise Http404
    councils = councils_for_opinion(request, opinion)
    form = TakeOpinionForm(request.POST or None, councils=councils)
    if request.method == "POST" and form.is_valid():
        council = form.cleaned_data["council"]
        petition = attempt(form, lambda: services.take_opinion(opinion=opinion, council=council, by=user))
        if petition:
            messages.success(request, _("Đã ghi kiến nghị {code}.").format(code=petition.code))
            return redirect(petition)
    return render(request, "petitions/take_opinion.html", {"form": form, "opinion": opinion, "councils": councils})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a petition; the digest in the form keeps a colleague's changes."""
    petition, user = petition_or_404(request, code), person(request)
    policies.check_can_keep(user, petition)
    if not workflow.may(petition, "edit"):
        messages.warning(request, _("Kiến nghị đã chuyển, không sửa được nữa."))
        return redirect(petition)
    form = EditForm(request.POST or None, petition=petition)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of(Petition.objects.select_for_update(of=("self",), no_key=True).get(pk=petition.pk)),
            save=lambda values: _save(petition, values, request),
        )
        if saved:
            messages.success(request, _("Đã lưu kiến nghị."))
            return redirect(petition)
    return render(request, "petitions/petition_form.html", {"form": form, "petition": petition})


def councils_for(request: HttpRequest, unit: Unit | None) -> list[Body]:
    """The councils to which this person may take a petition from the unit, the unit's own first."""
    if unit is None:
        return []
    councils = list(queries.councils_above(unit, clock.today()))
    return [council for council in councils if _may_take(request, council, unit)]


def councils_for_opinion(request: HttpRequest, opinion: Opinion) -> list[Body]:
    """The councils that may get the opinion. Whoever may take it to none of them is told so."""
    unit = opinion.conference.host.unit
    councils = list(queries.councils_above(unit, clock.today()))
    allowed = [council for council in councils if _may_take(request, council, unit)]
    if not allowed and (councils or not roles.at_unit(person(request), unit.pk) & set(policies.TAKERS)):
        raise PermissionDenied(
            _("Chỉ người của Hội đồng nhân dân, Mặt trận hoặc nơi cử tri nêu mới được ghi kiến nghị.")
        )
    return allowed


def _may_take(request: HttpRequest, council: Body, unit: Unit) -> bool:
    try:
        policies.check_can_take(person(request), council, said_in=unit.pk)
    except PermissionDenied:
        return False
    return True


def _list(request: HttpRequest, chosen: PetitionFilter, keep_form: KeepFilterForm) -> HttpResponse:
    user, unit = person(request), unit_in_view(request)
    keys = queries.Keys(user, unit, chosen)
    page = page_of(request, keys)
    offered = queries.offered(user, unit)
    query = _query_of(request, chosen)
    rows = queries.rows(page.object_list, chosen.on)
    context = {
        "filters": drawing.filters(request, chosen, offered.lists),
        "narrows": narrows(chosen),
        "page": page,
        "rows": rows,
        "lines": drawing.rows(rows, chosen.day, frame_of(request).unit_query),
        "said": said_of(chosen),
        "saved": [(key, name, kept, kept == query) for key, name, kept in offered.saved],
        "keep_form": keep_form,
        "query": query,
        "can_take": policies.may_take_somewhere(user),
        "bulk_links": bulk_links.links_for(user),
    }
    template = "petitions/petition_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


def _query_of(request: HttpRequest, chosen: PetitionFilter) -> str:
    """The filter with the unit in view, as the address says it."""
    unit = unit_in_view(request)
    return chosen.url(unit).partition("?")[2] if unit else ""


def _after_taking(request: HttpRequest, petition: Petition) -> str:
    """The record, or a form for the next one, which begins with what they share (_begun)."""
    unit_query = frame_of(request).unit_query
    if "next" not in request.POST:
        return petition.get_absolute_url() + unit_query
    return f"{reverse('petitions:take')}{unit_query}{'&' if unit_query else '?'}{AFTER}={petition.code}"


def _begun(request: HttpRequest, councils: list[Body]) -> dict[str, object]:
    """What a form begins with: what one meeting's petitions share (?sau=the one before), or the session (?ky-hop=)."""
    mine = Petition.objects.visible_to(person(request)).filter(council__in=councils)
    code = request.GET.get(AFTER, "")
    before = mine.filter(code=code).values(*ALIKE).first() if code else None
    if before is not None:
        return dict(before)
    asked = PetitionFilter.read(request.GET).session
    session = CouncilSession.objects.filter(code=asked, council__in=councils).first() if asked else None
    return {"session": session.pk, "council": session.council_id} if session else {}


@transaction.atomic
def _save(petition: Petition, values: dict[str, object], request: HttpRequest) -> Petition:
    """The petition and who petitioned stand or fall together; who is untouched is not written again."""
    people = values.pop("people")
    saved = services.edit(petition=petition, by=person(request), **values)  # type: ignore[arg-type]  # the form's names are the verb's
    if people != people_of(petition.pk):
        services.keep_people(petition=petition, people=people, by=person(request))  # type: ignore[arg-type]
    return saved
