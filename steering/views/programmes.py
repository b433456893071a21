"""Programmes of work: the list, all contents, one programme with the steps of its contents; the theme of a year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import chain, clock, frame
from common.forms import attempt, save_guarded
from common.pages import page_of
from organizations.current import unit_in_view
from steering import citing, policies
from steering import policies_programmes as planning
from steering.enums_directing import ItemState
from steering.forms import programmes as forms
from steering.models import Committee, ProgrammeItem, WorkProgramme, YearTheme
from steering.services import programmes as services

from .people import person

PROGRAMME = "steering.workprogramme"


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """Programmes of the committees that concern the unit in view, the newest year first; its themes."""
    user, unit = person(request), unit_in_view(request)
    seen = WorkProgramme.objects.visible_in(user, unit) if unit else WorkProgramme.objects.none()
    paper = request.GET.get("van-ban", "")
    if paper.isascii() and paper.isdecimal() and len(paper) < 15:
        seen = seen.filter(pk__in=citing.records_citing(PROGRAMME, int(paper)))
    context = {
        "page": page_of(request, seen.with_progress(clock.today()).for_list()),
        "themes": YearTheme.objects.filter(unit=unit).order_by("-year")[:3],
        "may_plan": policies.may_assign_somewhere(user),
    }
    return render(request, "steering/programmes/list.html", context)


@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """Contents of programmes by their due dates."""
    user, unit = person(request), unit_in_view(request)
    form = forms.ItemFilterForm(request.GET)
    committees = Committee.objects.visible_in(user, unit) if unit else Committee.objects.none()
    items = ProgrammeItem.objects.filter(programme__committee__in=committees)
    context = {"form": form, "page": page_of(request, form.chosen().apply(items).for_list())}
    template = "steering/programmes/items.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_safe
def programme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme with its contents and where each stands."""
    programme, user = programme_or_404(request, pk), person(request)
    may_plan = policies.may_organise(user, programme.committee)
    items = programme.items.select_related("lead", "task").prefetch_related("supporters").order_by("order")
    page = page_of(request, items, per_page=50)
    counts = WorkProgramme.objects.filter(pk=pk).with_progress(clock.today()).get()
    context = {
        "programme": programme,
        "counts": counts,
        "page": page,
        "theme": YearTheme.objects.filter(unit=programme.committee.unit_id, year=programme.year).first(),
        "links": chain.links(PROGRAMME, [programme.pk], reader=user)[programme.pk],
        "may_plan": may_plan,
        "can_carry": may_plan and not hasattr(programme, "following"),
        "planned": ItemState.PLANNED,
        "sentences": history(programme, limit=20),
    }
    return render(request, "steering/programmes/programme.html", context)


@require_http_methods(["GET", "POST"])
def programme_new(request: HttpRequest, code: str) -> HttpResponse:
    """A committee's programme of a year."""
    user = person(request)
    committee = get_object_or_404(Committee.objects.visible_to(user).for_list(), body__code=code)
    planning.check_can_plan(user, committee)
    form = forms.ProgrammeForm(request.POST or None, user=user, committee=committee)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.draft_programme(committee=committee, by=user, **form.cleaned_data))
        if made:
            messages.success(request, _("Đã lập chương trình; thêm từng nội dung."))
            return redirect(made)
    return _form(request, form, _("Lập chương trình công tác năm"), committee=committee)


@require_http_methods(["GET", "POST"])
def programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the head of a programme."""
    programme, user = programme_or_404(request, pk), person(request)
    planning.check_can_plan(user, programme.committee)
    form = forms.ProgrammeEditForm(request.POST or None, user=user, programme=programme)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: forms.values_of(WorkProgramme.objects.select_for_update(of=("self",)).get(pk=pk)),
            save=lambda values: services.edit_programme(programme=programme, by=user, **values),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(programme)
    return _form(request, form, _("Sửa chương trình công tác"), programme=programme)


@require_http_methods(["GET", "POST"])
def carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin next year's programme with what is still open."""
    programme, user = programme_or_404(request, pk), person(request)
    planning.check_can_plan(user, programme.committee)
    form = forms.CarryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.carry_over(programme=programme, by=user, **form.cleaned_data))
        if made:
            messages.success(request, _("Đã lập chương trình năm sau từ các nội dung chưa xong."))
            return redirect(made)
    hints = [_("Nội dung chưa xong được chuyển sang; nhiệm vụ đã giao vẫn tiếp tục, nội dung khác có hạn đến 31/12.")]
    return _form(request, form, _("Chuyển sang năm sau"), programme=programme, hints=hints)


