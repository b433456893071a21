"""Likely duplicates, grouping, splitting, and what was raised before. The portal suggests; people decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common.forms import attempt
from common.frame import of as frame_of
from petitions import likeness, policies, workflow
from petitions.filters import PetitionFilter
from petitions.forms.grouping import GroupForm, RaiseForm, SplitForm
from petitions.forms.referrals import ReasonForm
from petitions.models import Petition, RaisedAgain
from petitions.services import grouping, raising

from .people import person, petition_or_404
from .referrals import councils_of

COMPARED = 10


@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs of unsent petitions that may say the same, of a session (?ky-hop=) or of the first council."""
    policies.check_may_consolidate(person(request))
    asked, councils = PetitionFilter.read(request.GET), councils_of(request)
    council = next((one for one in councils if one.code == asked.council), councils[0] if councils else None)
    own = Petition.objects.filter(council__in=councils) if asked.session else Petition.objects.filter(council=council)
    rows = asked.apply(own).defer("search_key", "pairs")
    counts = (rows.as_received().count(), rows.as_consolidated().count()) if council else (0, 0)
    context = {
        "pairs": likeness.likely_duplicates(rows) if council else [],
        "received": counts[0],
        "consolidated": counts[1],
        "council": council,
    }
    return render(request, "petitions/group_suggestions.html", context)


@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, code: str) -> HttpResponse:
    """Others are put under this petition: likely ones are ticked, further ones named by their code.

    ?voi=CODE shows them side by side before it is done, and afterwards the next suggestions.
    """
    petition, user = petition_or_404(request, code), person(request)
    policies.check_can_keep(user, petition)
    if (stop := _impossible(request, petition, "group")) is not None:
        return stop
    visible = Petition.objects.visible_to(user).filter(council=petition.council_id)
    asked = request.GET.get("voi", "")[:1000]
    codes = [] if "\x00" in asked else asked.replace(",", " ").split()[:COMPARED]
    likely = [one for one in likeness.alike_unsent(petition) if one.other.code not in codes]
    form = GroupForm(request.POST or None, visible=visible, likely=likely, initial={"duplicates": asked})
    if request.method == "POST" and form.is_valid():
        others = form.cleaned_data["chosen"]
        if attempt(form, lambda: grouping.group(lead=petition, duplicates=others, by=user)) is not None:
            messages.success(request, _("Đã gộp. Người kiến nghị vẫn gắn với kiến nghị của mình."))
            return redirect(_after_grouping(request, petition))
    beside = visible.filter(code__in=codes).exclude(pk=petition.pk).select_related("field", "session__term")
    context = {"petition": petition, "form": form, "beside": list(beside.order_by("pk"))}
    return render(request, "petitions/group_compare.html", context)


@require_http_methods(["GET", "POST"])
def ungroup(request: HttpRequest, code: str) -> HttpResponse:
    """It goes its own way again."""
    return _step(request, code, "ungroup", ReasonForm, lambda petition, values, by: grouping.ungroup(
        petition=petition, by=by, **values
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, code: str) -> HttpResponse:
    """It becomes several."""
    return _step(request, code, "split", SplitForm, lambda petition, values, by: grouping.split(
        petition=petition, by=by, **values
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
def raised(request: HttpRequest, code: str) -> HttpResponse:
    """Earlier petitions about the same; ?bo=KEY takes a wrong link back with a reason."""
    petition, user = petition_or_404(request, code), person(request)
    policies.check_can_keep(user, petition)
    link = _link_asked(request, petition)
    councils = likeness.before(petition)
    form: Any = ReasonForm(request.POST or None) if link else RaiseForm(request.POST or None, visible=councils)
    if request.method == "POST" and form.is_valid() and _save_raised(form, petition, link, request):
        messages.success(request, _("Đã lưu."))
        return redirect(request.path + frame_of(request).unit_query)
    known = RaisedAgain.objects.filter(petition=petition).select_related("earlier__session__term", "earlier__council")
    context = {
        "petition": petition,
        "form": form,
        "link": link,
        "known": list(known.order_by("-earlier__received_on", "pk")),
        "likely": [] if link else likeness.raised_before(petition),
    }
    return render(request, "petitions/group_raised.html", context)


def _after_grouping(request: HttpRequest, petition: Petition) -> str:
    """The suggestions again, for whoever came from there with a pair; else the petition."""
    query = request.GET.copy()
    if "voi" not in query:
        return petition.get_absolute_url() + frame_of(request).unit_query
    del query["voi"]
    return f"{reverse('petitions:duplicates')}?{query.urlencode()}"


def _save_raised(form: Any, petition: Petition, link: RaisedAgain | None, request: HttpRequest) -> bool:
    values, by = form.cleaned_data, person(request)
    if link is not None:
        return attempt(form, lambda: raising.not_raised_again(link=link, by=by, **values)) is not None
    return attempt(form, lambda: raising.raise_again(petition=petition, by=by, **values)) is not None


def _link_asked(request: HttpRequest, petition: Petition) -> RaisedAgain | None:
    key = request.GET.get("bo", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return petition.raised_before.filter(pk=int(key)).select_related("earlier", "petition").first()


def _step(request: HttpRequest, code: str, name: str, form_class: Any, act: Any) -> HttpResponse:
    petition, user = petition_or_404(request, code), person(request)
    policies.check_can_keep(user, petition)
    if (stop := _impossible(request, petition, name)) is not None:
        return stop
    initial = {"parts": petition.text} if name == "split" else None
    form = form_class(request.POST or None, initial=initial)
    done = request.method == "POST" and form.is_valid()
    if done and attempt(form, lambda: act(petition, form.cleaned_data, user)) is not None:
        messages.success(request, _("Đã lưu."))
        return redirect(petition.get_absolute_url() + frame_of(request).unit_query)
    context = {"petition": petition, "form": form, "label": workflow.STEPS[name].label}
    return render(request, "petitions/group_step.html", context)


def _impossible(request: HttpRequest, petition: Petition, name: str) -> HttpResponse | None:
    """Back to the petition, where its state does not allow the step."""
    if request.method == "POST" or workflow.may(petition, name):
        return None
    message = _("Không thể thực hiện “{step}” khi kiến nghị ở trạng thái “{state}”.")
    label = workflow.STEPS[name].label
    messages.warning(request, message.format(step=label, state=petition.state.label))
    return redirect(petition.get_absolute_url() + frame_of(request).unit_query)
