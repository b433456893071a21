"""/kien-nghi/chuyen/: referrals. A draft is filled, its annex looked at, then one document transfers all of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from audit.services import history
from common import clock
from common.forms import attempt, save_guarded
from common.frame import of as frame_of
from common.pages import page_of
from conferences.models import CouncilSession
from organizations import roles
from organizations.current import unit_in_view
from organizations.models import Body
from petitions import addressing, policies, services, timing, workflow
from petitions.enums import ITEM_LIVE, ItemState, PetitionStatus
from petitions.filters import PetitionFilter
from petitions.forms.papers import PaperForm
from petitions.forms.referrals import (
    UNDECIDED,
    EditReferralForm,
    LinesForm,
    NewReferralForm,
    ReasonForm,
    values_of,
)
from petitions.models import Petition, PetitionField, Referral, ReferralItem
from petitions.models.petitions import PetitionQuerySet
from petitions.services import referring

from .people import person

COUNCIL = "hdnd"
MOST_COUNCILS = 60


@require_GET
def referral_list(request: HttpRequest) -> HttpResponse:
    """Drafts and what was sent, the newest first."""
    user, unit = person(request), unit_in_view(request)
    referrals = Referral.objects.visible_in(user, unit) if unit else Referral.objects.none()
    page = page_of(request, referrals.for_list())
    keys = [row.pk for row in page.object_list]
    counted = Referral.objects.filter(pk__in=keys).order_by()
    numbers = dict(counted.annotate(n=Count("items", filter=_counting())).values_list("pk", "n"))
    context = {
        "page": page,
        "rows": [(row, numbers[row.pk]) for row in page.object_list],
        "can_prepare": bool(roles.held(user) & set(policies.KEEPERS)),
    }
    return render(request, "petitions/referral_list.html", context)


@require_http_methods(["GET", "POST"])
def referral_new(request: HttpRequest) -> HttpResponse:
    """A draft with the consolidated petitions of a session, or of a filter in the address, and proposed bodies."""
    user = person(request)
    policies.check_may_prepare(user)
    asked = PetitionFilter.read(request.GET)
    councils = councils_of(request)
    form = NewReferralForm(request.POST or None, councils=councils, initial=_initial(asked, councils))
    if request.method == "POST" and form.is_valid():
        referral = attempt(form, lambda: _draft(form.cleaned_data, asked, request))
        if referral is not None:
            return redirect(reverse("petitions:referral_lines", args=[referral.code]) + frame_of(request).unit_query)
    context = {"form": form, "has_councils": bool(councils), "narrowed": bool(asked.query())}
    return render(request, "petitions/referral_new.html", context)


@require_GET
def referral_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The annex, body by body; of a sent one with what became of each petition."""
    referral, user = _referral(request, code), person(request)
    items = referral.items.filter(_counting(prefix="")).select_related(
        "to", "petition__field", "petition__level", "petition__holder"
    )
    page = page_of(request, items.order_by(*addressing.BY_RANK, "petition"))
    held = roles.at_body(user, referral.sender)
    by_body = referral.items.filter(_counting(prefix="")).values_list("to__name").annotate(n=Count("pk"))
    context = {
        "referral": referral,
        "page": page,
        "bodies": list(by_body.order_by(*addressing.BY_RANK)),
        "rule": _rule(referral),
        "can_prepare": referral.is_draft and bool(held & set(policies.KEEPERS)),
        "can_send": referral.is_draft and bool(held & set(policies.NUMBERERS)),
        "can_cancel": referral.is_draft and bool(held & set(policies.SENDERS)),
        "sentences": history(referral),
    }
    return render(request, "petitions/referral_detail.html", context)


@require_http_methods(["GET", "POST"])
def referral_lines(request: HttpRequest, code: str) -> HttpResponse:
    """All consolidated petitions that the draft may hold, each with the body that it goes to."""
    referral, user = _referral(request, code), person(request)
    policies.check_can_prepare(user, referral.sender)
    if not referral.is_draft:
        return _no_draft(request, referral)
    candidates = _candidates(referral)
    fields = _fields(candidates)
    rows = candidates.select_related("field", "level", "place_unit__kind")
    page = page_of(request, rows, count=sum(fields.values()))
    goes = _goes(referral, [row.pk for row in page.object_list])
    offered = addressing.offered(referral.sender, goes.values())
    shown: dict[str, Any] = {"petitions": list(page.object_list), "goes": goes, "offered": offered}
    form = LinesForm(request.POST or None, sender=referral.sender, fields=fields, **shown)
    if request.method == "POST" and form.is_valid() and (saved := _save_lines(form, referral, request)) is not None:
        messages.success(request, _said(saved) if "set" in request.POST else _("Đã lưu."))
        return redirect(_after_lines(request, referral, last=not page.has_next()))
    chosen = referral.items.filter(state=ItemState.DRAFT).count()
    context = {
        "referral": referral,
        "page": page,
        "form": form,
        "offered": offered,
        "lines": list(form.lines()),
        "chosen": chosen,
        "left": page.paginator.count - chosen,
        "rule": _rule(referral),
    }
    return render(request, "petitions/referral_lines.html", context)