@require_http_methods(["GET", "POST"])
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more content; the form stays open for the next one."""
    programme, user = programme_or_404(request, pk), person(request)
    planning.check_can_plan(user, programme.committee)
    form = forms.ItemForm(request.POST or None, programme=programme)

    def act() -> Any:
        return services.add_item(programme=programme, facts=form.facts(), by=user)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã thêm nội dung."))
        return redirect(request.get_full_path() if "them" in request.POST else programme)
    return _form(request, form, _("Thêm nội dung"), programme=programme, more=True)


@require_http_methods(["GET", "POST"])
def item_step(request: HttpRequest, pk: int, order: int, step: str) -> HttpResponse:
    """One step of a content: correct it, make it a task, done, not carried out."""
    programme, user = programme_or_404(request, pk), person(request)
    planning.check_can_plan(user, programme.committee)
    item = get_object_or_404(programme.items.select_related("lead__unit", "task"), order=order)
    item.programme = programme
    if step not in STEPS:
        raise Http404
    label, make, verb = STEPS[step]
    if request.method == "GET" and item.state is not ItemState.PLANNED:
        messages.warning(request, _("Nội dung này đã giao việc hoặc đã kết thúc."))
        return redirect(item)
    form = make(request, item)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: verb(item, form, user)):
        messages.success(request, _("Đã lưu."))
        return redirect(item)
    return _form(request, form, label(), programme=programme, item=item, dangerous=step == "bo")


@require_http_methods(["GET", "POST"])
def theme(request: HttpRequest) -> HttpResponse:
    """The theme of the year of the unit in view."""
    user, unit = person(request), unit_in_view(request)
    if unit is None:
        return redirect("steering:programmes")
    planning.check_can_set_theme(user, unit.pk)
    known = YearTheme.objects.filter(unit=unit, year=clock.today().year).first()
    initial = {"year": clock.today().year, "text": known.text if known else "", "decision_text": ""}
    if known:
        initial["decision_text"] = known.decision_text
    form = forms.ThemeForm(request.POST or None, initial=initial)

    def act() -> Any:
        return services.set_theme(unit=unit, by=user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã ghi chủ đề năm."))
        return redirect(reverse("steering:programmes") + frame.of(request).unit_query)
    hints = [_("Ghi lại cùng một năm thì nội dung mới thay nội dung cũ; lịch sử vẫn giữ.")]
    return _form(request, form, _("Chủ đề năm"), hints=[unit.label, *hints])


def programme_or_404(request: HttpRequest, pk: int) -> WorkProgramme:
    """A programme within the person's reach; everything else does not exist."""
    seen = WorkProgramme.objects.visible_to(person(request))
    tied = (
        "committee__body__unit__kind", "committee__standing_body", "committee__unit", "previous", "following",
        "document__type", "document__issuer__kind",
    )  # fmt: skip
    return get_object_or_404(seen.select_related(*tied), pk=pk)


type _Step = tuple[
    Callable[[], str],
    Callable[[HttpRequest, ProgrammeItem], Any],
    Callable[[ProgrammeItem, Any, Any], Any],
]

STEPS: dict[str, _Step] = {
    "giao-viec": (
        lambda: _("Giao thành nhiệm vụ"),
        lambda request, item: forms.AssignItemForm(request.POST or None),
        lambda item, form, by: services.make_task(item=item, by=by, **form.cleaned_data),
    ),
    "sua": (
        lambda: _("Sửa nội dung"),
        lambda request, item: forms.ItemForm(request.POST or None, programme=item.programme, item=item),
        lambda item, form, by: services.edit_item(item=item, facts=form.facts(), by=by),
    ),
    "xong": (
        lambda: _("Ghi hoàn thành"),
        lambda request, item: forms.FinishItemForm(request.POST or None),
        lambda item, form, by: services.finish_item(item=item, by=by, **form.cleaned_data),
    ),
    "bo": (
        lambda: _("Không thực hiện"),
        lambda request, item: forms.DropItemForm(request.POST or None),
        lambda item, form, by: services.drop_item(item=item, by=by, **form.cleaned_data),
    ),
}


def _form(request: HttpRequest, form: django_forms.Form, label: str, **context: Any) -> HttpResponse:
    return render(request, "steering/programmes/form.html", {"form": form, "label": label} | context)
