"""Pages that take one step with many petitions at once: what a document brought is taken up, outcomes are confirmed.

All that were chosen or none: lines that cannot be done are named with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.forms import attempt
from common.pages import page_of
from documents.models import Receipt
from organizations.models import Body
from petitions import policies
from petitions.enums import ITEM_LIVE, PetitionStatus
from petitions.filters import PetitionFilter
from petitions.forms.marked import AcceptManyForm, MarkedLines, VerifyManyForm
from petitions.models import Claim, Petition, Referral
from petitions.services import in_bulk
from petitions.services.shared import RowsRefused

from .bulk import MOST_AT_ONCE, waiting_bodies
from .people import person

MOST_PAPERS = 30


@require_http_methods(["GET", "POST"])
def accept_many(request: HttpRequest) -> HttpResponse:
    """What one document brought to a body and nobody took up; ?co-quan= and ?dot= choose body and referral."""
    user = person(request)
    policies.check_may_accept(user)
    bodies = waiting_bodies(request, policies.ANSWERERS, "holder", [PetitionStatus.TRANSFERRED])
    body = _chosen(bodies, request.GET.get("co-quan", ""))
    referrals = _referrals_at(body) if body else []
    referral = _chosen(referrals, request.GET.get("dot", ""))
    waiting = _brought(body, referral)
    page = page_of(request, waiting.select_related("council", "field").order_by("due_on", "pk"))
    form = None
    if body is not None and referral is not None:
        received = Receipt.objects.filter(document=referral.document_id, body=body).exists()
        form = AcceptManyForm(request.POST or None, waiting=page.paginator.count, received=received)
        if request.method == "POST" and form.is_valid():
            bound = form
            done = _do(
                bound, waiting, request, lambda rows: in_bulk.accept_many(petitions=rows, by=user, **bound.values())
            )
            if done is not None:
                words = ngettext("Đã tiếp nhận %(n)s kiến nghị.", "Đã tiếp nhận %(n)s kiến nghị.", done) % {"n": done}
                messages.success(request, words)
                return redirect(request.get_full_path())
    context = {
        "form": form,
        "page": page,
        "body": body,
        "bodies": bodies,
        "referral": referral,
        "referrals": referrals,
        "lines": form.lines(list(page.object_list)) if form else [],
    }
    return render(request, "petitions/bulk_accept.html", context)


@require_http_methods(["GET", "POST"])
def verify_many(request: HttpRequest) -> HttpResponse:
    """Outcomes that wait for the council's word, confirmed under one paper; ?co-quan= and the list's filters narrow."""
    user = person(request)
    policies.check_may_verify(user)
    councils = waiting_bodies(request, policies.JUDGES, "council", [PetitionStatus.CLAIMED])
    council = _chosen(councils, request.GET.get("co-quan", ""))
    own = Petition.objects.filter(council=council, status=PetitionStatus.CLAIMED).defer("search_key", "pairs")
    waiting = PetitionFilter.read(request.GET).apply(own)
    page = page_of(request, waiting.select_related("holder", "field").order_by("pk"))
    form = None
    if council is not None:
        form = VerifyManyForm(request.POST or None, user=user, issuer=council, waiting=page.paginator.count)
        if request.method == "POST" and form.is_valid():
            bound = form
            done = _do(
                bound, waiting, request,
                lambda rows: in_bulk.verify_many(
                    petitions=rows, document=bound.issued(user), basis=bound.cleaned_data["basis"], by=user
                ),
            )  # fmt: skip
            if done is not None:
                words = ngettext("Đã xác nhận %(n)s kết quả.", "Đã xác nhận %(n)s kết quả.", done) % {"n": done}
                messages.success(request, words)
                return redirect(request.get_full_path())
    context = {
        "form": form,
        "page": page,
        "body": council,
        "bodies": councils,
        "lines": _with_claims(form.lines(list(page.object_list))) if form else [],
    }
    return render(request, "petitions/bulk_verify.html", context)


def _do(
    form: MarkedLines, waiting: QuerySet[Petition], request: HttpRequest, act: Callable[[Any], list[Petition]]
) -> int | None:
    """How many were done; None: the form says why, and which lines stand in the way."""
    visible = Petition.objects.visible_to(person(request))
    chosen = waiting.order_by("pk")[:MOST_AT_ONCE] if form.is_for_all else visible.filter(pk__in=form.marked)

    def explained() -> int:
        try:
            return len(act(chosen.only("pk")))
        except RowsRefused as refused:
            form.reasons = refused.reasons
            raise

    return attempt(form, explained)


def _chosen[T: (Body, Referral)](rows: list[T], code: str) -> T | None:
    """The one that the address names, else the first."""
    return next((row for row in rows if row.code == code), rows[0] if rows else None)


def _referrals_at(body: Body) -> list[Referral]:
    """Referrals of which something waits at the body, the oldest first, each with how much."""
    here = Referral.objects.filter(
        items__state__in=ITEM_LIVE, items__petition__holder=body, items__petition__status=PetitionStatus.TRANSFERRED
    )
    found = here.annotate(waiting=Count("items"))  # of the same items
    related = ("sender", "document__type", "document__issuer__kind")
    return list(found.select_related(*related).order_by("sent_on", "pk")[:MOST_PAPERS])


def _brought(body: Body | None, referral: Referral | None) -> QuerySet[Petition]:
    rows = Petition.objects.filter(holder=body, status=PetitionStatus.TRANSFERRED).defer("search_key", "pairs")
    return rows.filter(items__referral=referral, items__state__in=ITEM_LIVE) if referral else rows.none()


def _with_claims(lines: list[Any]) -> list[Any]:
    """Each line with the outcome that waits for the council's word; one query."""
    keys = [petition.pk for petition, _marked, _reason in lines]
    claims = Claim.objects.filter(petition__in=keys, verdict=None)
    related = ("body", "evidence__type", "evidence__issuer__kind")
    by_key = {claim.petition_id: claim for claim in claims.select_related(*related)}
    return [(petition, marked, reason, by_key.get(petition.pk)) for petition, marked, reason in lines]
