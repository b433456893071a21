"""/hoi-nghi/ky-hop/khoa/: the terms of councils, and how each council numbers its sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.forms import attempt, save_guarded
from common.frame import of as frame_of
from common.pages import page_of
from conferences import services, session_policies
from conferences.forms.sessions import NumberingForm, TermEditForm, TermForm, numbering_values, term_values
from conferences.models import CouncilTerm, SessionNumbering
from conferences.services.terms import lock_council
from organizations.models import Body

from .lines import row_asked
from .shared import user_of

MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
def council_terms(request: HttpRequest) -> HttpResponse:
    """A new term; ?sua=KEY corrects one; ?danh-so=CODE says how a council numbers."""
    user = user_of(request)
    session_policies.check_may_organise(user)
    councils = session_policies.councils_of(user, session_policies.ORGANISERS)
    terms = CouncilTerm.objects.filter(council__in=councils.order_by().values("pk")).select_related("council")
    council, term = _council_asked(request, councils), row_asked(request, terms)
    if council is not None:
        form: Any = NumberingForm(request.POST or None, way=SessionNumbering.of(council.pk))
    elif term is not None:
        form = TermEditForm(request.POST or None, term=term)
    else:
        form = TermForm(request.POST or None, councils=councils)
    if request.method == "POST" and form.is_valid() and _save(request, form, council, term):
        messages.success(request, _("Đã lưu."))
        return redirect(reverse("conferences:council_terms") + frame_of(request).unit_query)
    counted = terms.annotate(held=Count("sessions")).order_by("council__sort_key", "council", "-valid", "pk")
    own = list(councils[:MOST])
    context = {
        "form": form,
        "council": council,
        "term": term,
        "councils": _with_ways(own),
        "has_councils": bool(own),
        "page": page_of(request, counted),
    }
    return render(request, "conferences/council_terms.html", context)


def _save(request: HttpRequest, form: Any, council: Body | None, term: CouncilTerm | None) -> bool:
    user = user_of(request)
    if council is not None:

        def lock_way() -> dict[str, Any]:
            return numbering_values(SessionNumbering.of(lock_council(council).pk))

        return (
            save_guarded(form, lock_way, lambda values: services.set_numbering(council=council, by=user, **values))
            is not None
        )
    if term is not None:

        def lock_term() -> dict[str, Any]:
            lock_council(term.council)
            return term_values(CouncilTerm.objects.select_related("council").get(pk=term.pk))

        return (
            save_guarded(
                form, lock_term, lambda values: services.edit_term(term=term, served=form.served(values), by=user)
            )
            is not None
        )
    served = form.served(form.cleaned_data)
    chosen = form.cleaned_data["council"]
    return attempt(form, lambda: services.found_term(council=chosen, served=served, by=user)) is not None


def _council_asked(request: HttpRequest, councils: Any) -> Body | None:
    """The council that ?danh-so= names; 404 for one that is not the person's."""
    code = request.GET.get("danh-so", "")
    if not code:
        return None
    council: Body | None = councils.filter(code=code[:80]).first()
    if council is None:
        raise Http404
    return council


def _with_ways(councils: list[Body]) -> list[tuple[Body, SessionNumbering]]:
    """Each council with how it numbers; one query."""
    ways = {way.council_id: way for way in SessionNumbering.objects.filter(council__in=councils)}
    return [(council, ways.get(council.pk) or SessionNumbering(council=council)) for council in councils]