@require_http_methods(["GET", "POST"])
def referral_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The words and the day of a draft."""
    referral, user = _referral(request, code), person(request)
    policies.check_can_prepare(user, referral.sender)
    if not referral.is_draft:
        return _no_draft(request, referral)
    form = EditReferralForm(request.POST or None, referral=referral)
    if request.method == "POST" and form.is_valid():

        def lock() -> dict[str, Any]:
            return values_of(Referral.objects.select_for_update(no_key=True).get(pk=referral.pk))

        saved = save_guarded(form, lock, lambda values: services.edit_referral(referral=referral, by=user, **values))
        if saved is not None:
            messages.success(request, _("Đã lưu."))
            return redirect(referral.get_absolute_url() + frame_of(request).unit_query)
    context = {"referral": referral, "form": form, "label": _("Sửa dự thảo"), "rule": _rule(referral)}
    return render(request, "petitions/referral_step.html", context)


@require_http_methods(["GET", "POST"])
def referral_send(request: HttpRequest, code: str) -> HttpResponse:
    """Number and date: everything is transferred in one action."""
    referral, user = _referral(request, code), person(request)
    policies.check_can_send(user, referral)
    if not referral.is_draft:
        return _no_draft(request, referral)
    form = PaperForm(request.POST or None, user=user, issuer=referral.sender, subject=referral.title)
    if request.method == "POST" and form.is_valid():

        def send() -> tuple[Any]:
            return (referring.send_or_enqueue(referral=referral, document=form.issued(user), by=user),)

        done = attempt(form, send)
        if done is not None:
            if done[0] is not None:
                return redirect(done[0])
            messages.success(request, _("Đã chuyển. Các cơ quan nhận được thông báo."))
            return redirect(referral.get_absolute_url() + frame_of(request).unit_query)
    items = referral.items.filter(state=ItemState.DRAFT)
    context = {
        "referral": referral,
        "form": form,
        "label": workflow.REFERRAL_STEPS["send"].label,
        "sends": True,
        "count": items.count(),
        "bodies": items.values("to").distinct().count(),
        "rule": _rule(referral),
    }
    return render(request, "petitions/referral_step.html", context)


@require_http_methods(["GET", "POST"])
def referral_cancel(request: HttpRequest, code: str) -> HttpResponse:
    """A draft is not sent."""
    referral, user = _referral(request, code), person(request)
    policies.check_can_cancel(user, referral)
    if not referral.is_draft:
        return _no_draft(request, referral)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: services.cancel_referral(referral=referral, reason=reason, by=user)) is not None:
            messages.success(request, _("Đã hủy dự thảo; kiến nghị có thể đưa vào đợt khác."))
            return redirect(referral.get_absolute_url() + frame_of(request).unit_query)
    context = {
        "referral": referral,
        "form": form,
        "label": workflow.REFERRAL_STEPS["cancel"].label,
        "rule": None,
        "dangerous": True,
    }
    return render(request, "petitions/referral_step.html", context)


# -- what the pages show


def councils_of(request: HttpRequest, wanted: Any = policies.KEEPERS) -> list[Body]:
    """The councils where the person holds one of the roles; those of the unit in view first."""
    unit = unit_in_view(request)
    own = roles.bodies_of(person(request), wanted)
    found = Body.objects.alive(clock.today()).filter(pk__in=own, kind__code=COUNCIL).select_related("unit__kind")
    rows = list(found.order_by("sort_key", "pk")[:MOST_COUNCILS])
    return sorted(rows, key=lambda body: unit is None or body.unit_id != unit.pk)


def _initial(asked: PetitionFilter, councils: list[Body]) -> dict[str, Any]:
    found = [body for body in councils if body.code == asked.council]
    initial: dict[str, Any] = {"title": _("Chuyển ý kiến, kiến nghị của cử tri")}
    if asked.session:
        session = CouncilSession.objects.filter(code=asked.session, council__in=councils).first()
        if session is not None:
            initial |= {"session": session.pk, "sender": session.council_id}
    if found:
        initial["sender"] = found[0].pk
    return initial


@transaction.atomic
def _draft(values: dict[str, Any], asked: PetitionFilter, request: HttpRequest) -> Referral:
    user = person(request)
    referral = services.draft_referral(by=user, **values)
    petitions = asked.apply(Petition.objects.visible_to(user)).filter(pk__in=_candidates(referral).values("pk"))
    proposed = addressing.proposals(referral.sender, petitions.select_related("field", "level", "council"))
    return services.fill(referral=referral, wanted=proposed, by=user)


def _candidates(referral: Referral) -> PetitionQuerySet:
    """What lies in the draft, and what is consolidated and lies in no other one: of its session, if it has one."""
    own = ReferralItem.objects.filter(petition=OuterRef("pk"), referral=referral, state=ItemState.DRAFT)
    elsewhere = ReferralItem.objects.filter(petition=OuterRef("pk"), state__in=ITEM_LIVE)
    wanted = Q(council=referral.sender_id, status=PetitionStatus.CONSOLIDATED)
    if referral.session_id:
        wanted &= Q(session=referral.session_id)
    rows: PetitionQuerySet = Petition.objects.filter(Exists(own) | Q(wanted, ~Exists(elsewhere)))
    return rows.defer("search_key", "pairs").order_by("pk")


def _goes(referral: Referral, keys: list[int]) -> dict[int, int]:
    items = referral.items.filter(petition__in=keys, state=ItemState.DRAFT)
    return dict(items.values_list("petition_id", "to_id"))


def _save_lines(form: LinesForm, referral: Referral, request: HttpRequest) -> int | None:
    """How many lines were changed; None: the form says why."""
    user, changes = person(request), form.changes()
    if "set" in request.POST and not form.errors:
        body = form.body
        wanted: Any = form.marked()
        if form.cleaned_data["scope"] == UNDECIDED:
            wanted = _undecided(referral)
        elif form.scope_field:
            wanted = _candidates(referral).filter(field__code=form.scope_field)
        changes |= dict.fromkeys(wanted, body)
    if form.errors or attempt(form, lambda: services.put(referral=referral, changes=changes, by=user)) is None:
        return None
    return len(changes)


def _said(count: int) -> str:
    words = ngettext("Đã đặt nơi nhận cho %(n)s kiến nghị.", "Đã đặt nơi nhận cho %(n)s kiến nghị.", count)
    return words % {"n": count}


def _fields(candidates: PetitionQuerySet) -> dict[PetitionField, int]:
    """The fields of what the draft may hold, in their order, with how many there are of each; one query.

    What is consolidated has a field, so that they add up to all candidates.
    """
    ranked = PetitionField.objects.filter(pk__in=candidates.order_by().values("field"))
    counted = candidates.order_by().filter(field=OuterRef("pk")).values("field").annotate(n=Count("pk")).values("n")
    return {row: row.here for row in ranked.annotate(here=Subquery(counted))}


def _undecided(referral: Referral) -> QuerySet[Petition]:
    keys = referral.items.filter(state=ItemState.DRAFT).values("petition")
    return _candidates(referral).exclude(pk__in=keys)


def _after_lines(request: HttpRequest, referral: Referral, *, last: bool) -> str:
    """After "save and go on" the next page, after the last one the annex; else the same page again."""
    if "next" not in request.POST:
        return request.get_full_path()
    if last:
        return referral.get_absolute_url() + frame_of(request).unit_query
    query = request.GET.copy()
    number = query.get("page", "1")
    query["page"] = str(int(number) + 1 if number.isascii() and number.isdigit() and len(number) < 6 else 2)
    return f"{request.path}?{query.urlencode()}"


def _counting(prefix: str = "items__") -> Q:
    return ~Q(**{f"{prefix}state": ItemState.DROPPED})


def _rule(referral: Referral) -> Any:
    """The province's own limit, which counts where the document names no day."""
    return timing.limit_of(referral.sender, referral.sent_on or clock.today()) if not referral.due_on else None


def _referral(request: HttpRequest, code: str) -> Referral:
    visible = Referral.objects.visible_to(person(request)).for_list()
    return get_object_or_404(visible.select_related("sender__unit__kind"), code=code)


def _no_draft(request: HttpRequest, referral: Referral) -> HttpResponse:
    messages.warning(request, _("Đợt chuyển này không còn là dự thảo."))
    return redirect(referral.get_absolute_url() + frame_of(request).unit_query)
