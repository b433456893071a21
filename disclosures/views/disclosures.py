"""The pages of disclosures: list, a new one, one, its correction."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import chain, clock, list_files
from common.forms import attempt, save_guarded
from common.frame import of as frame_of
from common.pages import page_of
from common.templatetags.qcdc import ngay
from disclosures import detail as details
from disclosures import links, list_columns, policies, queries, wanted, workflow
from disclosures.actions import Reasons, actions_for, denied, main_of
from disclosures.filters import DisclosureFilter
from disclosures.forms.disclosures import EditForm, OpenForm, WhatForm, day_of, values_of
from disclosures.forms.filters import DisclosureFilterForm
from disclosures.models import Disclosure, DisclosureItem, PlanLine
from disclosures.paging import Keys
from disclosures.services import disclosures as services
from organizations.current import unit_in_view
from organizations.models import Body

from .people import person


@require_safe
def disclosure_list(request: HttpRequest) -> HttpResponse:
    """Disclosures of the unit in view, the newest decision first; a page or, for htmx, its results."""
    user, unit, chosen = person(request), unit_in_view(request), DisclosureFilter.read(request.GET)
    keys = Keys(user, unit, chosen)
    form = DisclosureFilterForm(chosen, queries.items_offered(), queries.bodies_disclosing(user, unit))
    if request.GET.get(list_files.PARAMETER):
        rows = queries.rows(keys[: list_files.MOST_ROWS + 1])
        said = [*list_files.said_of(form), *form.said()]
        if file := list_files.asked(request, _("Việc công khai"), list_columns.DISCLOSURES, rows, unit=unit, said=said):
            return file
    page = page_of(request, keys)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, row.timeliness(chosen.day)) for row in queries.rows(list(page.object_list))],
        "said": form.said(),
        "may_record": policies.may_record_somewhere(user),
    }
    template = "disclosures/disclosure_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One disclosure with its limit, places, proofs, files, publication and history."""
    disclosure = disclosure_or_404(request, code)
    reasons = Reasons.at(person(request), disclosure)
    postings = details.postings_of(disclosure)
    actions = actions_for(disclosure, postings, reasons)
    own = links.of_disclosure(disclosure)
    context = {
        "disclosure": disclosure,
        "replaced_by": getattr(disclosure, "replaced_by", None),
        "class": disclosure.timeliness(clock.today()),
        "links": chain.links_of("disclosures.disclosure", disclosure.pk, own=own, reader=person(request)),
        "main": main_of(actions, disclosure),
        "allowed": [action for action in actions if action.allowed],
        "denied": denied(actions),
        "rows": details.rows(disclosure, postings, reasons),
        "most": details.MOST_POSTINGS,
        "files": details.files_of(disclosure),
        "may_record": not reasons.record,
        "clocks": details.clocks_of(disclosure),
        "today": clock.today(),
        "sentences": history(disclosure),
    }
    return render(request, "disclosures/disclosure_detail.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new disclosure: whose decision of which day, then which content, then the rest beside what the law asks."""
    bodies = queries.bodies_with(person(request), policies.RECORDERS)
    if not bodies:
        raise PermissionDenied(_("Chỉ người của cơ quan công khai được ghi việc công khai."))
    replaces = _replaced(request, bodies)
    body, on = _body_of(request, bodies, replaces), day_of(request.GET.get("ngay", "")) or clock.today()
    typed = {"co-quan": body.code, "ngay": request.GET["ngay"]} if "ngay" in request.GET else None
    what = WhatForm(typed, initial={"co-quan": body.code, "ngay": on}, bodies=bodies)
    context: dict[str, Any] = {"what": what, "body": body, "on": on, "replaces": replaces}
    unreadable = what.is_bound and "ngay" in what.errors
    if unreadable and (request.method == "GET" or day_of(request.GET["ngay"]) is None):
        return render(request, "disclosures/what_form.html", context)
    context["item"] = item = _item_of(request, body, on, replaces)
    if item is None:
        return render(request, "disclosures/what_form.html", context | {"items": _listed(request, body, on)})
    return _open(request, body, item, on, replaces, context)


def _open(
    request: HttpRequest,
    body: Body,
    item: DisclosureItem,
    on: date,
    replaces: Disclosure | None,
    context: dict[str, Any],
) -> HttpResponse:
    user = person(request)
    required, others = wanted.places_of(body, item, on)
    lines = list(PlanLine.objects.filter(plan__body=body, plan__year=on.year, item=item).order_by("month", "pk"))
    form = OpenForm(
        request.POST or None, body=body, user=user, lines=lines, others=others,
        initial=_known(request, lines, replaces),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        values["places"] = [*required, *values.pop("more", [])]
        made = attempt(
            form,
            lambda: services.open_disclosure(body=body, item=item, decided_on=on, by=user, replaces=replaces, **values),
        )
        if made:
            messages.success(request, _("Đã ghi việc công khai {code}.").format(code=made.code))
            return redirect(made.get_absolute_url() + frame_of(request).unit_query)
    context |= {"form": form, "required": required, "wanted": wanted.by_law(item, body.unit_id, on)}
    return render(request, "disclosures/disclosure_form.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a disclosure; the digest in the form keeps a colleague's changes."""
    disclosure, user = disclosure_or_404(request, code), person(request)
    policies.check_can_record(user, disclosure.body)
    if request.method == "GET" and not workflow.may(disclosure, "edit"):
        messages.warning(request, _("Việc công khai này đã kết thúc, không sửa được nữa."))
        return redirect(disclosure)
    form = EditForm(request.POST or None, disclosure=disclosure)
    if request.method == "POST" and form.is_valid():
        rows = Disclosure.objects.select_for_update(of=("self",), no_key=True).select_related("responsible")
        saved = save_guarded(
            form,
            lock=lambda: values_of(rows.get(pk=disclosure.pk)),
            save=lambda values: services.edit(disclosure=disclosure, by=user, **values),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(disclosure.get_absolute_url() + frame_of(request).unit_query)
    return render(request, "disclosures/edit_form.html", {"form": form, "disclosure": disclosure})


def disclosure_or_404(request: HttpRequest, code: str) -> Disclosure:
    """A disclosure that the person sees; every other one does not exist."""
    found = details.load(person(request), code)
    if found is None:
        raise Http404
    return found


def _known(request: HttpRequest, lines: list[PlanLine], replaces: Disclosure | None) -> dict[str, Any] | None:
    """What the old content, or the line of the plan that the address names, says already."""
    if replaces is not None:
        line = next((line.pk for line in lines if line.pk == replaces.plan_line_id), None)
        return {"title": replaces.title, "responsible": replaces.responsible_id, "plan_line": line}
    named = next((line for line in lines if str(line.pk) == request.GET.get("dong", "")), None)
    if named is None:
        return None
    return {"title": named.subject, "responsible": named.responsible_id, "plan_line": named.pk}


def _replaced(request: HttpRequest, bodies: list[Body]) -> Disclosure | None:
    """The disclosure that the new one replaces, named in the address."""
    code = request.GET.get("thay", "")
    if not code or "\x00" in code:
        return None
    seen = Disclosure.objects.visible_to(person(request)).filter(body__in=bodies)
    return get_object_or_404(seen.select_related("item__catalogue", "body"), code=code)


def _body_of(request: HttpRequest, bodies: list[Body], replaces: Disclosure | None) -> Body:
    """The body of the address, else one that has a catalogue for the people, else the first."""
    if replaces is not None:
        return next(body for body in bodies if body.pk == replaces.body_id)
    named = [body for body in bodies if body.code == request.GET.get("co-quan", "")]
    people = [body for body in bodies if services.applies_to(body) == "commune"]
    return next(iter([*named, *people, *bodies]))


def _listed(request: HttpRequest, body: Body, on: date) -> list[tuple[DisclosureItem, list[str], str]]:
    """The contents that bind the body on that day, with what they want and where the form for each is."""
    unit = frame_of(request).unit_code
    known = {"don-vi": unit} if unit else {}
    listed = []
    for item in _items(body, on):
        query = urlencode({**known, "co-quan": body.code, "ngay": ngay(on), "noi-dung": item.number})
        listed.append((item, wanted.brief(item), f"{reverse('disclosures:new')}?{query}"))
    return listed


def _items(body: Body, on: date) -> Any:
    found = DisclosureItem.objects.filter(
        catalogue__applies_to=services.applies_to(body), catalogue__valid__contains=on
    )
    return found.select_related("catalogue").order_by("number")


def _item_of(request: HttpRequest, body: Body, on: date, replaces: Disclosure | None) -> DisclosureItem | None:
    number = str(replaces.item.number) if replaces else request.GET.get("noi-dung", "")
    if not number.isascii() or not number.isdigit() or len(number) > 4:
        return None
    found: DisclosureItem | None = _items(body, on).filter(number=int(number)).first()
    return found
