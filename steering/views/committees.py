"""The list of committees, one committee as on a day, and the forms that change it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit.services import history
from common import clock
from common.errors import Refused
from common.forms import DateField, apply_refusal, save_guarded
from common.pages import page_of
from common.text import show_unreadable
from organizations.current import unit_in_view
from steering import policies, queries, services
from steering.forms import committees as forms
from steering.models import Committee
from steering.queries_programmes import standing_of

from .people import person

BLANK_LINES, FIRST_LINES = 3, 8


@require_GET
def committee_list(request: HttpRequest) -> HttpResponse:
    """Committees within reach that concern the unit in view, as on a day (?ngay=)."""
    day, unit = _day(request), unit_in_view(request)
    committees = Committee.objects.visible_in(person(request), unit) if unit else Committee.objects.none()
    page = page_of(request, queries.with_head(committees.alive(day), day).for_list())
    context = {"page": page, "day": day, "is_today": day == clock.today(), "can_found": _may_found(request)}
    return render(request, "steering/committee_list.html", context)


@require_GET
def committee_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Who sits on it on a day, by which decision, and how that came about."""
    committee, day = _committee(request, code), _day(request)
    members = list(committee.members.on(day).in_official_order())
    standing = standing_of(committee, day)
    standing.give_sectors(members)
    context = {
        "standing": standing,
        "committee": committee,
        "day": day,
        "is_today": day == clock.today(),
        "is_alive": day in committee.valid,
        "members": [member for member in members if not member.is_support],
        "support": [member for member in members if member.is_support],
        "steps": queries.steps_of(committee),
        "can_organise": policies.may_organise(person(request), committee),
        "sentences": history(committee),
    }
    return render(request, "steering/committee_detail.html", context)


@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """A body of the unit in view becomes a committee, with its first members."""
    unit = unit_in_view(request)
    if unit is None:
        return redirect("steering:committees")
    policies.check_can_found(person(request), unit.pk)
    bodies = queries.bodies_without_committee(unit)
    form = forms.FoundForm(**_sent(request), unit=unit, bodies=bodies)
    lines = _lines(request, FIRST_LINES)
    if request.method == "POST" and not _wants_lines(request) and form.is_valid() and lines.is_valid():
        values = form.cleaned_data | {"members": lines.specs()}
        founded = _try(form, lambda: services.found_committee(by=person(request), **values), lines)
        if founded:
            messages.success(request, _("Đã lập Ban Chỉ đạo."))
            return redirect(founded)
    context = {"form": form, "lines": lines, "unit": unit, "bodies": bodies}
    return render(request, "steering/committee_found.html", context)


@require_http_methods(["GET", "POST"])
def reorganise(request: HttpRequest, code: str) -> HttpResponse:
    """Members leave, change place and join by one decision."""
    committee = _committee(request, code)
    policies.check_can_organise(person(request), committee)
    form = forms.ReorganiseForm(**_sent(request))
    sitting = committee.members.filter(left_by=None).select_related("user").in_official_order()
    members = [forms.MemberForm(request.POST or None, member=member) for member in sitting]
    lines = _lines(request, BLANK_LINES)
    if request.method == "POST" and not _wants_lines(request) and _all_valid(form, lines, *members):
        leave, change = forms.changes_of(members)
        last = max((line.member.rank for line in members), default=0)
        values = form.cleaned_data | {"join": lines.specs(after=last), "leave": leave, "change": change}
        verb = partial(services.reorganise, committee=committee, by=person(request), **values)
        if _try(form, verb, lines, [line.member.full_name for line in members if line.member not in leave]):
            messages.success(request, _("Đã ghi việc kiện toàn."))
            return redirect(committee)
    context = {"committee": committee, "form": form, "members": members, "lines": lines}
    return render(request, "steering/committee_reorganise.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the founding decision, the term, the standing body."""
    committee = _committee(request, code)
    policies.check_can_organise(person(request), committee)
    form = forms.CommitteeForm(request.POST or None, committee=committee)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: Committee.objects.select_for_update(of=("self",), no_key=True).get(pk=committee.pk),
            save=lambda values: services.edit_committee(committee=committee, by=person(request), **values),
        )
        if saved:
            messages.success(request, _("Đã lưu Ban Chỉ đạo."))
            return redirect(committee)
    return render(request, "steering/committee_form.html", {"committee": committee, "form": form})


@require_http_methods(["GET", "POST"])
def dissolve(request: HttpRequest, code: str) -> HttpResponse:
    """End the committee."""
    committee = _committee(request, code)
    policies.check_can_organise(person(request), committee)
    form = forms.DissolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = _try(form, lambda: services.dissolve(committee=committee, by=person(request), **form.cleaned_data))
        if done:
            messages.success(request, _("Đã ghi việc kết thúc hoạt động."))
            return redirect(committee)
    return render(request, "steering/committee_dissolve.html", {"committee": committee, "form": form})


def _committee(request: HttpRequest, code: str) -> Committee:
    return get_object_or_404(Committee.objects.visible_to(person(request)).for_list(), body__code=code)


def _day(request: HttpRequest) -> date:
    """The day in the address, else today; a day that cannot be read is today."""
    field = DateField(required=False)
    try:
        return field.clean(request.GET.get("ngay", "")) or clock.today()
    except ValidationError:
        return clock.today()


def _sent(request: HttpRequest) -> dict[str, Any]:
    """What was sent, to be checked; or, when only more lines were asked for, to be shown again unchecked."""
    if _wants_lines(request):
        return {"initial": {name: show_unreadable(str(value)) for name, value in request.POST.items()}}
    return {"data": request.POST or None}


def _lines(request: HttpRequest, blank: int) -> forms.NewMembers:
    """The lines of people who join; the button "Thêm dòng" sends them back with more."""
    if request.method == "POST" and not _wants_lines(request):
        return forms.new_members(request.POST)
    return forms.new_members(blank=blank, typed=forms.typed_lines(request.POST))


def _wants_lines(request: HttpRequest) -> bool:
    return "them-dong" in request.POST


def _all_valid(*sent: Any) -> bool:
    """Every form is checked, so that all mistakes are shown at once."""
    checked = [form.is_valid() for form in sent]
    return all(checked)


def _may_found(request: HttpRequest) -> bool:
    unit = unit_in_view(request)
    return unit is not None and policies.may_found(person(request), unit.pk)


def _try(form: Form, verb: Callable[[], Any], lines: forms.NewMembers | None = None, seated: Sequence[str] = ()) -> Any:
    """Do it; a refusal goes beside the line that repeats a name, or beside its field of the form."""
    try:
        return verb()
    except Refused as refused:
        if not (lines and refused.field == "full_name" and lines.refuse(refused, seated)):
            apply_refusal(form, refused)
        return None
